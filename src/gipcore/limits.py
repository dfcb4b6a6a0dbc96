"""The bounds that every reader keeps: reports come by e-mail from thousands of offices, and any of them may be hostile.

A real report has some 250 table cells and a few thousand words; the bounds leave room for a hundred times that.
"""

from __future__ import annotations

from gipcore.errors import ReadError

MAX_BYTES = 64 * 1024 * 1024
"""Size of a file as it arrives."""
MAX_EXPANDED_BYTES = 64 * 1024 * 1024
"""Size of one part of an archive after expansion."""
MAX_CELLS = 20_000
"""Cells of all tables of a document together."""
MAX_TABLE_ROWS = 5_000
"""Rows of all tables of a document together."""
MAX_PARAGRAPHS = 20_000
"""Lines of text of a document outside its tables."""
MAX_TOKENS = 60_000
"""Labels, figures and texts that recognition tells apart in a document; a real report has some 500."""
MAX_SPAN = 1_000
"""Rows or columns that one merged cell may cover; more is taken as this many."""
MAX_TEXT = 1_000_000
"""Characters of a document."""
MAX_DEPTH = 200
"""Nesting of elements, tables or data."""
HOOK_SECONDS = 20.0
"""Time for a plugin to load, or to answer a hook."""
READ_SECONDS = 120.0
"""Time for a reader, with a file of any size."""
WRITE_SECONDS = 60.0
"""Time for a writer."""
CHECK_SECONDS = 20.0
"""Time for a coded check of one report."""
MAX_RESULTS = 10_000
"""Results of one hook, or failures of one coded check: more are taken for an endless series."""


def check_size(size: int, what: str, limit: int = MAX_BYTES) -> None:
    """Raise ReadError if *size* (bytes, rows, cells: *what* says which) is beyond *limit*.

    >>> check_size(10, "字节")
    """
    if size > limit:
        raise ReadError(f"文件过大：{what}共 {size}，超过上限 {limit}。请确认这是一份年度报告，去掉无关内容后再试。")
