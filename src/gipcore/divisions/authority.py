"""Who may make 规章 (立法法), from level, kind, code and name; the lists are parameters of the rule that asks."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from gipcore.reports import Issuer


@frozen
class RulePower:
    """What no code shows, as a rule's parameters hold it.

    ``since``: the day from which the government of a 设区的市 or 自治州 may have the power; ``settled``: the day by
    which every one of them had it, for each got it on a day of its province's choosing. ``early``: codes of those that
    had it before. ``later``: the day for those that were named afterwards. ``none``: codes of provinces of which
    nothing can be said. ``open``: names of bodies of the state for which the law leaves it open. ``branches``: words in
    the names of what stands between province and county without being a 市 or 自治州.

    Where kind or level is not known the name decides: by the longest of its ``endings`` (true: it may), and for a
    department by the words that only a ``local`` one has, or only one of the ``state``.
    """

    since: date
    settled: date
    early: tuple[str, ...] = ()
    later: dict[str, date] = field(factory=dict)
    none: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    endings: dict[str, bool] = field(factory=dict)
    local: tuple[str, ...] = ()
    state: tuple[str, ...] = ()


def may_make_rules(issuer: Issuer, day: date, power: RulePower) -> bool | None:
    """Whether the issuer, or the government whose office it is, may make 规章 on the day; None if it cannot be decided.

    >>> township = Issuer("乌苏市夹河子乡人民政府", "654202", "township", "government")
    >>> may_make_rules(township, date(2023, 12, 31), RulePower(date(2015, 3, 15), date(2018, 12, 31)))
    False
    """
    region, level, kind = issuer.region or "", issuer.level, issuer.kind
    if level == "state":
        return None if kind == "vertical" or issuer.name in power.open else True
    if level == "township" or kind in ("branch", "park") or (kind == "department" and level):
        return False
    if kind == "department":
        told = any(word in issuer.name for word in power.local) and not any(word in issuer.name for word in power.state)
        return False if told else None
    if kind in ("organisation", "vertical"):
        return None
    # The last two digits of a code are those of a county or district, none of which has the power.
    if level == "county" or (level is None and region[4:6] not in ("", "00")):
        return False
    if kind is None or level is None:
        return _by_name(issuer.name, power)
    if region[:2] in power.none:
        return None
    return True if level == "province" else _prefecture(issuer.name, region, day, power)


def _prefecture(name: str, region: str, day: date, power: RulePower) -> bool | None:
    if any(word in name for word in power.branches):
        return False
    if region in power.early:
        return True
    if region in power.later:
        return True if day >= power.later[region] else None
    if day < power.since:
        return False if region else None
    return True if day >= power.settled else None


def _by_name(name: str, power: RulePower) -> bool | None:
    ending = max((end for end in power.endings if name.endswith(end)), key=len, default=None)
    return None if ending is None else power.endings[ending]
