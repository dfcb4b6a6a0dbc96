"""The round trip: what a plugin wrote, it reads as the same report, for generated reports of every national form."""

from __future__ import annotations

from collections.abc import Callable

from gipcore.containment import Failed
from gipcore.errors import GipError
from gipcore.forms import Form
from gipcore.hookspecs import Reader, Writer
from gipcore.reports import Report
from gipcore.values import Unreadable, Value
from gipcore_kit.answers import Answer, Note, judged, not_applicable
from gipcore_kit.trial import Trial, same_format


def round_trip(trial: Trial) -> Answer:
    """The verdict on its formats that go both ways."""
    pairs = [(w, r) for w in trial.writers for r in trial.readers if same_format(r, w)]
    if not pairs:
        return not_applicable("没有既能写又能读的格式", "no format goes both ways")
    problems: list[Note] = []
    count = 0
    for form in trial.forms:
        for report in drawn(form, trial.examples):
            for writer, reader in pairs:
                count += 1
                trial.say(f"{writer.name}: {form.id}")
                if lost := _lost(trial, writer, reader, report, form):
                    where = f"{writer.name}，{form.id}："
                    problems.append(Note(where + lost.zh, f"{writer.name}, {form.id}: {lost.en}"))
    names = "、".join(sorted({writer.name for writer, _ in pairs}))
    return judged(
        problems,
        Note(
            f"{names}：{count} 份生成的报告写出再读回，都相同",
            f"{names.replace('、', ', ')}: {count} generated reports, the same when read back",
        ),
    )


def drawn(form: Form, count: int) -> list[Report]:
    """Generated reports of a form: always the same ones."""
    from hypothesis import HealthCheck, Phase, given, settings

    from gipcore.strategies import reports

    found: list[Report] = []

    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(reports(form))
    def collect(report: Report) -> None:
        found.append(report)

    collect()
    return found


def _lost(trial: Trial, writer: Writer, reader: Reader, report: Report, form: Form) -> Note | None:
    def there_and_back() -> Report:
        return trial.engine.read(writer.write(report, form), format=reader.name, form=form.id)

    again = trial.run(f"{writer.name}: {form.id}", there_and_back)
    if isinstance(again, Failed):
        said = str(again.error) if isinstance(again.error, GipError) else again.reason
        return Note(f"写出后读不回来：{said}", f"it could not be read back: {said}")
    return difference(report, again)


def difference(before: Report, after: Report) -> Note | None:
    """The first thing that is not the same in two reports."""
    for id_, value in before.cells.items():
        if _content(value) != _content(after.cells.get(id_)):
            was, now = _shown(value), _shown(after.cells.get(id_))
            return Note(f"{id_} 写出 {was}，读回 {now}", f"{id_} was {was} and is {now}")
    fields: tuple[tuple[str, str, Callable[[Report], object]], ...] = (
        ("年度", "the year", lambda report: report.year),
        ("标题", "the title", lambda report: "".join(report.title.split())),
        ("机关", "the issuer", lambda report: report.issuer.name),
        ("署名", "the signature", lambda report: "".join(report.signature.split())),
        ("日期", "the date", lambda report: report.signed_on),
        (
            "各部分的文字",
            "the text of the sections",
            lambda report: {key: "".join(text.split()) for key, text in report.sections.items() if text.strip()},
        ),
    )
    for zh, en, of in fields:
        if of(before) != of(after):
            was, now = _brief(of(before)), _brief(of(after))
            return Note(f"{zh}写出 {was}，读回 {now}", f"{en} was {was} and is {now}")
    return None


def _content(value: Value | None) -> tuple[object, ...]:
    printed = value.raw if isinstance(value, Unreadable) else None
    return type(value), getattr(value, "value", None), printed


def _shown(value: Value | None) -> str:
    inner = getattr(value, "value", getattr(value, "raw", ""))
    return f"{type(value).__name__}({inner!r})"


def _brief(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 120 else text[:120] + "…"
