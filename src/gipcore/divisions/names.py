"""Short forms of divisions' names: 凉山州, 耿马县, 武汉, 内蒙古."""

from __future__ import annotations

import re
import unicodedata

MAX_NAME = 60
"""Characters of a name that are looked at; no body's name is longer."""
_PEOPLES = re.compile(
    "(?:(?:蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌"
    "|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|德昂|保安|裕固|鄂伦春|各)族|蒙古|维吾尔|哈萨克|柯尔克孜|锡伯|塔吉克|鄂伦春)+$"
)
_AUTONOMOUS = {"自治州": "州", "自治县": "县", "自治旗": "旗", "自治区": ""}


def folded(name: str) -> str:
    """The name without blanks and differences of width, as names are compared.

    >>> folded("杭州高新区（滨江） 司法局")
    '杭州高新区(滨江)司法局'
    """
    return "".join(unicodedata.normalize("NFKC", name[: 2 * MAX_NAME]).split())[:MAX_NAME]


def short_forms(name: str, type_: str) -> tuple[str, ...]:
    """Forms in which the division is named where no other is meant; of two characters or more.

    >>> short_forms("凉山彝族自治州", "自治州"), short_forms("乌苏市", "县级市"), short_forms("道县", "县")
    (('凉山', '凉山州'), ('乌苏',), ())
    """
    if type_ in _AUTONOMOUS:
        bare = name.removesuffix(type_)
        root = _PEOPLES.sub("", bare) or bare.removesuffix("族")  # 东乡族自治县 has no name but its people's
        end = _AUTONOMOUS[type_]
        return (root, root + end) if end else (root,)
    for end in ("新区", "地区", "林区", "特区"):
        if name.endswith(end) and len(name) > len(end) + 1:
            return (name.removesuffix(end),)
    return (name[:-1],) if len(name) > 2 and type_ != "特别行政区" else ()
