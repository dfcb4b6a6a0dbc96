"""What a plugin brings for files: readers and writers of reports, writers of outcomes, annotators of what was read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import frozen

from gipcore.documents import Document
from gipcore.forms import Form
from gipcore.outcomes import Checked, Outcome
from gipcore.reports import Report


@frozen
class Reader:
    """A file format that can be read.

    ``sniff(data)`` says whether bytes look like the format (cheap, never raises); ``read(data)`` gives a Document for
    recognition, or a whole Report from a format that holds one. It raises ``gipcore.ReadError`` for bad input.
    """

    name: str
    extensions: tuple[str, ...]
    read: Callable[[bytes], Document | Report]
    sniff: Callable[[bytes], bool]
    title: str = ""
    plugin: str = ""
    """The plugin that brings it; filled in when it is collected."""


@frozen
class Writer:
    """A file format that a report can be written to. ``write(report, form)`` gives the bytes of the file."""

    name: str
    extensions: tuple[str, ...]
    write: Callable[[Report, Form], bytes]
    title: str = ""
    plugin: str = ""
    """The plugin that brings it; filled in when it is collected."""


@frozen
class OutcomeWriter:
    """A format that the results of a check can be written to, of one file or of many.

    ``write(results, lang)`` gives the bytes of the whole; *lang* is ``zh`` or ``en``, that of the messages in the
    outcomes. What was not checked, a file that could not be read and a plugin that failed must not look like a pass.
    ``media`` is the media type, for whoever sends the bytes.
    """

    name: str
    extensions: tuple[str, ...]
    write: Callable[[Sequence[Checked], str], bytes]
    title: str = ""
    media: str = "application/octet-stream"
    plugin: str = ""
    """The plugin that brings it; filled in when it is collected."""


@frozen
class Annotator:
    """Puts what was found into the file that was checked; its ``name`` is that of the reader whose files it takes.

    ``annotate(data, outcome, form, lang)`` gives the file with notes at the cells of the findings and changes nothing
    else: the report in it is read as before. ``outcome.report.places`` says where each cell stood. What has no place is
    noted at the title. It raises ``gipcore.ReadError`` for a file that it cannot take.
    """

    name: str
    extensions: tuple[str, ...]
    annotate: Callable[[bytes, Outcome, Form, str], bytes]
    title: str = ""
    plugin: str = ""
    """The plugin that brings it; filled in when it is collected."""
