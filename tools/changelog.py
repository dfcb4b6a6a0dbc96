"""The entries of the changelog, one file each in changelog.d/: held to their form, put into CHANGELOG.md at a release.

python tools/changelog.py check
python tools/changelog.py release 0.2.0
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
KINDS = {"added": "Added", "changed": "Changed", "fixed": "Fixed", "removed": "Removed", "rules": "Rules"}
_NAME = re.compile(rf"[\w-]+\.({'|'.join(KINDS)})\.md")
_WHEN = re.compile(r"report years? |all report years")
_WHERE = re.compile(r"regions? \d|whole country")
_RELEASES = re.compile(r"^## \[", re.MULTILINE)
MAX_WORDS = 80


def fragments(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.name != "README.md")


def problems(path: Path) -> list[str]:
    """What is wrong with an entry."""
    if not (named := _NAME.fullmatch(path.name)):
        return [f"{path.name}: the name should be like my-change.added.md; kinds are {', '.join(KINDS)}"]
    text = path.read_text("utf-8").strip()
    found = []
    if not text or text.startswith(("-", "*", "#")) or "\n\n" in text or len(text.split()) > MAX_WORDS:
        found.append(f"{path.name}: should be one entry, a sentence or two without a bullet")
    if named[1] == "rules" and not (_WHEN.search(text) and _WHERE.search(text)):
        found.append(f"{path.name}: should name the report years and the regions, or 'whole country'")
    return found


def released(changelog: str, version: str, day: date, entries: dict[str, list[str]]) -> str:
    """The changelog with a section for the release, before the last one."""
    lines = [f"## [{version}] – {day.isoformat()}", ""]
    for kind, title in KINDS.items():
        if entries.get(kind):
            lines += [f"### {title}", "", *(f"- {text}" for text in entries[kind]), ""]
    place = _RELEASES.search(changelog)
    end = place.start() if place else len(changelog)
    return (changelog[:end] + "\n".join(lines) + "\n" + changelog[end:]).rstrip() + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="whether every entry has its form")
    commands.add_parser("release", help="put the entries into CHANGELOG.md").add_argument("version")
    options = parser.parse_args(arguments)
    files = fragments(ROOT / "changelog.d")
    if found := [problem for path in files for problem in problems(path)]:
        print(*found, sep="\n", file=sys.stderr)
        return 1
    if options.command == "release":
        entries: dict[str, list[str]] = {}
        for path in files:
            text = path.read_text("utf-8").strip().replace("\n", "\n  ")
            entries.setdefault(path.name.split(".")[-2], []).append(text)
        changelog = ROOT / "CHANGELOG.md"
        changelog.write_text(released(changelog.read_text("utf-8"), options.version, date.today(), entries), "utf-8")
        for path in files:
            path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
