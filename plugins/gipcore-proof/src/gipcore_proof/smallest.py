"""The smallest set of clauses that cannot be kept together, not only one of which none can be left out.

Whatever can be kept together leaves some clauses out, and every set that cannot be kept has one of those. So the
smallest set that has one of each such lot is a lower bound; once it cannot be kept itself, it is the answer.
"""

from __future__ import annotations

import time
from collections.abc import Collection

import z3

from gipcore_proof.space import Space


def smallest(space: Space, broken: Collection[int], among: Collection[int], seconds: float) -> tuple[int, ...] | None:
    """The smallest set of clauses out of *among* that cannot all be kept where *broken* are broken; None if they can.

    After *seconds* the smallest found, of which none can be left out, though there may be a smaller one.
    """
    found = space.forced(broken, among)
    if found is None:
        return None
    end = time.monotonic() + seconds
    bound = z3.Optimize()
    switches: dict[int, z3.BoolRef] = {}
    chosen: set[int] = set()
    while len(chosen) < len(found) and time.monotonic() < end:
        lot = space.spared(broken, among, chosen)
        if lot is None:
            return tuple(sorted(chosen))
        for number in lot:
            if number not in switches:
                switches[number] = z3.Bool(str(number))
                bound.add_soft(z3.Not(switches[number]))
        bound.add(z3.Or([switches[number] for number in lot]))
        bound.check()
        model = bound.model()
        chosen = {number for number, switch in switches.items() if z3.is_true(model[switch])}
    return found
