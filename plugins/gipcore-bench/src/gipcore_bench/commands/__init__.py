"""What the bench adds to ``gip rules``."""

from __future__ import annotations

from gipcore_cli.base import Group

__all__ = ["rules"]

rules = Group(
    "rules",
    lazy={
        "check": "gipcore_bench.commands.check:check",
        "diff": "gipcore_bench.commands.diff:diff",
        "new": "gipcore_bench.commands.new:new",
        "replay": "gipcore_bench.commands.replay:replay_rules",
        "test": "gipcore_bench.commands.test:test",
    },
)
