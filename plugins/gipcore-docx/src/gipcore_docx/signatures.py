"""What bytes are, by their first bytes alone: a Word package, or something that only bears its name."""

from __future__ import annotations

import struct

from gipcore.errors import ReadError

ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"%PDF", "PDF 文件"),
    (b"{\\rtf", "RTF 文件"),
    (b"\x89PNG", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"BM", "BMP 图片"),
    (b"<", "网页或 XML 文件"),
)
_SAVE_AS = "请用 Word 或 WPS 打开它，另存为 .docx 后再试。"
_END_OF_CENTRAL_DIRECTORY = b"PK\x05\x06"
_END_SIZE = 22
_MAX_COMMENT = 65_535


def sniff(data: bytes) -> bool:
    """Whether *data* is a zip archive that lists something under ``word/``. Cheap, never raises."""
    return data.startswith(ZIP) and data.find(b"word/", _directory_start(data)) >= 0


def _directory_start(data: bytes) -> int:
    """Where the archive's central directory begins; 0 (search it all) where a torn archive does not say."""
    end = data.rfind(_END_OF_CENTRAL_DIRECTORY, max(0, len(data) - _END_SIZE - _MAX_COMMENT))
    if end < 0 or end + _END_SIZE > len(data):
        return 0
    start: int = struct.unpack_from("<I", data, end + 16)[0]
    return start if start < end else 0


def refuse(data: bytes) -> ReadError:
    """The error for *data* that is no zip archive: what it is instead, and what to do."""
    if not data:
        return ReadError("文件是空的（0 字节）。请重新取得文件后再试。")
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return ReadError(f"文档设有打开密码，无法读取。请在 Word 或 WPS 中取消密码。{_SAVE_AS}")
        return ReadError(f"这是旧版二进制文档（.doc 或 .wps），不是 .docx。{_SAVE_AS}")
    beginning = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, name in _OTHERS:
        if beginning.startswith(magic):
            return ReadError(
                f"这不是 Word 文档（.docx），内容是{name}。请改用正确的扩展名，或用 Word、WPS 另存为 .docx。"
            )
    return ReadError(f"这不是 Word 文档（.docx），或者文件已经损坏。{_SAVE_AS}")
