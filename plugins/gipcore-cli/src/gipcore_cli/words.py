"""Words and marks that several pages share."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from gipcore.forms import Form
from gipcore.reports import Kind, Level
from gipcore.rules import Severity
from gipcore.values import Blank, NotApplicable, Number, Unreadable, Value, canonical
from gipcore_cli.page import inline
from gipcore_cli.session import Lang

STYLES: Mapping[Severity, str] = {"error": "bold red", "warning": "yellow", "info": "cyan"}
SYMBOLS: Mapping[Severity, str] = {"error": "✗", "warning": "!", "info": "i"}
"""Marks that take one cell in every font, so that columns stay columns."""
LEVELS: Mapping[Level, tuple[str, str]] = {
    "state": ("国家", "state"),
    "province": ("省级", "province"),
    "prefecture": ("地市级", "prefecture"),
    "county": ("县级", "county"),
    "township": ("乡镇级", "township"),
}
KINDS: Mapping[Kind, tuple[str, str]] = {
    "government": ("人民政府", "governments"),
    "office": ("政府办公厅（室）", "offices of governments"),
    "department": ("部门", "departments"),
    "branch": ("派出机关", "branches"),
    "park": ("开发区", "development zones"),
    "organisation": ("组织", "organisations"),
    "vertical": ("垂直领导的部门", "departments under vertical leadership"),
}
_SEVERITIES: Mapping[Lang, Mapping[Severity, str]] = {
    "zh": {"error": "错误", "warning": "警告", "info": "提示"},
    "en": {"error": "error", "warning": "warning", "info": "info"},
}


def severity_mark(severity: Severity, lang: Lang) -> str:
    """Symbol and word.

    >>> severity_mark("error", "zh")
    '✗ 错误'
    """
    return f"{SYMBOLS[severity]} {_SEVERITIES[lang][severity]}"


def severity_word(severity: Severity, lang: Lang) -> str:
    """The word for a severity."""
    return _SEVERITIES[lang][severity]


def number_text(number: int | Decimal) -> str:
    """A number in plain digits, without zeros at the end that say nothing.

    >>> number_text(Decimal("1.50")), number_text(-3)
    ('1.5', '-3')
    """
    text = canonical(number)
    return text.rstrip("0").rstrip(".") if "." in text else text


def value_text(value: Value, lang: Lang) -> str:
    """A cell's value as a person is told of it.

    >>> value_text(Blank(), "zh"), value_text(Unreadable(raw="见附件"), "zh")
    ('空白', '无法识别的“见附件”')
    """
    match value:
        case Number():
            return number_text(value.value)
        case Blank():
            return "空白" if lang == "zh" else "blank"
        case NotApplicable():
            return inline(value.raw) or "/"
        case Unreadable():
            raw = inline(value.raw)
            if not raw:
                return "没有找到" if lang == "zh" else "not found"
            return f"无法识别的“{raw}”" if lang == "zh" else f"unreadable “{raw}”"


def cell_label(form: Form, id_: str) -> str:
    """A cell in the form's words; its id if the form has no such cell."""
    cell = form.cells.get(id_)
    return cell.label if cell else id_


def count_values(cells: Mapping[str, Value]) -> tuple[int, int, int, int]:
    """How many cells are numbers, blank, not applicable, unreadable."""
    kinds = [type(value) for value in cells.values()]
    return kinds.count(Number), kinds.count(Blank), kinds.count(NotApplicable), kinds.count(Unreadable)
