"""The plugin manager: built by a function, never a global; each plugin is loaded alone, in name order.

A plugin that cannot be loaded, or that implements a hook that does not exist, is named in ``failures`` and left out;
the others go on. What plugins bring is collected once, sorted by name, and a name claimed twice is a failure too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.metadata import EntryPoint, entry_points
from typing import Any, TypeVar

import pluggy
from attrs import define, field

from gipcore import hookspecs
from gipcore.outcomes import PluginFailure

GROUP = "gipcore"
T = TypeVar("T")


@define
class Plugins:
    """The loaded plugins and what went wrong with the others."""

    manager: pluggy.PluginManager
    failures: list[PluginFailure] = field(factory=list)
    _collected: dict[str, list[Any]] = field(factory=dict)

    def collect(self, hook: str, key: Callable[[T], str]) -> list[T]:
        """All that the plugins return from *hook*, sorted by *key*; called once, then remembered.

        A plugin that raises or returns no iterable is a failure, the others' results stand; of two results with one
        key the one of the first plugin by name stays.
        """
        if hook not in self._collected:
            found: dict[str, T] = {}
            callers = getattr(self.manager.hook, hook).get_hookimpls()
            for implementation in sorted(callers, key=lambda i: i.plugin_name):
                name = implementation.plugin_name
                try:
                    items: Iterable[T] = list(implementation.function())
                    keyed = [(key(item), item) for item in items]
                except Exception as error:
                    self.failures.append(PluginFailure(name, f"{hook}: {type(error).__name__}: {error}"))
                    continue
                for label, item in keyed:
                    if label in found:
                        self.failures.append(PluginFailure(name, f"{hook}: {label!r} 已由另一插件提供"))
                    else:
                        found[label] = item
            self._collected[hook] = [found[label] for label in sorted(found)]
        return self._collected[hook]


def load_plugins(points: Iterable[EntryPoint] | None = None) -> Plugins:
    """Load the plugins that the installed packages announce (or *points*), one by one in name order."""
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(hookspecs)
    plugins = Plugins(manager)
    for point in sorted(entry_points(group=GROUP) if points is None else points, key=lambda p: (p.name, p.value)):
        try:
            _register(manager, point)
        except Exception as error:
            plugins.failures.append(PluginFailure(point.name, f"{type(error).__name__}: {error}"))
    return plugins


def _register(manager: pluggy.PluginManager, point: EntryPoint) -> None:
    plugin = point.load()
    manager.register(plugin, point.name)
    try:
        # pluggy passes over a misspelt hook in silence; check_pending is the only way to hear of it.
        manager.check_pending()
    except Exception:
        manager.unregister(name=point.name)
        raise
