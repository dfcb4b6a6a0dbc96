"""Who made the report, for which year, and when: from the title, the signature and the text around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from attrs import frozen

from gipcore.recognise.folding import fold
from gipcore.reports import Issuer, Kind, Level

_YEAR = re.compile(r"(20\d\d)(?=年|度|\D|$)")
_NAME = re.compile(r"(?:政府)?信息公开(?:工作)?.{0,12}?(?:年度报告?|工作报告|年报|报告)")
_TITLE = re.compile(r"信息公开.{0,16}(?:年度报告?|年报|工作报告)|(?:年度报告|年报).{0,8}信息公开")
_FIELD = re.compile(r"^(?:标题|题目|名称|文章标题)\s*[:：]\s*")
_DATE = re.compile(r"(20\d\d)\s*(?:年|[-./])\s*(\d{1,2})\s*(?:月|[-./])\s*(\d{1,2})\s*日?")
_DATE_ONLY = re.compile(r"^[(（\s]*(20\d\d\s*(?:年|[-./])\s*\d{1,2}\s*(?:月|[-./])\s*\d{1,2}\s*日?)[)）\s]*$")
_CHINESE_DATE = re.compile(
    r"^[(（\s]*([二〇○零一三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日[)）\s]*$"
)
_PUBLISHED = re.compile(
    r"(?:发布|公布|公开|发文|更新|成文)?(?:日期|时间)\s*[:：]\s*(20\d\d[-./年]\s*\d{1,2}[-./月]\s*\d{1,2})"
)
_PUBLISHER = re.compile(r"(?:发布机构|发布单位|信息来源|来源|公开主体|编制机关)\s*[:：]\s*([^\s:：|]{3,40})")
_BODY = re.compile(
    r"(?:政府|街道|乡|镇|局|厅|委|委员会|管委会|办公室|办公厅|办事处|中心|支队|总队|大队|署|院|行署|公署|处|会|社|所|队|站|部|馆|厅|县|区|市|州|盟|旗)$"
)
_DIGITS = {c: str(n) for n, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}
MAX_TITLE = 70
MAX_SIGNATURE = 40
TAIL = 15
"""Lines at the end of the report among which signature and date are looked for."""

# What the end of a body's name says about it. A 市 alone may be a prefecture or a county: it says nothing of the level.
_KINDS: tuple[tuple[re.Pattern[str], Level | None, Kind], ...] = (
    (re.compile(r"街道(?:办事处|办)?$"), "township", "branch"),
    (re.compile(r"(?:乡|镇|苏木)(?:人民)?(?:政府)?$"), "township", "government"),
    (
        re.compile(r"(?:管理委员会|管委会|(?:实验|开发|示范|高新|保税|度假|风景|名胜|管理|新|园|港)区|园)$"),
        None,
        "park",
    ),
    (
        re.compile(r"政府(?:办公厅|办公室)$|^.{2,12}(?:市|县|区|旗|州|盟|省)(?:人民)?政府?办(?:公厅|公室)?$"),
        None,
        "office",
    ),
    (re.compile(r"(?:省|自治区)(?:人民政府)?$"), "province", "government"),
    (re.compile(r"^(?:北京|天津|上海|重庆)市(?:人民政府)?$"), "province", "government"),
    (re.compile(r"(?:自治州|州|盟|地区)(?:人民政府|行政公署|行署)?$"), "prefecture", "government"),
    (re.compile(r"(?:县|区|旗)(?:人民政府)?$"), "county", "government"),
    (re.compile(r"市(?:人民政府)?$"), None, "government"),
    (re.compile(r"(?:大学|学院|学校|中学|小学|医院)$"), None, "organisation"),
    (re.compile(r"(?:局|厅|委|委员会|办公室|办公厅|署|院|处|队|部|会|中心|所|站|社|馆)$"), None, "department"),
)
_PREFIX_LEVELS: tuple[tuple[re.Pattern[str], Level], ...] = (
    (re.compile(r"^(?:国家|中华人民共和国|国务院)"), "state"),
    (
        re.compile(r"^.{0,12}?(?:县|(?<!自治)(?<!开发)(?<!新)(?<!实验)(?<!示范)(?<!保税)(?<!园)区|旗)(?=.{2,})"),
        "county",
    ),
    (re.compile(r"^.{2,8}?(?:省|自治区)(?!.*(?:市|州|县|区|盟|旗)).{2,}"), "province"),
    (re.compile(r"^(?:北京|天津|上海|重庆)市(?!.*(?:县|区))"), "province"),
    (re.compile(r"^.{2,12}?(?:自治州|地区|盟)(?!.*(?:市|县|旗)).{2,}"), "prefecture"),
)


@frozen
class Identity:
    """What was found of issuer, year, title, signature and dates."""

    issuer: Issuer
    year: int | None
    title: str
    signature: str
    date_text: str
    signed_on: date | None
    published_on: date | None


def parse_date(text: str) -> date | None:
    """The date in a text of one date, None if there is none or it does not exist.

    >>> parse_date("2024年1月16日"), parse_date("二〇二四年一月十六日"), parse_date("2024.13.1")
    (datetime.date(2024, 1, 16), datetime.date(2024, 1, 16), None)
    """
    if match := _DATE.search(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _CHINESE_DATE.match(text):
        year = int("".join(_DIGITS.get(c, "1") for c in match[1]))
        month, day = _small(match[2]), _small(match[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _small(text: str) -> int:
    tens, _, ones = text.partition("十")
    if "十" not in text:
        return int(_DIGITS[text]) if len(text) == 1 else 0
    return (int(_DIGITS[tens]) if tens else 1) * 10 + (int(_DIGITS[ones]) if ones else 0)


def find_title(lines: Sequence[str], fallbacks: Sequence[str]) -> str:
    """The title among the lines before the first section; else among *fallbacks* (a page's own title)."""
    best: tuple[int, str] | None = None
    for number, line in enumerate(lines):
        text = _FIELD.sub("", line.strip())
        score = _title_score(text)
        if score and (best is None or score > best[0]):
            best = (score, _joined(text, lines, number))
        elif not score and number + 1 < len(lines):
            # A title broken over two lines in the middle of the document's name.
            joined = text + lines[number + 1].strip()
            if _title_score(joined) and not _title_score(_FIELD.sub("", lines[number + 1].strip())) and (best is None):
                best = (_title_score(joined) - 1, joined)
    if best:
        return best[1]
    scored = [
        (score, text.strip()) for text in fallbacks if (score := _title_score(text.strip().split("-")[0].strip()))
    ]
    return re.split(r"\s*[-_|–—]\s*", max(scored)[1])[0] if scored else ""


def _title_score(text: str) -> int:
    folded = fold(text)
    if not folded or len(folded) > MAX_TITLE or not _TITLE.search(folded) or re.search(r"[。；;《》>：:]", folded):
        return 0
    if len(folded) < 10:
        return 0
    return 1 + 2 * bool(_YEAR.search(folded)) + ("年度报告" in folded) + 2 * folded.endswith(("报告", "年报", "年度报"))


def _joined(text: str, lines: Sequence[str], number: int) -> str:
    """The title with the issuer's line above it, where the title itself names none."""
    name = _issuer_in_title(text)
    above = next((line.strip() for line in reversed(lines[:number]) if line.strip()), "")
    if (
        not name
        and above
        and len(above) <= MAX_SIGNATURE
        and _BODY.search(fold(above))
        and not re.search(r"[>:：/]", above)
    ):
        return above + text
    return text


def _issuer_in_title(title: str) -> str:
    folded = fold(title)
    bare = re.sub(r"20\d\d年?度?", "\x00", folded, count=1)
    match = _NAME.search(bare.replace("\x00", ""))
    if not match:
        return ""
    name = bare.replace("\x00", "")[: match.start()]
    if name.endswith("人民"):
        name += "政府"
    return name.removeprefix("关于").removesuffix("的").strip("()-_|")


def find_signature(lines: Sequence[str]) -> tuple[str, str, int]:
    """Signature, date as printed, and how many of the last *lines* they take up (with all that follows them)."""
    start = max(0, len(lines) - TAIL)
    for number in range(len(lines) - 1, start - 1, -1):
        text = lines[number].strip()
        match = _DATE_ONLY.match(text) or _CHINESE_DATE.match(text)
        if match:
            above = lines[number - 1].strip() if number else ""
            if _is_body(above):
                return above, text.strip("()（） "), len(lines) - number + 1
            below = lines[number + 1].strip() if number + 1 < len(lines) else ""
            if _is_body(below):
                return below, text.strip("()（） "), len(lines) - number
            return "", text.strip("()（） "), len(lines) - number
        tail = re.match(r"^(?P<name>\S.{2,38}?)\s+(?P<date>20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)$", text)
        if tail and _is_body(tail["name"]):
            return tail["name"].strip(), tail["date"], len(lines) - number
    if lines and _is_body(lines[-1].strip()) and len(lines) > 1:
        return lines[-1].strip(), "", 1
    return "", "", 0


def _is_body(text: str) -> bool:
    folded = fold(text)
    return (
        3 <= len(folded) <= MAX_SIGNATURE and bool(_BODY.search(folded)) and not re.search(r"[。，,；;：:、]", folded)
    )


def identify(head: Sequence[str], fallbacks: Sequence[str], tail: Sequence[str], text: str) -> tuple[Identity, int]:
    """Identity from the lines before section one, a page's own titles, the last section's lines and the whole text;
    and how many lines of *tail* belong to signature and date."""
    title = find_title(head, fallbacks)
    signature, date_text, used = find_signature(tail)
    if not date_text:
        date_text = next((line.strip(" ()（）") for line in head if _DATE_ONLY.match(line.strip())), "")
    around = "\n".join([*fallbacks, *head])
    published = _PUBLISHED.search(around)
    name = _full_name(fold(_issuer_in_title(title)), fold(signature))
    if not name and (publisher := _PUBLISHER.search(around)):
        name = publisher[1]
    identity = Identity(
        issuer_from_name(name),
        _year(title, text),
        title,
        signature,
        date_text,
        parse_date(date_text) if date_text else None,
        parse_date(published[1].replace("年", "-").replace("月", "-")) if published else None,
    )
    return identity, used


def _full_name(in_title: str, signature: str) -> str:
    """The fuller of the two names, if one is a short form of the other; else the title's."""
    if not in_title or not signature:
        return in_title or signature
    core = re.sub(r"(?:人民政府|办事处|政府)$", "", in_title)
    return signature if core in signature and len(signature) > len(in_title) else in_title


def _year(title: str, text: str) -> int | None:
    if match := _YEAR.search(fold(title)):
        return int(match[1])
    return frequent_year(text)


def frequent_year(text: str) -> int | None:
    """The year that a text names most often, None if two are named equally often.

    >>> frequent_year("2023年工作。2023年收到3件，2024年将改进。")
    2023
    """
    counted = Counter(re.findall(r"(20\d\d)年", fold(text)))
    ranked = counted.most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        return int(ranked[0][0])
    return None


def issuer_from_name(name: str) -> Issuer:
    """Level and kind as far as the name says them without doubt.

    >>> issuer_from_name("乌苏市夹河子乡人民政府").level, issuer_from_name("武汉市公安局").level
    ('township', None)
    """
    for pattern, level, kind in _KINDS:
        if name and pattern.search(name):
            if level is None:
                level = next((found for prefix, found in _PREFIX_LEVELS if prefix.search(name)), None)
            return Issuer(name, level=level, kind=kind)
    return Issuer(name)
