"""Hypothesis strategies for gipcore: values, reports, layers, and the layouts in which real files hold reports.

Needs hypothesis, which gipcore itself does not: nothing in gipcore imports this module.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from random import Random
from typing import TypeVar

from attrs import frozen
from hypothesis import assume
from hypothesis import strategies as st

from gipcore.documents import Document
from gipcore.forms import Column, Form
from gipcore.layer_strategies import rulesets, stacks
from gipcore.reports import Issuer, Report
from gipcore.specimen import specimen
from gipcore.testing.layouts import DAMAGES, RENDERINGS, damaged, fair, rendered
from gipcore.testing.pages import Page, page_of
from gipcore.testing.slips import SLIPS, Slip, slipped
from gipcore.values import Blank, NotApplicable, Number, Unreadable, Value, canonical

__all__ = [
    "Layout",
    "Sheet",
    "blanks",
    "documents",
    "issuers",
    "lawful_reports",
    "layouts",
    "narratives",
    "not_applicables",
    "numbers",
    "reports",
    "rulesets",
    "sheets",
    "slips",
    "stacks",
    "unreadables",
    "values",
]

_V = TypeVar("_V")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_BODIES = (
    "乌苏市夹河子乡人民政府",
    "淮安市洪泽区人民政府",
    "淮安市人民政府",
    "平潭综合实验区管理委员会",
    "上海市人民政府办公厅",
    "威海市文登区审计局",
    "广州市海珠区人民政府江南中街道办事处",
)
_SENTENCES = (
    "认真贯彻落实政府信息公开的各项规定，公开的内容、时限和形式符合要求。",
    "全年通过政府网站主动公开政府信息136条，其中年度报告1条、财政预决算2条。",
    "（一）主动公开。及时更新政府信息公开专栏，公开行政许可3件、行政处罚2件的办理结果。",
    "本年新收政府信息公开申请数量12件，比上年增加3件，均已按期答复。",
    "一是业务培训不够；二是公开渠道单一。下一步将逐项改进。",
    "未收取信息处理费。",
)


def numbers(column: Column, *, plain: bool = False) -> st.SearchStrategy[Number]:
    """Figures that can stand in a cell of *column*: whole, not negative unless the column is signed, with decimals
    where it has them. Unless *plain*, printed in any notation whose value is certain."""
    whole = st.one_of(st.integers(0, 12), st.integers(0, 10**6), st.just(0))
    number: st.SearchStrategy[int | Decimal] = whole
    if column.decimal:
        number = st.one_of(
            whole, st.builds(lambda n, k: Decimal(n).scaleb(-k), st.integers(1, 10**7), st.integers(1, 6))
        )
    elif column.signed:
        number = st.integers(-500, 500)
    return number.map(Number) if plain else number.flatmap(lambda value: st.sampled_from(_printings(value, column)))


def _printings(value: int | Decimal, column: Column) -> list[Number]:
    text = canonical(value)
    found = [text, text, text, text.translate(_FULL_WIDTH)]
    if isinstance(value, int):
        found += [f"{value:,}", f"{text}（其中网上1件）"]
        if column.unit == "件":
            found.append(f"{text}件")
        if column.signed and value:
            found.append(f"+{text}" if value > 0 else f"减{-value}")
    if column.unit == "万元":
        found.append(f"{text}万元")
    return [Number(value, raw=printed) for printed in found]


def blanks() -> st.SearchStrategy[Blank]:
    """Empty cells, of blanks of any kind."""
    return st.sampled_from(["", " ", "\u3000", "\u00a0", " \u00a0"]).map(lambda raw: Blank(raw=raw))


def not_applicables() -> st.SearchStrategy[NotApplicable]:
    """``/`` and what stands for it."""
    return st.sampled_from(["/", "／", "-", "—", "－", "无"]).map(lambda raw: NotApplicable(raw=raw))


def unreadables() -> st.SearchStrategy[Unreadable]:
    """Texts that are no figure, and figures whose value nobody can be certain of."""
    texts = ["见附件", "详见说明", "#REF!", "000", "007", "1,23", "约", "12?"]
    return st.sampled_from(texts).map(lambda raw: Unreadable(raw=raw))


def values(column: Column) -> st.SearchStrategy[Value]:
    """What can stand in a cell of *column*: mostly figures."""
    figures = numbers(column)
    return st.one_of(figures, figures, figures, blanks(), not_applicables(), unreadables())


def issuers() -> st.SearchStrategy[Issuer]:
    """Bodies that make reports, by name alone."""
    return st.sampled_from(_BODIES).map(Issuer)


def narratives() -> st.SearchStrategy[str]:
    """Text of a section: some lines, each a sentence; some of them begin like rows of a table."""
    return st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=4, unique=True).map("\n".join)


@st.composite
def reports(draw: st.DrawFn, form: Form, *, cells: st.SearchStrategy[Mapping[str, Value]] | None = None) -> Report:
    """Reports of *form* with anything in their cells; *cells* draws them in another way."""
    year = draw(st.integers(form.first_year, form.last_year or form.first_year + 8))
    issuer = draw(issuers())
    filled = draw(cells if cells is not None else _cells(form))
    name = draw(st.sampled_from(["{body}{year}年{name}", "{year}年{body}{name}", "{body}{year}年度{name}"]))
    texts = {s.key: draw(narratives()) for s in form.sections if s.key in ("overview", "problems", "other")}
    signed = date(year + 1, draw(st.integers(1, 3)), draw(st.integers(1, 28)))
    base = specimen(
        form,
        year=year,
        issuer={"name": issuer.name},
        title=name.format(body=issuer.name, year=year, name=form.document_title),
        signature=issuer.name,
        date_text=f"{signed.year}年{signed.month}月{signed.day}日",
        signed_on=signed,
        sections=texts,
    )
    return base.changed(filled)


@st.composite
def _filled(draw: st.DrawFn, form: Form, of: Callable[[Column], st.SearchStrategy[_V]]) -> dict[str, _V]:
    """A value for each cell, out of a handful for each kind of column: two hundred draws a report would be slow."""
    kinds: dict[tuple[str, bool, bool], list[_V]] = {}
    random = Random(draw(st.integers(0, 2**20)))
    filled: dict[str, _V] = {}
    for id_, cell in form.cells.items():
        column = cell.column
        kind = (column.unit, column.decimal, column.signed)
        if kind not in kinds:
            kinds[kind] = draw(st.lists(of(column), min_size=1, max_size=8))
        filled[id_] = random.choice(kinds[kind])
    return filled


def _cells(form: Form) -> st.SearchStrategy[Mapping[str, Value]]:
    """All cells: plain figures, small ones, with blanks, or anything."""

    def plain(column: Column) -> st.SearchStrategy[Value]:
        return numbers(column, plain=True)

    def small(column: Column) -> st.SearchStrategy[Value]:
        return st.integers(0, 12).map(Number)

    def gappy(column: Column) -> st.SearchStrategy[Value]:
        return st.one_of(st.integers(0, 12).map(Number), blanks())

    return st.sampled_from([plain, small, gappy, values]).flatmap(lambda of: _filled(form, of))


@st.composite
def _lawful_cells(draw: st.DrawFn, form: Form) -> dict[str, Value]:
    """Figures that keep every equation of the form: totals are sums, and what came in was finished or carried over."""
    drawn = draw(_filled(form, _amounts))
    cells = {id_: value for id_, value in drawn.items() if not form.cells[id_].parts}
    for kind in form.groups.get("applicants", ()):
        _balance(cells, form, kind)
    for group in form.groups.get("documents", ()):
        if (stock := f"proactive.{group}.in_force") in cells:
            cells[stock] += cells[f"proactive.{group}.issued"]
    for id_ in form.cells:
        _total(cells, form, id_)
    return {id_: Number(cells[id_]) for id_ in form.cells}


def _amounts(column: Column) -> st.SearchStrategy[int | Decimal]:
    if column.decimal:
        return st.builds(lambda n: Decimal(n).scaleb(-2), st.integers(0, 10**6))
    return st.one_of(st.just(0), st.integers(0, 9), st.integers(0, 2000))


def _balance(cells: dict[str, int | Decimal], form: Form, kind: str) -> None:
    """In one column, new + carried in = finished + carried out, and nothing older than a year is still open."""
    new, carried_in = f"applications.new.{kind}", f"applications.carried_in.{kind}"
    carried_out = f"applications.carried_out.{kind}"
    finished = _total(cells, form, f"applications.total.{kind}")
    cells[carried_in] = min(cells[carried_in], finished)
    cells[new] = finished + cells[carried_out] - cells[carried_in]


def _total(cells: dict[str, int | Decimal], form: Form, id_: str) -> int | Decimal:
    """The figure of a cell, that of a total from its parts."""
    if id_ not in cells:
        cells[id_] = sum(_total(cells, form, part) for part in form.cells[id_].parts[0])
    return cells[id_]


def lawful_reports(form: Form) -> st.SearchStrategy[Report]:
    """Reports in which every equation of the form holds, and no figure is blank, negative or in a wrong unit."""
    return reports(form, cells=_lawful_cells(form))


@frozen
class Layout:
    """Damages by name, in their order; how the page becomes text (None: it stays a document); a seed for chance."""

    damages: tuple[str, ...]
    rendering: str | None
    seed: int


def layouts(*, most: int = 3) -> st.SearchStrategy[Layout]:
    """Layouts with up to *most* damages that no careful person could misread."""
    names = st.lists(st.sampled_from(sorted(DAMAGES)), max_size=most).map(tuple)
    rendering = st.one_of(st.none(), st.sampled_from(sorted(RENDERINGS)))
    drawn = st.builds(Layout, names, rendering, st.integers(0, 2**16))
    return drawn.filter(lambda layout: fair(layout.damages, layout.rendering))


@frozen
class Sheet:
    """A report as it arrives: laid out, with a few damages. ``text`` is what a text file of it holds; None: it stays a
    document, as a reader of Word files or web pages gives it. ``page`` tells which cells a person can still read."""

    report: Report
    page: Page
    text: str | None


@st.composite
def sheets(draw: st.DrawFn, form: Form, *, of: st.SearchStrategy[Report] | None = None, most: int = 3) -> Sheet:
    """Reports of *form* (those that *of* draws) in the layouts of real files."""
    report = draw(reports(form) if of is None else of)
    layout = draw(layouts(most=most))
    random = Random(layout.seed)
    page = damaged(page_of(report, form), layout.damages, random)
    if layout.rendering is None:
        return Sheet(report, page, None)
    text = rendered(page, layout.rendering, random)
    return Sheet(report, text.page, text.text)


def documents(form: Form) -> st.SearchStrategy[Document]:
    """Documents with a report of *form* in the layouts of real files."""
    return sheets(form).map(lambda sheet: sheet.page.document)


@st.composite
def slips(draw: st.DrawFn, form: Form) -> Slip:
    """Wrong reports of *form*, with a known slip: lawful but for one figure, which a total ties to others."""
    report, name = draw(lawful_reports(form)), draw(st.sampled_from(sorted(SLIPS)))
    found = slipped(report, form, name, Random(draw(st.integers(0, 2**16))))
    assume(found is not None)
    assert found is not None
    return found
