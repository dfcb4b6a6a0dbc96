"""The columns of a list of applications and what may stand in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from attrs import frozen

from gipcore.codec import did_you_mean
from gipcore.errors import FeeError, ReadError
from gipcore.schedules import Schedule

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "applicant": ("申请人", "申请人姓名", "申请人名称", "申请人姓名或名称", "申请人姓名或者名称", "姓名或名称", "姓名"),
    "number": ("编号", "登记编号", "登记号", "申请编号", "受理编号", "受理号", "收件编号", "申请号"),
    "received": ("收到申请之日", "收到日期", "收到申请日期", "收件日期", "收到时间", "受理日期"),
    "applied": ("申请日期", "提出申请之日", "提交日期", "申请时间"),
    "registered": ("登记日期", "登记时间"),
    "standard": ("收费方式", "收费标准", "计收方式", "计费方式"),
    "pages": ("页数", "计费页数"),
    "way": ("获取方式", "提供方式", "答复方式", "办理结果", "处理结果"),
    "organ": ("机关", "收费机关", "受理机关", "行政机关", "单位"),
    "withdrawn": ("撤回", "是否撤回"),
    "notice": ("收费通知日期", "通知日期", "收费通知发出日期", "通知发出日期"),
    "served": ("通知收到日期", "收到通知日期", "通知送达日期", "送达日期"),
    "paid": ("缴费日期", "缴纳日期", "缴费时间"),
    "given_up": ("不再处理日期", "逾期处理日期", "按逾期处理日期"),
    "due": ("答复期限", "答复截止日期", "处理期限", "办理期限"),
    "extended": ("延期", "是否延期", "延长"),
    "exempted": ("减免", "减免原因", "免收原因"),
}
"""Names of each column; its key is one too. Blanks, brackets with remarks and asterisks do not matter."""
MARKS = re.compile(r"[\s*＊]|[（(][^）)]*[）)]")
YES = frozenset(["是", "已撤回", "撤回", "有", "y", "yes", "1", "true", "√", "已延期", "延期", "延长"])
NO = frozenset(["", "否", "无", "未撤回", "没有", "n", "no", "0", "false", "未延期", "/", "-", "—"])
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?:[ T].*)?")
_WIDE = str.maketrans("０１２３４５６７８９－／．，", "0123456789-/.,")


@frozen
class Layout:
    """Which column is where, and the one whose day puts an application into a month."""

    places: Mapping[str, int]
    width: int
    month_day: str

    def get(self, row: Sequence[str], column: str) -> str:
        """What stands in the column, without blanks at the ends; empty if the list has no such column."""
        place = self.places.get(column)
        return row[place].strip() if place is not None and place < len(row) else ""


def layout_of(header: Sequence[str], month_day: str, name: str) -> Layout:
    """The layout that a header row names; raises ReadError if a column that is needed is missing, or is there twice."""
    known = {title: column for column, titles in COLUMNS.items() for title in (column, *titles)}
    places: dict[str, int] = {}
    for place, title in enumerate(header):
        column = known.get(MARKS.sub("", title).lower())
        if column is None:
            continue
        if column in places:
            raise ReadError(f"{name}：“{header[places[column]].strip()}”和“{title.strip()}”是同一列，请只留一列。")
        places[column] = place
    missing = [column for column in ("applicant", month_day) if column not in places]
    if missing:
        seen = "、".join(title.strip() for title in header if title.strip())[:200]
        hints = "；".join(f"{COLUMNS[c][0]}（也可写 {'、'.join(COLUMNS[c][1:4])}）{_near(c, header)}" for c in missing)
        raise ReadError(f"{name}：第一行应为列名，缺少：{hints}。现有：{seen or '无'}。")
    return Layout(places, len(header), month_day)


def _near(column: str, header: Sequence[str]) -> str:
    return next((hint for title in header if (hint := did_you_mean(title.strip(), COLUMNS[column]))), "")


@lru_cache(maxsize=4096)
def day_of(text: str) -> date:
    """A day as lists have it; raises ValueError.

    >>> day_of("2024年3月1日"), day_of("2024/3/1 9:30"), day_of("20240301") == day_of("２０２４．３．１")
    (datetime.date(2024, 3, 1), datetime.date(2024, 3, 1), True)
    """
    match = _DATE.fullmatch(text.translate(_WIDE).strip())
    if match is None:
        raise ValueError(f"{text!r} 不是日期，应如 2024-03-01")
    year, month, day = match[1], match[2] or match[4], match[3] or match[5]
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError(f"没有 {text!r} 这一天") from None


def yes(text: str, what: str) -> bool:
    """Whether a column of yes and no says yes; raises ValueError for anything else."""
    word = text.strip().lower()
    if word in YES:
        return True
    if word in NO:
        return False
    raise ValueError(f"{what} {text!r} 应为 是 或 否")


def pages_of(text: str) -> int:
    """A number of pages, with or without the unit; raises ValueError.

    >>> pages_of("1,200页"), pages_of("")
    (1200, 0)
    """
    bare = text.translate(_WIDE).removesuffix("页").strip()
    if not bare:
        return 0
    if not re.fullmatch(r"\d{1,9}|\d{1,3}(,\d{3}){1,2}", bare):
        raise ValueError(f"页数 {text!r} 应为非负整数")
    return int(bare.replace(",", ""))


def standard_named(text: str, schedule: Schedule) -> str:
    """The id of the standard that a cell names, ``items`` if it is empty; raises ValueError if there is none such, and
    FeeError, with the article, if it names two."""
    word = text.strip()
    if not word:
        return "items"
    found = [s for s in schedule.standards if word in (s.id, s.title) or any(name in word for name in s.words)]
    if len(found) > 1 and schedule.one_standard:
        clause = schedule.one_standard
        raise FeeError(f"同时按件、按量收费：{clause.text}（{clause.source}）")
    if not found:
        words = "、".join(name for s in schedule.standards for name in s.words[:1])
        raise ValueError(f"收费方式 {text!r} 应为 {words}")
    return found[0].id


def way_named(text: str, schedule: Schedule) -> str:
    """The id of the way of access that a cell names; empty if it is empty or names none that the schedule knows."""
    word = text.strip()
    if not word:
        return ""
    exact = next((way.id for way in schedule.ways if word in (way.id, way.title, *way.words)), None)
    longest = max(((len(name), way.id) for way in schedule.ways for name in way.words if name in word), default=(0, ""))
    return exact or longest[1]
