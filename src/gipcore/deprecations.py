"""What is to go from the hooks, announced with its day and what to use instead: a year before anything is removed.

Nothing is ever removed that was not on this list for a year. A plugin that uses what is on it is told so by name, in
``gip plugins list`` and as a Python ``DeprecationWarning``; it works as before, and no report is judged otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import attrs
from attrs import frozen

NOTICE = timedelta(days=365)
"""The time between announcement and removal, at least."""


@frozen
class Deprecation:
    """A hook that is to go, or (``part``) an argument of its function or a field of what it returns.

    ``announced`` is the day of the release that first warned, ``until`` the last day on which it still works for
    certain; ``instead`` says in Chinese what to use.
    """

    hook: str
    announced: date
    until: date
    instead: str
    part: str = ""

    def text(self) -> str:
        """The warning.

        >>> Deprecation("gipcore_x", date(2027, 1, 1), date(2028, 1, 1), "请用 y", "z").text()
        'gipcore_x 的 z 将停用（2027-01-01 公布，保留至 2028-01-01）：请用 y'
        """
        what = f"{self.hook} 的 {self.part} " if self.part else f"{self.hook} "
        return f"{what}将停用（{self.announced} 公布，保留至 {self.until}）：{self.instead}"


DEPRECATED: tuple[Deprecation, ...] = ()
"""Nothing so far."""


def of_function(hook: str, arguments: Iterable[str], table: Iterable[Deprecation]) -> list[Deprecation]:
    """What an implementation of *hook* with these arguments uses that is to go."""
    used = {"", *arguments}
    return [entry for entry in table if entry.hook == hook and entry.part in used]


def of_item(hook: str, item: Any, table: Iterable[Deprecation]) -> list[Deprecation]:
    """What an item returned from *hook* uses that is to go: fields that are not left at their default."""
    if not attrs.has(type(item)):
        return []
    changed = {field.name for field in attrs.fields(type(item)) if getattr(item, field.name) != field.default}
    return [entry for entry in table if entry.hook == hook and entry.part in changed]


def problems(table: Iterable[Deprecation], parts: dict[str, set[str]]) -> list[str]:
    """What is wrong with a table; *parts* are the arguments and fields of each hook there is.

    >>> problems([Deprecation("gipcore_x", date(2027, 1, 1), date(2027, 2, 1), "请用 y")], {"gipcore_x": set()})
    ['gipcore_x 将停用（2027-01-01 公布，保留至 2027-02-01）：请用 y: 公布后至少保留 365 天']
    """
    found: list[str] = []
    for entry in table:
        if entry.hook not in parts or (entry.part and entry.part not in parts[entry.hook]):
            found.append(f"{entry.text()}: 没有这个钩子、参数或字段")
        if entry.until - entry.announced < NOTICE:
            found.append(f"{entry.text()}: 公布后至少保留 {NOTICE.days} 天")
        if not entry.instead:
            found.append(f"{entry.text()}: 没有写明改用什么")
    return found
