"""How arithmetic reads what stands in a cell.

A number is itself. A blank item cell and "not applicable" count 0. A blank total counts 0 only if all its parts do;
otherwise nobody can say what it would have been. Anything unreadable is unknown. A figure too large to be one is
unknown too, so that no hostile exponent is ever written out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TypeAlias, cast

from attrs import define, evolve, field, frozen

from gipcore.forms import Cell, Form
from gipcore.reports import Report
from gipcore.values import Blank, NotApplicable, Number, Unreadable, Value

LARGEST = 10**24
"""No figure of a report reaches this; beyond it a cell counts as unreadable."""
MAX_PLACES = 24
"""Nor has one more decimals."""


@frozen(cache_hash=True)
class Reason:
    """Why something is unknown, in both languages, and the cells that it is about."""

    zh: str
    en: str
    cells: tuple[str, ...] = ()
    needs: str = ""
    """What is not there and need not be, as an outcome names it; empty if the report itself is the reason."""

    def text(self, lang: str) -> str:
        return self.en if lang == "en" else self.zh


Figure: TypeAlias = int | Decimal | Reason


@define
class Readings:
    """The cells of one report as arithmetic reads them. ``whose`` names a neighbour in reasons."""

    report: Report
    form: Form
    whose: str = ""
    whose_en: str = ""
    gaps: Mapping[str, str] = field(factory=dict)
    """Why cells that were converted from another form have no figure to compare with."""
    _memory: dict[str, Figure] = field(factory=dict, init=False)

    def figure(self, cell: str) -> Figure:
        """The number that the cell counts as, or why there is none."""
        if cell not in self._memory:
            self._memory[cell] = self._read(cell, frozenset())
        return self._memory[cell]

    def blank(self, cell: str) -> bool:
        return isinstance(self.report.cells.get(cell), Blank)

    def dense(self, cells: Iterable[str]) -> tuple[list[int | Decimal], frozenset[int]]:
        """The figures of *cells* in order, 0 where there is none, and the positions that have none."""
        values = [*map(self.report.cells.get, cells)]
        if {*map(type, values)} == {Number}:
            numbers = [value.value for value in cast(list[Number], values)]
            whole = {*map(type, numbers)} == {int} and min(numbers) > -LARGEST and max(numbers) < LARGEST
            if whole or all(map(_plausible, numbers)):
                return numbers, frozenset()
        figures = [*map(self.figure, cells)]
        return (
            [0 if isinstance(figure, Reason) else figure for figure in figures],
            frozenset(position for position, figure in enumerate(figures) if isinstance(figure, Reason)),
        )

    def _read(self, cell: str, above: frozenset[str]) -> Figure:
        known = self.form.cells.get(cell)
        if known is None:
            return self._reason(cell, f"表样 {self.form.id} 没有这一项", f"form {self.form.id} has no such cell")
        match self.report.cells.get(cell, Unreadable(reason="missing")):
            case Number(value=value) if _plausible(value):
                return value
            case NotApplicable():
                return 0
            case Blank() if not known.parts:
                return 0
            case Blank():
                return self._blank_total(known, above | {cell})
            case value:
                return self._unreadable(known, value)

    def _blank_total(self, total: Cell, above: frozenset[str]) -> Figure:
        for part in (part for way in total.parts for part in way if part not in above):
            if self._read(part, above) != 0:
                return self._reason(total.id, "总计未填", "the total is blank")
        return 0

    def _unreadable(self, cell: Cell, value: Value) -> Reason:
        if gap := self.gaps.get(cell.id):
            reason = self._reason(cell.id, f"没有可比的数：{gap.rstrip('。')}", f"nothing to compare with ({gap})")
            return evolve(reason, needs="counterpart")
        raw = value.raw.strip()
        if not raw:
            return self._reason(cell.id, "没有找到数字", "no figure was found")
        shown = raw if len(raw) <= 30 else raw[:30] + "…"
        return self._reason(cell.id, f"无法辨认（原文“{shown}”）", f"unreadable ({shown!r})")

    def _reason(self, cell: str, why: str, why_en: str) -> Reason:
        known = self.form.cells.get(cell)
        label = known.label if known else cell
        own = () if self.whose else (cell,)
        return Reason(f"{self.whose}{label}{why}", f"{self.whose_en}{label}: {why_en}", own)


def _plausible(value: int | Decimal) -> bool:
    if type(value) is int:
        return -LARGEST < value < LARGEST
    if not isinstance(value, Decimal) or not value.is_finite():
        return False
    exponent = value.as_tuple().exponent
    return value.adjusted() < MAX_PLACES and isinstance(exponent, int) and exponent >= -MAX_PLACES
