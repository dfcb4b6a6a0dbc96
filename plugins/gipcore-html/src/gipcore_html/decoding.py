"""Bytes → text. Labels on real pages lie, so a label counts only if the bytes agree with it.

Order: byte order mark; UTF-16 by its pattern; the declared character set if everything decodes; UTF-8 if its
structure shows beyond doubt; otherwise the character set with which the fewest bytes are lost. Whatever cannot be
decoded stays visible as U+FFFD.
"""

from __future__ import annotations

import re

from gipcore_html.sniffing import HEAD, bom, utf16_codec

_DECLARED = re.compile(
    rb"""<meta\b[^>]{0,400}?\bcharset\s*=\s*["']?\s*([\w.:+-]{1,40})"""
    rb"""|<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:+-]{1,40})""",
    re.IGNORECASE,
)
# GB18030 contains GBK and GB2312, whose labels are used for either. UTF-16 in a label that could be read as ASCII
# means UTF-8, as in browsers. Western labels are left out: on Chinese pages they are always wrong.
_CODECS = {
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8", "utf-16", "utf-16le", "utf-16be"), "utf-8"),
    **dict.fromkeys(("gb18030", "gbk", "x-gbk", "gb2312", "gb_2312", "gb_2312-80", "csgb2312", "iso-ir-58", "cp936",
                     "ms936", "windows-936", "chinese"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "cn-big5", "csbig5", "x-x-big5"), "big5hkscs"),
}  # fmt: skip
_BEYOND_TWO_BYTES = re.compile("[\u0800-\uffff]")
_SAMPLE = 256 * 1024


def decode(data: bytes, label: str = "") -> str:
    """The text of a page; *label* is the character set that its envelope (a mail header) names, if any.

    >>> decode("<meta charset=utf-8><p>年度报告".encode("gbk"))
    '<meta charset=utf-8><p>年度报告'
    """
    length, codec = bom(data)
    if codec:
        return data[length:].decode(codec, "replace")
    if codec := utf16_codec(data):
        return data.decode(codec, "replace")
    declared = _CODECS.get(label.strip().lower(), "") or _declared(data)
    text = _strict(data, "utf-8")
    # Chinese in UTF-8 is never valid by chance; a handful of two-byte sequences can be.
    if text is not None and (declared in ("", "utf-8") or _BEYOND_TWO_BYTES.search(text)):
        return text
    if declared == "gb18030" and (text := _strict(data, declared)) is not None:
        return text
    return data.decode(_detect(data, declared), "replace")


def _declared(data: bytes) -> str:
    match = _DECLARED.search(data[:HEAD])
    return _CODECS.get((match[1] or match[2]).decode("ascii", "replace").lower(), "") if match else ""


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _detect(data: bytes, declared: str) -> str:
    sample = data[:_SAMPLE]
    lost: dict[str, int] = {}
    for codec in dict.fromkeys(filter(None, (declared, "utf-8", "gb18030"))):
        text = sample.decode(codec, "replace")
        lost[codec] = text.count("\ufffd")
        # A few broken bytes in real UTF-8 must not let a codec win that takes almost any pair of bytes.
        if codec == "utf-8" and len(_BEYOND_TWO_BYTES.findall(text)) > 5 * lost[codec]:
            return codec
    best = min(lost, key=lambda codec: lost[codec])
    return best if best in ("utf-8", declared if declared == "gb18030" else "") else _gb_or_big5(sample, best)


def _gb_or_big5(sample: bytes, default: str) -> str:
    """Which of the two it is; nearly any bytes of one are valid in the other."""
    from charset_normalizer import from_bytes

    chinese = "".join(_BEYOND_TWO_BYTES.findall(sample.decode("gb18030", "replace")))
    # Simplified text keeps to the characters of GB2312; four in ten of Big5 read as GB18030 fall outside them.
    if 2 * len(chinese) * 0.9 <= len(chinese.encode("gb2312", "ignore")):
        return "gb18030"
    match = from_bytes(sample, cp_isolation=["gb18030", "big5hkscs"]).best()
    return match.encoding if match else default
