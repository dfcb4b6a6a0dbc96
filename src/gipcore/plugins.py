"""The plugin manager: built by a function, never a global; each plugin is loaded alone, in name order.

A plugin that cannot be loaded, or that implements a hook that does not exist, is named in ``failures`` and left out;
the others go on. What plugins bring is collected once, sorted by name, and a name claimed twice is a failure too.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Iterable
from importlib.metadata import EntryPoint, entry_points
from itertools import islice
from threading import RLock
from typing import Any, TypeVar

import pluggy
from attrs import define, field, frozen

from gipcore import hookspecs
from gipcore.containment import Budgets, Call, Failed, Trace, run_one
from gipcore.deprecations import DEPRECATED, Deprecation, of_function, of_item
from gipcore.errors import PluginError
from gipcore.hook_items import owned, problem_of
from gipcore.limits import MAX_RESULTS
from gipcore.outcomes import PluginFailure

GROUP = "gipcore"
T = TypeVar("T")


@frozen
class Loaded:
    """A plugin that an entry point announces: where it comes from, and how its loading went."""

    name: str
    module: str
    distribution: str = ""
    version: str = ""
    hooks: tuple[str, ...] = ()
    seconds: float = 0.0
    failure: str = ""
    """Why it was left out; empty if it was not."""


@frozen
class PluginWarning:
    """Something that a plugin uses and that is to go: it works as before, and whoever keeps it should know."""

    plugin: str
    text: str


@define
class Plugins:
    """The loaded plugins and what went wrong with the others. ``budgets`` and ``trace`` are for all calls of them."""

    manager: pluggy.PluginManager
    budgets: Budgets = Budgets()
    trace: Trace | None = None
    failures: list[PluginFailure] = field(factory=list)
    warnings: list[PluginWarning] = field(factory=list)
    loaded: list[Loaded] = field(factory=list)
    points: list[EntryPoint] = field(factory=list)
    """The entry points of those that were loaded: another process can load the same."""
    deprecated: tuple[Deprecation, ...] = DEPRECATED
    _collected: dict[str, list[Any]] = field(factory=dict)
    _owners: dict[tuple[str, str], str] = field(factory=dict)
    _lock: Any = field(factory=RLock, repr=False)

    def collect(self, hook: str, key: Callable[[T], str]) -> list[T]:
        """All that the plugins return from *hook*, sorted by *key*; called once, then remembered.

        A plugin that raises, does not end, or returns something else than the hook asks for is a failure, the others'
        results stand; of two results with one key the one of the first plugin by name stays.
        """
        with self._lock:
            if hook not in self._collected:
                found: dict[str, T] = {}
                for implementation in sorted(
                    getattr(self.manager.hook, hook).get_hookimpls(), key=lambda i: str(i.plugin_name)
                ):
                    name = implementation.plugin_name
                    for label, item in self._answer(name, hook, implementation.function, key):
                        if label in found:
                            self.note(name, f"{hook}: {label!r} 已由插件 {self._owners[hook, label]} 提供")
                        else:
                            found[label] = item
                            self._owners[hook, label] = name
                self._collected[hook] = [found[label] for label in sorted(found)]
            return self._collected[hook]

    def owner(self, hook: str, label: str) -> str:
        """The plugin that brought what is called *label*; empty if none did."""
        return self._owners.get((hook, label), "")

    def note(self, plugin: str, reason: str) -> None:
        """Remember that a plugin failed; the same is not told twice."""
        failure = PluginFailure(plugin, reason)
        with self._lock:
            if failure not in self.failures:
                self.failures.append(failure)

    def warn(self, plugin: str, entries: Iterable[Deprecation]) -> None:
        """Remember what a plugin uses that is to go, and tell those who test it; each once."""
        for entry in entries:
            warning = PluginWarning(plugin, entry.text())
            with self._lock:
                if warning in self.warnings:
                    continue
                self.warnings.append(warning)
            warnings.warn(f"{plugin}: {warning.text}", DeprecationWarning, stacklevel=2)

    def _answer(
        self, name: str, hook: str, function: Callable[[], Any], key: Callable[[T], str]
    ) -> list[tuple[str, T]]:
        # Looking at an item is plugin code too: its class may be anything.
        call = Call(name, hook, lambda: [_inspected(hook, item, name, key) for item in _items(function)])
        answer = run_one(call, self.budgets.hook, self.trace)
        if isinstance(answer, Failed):
            self.note(name, f"{hook}: {answer.reason}")
            return []
        for problem in (found for found in answer if isinstance(found, str)):
            self.note(name, f"{hook}: {problem}")
        found = [one for one in answer if not isinstance(one, str)]
        for _, item in found:
            self.warn(name, of_item(hook, item, self.deprecated))
        return found


def _items(function: Callable[[], Any]) -> list[Any]:
    answer = function()
    if not isinstance(answer, Iterable) or isinstance(answer, str):
        raise TypeError(f"返回了 {type(answer).__name__}，应为序列")
    items = list(islice(answer, MAX_RESULTS + 1))
    if len(items) > MAX_RESULTS:
        raise TypeError(f"返回了 {MAX_RESULTS} 个以上的结果")
    return items


def _inspected(hook: str, item: Any, plugin: str, key: Callable[[Any], str]) -> tuple[str, Any] | str:
    """The item with its name, or what is wrong with it."""
    if problem := problem_of(hook, item):
        return problem
    taken = owned(item, plugin)
    return key(taken), taken


def load_plugins(
    points: Iterable[EntryPoint] | None = None,
    *,
    budgets: Budgets = Budgets(),
    trace: Trace | None = None,
    deprecated: tuple[Deprecation, ...] = DEPRECATED,
) -> Plugins:
    """Load the plugins that the installed packages announce (or *points*), one by one in name order.

    *trace* is told of each call of plugin code; *deprecated* is what plugins are warned of.
    """
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(hookspecs)
    plugins = Plugins(manager, budgets, trace, deprecated=deprecated)
    for point in sorted(entry_points(group=GROUP) if points is None else points, key=lambda p: (p.name, p.value)):
        begun = time.perf_counter()
        result = run_one(Call(point.name, "load", point.load), budgets.hook, trace)
        failure = result.reason if isinstance(result, Failed) else _register(manager, point.name, result)
        hooks = () if failure else tuple(sorted(caller.name for caller in _callers(manager, point.name)))
        distribution, version = _origin(point)
        plugins.loaded.append(
            Loaded(point.name, point.value, distribution, version, hooks, time.perf_counter() - begun, failure)
        )
        if failure:
            plugins.note(point.name, failure)
        else:
            plugins.points.append(point)
            for caller in _callers(manager, point.name):
                for implementation in caller.get_hookimpls():
                    if implementation.plugin_name == point.name:
                        plugins.warn(point.name, of_function(caller.name, implementation.argnames, deprecated))
    return plugins


def _callers(manager: pluggy.PluginManager, name: str) -> list[Any]:
    return manager.get_hookcallers(manager.get_plugin(name)) or []


def _origin(point: EntryPoint) -> tuple[str, str]:
    if point.dist is None:
        return "", ""
    return str(point.dist.metadata["Name"]), point.dist.version


def _register(manager: pluggy.PluginManager, name: str, plugin: object) -> str:
    """Register a loaded plugin; what is wrong with it, if it was not."""
    try:
        wanted = getattr(plugin, "GIPCORE_HOOKS", hookspecs.HOOKS_VERSION)
        if not isinstance(wanted, int) or wanted > hookspecs.HOOKS_VERSION:
            raise PluginError(f"需要第 {wanted!r} 版钩子，现有第 {hookspecs.HOOKS_VERSION} 版；请升级 gipcore")
        manager.register(plugin, name)
        # pluggy passes over a misspelt hook in silence; check_pending is the only way to hear of it.
        manager.check_pending()
    except Exception as error:
        if manager.has_plugin(name):
            manager.unregister(name=name)
        return f"{type(error).__name__}: {error}"
    return ""
