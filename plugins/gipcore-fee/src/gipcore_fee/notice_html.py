"""A notice as a page of its own for screen and A4 paper: no script, nothing loaded, everything escaped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from gipcore_fee.notice import ANNEX, Notice, chinese_day

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
STYLE = """\
:root { color-scheme: light; }
body { margin: 0; background: #f3f3f1; color: #111; line-height: 1.8;
  font-family: FangSong, STFangsong, FangSong_GB2312, "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; }
main { box-sizing: border-box; max-width: 52rem; margin: 1.5rem auto; padding: 3rem 3.5rem; background: #fff;
  box-shadow: 0 1px 6px #0003; font-size: 1.125rem; }
h1 { margin: 0; text-align: center; text-wrap: balance; font-size: 1.75rem; font-weight: bold; line-height: 1.5;
  font-family: FZXiaoBiaoSong-B05S, "方正小标宋简体", STSong, "Noto Serif CJK SC", SimSun, serif; }
h2 { margin: .9rem 0 0; font-size: 1.125rem; font-weight: normal; text-indent: 2em; break-after: avoid;
  font-family: SimHei, STHeiti, "Heiti SC", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif; }
p { margin: 0; text-indent: 2em; text-align: justify; overflow-wrap: anywhere; orphans: 2; widows: 2; }
p.number { text-align: center; text-indent: 0; margin: .25rem 0 0; }
p.applicant { text-indent: 0; margin-top: 1.75rem; }
p.amount { font-weight: bold; }
.signature { margin-top: 2rem; break-inside: avoid; }
.signature p { text-align: right; text-indent: 0; padding-right: 2em; }
table { width: 100%; margin: .75rem 0; border-collapse: collapse; line-height: 1.4; font-size: .9375rem;
  font-variant-numeric: tabular-nums; font-family: SimSun, STSong, "Noto Serif CJK SC", serif; }
th, td { border: 1px solid #222; padding: .3em .5em; text-align: center; font-weight: normal; }
td.sum { text-align: right; white-space: nowrap; }
thead { display: table-header-group; }
tfoot { display: table-row-group; }
tr { break-inside: avoid; }
tfoot td, tfoot th { font-weight: bold; }
.annex { margin-top: 2.5rem; }
.annex h2 { text-indent: 0; }
.annex th, .annex td { padding: .15em .5em; }
@media (max-width: 40rem) { main { margin: 0; padding: 1.5rem 1rem; box-shadow: none; } }
@page { size: A4; margin: 25mm 24mm 22mm; }
@media print {
  body { background: none; }
  main { max-width: none; margin: 0; padding: 0; box-shadow: none; font-size: 14pt; line-height: 1.65; }
  h1 { font-size: 20pt; }
  h2 { font-size: 14pt; }
  table { font-size: 10.5pt; }
  .annex { margin-top: 0; break-before: page; }
}
"""


def notice_html(notice: Notice) -> str:
    """The page."""
    return "\n".join(_page(notice)) + "\n"


def _page(notice: Notice) -> Iterator[str]:
    details = notice.details
    yield "<!DOCTYPE html>"
    yield '<html lang="zh-CN">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(notice.title)}</title>"
    yield f"<style>\n{STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield "<main>"
    yield f"<h1>{escape(notice.title)}</h1>"
    if details.number:
        yield f'<p class="number">{escape(details.number)}</p>'
    yield f'<p class="applicant">{escape(details.applicant)}：</p>'
    for section in notice.sections:
        if section.heading:
            yield f"<h2>{escape(section.heading)}</h2>"
        for number, text in enumerate(section.texts):
            strong = ' class="amount"' if section.part == "amount" and number == 0 else ""
            yield f"<p{strong}>{escape(text)}</p>"
        if section.part == "amount":
            yield from _table(notice)
    yield '<div class="signature">'
    yield f"<p>{escape(details.organ)}</p>"
    if details.on:
        yield f"<p>{chinese_day(details.on)}</p>"
    yield "</div>"
    if notice.listed:
        yield from _annex(notice)
    yield "</main>"
    yield "</body>"
    yield "</html>"


def _table(notice: Notice) -> Iterator[str]:
    charge = notice.charge
    money, unit = charge.in_force.schedule.money, escape(charge.standard.unit)
    yield "<table>"
    heads = ("部分", f"数量（{unit}）", f"单价（元/{unit}）", "金额（元）", "依据")
    row = "".join(f'<th scope="col">{head}</th>' for head in heads)
    yield f"<thead><tr>{row}</tr></thead>"
    yield "<tbody>"
    for step in charge.steps:
        span = f"第{step.first}—{step.last}{unit}" if step.last > step.first else f"第{step.first}{unit}"
        cells = (
            f'<td>{step.count}</td><td class="sum">{money(step.price)}</td><td class="sum">{money(step.amount)}</td>'
        )
        yield f'<tr><th scope="row">{span}</th>{cells}<td>{escape(step.source)}</td></tr>'
    yield "</tbody>"
    total = f'<td>{charge.count}</td><td></td><td class="sum">{money(charge.total)}</td><td></td>'
    yield f'<tfoot><tr><th scope="row">合计</th>{total}</tr></tfoot>'
    yield "</table>"


def _annex(notice: Notice) -> Iterator[str]:
    money, unit = notice.charge.in_force.schedule.money, escape(notice.charge.standard.unit)
    yield f'<div class="annex">\n<h2>{escape(ANNEX)}</h2>'
    yield "<table>"
    heads = (f"当月第几{unit}", "编号", "收到日期", "金额（元）", "依据")
    row = "".join(f'<th scope="col">{head}</th>' for head in heads)
    yield f"<thead><tr>{row}</tr></thead>"
    yield "<tbody>"
    for one in notice.listed:
        application = one.selected.application
        place = f'<th scope="row">{one.charged.ordinal or "—"}</th>'
        cells = f"<td>{escape(application.number)}</td><td>{chinese_day(application.day)}</td>"
        words = (
            f'<td class="sum">{"—" if one.note else money(one.amount)}</td><td>{escape(one.note or one.source)}</td>'
        )
        yield f"<tr>{place}{cells}{words}</tr>"
    yield "</tbody>"
    total = f'<td>{notice.charge.count}{unit}</td><td></td><td class="sum">{money(notice.charge.total)}</td><td></td>'
    yield f'<tfoot><tr><th scope="row">合计</th>{total}</tr></tfoot>'
    yield "</table>\n</div>"
