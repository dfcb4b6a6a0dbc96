"""Commands that plugins bring, beside and inside the command line's own: groups of one name become one.

A name claimed twice, of a command or of one inside a group, stays with the command line, else with the first plugin by
name; the other plugin's is a failure of that plugin.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import click
from attrs import frozen

from gipcore.plugins import Plugins
from gipcore_cli.base import Group
from gipcore_cli.session import Session

HOOK = "gipcore_commands"
Own: TypeAlias = Callable[[str], click.Command | None]


@frozen
class Added:
    """A command of a plugin; of a group, the names inside it that nobody claimed before."""

    plugin: str
    command: click.Command
    names: frozenset[str] = frozenset()


class Merged(Group):
    """The group *first* with what others add to it; they are asked only for a name that it does not have itself."""

    def __init__(self, first: click.Group, others: Callable[[], Sequence[Added]]) -> None:
        super().__init__(
            first.name, help=first.help, help_en=getattr(first, "help_en", ""), params=first.params, epilog=first.epilog
        )
        self.first = first
        self.others = others

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names."""
        return sorted({*self.first.list_commands(ctx), *(name for added in self.others() for name in added.names)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        found = self.first.get_command(ctx, cmd_name)
        if found is not None:
            return found
        groups = [added.command for added in self.others() if cmd_name in added.names]
        return groups[0].get_command(ctx, cmd_name) if groups and isinstance(groups[0], click.Group) else None


def merged(added: Sequence[Added]) -> click.Command:
    """What several plugins bring under one name, as one command."""
    first, *rest = added
    return Merged(first.command, lambda: rest) if rest and isinstance(first.command, click.Group) else first.command


def added_commands(session: Session, own: Own) -> dict[str, list[Added]]:
    """What the plugins bring, by name; says aloud what was claimed twice. *own* gives the command line's own."""
    plugins = session.engine().plugins
    found: dict[str, list[Added]] = {}
    commands: list[click.Command] = plugins.collect(HOOK, _label)
    for plugin, command in sorted(((plugins.owner(HOOK, _label(c)), c) for c in commands), key=lambda p: p[0]):
        name = str(command.name)
        mine, before = own(name), found.setdefault(name, [])
        others = [added.command for added in before] + ([mine] if mine else [])
        if others and not all(isinstance(one, click.Group) for one in (command, *others)):
            _claimed_twice(plugins, plugin, name)
            continue
        taken = {sub for added in before for sub in added.names} | set(_inside(mine))
        names = frozenset(_inside(command))
        for sub in sorted(names & taken):
            _claimed_twice(plugins, plugin, f"{name} {sub}")
        before.append(Added(plugin, command, names - taken))
    for failure in plugins.failures:
        if failure.reason.startswith(HOOK):
            session.complain_once(
                session.say(f"插件 {failure.plugin} 出错：", f"plugin {failure.plugin}: ") + failure.reason
            )
    return {name: added for name, added in found.items() if added}


def _claimed_twice(plugins: Plugins, plugin: str, name: str) -> None:
    plugins.note(plugin, f"{HOOK}: 命令 {name!r} 已由命令行或另一插件提供")


def _inside(command: click.Command | None) -> list[str]:
    return command.list_commands(click.Context(command)) if isinstance(command, click.Group) else []


def _label(command: click.Command) -> str:
    """One for each command, and for each set of commands in a group: two plugins may each bring a part of it."""
    return " ".join([str(command.name), *_inside(command)])
