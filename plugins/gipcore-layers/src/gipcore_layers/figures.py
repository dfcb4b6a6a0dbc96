"""``figures.sum``: figures of the text that have to add up."""

from __future__ import annotations

from attrs import frozen

from gipcore.checks import CheckResult, Failure, Subject, Undecided
from gipcore.rules import Rule
from gipcore_layers.remembering import parameters
from gipcore_layers.wording import Part, named, section_name, texts


@frozen
class FiguresParameters:
    """``total`` is stated in ``section``, and so are the ``parts`` that make it up."""

    section: str
    total: Part
    parts: tuple[Part, ...]


_parameters = parameters(FiguresParameters)


def check_figures(subject: Subject, rule: Rule) -> CheckResult:
    """The total that is stated is the sum of the parts that are."""
    settings, year = _parameters(rule), subject.report.year
    name = section_name(subject.form, settings.section)
    text = texts(subject.report).sections.get(settings.section)
    if text is None:
        return Undecided(f"没有读到“{name}”的文字。", f"The text of “{name}” was not read.")
    total = settings.total.figure(text, year)
    if total is None:
        return ()
    figures = [part.figure(text, year) for part in settings.parts]
    known = [figure for figure in figures if figure is not None]
    if len(known) < len(figures):
        missing = named(part for part, figure in zip(settings.parts, figures, strict=True) if figure is None)
        return Undecided(f"“{name}”中没有写{missing['list']}。", f"“{name}” does not state {missing['list_en']}.")
    if sum(known) == total:
        return ()
    difference = total - sum(known)
    return [
        Failure(
            {
                "place": f"“{name}”",
                "place_en": f"“{name}”",
                "total": settings.total.name,
                "total_en": settings.total.name_en,
                "left": total,
                "shown": f"{' + '.join(map(str, known))} = {sum(known)}",
                "gap": abs(difference),
                **named(settings.parts),
            },
            left=total,
            right=sum(known),
            difference=difference,
        )
    ]
