"""What a body is, from what its name says after the division: 人民政府办公室, 江南中街道办事处, 住房和城乡建设局."""

from __future__ import annotations

import re

from attrs import frozen

from gipcore.reports import Kind

_CUT_SHORT = re.compile(r"^(?!市场|市政|市容|市民|县域)[省市县区州旗盟]")
_GOVERNMENT = re.compile(r"^(?:人民政府|政府|行政公署|行署)")
_OFFICE = re.compile(r"^(?:(?:人民政府|政府|行政公署|行署|府)(?:办公厅|办公室|办)|办公厅|办公室)$")
_ZONE = re.compile(
    r"^.{0,20}?(?:(?:开发|高新|新|实验|试验|示范|保税|度假|风景|名胜|景|管理|园|港|自贸|合作|产业|工业|物流|集聚|聚集|旅游|经开)区"
    r"|自贸片区|(?:产业|工业|科技|物流)园|新城)(?:\(.{1,8}?\))?"
)
_COMMITTEE = re.compile(r"^(?:管理委员会|管委会)")
# 城市管理委员会 is a department; a park's committee manages a place.
_PARK = re.compile(r"(?:[区园城岛山湖港镇]|基地)管理委员会$|管委会$")
_STREET = re.compile(r"^(?!驻).{1,14}(?:街道|街道办|办事处)$|^.{1,6}街$")
_TOWN = re.compile(r"^.{1,16}(?:乡|镇|苏木)(?:人民政府|政府)?$")
_IN_TOWN = re.compile(
    r"^.{1,10}?(?<![城村])(?:乡|镇|苏木|街道)(?![村镇])(?:人民政府|政府|办事处)?.{0,12}(?:所|站|服务中心|中队|办公室|执法队)$"
)
_VERTICAL = re.compile(
    r"(?:税务局|海关|海事局|气象局|烟草专卖局|邮政管理局|通信管理局|银保监局|证监局|银保监分局|检验检疫局|边防检查站|调查总?队|安全监察局)$"
    r"|^监管分?局$"
)
_WITHOUT_DIVISION = re.compile(r"(?:海关|海事局)$")
_BRANCH = re.compile(r"(?:分局|派出所|^驻.+办事处)$")
_ORGANISATION = re.compile(
    r"(?:中心|大学|学院|学校|党校|中学|小学|医院|馆|社|集团|公司|协会|联合会|总会|研究院|农场|林场|师|团|团场)$"
)
_DEPARTMENT = re.compile(r"(?:局|厅|委|委员会|办公室|办公厅|办|署|院|处|部|队|所|站)$")
# A county or city that the table does not know stands before the body: the name says more than was understood.
_UNKNOWN_UNIT = re.compile(
    r"^(?:某|.{1,4}?县(?!域)|.{1,4}?旗(?!舰)|.{1,4}?(?<![社园景林灾片地矿库牧老校城郊护疆边山海都])区(?!域)"
    r"|.{1,4}?(?<![城都])市(?![场政容民级区]))(?=.{2})"
)


@frozen
class Nature:
    """What a body is. ``township``: one level below the county. ``placeless``: its territory is no division, like that
    of a customs."""

    kind: Kind
    township: bool = False
    placeless: bool = False


def body_of(rest: str, *, branch: bool = False, short: bool = False) -> Nature | None:
    """The body that *rest*, the name after the division's, says; None if it says none.

    *branch*: the division is a 地区 or 盟, whose 行政公署 is a branch of the province's government. *short*: it was
    named in short, so that 京东街道 after 北 is no street of it.

    >>> body_of("人民政府办公室").kind, body_of("城市管理委员会").kind, body_of("夹河子乡").township
    ('office', 'department', True)
    """
    if short and _CUT_SHORT.match(rest):
        return None  # 淮阴 is in the table, 淮阴市 is not
    if _OFFICE.match(rest):
        return Nature("office")
    bare = _GOVERNMENT.sub("", rest)
    if not bare:
        return Nature("branch" if branch else "government")
    township = _of_township(bare)
    if township is not None and not short:
        return township
    if zone := _ZONE.match(bare):
        return body_in_park(bare[zone.end() :])
    if township is not None or _UNKNOWN_UNIT.match(bare):
        return None
    return _of_department(bare)


def body_in_park(rest: str, own: Kind = "park") -> Nature | None:
    """The body that *rest*, the name after a park's, says: its *own*, a township in it, one of its departments.

    >>> body_in_park("管理委员会").kind, body_in_park("北杜街道").township, body_in_park("审计局").kind
    ('park', True, 'department')
    """
    bare = _COMMITTEE.sub("", _GOVERNMENT.sub("", rest))
    if not bare:
        return Nature(own)
    return _of_township(bare) or _of_department(bare)


def _of_township(rest: str) -> Nature | None:
    if _TOWN.match(rest):
        return Nature("government", township=True)
    if _STREET.match(rest):
        return Nature("branch", township=True)
    if _IN_TOWN.match(rest):
        return Nature("department", township=True)
    return None


def _of_department(rest: str) -> Nature | None:
    if _VERTICAL.search(rest):
        return Nature("vertical", placeless=bool(_WITHOUT_DIVISION.search(rest)))
    if _BRANCH.search(rest):
        return Nature("branch")
    if _PARK.search(rest):
        return Nature("park")
    if _ORGANISATION.search(rest):
        return Nature("organisation")
    return Nature("department") if _DEPARTMENT.search(rest) else None
