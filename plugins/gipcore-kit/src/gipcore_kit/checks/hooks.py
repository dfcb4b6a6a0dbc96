"""Hooks: at least one, none misspelt or unmarked, each with results of its kind, the same when asked again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from gipcore import hookspecs
from gipcore.codec import did_you_mean
from gipcore_kit.answers import Answer, Note, judged
from gipcore_kit.trial import Trial

KNOWN = tuple(name for name, item in vars(hookspecs).items() if hasattr(item, "gipcore_spec"))
"""The hooks there are."""


def hooks(trial: Trial) -> Answer:
    """The verdict on its hooks."""
    found = sorted({name for plugin in trial.candidate.names for name in _hooks_of(trial, plugin)})
    return judged(_problems(trial, found), Note("、".join(found), ", ".join(found)))


def _hooks_of(trial: Trial, plugin: str) -> list[str]:
    manager = trial.plugins.manager
    module = manager.get_plugin(plugin)
    return [] if module is None else [caller.name for caller in manager.get_hookcallers(module) or []]


def _problems(trial: Trial, found: list[str]) -> Iterator[Note]:
    for reason in trial.failures:
        yield Note(reason, reason)
    for plugin in sorted(trial.candidate.names):
        yield from _unmarked(trial.plugins.manager.get_plugin(plugin))
    for hook in found:
        yield from _changing(trial, hook)
    if not found and not trial.failures:
        yield Note(
            "没有实现任何钩子。请用 @hookimpl 标明 gipcore_readers 等函数。",
            "no hook is implemented: mark gipcore_readers or the like with @hookimpl",
        )


def _unmarked(module: object) -> Iterator[Note]:
    for name, item in sorted(vars(module).items()) if module is not None else ():
        if not name.startswith("gipcore_") or not callable(item) or hasattr(item, "gipcore_impl"):
            continue
        hint = did_you_mean(name, KNOWN)
        if name in KNOWN:
            yield Note(f"{name} 没有标明 @hookimpl，不会被调用。", f"{name} lacks @hookimpl and is never called")
        elif hint:
            yield Note(f"没有钩子 {name}{hint}。", f"there is no hook {name}{hint}")


def _changing(trial: Trial, hook: str) -> Iterator[Note]:
    for implementation in getattr(trial.plugins.manager.hook, hook).get_hookimpls():
        if implementation.plugin_name not in trial.candidate.names:
            continue
        first, second = (_labels(trial.run(hook, implementation.function)) for _ in range(2))
        if first != second:
            yield Note(
                f"{hook} 两次返回的不一样：{'、'.join(first)}；{'、'.join(second)}。",
                f"{hook} does not return the same twice: {', '.join(first)}; {', '.join(second)}",
            )


def _labels(answer: Any) -> list[str]:
    items = list(answer) if isinstance(answer, Iterable) and not isinstance(answer, str) else [answer]
    return [str(getattr(item, "name", item)) for item in items]
