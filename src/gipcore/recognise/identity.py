"""Who made the report, for which year, and when: from the title, the signature and the text around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from attrs import frozen

from gipcore.recognise.dates import date_alone, frequent_year, parse_date, published_on
from gipcore.recognise.folding import fold
from gipcore.recognise.signatures import Signature, find_signature
from gipcore.recognise.titles import find_title, issuer_in_title, year_in_title
from gipcore.reports import Issuer

_PUBLISHER = re.compile(r"(?:发布机构|发布单位|信息来源|来源|公开主体|编制机关)\s*[:：]\s*([^\s:：|]{3,40})")
_END_OF_NAME = re.compile(r"(?:人民政府|办事处|政府)$")


@frozen
class Identity:
    """What was found of issuer, year, title, signature and dates."""

    issuer: Issuer
    """Only its name: the table of divisions says the rest."""
    year: int | None
    title: str
    signature: Signature
    signed_on: date | None
    published_on: date | None


def identify(head: Sequence[str], titles: Sequence[str], tail: Sequence[str], text: str) -> Identity:
    """Identity from the lines before section one, a page's own titles, the last section's lines and the whole text."""
    title = find_title(head, titles)
    signature = find_signature(tail)
    if not signature.date_text:
        below_title = next((found for line in head if (found := date_alone(line.strip()))), "")
        signature = Signature(signature.name, below_title, signature.lines)
    around = "\n".join([*titles, *head])
    name = _full_name(issuer_in_title(title), fold(signature.name))
    if not name and (publisher := _PUBLISHER.search(around)):
        name = publisher[1]
    return Identity(
        Issuer(name),
        year_in_title(title) or frequent_year(text),
        title,
        signature,
        parse_date(signature.date_text),
        published_on(around),
    )


def _full_name(in_title: str, signature: str) -> str:
    """The fuller of the two names, if one is a short form of the other; else the title's."""
    if not in_title or not signature:
        return in_title or signature
    core = _END_OF_NAME.sub("", in_title)
    return signature if core in signature and len(signature) > len(in_title) else in_title
