"""Names of new plugins: one word gives the package, its module, its entry point and its format."""

from __future__ import annotations

import re
from collections.abc import Collection

from attrs import frozen

from gipcore.errors import PluginError

PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST = 40
PREFIX = "gipcore-"


@frozen
class Names:
    """What a new plugin is called."""

    name: str

    @property
    def package(self) -> str:
        """Of the package, as pip knows it."""
        return PREFIX + self.name

    @property
    def module(self) -> str:
        """Of the module, as Python imports it."""
        return self.package.replace("-", "_")


def names(wanted: str, taken: Collection[str]) -> Names:
    """The names for *wanted*. Raises PluginError, with a name that would do, for one that will not.

    >>> names("gipcore-yaml", ()).module
    'gipcore_yaml'
    """
    name = wanted.removeprefix(PREFIX)
    if not PATTERN.fullmatch(name) or len(name) > LONGEST:
        suggestion = _suggestion(name)
        hint = f"，可用 {suggestion}" if suggestion else "，如 yaml、our-county"
        raise PluginError(f"{wanted!r} 不能作插件的名称：应由小写字母、数字和连字符组成，不超过 {LONGEST} 字{hint}。")
    if name in taken:
        raise PluginError(f"已有插件或格式 {name!r}，请换一个名称，如 {name}-2。")
    return Names(name)


def _suggestion(name: str) -> str:
    # Words run together by capitals are taken apart: MyFormat is my-format.
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name)
    words = re.sub(r"[^a-z0-9]+", "-", apart.lower()).strip("-")
    return words.removeprefix(PREFIX)[:LONGEST].strip("-")
