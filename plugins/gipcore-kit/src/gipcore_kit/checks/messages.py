"""Messages: in Chinese, about the file and not about the program; titles and the help of commands too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gipcore.containment import Failed
from gipcore.errors import GipError
from gipcore.hookspecs import OutcomeWriter
from gipcore.rules import PLACEHOLDER
from gipcore_kit.answers import Answer, Note, judged, not_applicable
from gipcore_kit.checks.inputs import small_inputs
from gipcore_kit.trial import Trial

CHINESE = re.compile(r"[\u4e00-\u9fff]")
_PROGRAM = re.compile(
    r"Traceback|File \"|\bline \d+, in\b|\b\w+(?:Error|Exception)\b|NoneType|\b0x[0-9a-f]{6,}|<\w+ object|<class "
)
"""Words that only whoever wrote the program understands."""
LONGEST = 300
"""Characters of a message that somebody reads to its end."""


def messages(trial: Trial) -> Answer:
    """The verdict on its words."""
    said = dict(_said(trial))
    if not said:
        return not_applicable("没有向人说的话", "it says nothing to anybody")
    problems = [problem for what, text in said.items() for problem in _problems(what, text)]
    return judged(problems, Note(f"{len(said)} 条", f"{len(said)} messages"))


def in_chinese(text: str) -> bool:
    """
    >>> in_chinese("文件是空的"), in_chinese("empty file")
    (True, False)
    """
    return CHINESE.search(text) is not None


def _said(trial: Trial) -> Iterator[tuple[str, str]]:
    for item in trial.formats:
        # Results are written in formats with names of their own, such as SARIF.
        if item.title and not isinstance(item, OutcomeWriter):
            yield f"{type(item).__name__} {item.name} title", item.title
    for reader in trial.readers:
        for what, data in small_inputs(trial, reader):
            made = trial.read(reader, data, what.zh)
            if isinstance(made, Failed) and isinstance(made.error, GipError):
                yield f"{reader.name}: {what.zh}", str(made.error)
    for ruleset in trial.rulesets:
        yield f"{ruleset.id} title", ruleset.title
        for rule in ruleset.all_rules:
            yield f"{rule.id} title", rule.title
            yield f"{rule.id} message", rule.message
            if rule.advice:
                yield f"{rule.id} advice", rule.advice
    for each in trial.leaves:
        if each.help:
            yield f"gip {each.name} --help", each.help


def _problems(what: str, text: str) -> Iterator[Note]:
    # A message that is made of its placeholders alone is worded by the check that fills them.
    if re.search(r"\w", PLACEHOLDER.sub("", text)) and not in_chinese(text):
        yield Note(f"{what}：不是中文：“{text}”。", f"{what}: not in Chinese: “{text}”")
    if found := _PROGRAM.search(text):
        yield Note(
            f"{what}：“{found[0]}”是程序的话，请改用文件和表格的话：“{text}”。",
            f"{what}: “{found[0]}” is about the program: “{text}”",
        )
    if len(text) > LONGEST and "help" not in what:
        yield Note(f"{what}：有 {len(text)} 字，太长。", f"{what}: {len(text)} characters are too many")
