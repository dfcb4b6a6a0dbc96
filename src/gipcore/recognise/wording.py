"""Labels that are not printed in the form's words."""

from __future__ import annotations

from gipcore.recognise.folding import fold
from gipcore.recognise.rows import TableScan
from gipcore.recognise.tokens import Token
from gipcore.reports import PrintedLabel


def printed_labels(scan: TableScan) -> tuple[PrintedLabel, ...]:
    """Labels that differ from the form's words by more than blanks, brackets' width and line breaks."""
    labels: dict[tuple[str, str], PrintedLabel] = {}

    def compare(official: str, token: Token) -> None:
        if fold(official) != fold(token.text):
            labels.setdefault((official, token.text), PrintedLabel(official, token.text, token.place))

    for row in scan.rows:
        if row.label and row.labelled and not row.extra and not row.broken:
            compare(row.row.path[-1], row.label)
    for token, target in scan.groups:
        compare(target.label, token)
    for token, targets in scan.heads:
        target = next((t for t in targets if t.role in ("column", "head")), targets[0])
        compare(target.columns[0].label if target.role == "column" else target.label, token)
    return tuple(labels.values())
