"""What was found as a page to be filed: for screen and A4 paper, no script, nothing loaded, everything escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape

from gipcore_kit.answers import Note, Verdict
from gipcore_kit.checks import TITLES
from gipcore_kit.result_json import environment
from gipcore_kit.running import Examined

VERDICT_WORDS: dict[Verdict, Note] = {
    "passed": Note("通过", "passed"),
    "failed": Note("不通过", "failed"),
    "not applicable": Note("不适用", "does not apply"),
    "not checked": Note("没有检查", "not checked"),
}
STATUS_WORDS = {
    "pass": Note("符合", "conforms"),
    "fail": Note("不符合", "does not conform"),
    "incomplete": Note("没有查完，不能说符合", "not all could be checked, so it cannot be said to conform"),
}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """\
:root { color-scheme: light; }
body { margin: 0; background: #f3f3f1; color: #111; line-height: 1.6;
  font-family: "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
main { box-sizing: border-box; max-width: 56rem; margin: 1.5rem auto; padding: 2.5rem 3rem; background: #fff;
  box-shadow: 0 1px 6px #0003; }
h1 { margin: 0 0 .5rem; font-size: 1.6rem; line-height: 1.35; text-wrap: balance; overflow-wrap: anywhere; }
h2 { margin: 2rem 0 .5rem; font-size: 1.15rem; break-after: avoid; }
p, dl, ul { margin: 0 0 .75rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; }
dt { color: #555; }
dd { margin: 0; overflow-wrap: anywhere; }
ul { padding-left: 1.2em; }
table { width: 100%; border-collapse: collapse; font-size: .925rem; }
th, td { border-top: 1px solid #ccc; padding: .4em .6em .4em 0; text-align: left; vertical-align: top;
  font-weight: normal; overflow-wrap: anywhere; }
thead th { border-top: 0; color: #555; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
td p { margin: 0; }
.status { font-size: 1.2rem; font-weight: bold; }
.verdict { white-space: nowrap; font-weight: bold; }
.failed, .fail { color: #a40000; }
.passed, .pass { color: #14532d; }
.not-checked, .incomplete { color: #7a4a00; }
.not-applicable { color: #555; font-weight: normal; }
code { font-family: "DejaVu Sans Mono", "Noto Sans Mono", monospace; font-size: .8em; }
.sum { white-space: nowrap; text-align: right; }
@media (max-width: 40rem) { main { margin: 0; padding: 1.25rem 1rem; box-shadow: none; } }
@page { size: A4; margin: 18mm 16mm; }
@media print {
  body { background: none; font-size: 10.5pt; }
  main { max-width: none; margin: 0; padding: 0; box-shadow: none; }
}
"""


def page(found: Sequence[Examined], at: datetime, lang: str) -> str:
    """The page about all candidates."""
    return "\n".join(_page(found, at, lang)) + "\n"


def _page(found: Sequence[Examined], at: datetime, lang: str) -> Iterator[str]:
    def say(zh: str, en: str) -> str:
        return en if lang == "en" else zh

    names = "、".join(item.candidate.name for item in found)
    title = escape(say(f"插件检查结果：{names}", f"Conformance of {names.replace('、', ', ')}"))
    yield "<!DOCTYPE html>"
    yield f'<html lang="{say("zh-CN", "en")}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>"
    yield f"<style>\n{_STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield "<main>"
    yield f"<h1>{title}</h1>"
    on = environment()
    yield from _pairs(
        [
            (say("检查时间", "Checked at"), at.isoformat(sep=" ", timespec="seconds")),
            ("gipcore", on["gipcore"]),
            ("gipcore-kit", on["kit"]),
            ("Python", f"{on['python']}，{on['system']}" if lang != "en" else f"{on['python']}, {on['system']}"),
        ]
    )
    for item in found:
        yield from _package(item, lang)
    yield "</main>"
    yield "</body>"
    yield "</html>"


def _package(item: Examined, lang: str) -> Iterator[str]:
    candidate = item.candidate
    plugins = "；".join(f"{name}（{value}）" for name, value in candidate.points)
    yield f"<h2>{escape(candidate.name)} {escape(candidate.version)}</h2>"
    yield f'<p class="status {item.status}">{escape(STATUS_WORDS[item.status].text(lang))}</p>'
    heads = ("Plugins", "Origin") if lang == "en" else ("插件", "来源")
    origins = {"installed": Note("已安装的包", "an installed package"), "folder": Note("文件夹", "a folder")}
    yield from _pairs([(heads[0], plugins), (heads[1], origins[candidate.origin].text(lang))])
    columns = ("Check", "Verdict", "What was found") if lang == "en" else ("检查", "结论", "情况")
    yield f"<table><thead><tr>{''.join(f'<th scope=col>{column}</th>' for column in columns)}</tr></thead><tbody>"
    for result in item.results:
        verdict = result.answer.verdict
        kind = verdict.replace(" ", "-")
        notes = "".join(f"<p>{escape(note.text(lang))}</p>" for note in result.answer.notes)
        yield (
            f"<tr><td>{escape(TITLES[result.check].text(lang))}<br><code>{result.check}</code></td>"
            f'<td class="verdict {kind}">{VERDICT_WORDS[verdict].text(lang)}</td><td>{notes}</td></tr>'
        )
    yield "</tbody></table>"
    heading = "Files that were checked" if lang == "en" else "检查的文件"
    columns = ("File", "Bytes", "SHA-256") if lang == "en" else ("文件", "字节", "SHA-256")
    yield f"<h2>{heading}</h2>"
    yield f"<table><thead><tr>{''.join(f'<th scope=col>{column}</th>' for column in columns)}</tr></thead><tbody>"
    for file in candidate.files:
        yield (
            f'<tr><td>{escape(file.path)}</td><td class="sum">{file.size}</td><td><code>{file.sha256}</code></td></tr>'
        )
    yield "</tbody></table>"


def _pairs(pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield "<dl>"
    for name, value in pairs:
        yield f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>"
    yield "</dl>"
