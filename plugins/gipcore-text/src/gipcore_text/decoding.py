"""Bytes → text: UTF-8, GB18030, UTF-16 and Big5, told apart by how common the characters are that they give."""

from __future__ import annotations

import codecs
import re

from gipcore.errors import ReadError
from gipcore.limits import MAX_TEXT, check_size

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CANDIDATES = ("gb18030", "utf_16_le", "utf_16_be", "big5")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_COMMON = (
    "的一是不了在有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后"
    "多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合"
    "还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只"
    "没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边"
    "流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造"
    "百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例"
    "真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且"
    "究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何"
    "除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满"
    "县局照参红细引听该铁价严"
)


def decode(data: bytes) -> str:
    """The text; raises ReadError if the bytes are no text in an encoding that Chinese offices use."""
    text = _decoded(data)
    if text is None or _is_noise(text):
        raise ReadError("这不是文本文件，或者编码无法识别。请用 Word/WPS 另存为 docx，或另存为 UTF-8 文本后再试。")
    check_size(len(text), "字符数", MAX_TEXT)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n")


def _decoded(data: bytes) -> str | None:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    readings: list[str] = []
    for encoding in _CANDIDATES:
        try:
            readings.append(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    # A few broken bytes must not lose a page: they stay visible as replacement characters.
    repaired = [data.decode(encoding, "replace") for encoding in ("utf-8", "gb18030")]
    readings += [text for text in repaired if text.count("\ufffd") * 20 < len(text)]
    return max(readings, key=_familiar, default=None)


def _familiar(text: str) -> float:
    return sum(c in _COMMON for c in text) / max(1, len(text))


def _is_noise(text: str) -> bool:
    sample = text[:20_000]
    return len(_CONTROL.findall(sample)) * 100 > len(sample) or (
        not _HAN.search(text)
        and not sample.isprintable()
        and len(re.findall(r"[^\x20-\x7e\s]", sample)) * 3 > len(sample)
    )


def looks_like_text(data: bytes) -> bool:
    """Whether the beginning of the bytes is text; cheap, never raises."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    head = data[:4096]
    if head.startswith(
        (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!")
    ):
        return False
    zeros = head.count(0)
    if zeros:
        # UTF-16 without a mark: Chinese if read so, or many zero bytes, all of one parity.
        return _utf16(head) or (zeros * 20 > len(head) and (not any(head[0::2]) or not any(head[1::2])))
    return sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in head) * 100 <= len(head)


def _utf16(head: bytes) -> bool:
    for encoding in ("utf-16-le", "utf-16-be"):
        text = head[: len(head) // 2 * 2].decode(encoding, "replace")
        if len(_HAN.findall(text)) * 3 > len(text):
            return True
    return False
