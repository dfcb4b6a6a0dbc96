"""A Word file written anew with some parts changed or added; every other part keeps its bytes, name and place."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from gipcore.limits import MAX_EXPANDED_BYTES, check_size

TYPES = "[Content_Types].xml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
NO_TYPES = f'<Types xmlns="{_TYPES}"/>'.encode()
NO_RELATIONSHIPS = f'<Relationships xmlns="{_RELATIONSHIPS}"/>'.encode()
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_DATE = (1980, 1, 1, 0, 0, 0)


def rewritten(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The archive with *parts* in the place of those of the same name (without case), or at the end.

    Raises ReadError if it is larger, expanded, than any report.
    """
    out = BytesIO()
    left = {name.lower(): (name, content) for name, content in parts.items()}
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        # What an entry says of its size is also as much as is read of it.
        check_size(sum(info.file_size for info in old.infolist()), "解压后字节", MAX_EXPANDED_BYTES)
        for info in old.infolist():
            name = info.filename.replace("\\", "/").lstrip("/").lower()
            content = left.pop(name)[1] if name in left else old.read(info)
            new.writestr(info, content, info.compress_type)
        for name, content in left.values():
            new.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def with_comments_type(types: Any, part: str) -> None:
    """Tell in the root of the content types that *part* holds comments."""
    override = types.makeelement(f"{{{_TYPES}}}Override")
    override.set("PartName", f"/{part}")
    override.set("ContentType", _COMMENTS_TYPE)
    types.append(override)


def with_comments_relationship(relationships: Any, main: str, part: str, kind: str) -> None:
    """Tell in the root of the main part's relationships that *part* has its comments."""
    used = {node.get("Id") for node in relationships}
    relationship = relationships.makeelement(f"{{{_RELATIONSHIPS}}}Relationship")
    relationship.set("Id", next(id_ for n in range(len(used) + 1) if (id_ := f"rIdGip{n}") not in used))
    relationship.set("Type", kind)
    relationship.set("Target", posixpath.relpath(part, posixpath.dirname(main) or "."))
    relationships.append(relationship)


def relationships_of(part: str) -> str:
    """The name of the part with the relationships of *part*."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
