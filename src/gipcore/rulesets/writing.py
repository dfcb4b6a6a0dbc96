"""A ruleset as the text of its file: what was read from it says the same when it is written and read again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
import tomli_w

from gipcore.layers import Ruleset


def write_layer(ruleset: Ruleset) -> str:
    """The TOML text of *ruleset*; what has its default is left out, comments are not kept."""
    return tomli_w.dumps(plain(ruleset), multiline_strings=False)


def plain(value: Any) -> Any:
    """A value of the model as tables and lists, without what has its default."""
    if attrs.has(type(value)):
        return {
            attribute.name: plain(item)
            for attribute in attrs.fields(type(value))
            if (item := getattr(value, attribute.name)) != _default(attribute)
        }
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def _default(attribute: attrs.Attribute[Any]) -> Any:
    default = attribute.default
    return default.factory() if isinstance(default, attrs.Factory) else default  # type: ignore[arg-type, union-attr]
