"""The column labels above figures, in runs: labels that stand together, with no row of figures between them."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define, field

from gipcore.forms import Block
from gipcore.recognise.labels import Target
from gipcore.recognise.tokens import Token


@define(eq=False)
class HeadRun:
    """The column labels of a block that stand together."""

    labels: list[tuple[Token, Target]] = field(factory=list)
    extra: set[str] = field(factory=set)
    """Keys of further columns that are named here or were named before: a heading repeated in short has them too."""

    def lines(self) -> list[list[tuple[Token, Target]]]:
        """The labels line by line."""
        lines: dict[int, list[tuple[Token, Target]]] = {}
        for token, target in self.labels:
            lines.setdefault(token.line, []).append((token, target))
        return list(lines.values())


@define
class HeadRuns:
    """The latest run of each block, while a document is read from the top down."""

    _latest: dict[int, HeadRun] = field(factory=dict)
    """By the id of the block: comparing blocks by value would compare half a form."""
    _ended: set[int] = field(factory=set)

    def add(self, token: Token, targets: Iterable[Target]) -> None:
        """Note the columns among the *targets* of a label."""
        for target in targets:
            if target.role != "column":
                continue
            block = id(target.block)
            run = self._latest.get(block)
            if run is None or block in self._ended:
                run = self._latest[block] = HeadRun(extra=set(run.extra) if run else set())
                self._ended.discard(block)
            run.labels.append((token, target))
            run.extra.update(column.key for column in target.columns if column.extra)

    def above_row(self, block: Block) -> HeadRun | None:
        """The run above a row of the block. It ends all runs: 总计 above other figures is none of this block's."""
        self._ended.update(self._latest)
        return self._latest.get(id(block))
