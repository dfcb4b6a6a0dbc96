"""Loading: it succeeds, costs nothing, and brings in no library that is only needed later."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from importlib.metadata import EntryPoint

from attrs import frozen

from gipcore.containment import Call, Failed, run_one
from gipcore.hookspecs import HOOKS_VERSION
from gipcore_kit.answers import Answer, Note, judged
from gipcore_kit.candidates import Candidate

LOAD_SECONDS = 20.0
CPU_SECONDS = 1.0
"""Time of the processor that loading may take on a slow machine; what imports nothing needs a hundredth of it."""
_ALLOWED = {"gipcore", "attr", "attrs", "cattr", "cattrs", "pluggy", "tomli_w", "typing_extensions"}
"""What is there already whenever a plugin is loaded: gipcore and what it depends on."""


@frozen
class Loading:
    """How the loading of one entry point went."""

    point: str
    failure: str
    seconds: float
    imported: tuple[str, ...]
    """Top-level packages that came in with it and belong neither to it, to gipcore nor to Python."""


def measure(candidate: Candidate, points: Sequence[EntryPoint]) -> list[Loading]:
    """Load the entry points for the first time in this process."""
    return [_measured(point, {*candidate.packages, *_ALLOWED}) for point in points]


def _measured(point: EntryPoint, own: set[str]) -> Loading:
    before = set(sys.modules)
    begun = time.process_time()
    result = run_one(Call(point.name, "load", point.load), LOAD_SECONDS)
    seconds = time.process_time() - begun
    # A snapshot: where loading was given up, its thread may go on importing.
    tops = {name.partition(".")[0] for name in set(sys.modules) - before}
    foreign = {top for top in tops if top not in own and top not in sys.stdlib_module_names and not _is_made_up(top)}
    return Loading(
        point.name, result.reason if isinstance(result, Failed) else _too_new(result), seconds, tuple(sorted(foreign))
    )


def _is_made_up(top: str) -> bool:
    # Names like __editable___x_finder or cython's cyextension belong to no library that somebody imported.
    module = sys.modules.get(top)
    return top.startswith("_") or getattr(module, "__spec__", None) is None


def _too_new(plugin: object) -> str:
    wanted = getattr(plugin, "GIPCORE_HOOKS", HOOKS_VERSION)
    if isinstance(wanted, int) and wanted <= HOOKS_VERSION:
        return ""
    return f"需要第 {wanted!r} 版钩子，现有第 {HOOKS_VERSION} 版"


def loads(loadings: Sequence[Loading]) -> Answer:
    """The verdict on what was measured."""
    told = "、".join(loading.point for loading in loadings)
    slowest = max((loading.seconds for loading in loadings), default=0.0)
    return judged(
        _problems(loadings),
        Note(
            f"{told}，{slowest * 1000:.0f} 毫秒，没有带入其他库", f"{told}, {slowest * 1000:.0f} ms, no other library"
        ),
    )


def _problems(loadings: Sequence[Loading]) -> Iterator[Note]:
    for loading in loadings:
        if loading.failure:
            yield Note(
                f"{loading.point} 加载失败：{loading.failure}", f"{loading.point} cannot be loaded: {loading.failure}"
            )
            continue
        if loading.imported:
            names = "、".join(loading.imported)
            yield Note(
                f"加载 {loading.point} 时就导入了 {names}。请在用到的函数里再导入。",
                f"loading {loading.point} imports {', '.join(loading.imported)}: import it inside the functions",
            )
        if loading.seconds > CPU_SECONDS:
            yield Note(
                f"加载 {loading.point} 用了 {loading.seconds:.1f} 秒，应在 {CPU_SECONDS:g} 秒之内。请移到函数里。",
                f"loading {loading.point} takes {loading.seconds:.1f} s, more than {CPU_SECONDS:g}: work later",
            )
