"""Which layer lies on which: from what they say, never from the order in which they were found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gipcore.codec import did_you_mean
from gipcore.layers import Ruleset


def below(rulesets: Iterable[Ruleset]) -> dict[str, frozenset[str]]:
    """For each layer all the layers under it, through what it extends and overrides. Circles are left out."""
    direct: dict[str, set[str]] = {}
    for ruleset in rulesets:
        under = {ruleset.extends, *ruleset.overrides} - {"", ruleset.layer_id}
        direct.setdefault(ruleset.layer_id, set()).update(under)
    found: dict[str, frozenset[str]] = {}
    for layer in direct:
        seen, ends = set[str](), [layer]
        while ends:
            new = direct.get(ends.pop(), set()) - seen
            seen |= new
            ends += new
        found[layer] = frozenset(seen - {layer})
    return found


def ordered(rulesets: Iterable[Ruleset]) -> tuple[Ruleset, ...]:
    """From the base up: each layer after all those under it, then by length of region, layer and file."""
    rulesets = list(rulesets)
    under = below(rulesets)
    return tuple(sorted(rulesets, key=lambda r: (len(under[r.layer_id]), len(r.region), r.layer_id, r.id)))


def order_problems(rulesets: Mapping[str, Ruleset]) -> list[str]:
    """Layers that are not there, circles, bases whose region is not around, parts of a layer that disagree."""
    problems: list[str] = []
    layers: dict[str, Ruleset] = {}
    for ruleset in sorted(rulesets.values(), key=lambda r: r.id):
        first = layers.setdefault(ruleset.layer_id, ruleset)
        if any(getattr(first, key) != getattr(ruleset, key) for key in ("region", "system", "bodies", "extends")):
            why = f"与 {first.id} 同属 {ruleset.layer_id}，region、system、bodies、extends 应相同"
            problems.append(f"rules/{ruleset.id}.toml: {why}")
    under = below(rulesets.values())
    for ruleset in rulesets.values():
        path = f"rules/{ruleset.id}.toml: "
        for key, name in (("extends", ruleset.extends), *(("overrides", name) for name in ruleset.overrides)):
            if name and name not in layers:
                known = "、".join(sorted(layers))
                problems.append(f"{path}没有层 {name!r}{did_you_mean(name, layers)}；可用：{known} @ $.{key}")
            elif name and (name == ruleset.layer_id or ruleset.layer_id in under[name]):
                problems.append(f"{path}{ruleset.layer_id} 和 {name} 互相以对方为基础 @ $.{key}")
        base = layers.get(ruleset.extends)
        if base is not None and not (ruleset.region.startswith(base.region) and base.system in ("", ruleset.system)):
            where = base.region or base.system
            why = f"{ruleset.layer_id} 不在 {base.layer_id}（{where}）的范围内，不能以它为基础"
            problems.append(f"{path}{why} @ $.extends")
    return problems
