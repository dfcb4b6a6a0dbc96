"""Who may make 规章 (立法法), from an issuer's level, kind and code; the lists are parameters of the rule that asks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from gipcore.reports import Issuer

_UNDER_PROVINCE = "90"
"""Third and fourth digit of the counties and cities directly under a province: the law does not name them."""


@frozen
class RulePower:
    """What no code shows, as a rule's parameters hold it.

    ``since``: the day from which the government of every 设区的市 and 自治州 has the power. ``early``: codes of those
    that had it before. ``later``: the day for those that got it on another. ``none``: codes of provinces of which
    nothing can be said. ``open``: names of bodies of the state for which the law leaves it open.
    """

    since: date
    early: tuple[str, ...] = ()
    later: Mapping[str, date] = field(factory=dict)
    none: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


def may_make_rules(issuer: Issuer, day: date, power: RulePower) -> bool | None:
    """Whether the issuer, or the government whose office it is, may make 规章 on the day; None if it cannot be decided.

    The issuer is one that `complete` has seen: the 行政公署 of a 地区 or 盟 is a branch there.

    >>> township = Issuer("乌苏市夹河子乡人民政府", "654202", "township", "government")
    >>> may_make_rules(township, date(2023, 12, 31), RulePower(date(2015, 3, 15)))
    False
    """
    if issuer.level == "state":
        return None if issuer.name in power.open or issuer.kind == "vertical" else True
    if issuer.level == "township" or issuer.kind in ("department", "branch", "park"):
        return False
    if issuer.kind not in ("government", "office") or issuer.region is None or issuer.region in power.none:
        return None
    if issuer.level == "province":
        return True
    if issuer.level == "county":
        return None if issuer.region[2:4] == _UNDER_PROVINCE else False
    if issuer.level == "prefecture":
        return issuer.region in power.early or day >= power.later.get(issuer.region, power.since)
    return None
