# Sourced by ./gip, ./test and .ci/run: prepares the virtual environment of this folder.
# prepare [dev]   $root must be set; progress goes to standard error, failure ends the script with status 2.

python_command() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "需要 Python 3.11 或更高版本；可用环境变量 PYTHON 指定。 Python 3.11 or later is needed; PYTHON may name it." >&2
    exit 2
}

prepare() {
    venv=$root/.venv
    stamp=$venv/.prepared${1:+-$1}
    wanted=$(cat "$root/pyproject.toml" "$root"/rulesets/pyproject.toml "$root"/plugins/*/pyproject.toml | cksum; echo "$root")
    if [ -x "$venv/bin/python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
        return
    fi
    echo "正在准备运行环境（仅第一次需要，约一分钟）… Setting up, about a minute, only once …" >&2
    if ! "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$(python_command) || exit 2
        "$python" -m venv --clear "$venv" || failed
    fi
    set -- ${1:+-r "$venv/$1.txt"}
    if [ $# -gt 0 ]; then
        "$venv/bin/python" -c '
import sys, tomllib
with open(sys.argv[1], "rb") as file:
    print(*tomllib.load(file)["dependency-groups"]["dev"], sep="\n")
' "$root/pyproject.toml" >"$2" || failed
    fi
    for package in "$root" "$root/rulesets" "$root"/plugins/*/; do
        set -- "$@" -e "$package"
    done
    # One command, so that pip takes the packages of this folder for each other's dependencies.
    "$venv/bin/python" -m pip install --quiet --quiet --disable-pip-version-check "$@" || failed
    echo "$wanted" >"$stamp"
}

failed() {
    echo "准备运行环境失败，原因见上。请检查网络后重试。 Setting up failed, see above; check the network and try again." >&2
    exit 2
}
