"""``gip plugins list``: what is loaded, what it brings, what failed and why."""

from __future__ import annotations

from collections.abc import Iterable

import click

from gipcore.hookspecs import Reader, Writer
from gipcore_cli.base import Group, command
from gipcore_cli.session import session_of

plugins = Group("plugins", help="查看已安装的插件。", help_en="The installed plugins.")


@command("list", help="列出插件及其提供的格式和检查。", help_en="List the plugins, the formats and checks they bring.")
@click.pass_context
def list_plugins(context: click.Context) -> int:
    """Print the plugins; returns the exit status: 2 if one failed."""
    session = session_of(context)
    engine = session.engine()
    page = session.page()
    page.add((session.say("插件", "Plugins"), "bold"))
    for name, plugin in sorted(engine.plugins.manager.list_name_plugin()):
        module = getattr(plugin, "__name__", type(plugin).__name__)
        page.add(name, (f"  {module}", "dim"), indent=2)
    page.blank()
    formats: list[tuple[str, Iterable[Reader | Writer]]] = [
        (session.say("可读格式", "Reads"), engine.readers.values()),
        (session.say("可写格式", "Writes"), engine.writers.values()),
    ]
    for title, items in formats:
        page.add((title, "bold"))
        for item in items:
            page.add(f"{item.name}  {' '.join(item.extensions)}", (f"  {item.title}", "dim"), indent=2)
        page.blank()
    count = len(engine.checks)
    page.add(session.say(f"编码检查 {count} 项。", f"{count} coded checks."))
    root = context.find_root()
    commands = root.command.list_commands(root) if isinstance(root.command, click.Group) else []
    page.add(session.say(f"命令：{'、'.join(commands)}。", f"Commands: {', '.join(commands)}."))
    # Asked for last: a plugin may fail while its formats, checks and commands are collected above.
    failures = engine.plugins.failures
    for failure in failures:
        page.add((f"✗ {failure.plugin}", "bold red"), f"  {failure.reason}", hang=2)
    session.show(page)
    return 2 if failures else 0


plugins.add_command(list_plugins)
