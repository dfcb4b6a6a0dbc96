"""What a layer adds to a form. Together they make a form of its own, named after both: ``cn-2019+42``."""

from __future__ import annotations

from attrs import frozen

from gipcore.forms import Table
from gipcore.rules import Example, Rule, Severity, Wording


@frozen
class ExtraRow:
    """A row behind the row ``after`` of a table, with the columns of its block.

    Its labels are those of that row but for the last. ``groups`` are the form's names for expressions that it joins.
    With ``severity`` its absence is a finding of a rule named ``id``.
    """

    form: str
    table: str
    after: str
    key: str
    label: str
    variants: tuple[str, ...] = ()
    sum_of: tuple[str, ...] = ()
    unit: str = ""
    decimal: bool = False
    groups: tuple[str, ...] = ()
    id: str = ""
    severity: Severity | None = None
    source: str = ""

    def rule(self, source: str, form: str) -> Rule | None:
        """The rule on its absence from a report; *source* is the layer's, *form* the extended one."""
        if self.severity is None:
            return None
        return Rule(
            id=self.id,
            severity=self.severity,
            title=f"表中没有“{self.label}”行",
            message="表中没有当地增加的“{label}”行。",
            basis=(self.source or source,),
            advice="请使用当地下发的表样。",
            check="form.extended",
            parameters={"label": self.label},
            en=Wording(
                f"The table lacks the row {self.label}",
                "The table lacks the local row “{label}”.",
                "Use the table that was sent out locally.",
            ),
            passes=(Example(report={"form": form}),),
            fails=(Example(report={"form": self.form}),),
        )


@frozen
class ExtraColumn:
    """A column behind the column ``after`` of a table, below the same merged headings.

    Where several blocks of the table have that column, ``row`` names a row of the block that is meant.
    """

    form: str
    table: str
    after: str
    key: str
    label: str
    row: str = ""
    variants: tuple[str, ...] = ()
    sum_of: tuple[str, ...] = ()
    unit: str = "件"
    decimal: bool = False
    signed: bool = False
    groups: tuple[str, ...] = ()


@frozen
class ExtraTable:
    """A table behind those of its section, as a form has it."""

    form: str
    table: Table
