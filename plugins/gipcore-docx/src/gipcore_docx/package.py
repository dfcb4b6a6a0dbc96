"""The package around a Word document: a zip archive of parts that name each other in relationship parts.

Nothing that the archive says of itself is believed: parts are read up to a bound, whatever size they claim, and their
names only look up entries of the archive; nothing is ever unpacked to disk.
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from io import BytesIO

from gipcore.errors import ReadError
from gipcore.limits import MAX_EXPANDED_BYTES, check_size
from gipcore_docx.markup import parse
from gipcore_docx.signatures import ZIP, refuse

MAX_PARTS = 10_000
"""Entries of the archive; a report has some twenty, and one for each picture."""
_ENTRY = b"PK\x01\x02"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    OverflowError,
)
_DAMAGED = "文档已经损坏或不完整，无法解压。请重新传送或下载，或用 Word、WPS 打开后另存为 .docx 再试。"


class Package:
    """The parts of a Word file. Raises ReadError if *data* is no package."""

    def __init__(self, data: bytes) -> None:
        check_size(len(data), "字节")
        if not data.startswith(ZIP):
            raise refuse(data)
        # Counted before the directory is built: a million entries would cost a gigabyte.
        check_size(data.count(_ENTRY), "压缩包内文件", MAX_PARTS)
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except _BROKEN as error:
            raise ReadError(_DAMAGED) from error
        self._entries = {_normal(info.filename): info for info in self._archive.infolist()}
        self._left = MAX_EXPANDED_BYTES

    def main(self) -> str:
        """The name of the part with the text."""
        for name in (self.related("").get("officeDocument", ""), "word/document.xml"):
            if _normal(name) in self._entries:
                return name
        raise ReadError(
            "压缩包里没有 Word 正文（word/document.xml），这不是 Word 文档。"
            "请用 Word 或 WPS 打开原文件，另存为 .docx 后再试。"
        )

    def related(self, part: str) -> dict[str, str]:
        """The parts that *part* (empty: the package) names, by their kind (``styles``, ``numbering`` …)."""
        folder, name = posixpath.split(part)
        relationships = self.read(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, str] = {}
        for relationship in () if relationships is None else parse(relationships):
            if relationship.get("TargetMode") != "External":
                kind = posixpath.basename(relationship.get("Type", ""))
                target = posixpath.normpath(posixpath.join("/", folder, relationship.get("Target", "")))
                found.setdefault(kind, target.lstrip("/"))
        return found

    def read(self, name: str) -> bytes | None:
        """The bytes of a part, None if there is no such part. All parts together stay within the bound."""
        info = self._entries.get(_normal(name))
        if info is None:
            return None
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ReadError(_DAMAGED)
        try:
            with self._archive.open(info) as part:
                data = part.read(self._left + 1)
        except _BROKEN as error:
            raise ReadError(_DAMAGED) from error
        check_size(len(data), "解压后字节", self._left)
        self._left -= len(data)
        return data


def _normal(name: str) -> str:
    """Part names are compared without case; some programs write them with backslashes."""
    return name.replace("\\", "/").lstrip("/").lower()
