"""What a check of the kit answers: passed, failed, does not apply, could not be checked; and why, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, TypeAlias

from attrs import frozen

Verdict: TypeAlias = Literal["passed", "failed", "not applicable", "not checked"]
VERDICTS: tuple[Verdict, ...] = ("passed", "failed", "not applicable", "not checked")
MAX_NOTES = 20
"""Problems of one check that are told; the rest is counted."""
MAX_WORDS = 400
"""Characters of one problem that are told."""


@frozen
class Note:
    """One thing to say, in Chinese and in English."""

    zh: str
    en: str

    def text(self, lang: str) -> str:
        """
        >>> Note("没有", "none").text("en")
        'none'
        """
        return self.en if lang == "en" else self.zh


@frozen
class Answer:
    """A verdict and its notes: what is wrong, what was looked at and found right, or why nothing was."""

    verdict: Verdict
    notes: tuple[Note, ...]


@frozen
class Result:
    """The answer of one check, and how long it took."""

    check: str
    answer: Answer
    seconds: float = 0.0


def judged(problems: Iterable[Note], looked_at: Note) -> Answer:
    """Failed with the problems, each told once; passed with what was looked at if there are none."""
    found = tuple(dict.fromkeys(_short(problem) for problem in problems))
    if not found:
        return Answer("passed", (looked_at,))
    if left := len(found) - MAX_NOTES:
        found = found[:MAX_NOTES] if left > 0 else found
    more = (Note(f"另有 {left} 处", f"and {left} more"),) if left > 0 else ()
    return Answer("failed", (*found, *more))


def not_applicable(zh: str, en: str) -> Answer:
    """The check says nothing about this plugin, because it brings nothing of the kind."""
    return Answer("not applicable", (Note(zh, en),))


def not_checked(zh: str, en: str) -> Answer:
    """The check could not be made; that is never a pass."""
    return Answer("not checked", (_short(Note(zh, en)),))


def _short(note: Note) -> Note:
    return Note(*(text if len(text) <= MAX_WORDS else text[:MAX_WORDS] + "…" for text in (note.zh, note.en)))


def answer_data(answer: Answer) -> dict[str, Any]:
    """The answer as plain data, for the way out of the child process."""
    return {"verdict": answer.verdict, "notes": [[note.zh, note.en] for note in answer.notes]}


def answer_from(data: Any) -> Answer:
    """The reverse; raises ValueError for anything that is no answer."""
    match data:
        case {"verdict": verdict, "notes": [*notes]} if verdict in VERDICTS and all(map(_is_note, notes)):
            return Answer(verdict, tuple(Note(*note) for note in notes))
    raise ValueError("not an answer")


def _is_note(item: Any) -> bool:
    return isinstance(item, list) and len(item) == 2 and all(isinstance(text, str) for text in item)
