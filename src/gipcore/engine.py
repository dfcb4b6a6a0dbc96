"""The whole of gipcore behind one object: files in, reports, outcomes, files out.

An Engine is built from plugins, loads them when first needed, and holds nothing that changes afterwards: any number of
threads may use one, and several live side by side. The functions of the package root use one default Engine, built at
their first call.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from attrs import evolve

from gipcore import codec
from gipcore.checking import check_report
from gipcore.checks import Check, Subject
from gipcore.coded import Pair, Result, run_checks
from gipcore.containment import Failed, Trace
from gipcore.crosswalks import Crosswalk, load_crosswalks, way
from gipcore.divisions import Ambiguous, Body, Divisions, ambiguity, complete, resolve
from gipcore.documents import Document
from gipcore.errors import DataError, PluginError, ReadError, WriteError
from gipcore.formats import Annotator, OutcomeWriter, Reader, Writer
from gipcore.forms import Form
from gipcore.guarded import Folder, guarded_reader, guarded_writer, load_sound, refuse
from gipcore.guarded_outcomes import guarded_annotator, guarded_outcome_writer
from gipcore.hook_items import label_of
from gipcore.hookspecs import Prover
from gipcore.isolation import check_apart, read_apart
from gipcore.limits import check_size
from gipcore.once import once
from gipcore.outcome_json import JSON
from gipcore.outcomes import Checked, NotChecked, Outcome
from gipcore.plugins import Plugins, load_plugins
from gipcore.recognise import recognise
from gipcore.reports import Level, Report, Source
from gipcore.rulesets import Catalogue, load_catalogue

T = TypeVar("T")
REGION = "region"
"""What a notice about the issuer's division stands under."""
RESERVED = ("text", JSON.name)
"""Formats of results that no plugin can bring: the page of the terminal, and the JSON."""


class Engine:
    """Readers, writers, rulesets and checks of the installed plugins, and of the folder *rules* if one is given.

    With *isolate*, readers and coded checks run in a process of their own, which is ended if it overruns its time.
    *trace* is told of each call of plugin code (``gipcore.tracing.printed``), unless *plugins* have their own.
    """

    def __init__(
        self,
        plugins: Plugins | None = None,
        rules: Path | None = None,
        *,
        isolate: bool = False,
        trace: Trace | None = None,
    ) -> None:
        self._plugins = plugins
        self._trace = trace
        self._rules = rules
        self._isolate = isolate
        self.lock = RLock()
        self._ways: dict[tuple[str, str], Crosswalk | None] = {}

    @once
    def plugins(self) -> Plugins:
        """The plugins, loaded at the first call."""
        return load_plugins(trace=self._trace) if self._plugins is None else self._plugins

    def isolated(self) -> Engine:
        """The same plugins and rules, with readers and coded checks in a process of their own."""
        return Engine(self.plugins, self._rules, isolate=True)

    @once
    def readers(self) -> dict[str, Reader]:
        """The readers by name, each held to its time."""
        elsewhere = partial(read_apart, self.plugins.points) if self._isolate else None
        found: list[Reader] = self.plugins.collect("gipcore_readers", _name)
        return {reader.name: guarded_reader(reader, self.plugins, elsewhere) for reader in found}

    @once
    def writers(self) -> dict[str, Writer]:
        """The writers by name, each held to its time."""
        found: list[Writer] = self.plugins.collect("gipcore_writers", _name)
        return {writer.name: guarded_writer(writer, self.plugins) for writer in found}

    @once
    def outcome_writers(self) -> dict[str, OutcomeWriter]:
        """The formats of results by name, each held to its time; JSON is there without any plugin."""
        found: list[OutcomeWriter] = self.plugins.collect("gipcore_outcome_writers", _name)
        for writer in found:
            if writer.name in RESERVED:
                self.plugins.note(writer.plugin, f"gipcore_outcome_writers: {writer.name!r} 是 gipcore 自己的格式")
        kept = {w.name: guarded_outcome_writer(w, self.plugins) for w in found if w.name not in RESERVED}
        return dict(sorted({JSON.name: JSON, **kept}.items()))

    @once
    def annotators(self) -> dict[str, Annotator]:
        """The annotators by the name of the reader whose files they take, each held to its time."""
        found: list[Annotator] = self.plugins.collect("gipcore_annotators", _name)
        return {annotator.name: guarded_annotator(annotator, self.plugins) for annotator in found}

    @once
    def checks(self) -> dict[str, Check]:
        return {check.name: check for check in self.plugins.collect("gipcore_checks", _name)}

    @once
    def provers(self) -> dict[str, Prover]:
        """The provers by name."""
        return {prover.name: prover for prover in self.plugins.collect("gipcore_provers", _name)}

    @once
    def catalogue(self) -> Catalogue:
        """Forms and rulesets of all plugins; raises DataError with every problem of the folder *rules*."""
        return self._loaded(load_catalogue)

    @property
    def bodies(self) -> list[Body]:
        """The bodies that plugins list, sorted by name."""
        return self.plugins.collect("gipcore_bodies", label_of)

    @once
    def divisions(self) -> Divisions:
        """The division codes of all plugins' folders, and the bodies that plugins list."""
        found = self._loaded(Divisions.load)
        for body in found.register(self.bodies):
            self.plugins.note(body.plugin, f"gipcore_bodies: {body.name} 的区划代码 {body.region} 不在区划代码表中")
        return found

    @once
    def crosswalks(self) -> dict[str, Crosswalk]:
        """The crosswalks of all plugins' folders by id."""
        return self._loaded(partial(load_crosswalks, forms=self.catalogue.forms))

    def way(self, source: str, target: str) -> Crosswalk | None:
        """The crosswalk from one form to another, over as many steps as it takes; None if there is none."""
        if (source, target) not in self._ways:
            self._ways[source, target] = way(self.crosswalks, source, target)
        return self._ways[source, target]

    def _loaded(self, load: Callable[[Sequence[Folder]], T]) -> T:
        found, folders = load_sound(self.plugins, load)
        return load([*folders, self._rules]) if self._rules else found

    def form(self, name: str) -> Form:
        """The form *name*; raises DataError with a suggestion if there is none."""
        forms = self.catalogue.forms
        if name not in forms:
            hint = codec.did_you_mean(name, forms)
            raise DataError("--form", [f"没有表样 {name!r}{hint}；可用：{'、'.join(sorted(forms))}"])
        return forms[name]

    def read(
        self,
        source: str | os.PathLike[str] | bytes,
        *,
        format: str | None = None,
        form: str | None = None,
        name: str = "",
    ) -> Report:
        """The report in a file or in bytes.

        *format* is a reader's name, else the content decides; *form* asks for one table version, else the tables
        decide. Raises ReadError if it cannot be read, DataError if a report in JSON or TOML has wrong parts.
        """
        if form is not None:
            self.form(form)
        data, label, reader = self._open(source, format, name)
        result = reader.read(data)
        origin = Source(label, hashlib.sha256(data).hexdigest(), reader.name)
        if isinstance(result, Document):
            report = recognise(result, self.catalogue.forms, form=form, source=origin)
            return evolve(report, issuer=complete(report.issuer, report.year, self.divisions))
        self._complete(result, label or reader.name)
        if form is not None and result.form != form:
            raise DataError(label or reader.name, [f"报告用的是 {result.form}，要求的是 {form} @ $.form"])
        return result if result.source.sha256 else evolve(result, source=origin)

    def text(self, source: str | os.PathLike[str] | bytes, *, format: str | None = None, name: str = "") -> str:
        """The text of a document that is no report, such as one that lies beside it; raises ReadError."""
        data, label, reader = self._open(source, format, name)
        result = reader.read(data)
        if not isinstance(result, Document):
            raise ReadError(f"{label or '输入'}：这是一份报告的数据，不是随报告公布的文件。")
        return result.text()

    def _open(self, source: str | os.PathLike[str] | bytes, format: str | None, name: str) -> tuple[bytes, str, Reader]:
        data = source if isinstance(source, bytes) else _bytes_of(Path(source))
        label = name or ("" if isinstance(source, bytes) else Path(source).name)
        check_size(len(data), "字节数")
        if not data.strip():
            raise ReadError(f"{label or '输入'}：文件是空的。请确认文件已保存，再试一次。")
        return data, label, self._reader(data, format, Path(label).suffix.lower())

    def _reader(self, data: bytes, format: str | None, suffix: str) -> Reader:
        if format is not None:
            if format not in self.readers:
                hint = codec.did_you_mean(format, self.readers)
                raise PluginError(f"没有格式 {format!r} 的读取插件{hint}；可用：{'、'.join(self.readers)}。")
            return self.readers[format]
        named = [reader for reader in self.readers.values() if suffix in reader.extensions]
        others = [reader for reader in self.readers.values() if reader not in named]
        for reader in (*named, *others):
            if reader.sniff(data):
                return reader
        if named:
            return named[0]  # its own message says best what is wrong with the file
        known = "、".join(sorted(ext for reader in self.readers.values() for ext in reader.extensions))
        raise ReadError(f"不认识这种文件（{suffix or '没有扩展名'}）。可以读取：{known}。")

    def _complete(self, report: Report, source: str) -> None:
        """A report from JSON or TOML has exactly the cells of its form."""
        form = self.form(report.form)
        unknown = [
            f"没有单元格 {i!r}{codec.did_you_mean(i, form.cells)} @ $.cells"
            for i in report.cells
            if i not in form.cells
        ]
        missing = [f"缺少单元格 {i!r} @ $.cells" for i in form.cells if i not in report.cells]
        if unknown or missing:
            raise DataError(source, [*unknown, *missing])

    def check(
        self,
        report: Report,
        *,
        previous: Report | None = None,
        children: Sequence[Report] = (),
        companions: Sequence[str] = (),
        region: str | None = None,
        level: Level | None = None,
        lang: str = "zh",
    ) -> Outcome:
        """The verdict of the rules in force for the report's year, form, region and level.

        *companions* are the texts of the documents that lie beside the report.
        """
        if region:
            issuer = complete(evolve(report.issuer, region=region), report.year, self.divisions)
            report = evolve(report, issuer=issuer)
        if level:
            report = evolve(report, issuer=evolve(report.issuer, level=level))
        issuer = report.issuer
        rules = self.catalogue.in_force(
            report.form, report.year, issuer.region, issuer.level, issuer.kind, report.published_on, issuer.name
        )
        subject = Subject(report, self.form(report.form), previous, tuple(children), tuple(companions))
        outcome = check_report(subject, rules, self.checks, lang, date.today(), self._run_checks, self.way)
        which = self._which(report, lang)
        notices = [notice for notice in outcome.notices if not (which and notice.rule == REGION)]
        failures = (*self.plugins.failures, *outcome.failures)
        return evolve(outcome, failures=failures, notices=(*notices, *which))

    def _which(self, report: Report, lang: str) -> tuple[NotChecked, ...]:
        """That several bodies bear the issuer's name, and which ones: more than that its division is unknown."""
        issuer = report.issuer
        if issuer.region and issuer.level:
            return ()
        found = resolve(issuer.name, report.year, self.divisions, within=issuer.region or "")
        if not isinstance(found, Ambiguous):
            return ()
        return (NotChecked(REGION, ambiguity(found, self.divisions, lang), "info", needs="region"),)

    def _run_checks(self, subject: Subject, pairs: Sequence[Pair]) -> Sequence[Result]:
        plugins = self.plugins
        if self._isolate:
            return check_apart(plugins.points, subject, pairs, plugins.budgets.check, plugins.trace)
        return run_checks(subject, pairs, plugins.budgets.check, plugins.trace)

    def render(self, report: Report, format: str) -> bytes:
        """The report as a file's bytes; *format* is a writer's name or an extension."""
        writer = self.writers.get(format) or next((w for w in self.writers.values() if format in w.extensions), None)
        if writer is None:
            known = "、".join(sorted(ext for w in self.writers.values() for ext in w.extensions))
            raise WriteError(f"不能写成 {format!r}。可以写成：{known}。")
        return writer.write(report, self.form(report.form))

    def render_outcomes(self, results: Sequence[Checked], format: str, *, lang: str = "zh") -> bytes:
        """The results of a check as a file's bytes; *format* is the name of an outcome writer."""
        if format not in self.outcome_writers:
            hint = codec.did_you_mean(format, self.outcome_writers)
            raise WriteError(f"没有结果格式 {format!r}{hint}；可用：{'、'.join(self.outcome_writers)}。")
        return self.outcome_writers[format].write(results, lang)

    def annotate(
        self,
        source: str | os.PathLike[str] | bytes,
        outcome: Outcome,
        *,
        format: str | None = None,
        name: str = "",
        lang: str = "zh",
    ) -> bytes:
        """The file that *outcome* is of, with the findings noted at their cells, and nothing else changed.

        Raises WriteError for another file than the one checked, or if nobody annotates its format.
        """
        data, label, reader = self._open(source, format, name)
        if hashlib.sha256(data).hexdigest() != outcome.report.source.sha256:
            raise WriteError(f"{label or '输入'}不是检查过的那个文件，或在检查之后改过。请重新检查后再批注。")
        annotator = self.annotators.get(reader.name)
        if annotator is None:
            known = "、".join(sorted(self.annotators)) or "无"
            raise WriteError(
                f"还不能在 {reader.title or reader.name} 文件中批注；可以批注的格式：{known}。"
                "请先用 gip convert 转换成其中一种，再批注转换后的文件。"
            )
        form = self.form(outcome.report.form)
        noted = annotator.annotate(data, outcome, form, lang)
        before, after = (
            evolve(self.read(read, format=reader.name, form=form.id), source=Source()) for read in (data, noted)
        )
        if before != after:
            changed = Failed("批注后的文件读出来与原来不同：批注不能改动内容")
            refuse("批注", annotator, changed, "请用 gip check 查看问题，或停用这个插件。")
        return noted

    def write(self, report: Report, path: str | os.PathLike[str], *, format: str | None = None) -> None:
        """Write the report, whole or not at all; the extension decides unless *format* does."""
        target = Path(path)
        write_atomically(target, self.render(report, format or target.suffix.lower()))


def _name(item: Any) -> str:
    return str(item.name)


def _bytes_of(path: Path) -> bytes:
    try:
        check_size(path.stat().st_size, "字节数")
        return path.read_bytes()
    except FileNotFoundError:
        raise ReadError(f"找不到文件 {path}。请检查文件名和所在文件夹。") from None
    except OSError as error:
        raise ReadError(f"打不开文件 {path}（{error.strerror}）。请关闭正在使用它的程序，或检查权限。") from None


def write_atomically(target: Path, data: bytes) -> None:
    """Write to a temporary file beside the target, then rename: nothing is ever half-written."""
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    try:
        # Not tempfile: its files are for one user alone, and to ask for the umask is to change it for all threads.
        handle = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o666)
    except OSError as error:
        raise WriteError(f"不能写入 {target}（{error.strerror}）。请检查文件夹是否存在、是否有写入权限。") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise WriteError(f"不能写入 {target}（{error.strerror}）。") from None
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
