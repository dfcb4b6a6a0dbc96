"""Hostile files: a reader reads them or refuses them in its own words, within bounds of time, memory and size."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from gipcore.containment import Failed
from gipcore.documents import Document, Grid
from gipcore.errors import GipError
from gipcore.hookspecs import Reader
from gipcore.limits import MAX_BYTES, MAX_CELLS, MAX_SPAN
from gipcore.reports import Report
from gipcore_kit.answers import Answer, Note, judged, not_applicable
from gipcore_kit.checks.inputs import hostile_inputs
from gipcore_kit.trial import Trial

MEMORY = 1024 * 1024 * 1024
"""Bytes that reading may take beyond what the process has: sixteen times the largest file."""

MAX_TOLD = 4
"""Problems of one reader that are told: more are mostly the same one again."""


def hostile(trial: Trial) -> Answer:
    """The verdict on its readers."""
    if not trial.readers:
        return not_applicable("不读文件", "it reads no files")
    problems: list[Note] = []
    count = 0
    with limited_memory():
        for reader in trial.readers:
            own: list[Note] = []
            for what, data in hostile_inputs(trial, reader):
                count += 1
                own += _problems(trial, reader, what, data)
            problems += own[:MAX_TOLD]
            if left := len(own) - MAX_TOLD:
                problems += [Note(f"{reader.name} 另有 {left} 处", f"{reader.name}: {left} more")] if left > 0 else []
    names = "、".join(reader.name for reader in trial.readers)
    samples = sum(len(trial.files_of(reader)) for reader in trial.readers)
    return judged(
        problems,
        Note(
            f"{names}：{count} 个损坏或恶意的文件，其中有 {samples} 个样本的截断和改动",
            f"{names.replace('、', ', ')}: {count} broken or hostile files, of {samples} samples some",
        ),
    )


def _problems(trial: Trial, reader: Reader, what: Note, data: bytes) -> Iterator[Note]:
    sniffed = trial.run(f"{reader.name}.sniff: {what.zh}", partial(reader.sniff, data))
    if not isinstance(sniffed, bool):
        why = _why(sniffed)
        yield Note(
            f"{reader.name}.sniff 遇到“{what.zh}”：{why}；应返回 True 或 False，不能出错。",
            f"{reader.name}.sniff on “{what.en}”: {why}; it must return True or False and never raise",
        )
    made = trial.read(reader, data, what.zh)
    if isinstance(made, Document | Report):
        if too_much := _excess(made):
            yield Note(
                f"{reader.name} 遇到“{what.zh}”：{too_much.zh}，超过上限。请用 gipcore.limits.check_size 拒绝。",
                f"{reader.name} on “{what.en}”: {too_much.en}, beyond the limit: use gipcore.limits.check_size",
            )
        return
    if isinstance(made, Failed) and isinstance(made.error, GipError):
        return
    why = _why(made)
    yield Note(
        f"{reader.name} 遇到“{what.zh}”：{why}；应读出，或以 ReadError 拒绝。",
        f"{reader.name} on “{what.en}”: {why}; it must read it, or refuse it by a ReadError",
    )


def _why(made: object) -> str:
    if isinstance(made, Failed):
        return "超过内存上限（MemoryError）" if isinstance(made.error, MemoryError) else made.reason
    return f"返回了 {type(made).__name__}"


def _excess(made: Document | Report) -> Note | None:
    """What there is more of than recognition can be asked to look at."""
    if isinstance(made, Report):
        return None
    grids = [block for block in made.blocks if isinstance(block, Grid)]
    cells = sum(len(grid.cells) for grid in grids)
    if cells > MAX_CELLS:
        return Note(f"读出 {cells} 个单元格", f"{cells} cells")
    spans = max((max(cell.row_span, cell.column_span) for grid in grids for cell in grid.cells), default=0)
    if spans > MAX_SPAN:
        return Note(f"有单元格跨 {spans} 行或列", f"a cell spans {spans} rows or columns")
    size = sum(len(block.text) for block in made.blocks if not isinstance(block, Grid))
    if size > MAX_BYTES:
        return Note(f"读出 {size} 个字", f"{size} characters")
    return None


@contextlib.contextmanager
def limited_memory() -> Iterator[None]:
    """Memory beyond the bound is refused by the system, where it can."""
    if sys.platform == "win32":
        yield
        return
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    limit = _size() + MEMORY
    if before[1] != resource.RLIM_INFINITY:
        limit = min(limit, before[1])
    resource.setrlimit(resource.RLIMIT_AS, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def _size() -> int:
    """Bytes of address space of this process; without /proc a guess on the safe side."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return 4 * MEMORY
    import resource

    return int(statm.read_text().split()[0]) * resource.getpagesize()
