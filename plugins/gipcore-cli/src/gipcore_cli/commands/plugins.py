"""``gip plugins list``: what is loaded, where from, what it brings, how long it took, what failed and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from gipcore_cli.base import Group, command
from gipcore_cli.options import format_of
from gipcore_cli.page import Page
from gipcore_cli.session import Session, session_of

if TYPE_CHECKING:
    from gipcore.engine import Engine
    from gipcore.plugins import Loaded

plugins = Group("plugins", help="查看已安装的插件。", help_en="The installed plugins.")


@command(
    "list",
    help="列出插件：名称、版本、来源、钩子、加载用时，出错的插件及其原因；以及它们提供的格式、检查和命令。\n\n"
    "退出状态：0 全部正常；2 有插件出错。",
    help_en="List the plugins: name, version, origin, hooks, load time, what failed and why; and what they bring.\n\n"
    "Exit status: 0 all is well; 2 a plugin failed.",
)
@format_of("text", "json")
@click.pass_context
def list_plugins(context: click.Context, format_: str) -> int:
    """Print the plugins; returns the exit status: 2 if one failed."""
    session = session_of(context)
    engine = session.engine()
    # All of them are asked first: a plugin may fail only when it is asked.
    brought = _brought(engine, context)
    if format_ == "json":
        _print_json(engine, brought)
    else:
        session.show(_page(engine, brought, session))
    return 2 if engine.plugins.failures else 0


def _brought(engine: Engine, context: click.Context) -> dict[str, list[Any]]:
    """What the plugins bring, by kind."""
    root = context.find_root()
    commands = root.command.list_commands(root) if isinstance(root.command, click.Group) else []
    _ = engine.divisions  # holds the listed bodies against the division codes
    return {
        "readers": list(engine.readers.values()),
        "writers": list(engine.writers.values()),
        "outcome_writers": list(engine.outcome_writers.values()),
        "annotators": list(engine.annotators.values()),
        "rulesets": sorted(layer.id for layer in engine.catalogue.rulesets),
        "bodies": engine.bodies,
        "checks": sorted(engine.checks),
        "commands": commands,
        "provers": sorted(engine.provers),
    }


def _plugins(engine: Engine) -> list[Loaded]:
    """Those that entry points announce, and those that a program registered itself."""
    from gipcore.plugins import Loaded

    known = {plugin.name for plugin in engine.plugins.loaded}
    others = [
        Loaded(name, getattr(plugin, "__name__", type(plugin).__name__))
        for name, plugin in engine.plugins.manager.list_name_plugin()
        if name not in known
    ]
    return sorted([*engine.plugins.loaded, *others], key=lambda plugin: plugin.name)


def _print_json(engine: Engine, brought: dict[str, list[Any]]) -> None:
    from importlib.metadata import version

    from gipcore.codec import to_json
    from gipcore.hookspecs import HOOKS_VERSION

    found = engine.plugins
    data = {
        "gipcore": version("gipcore"),
        "hooks_version": HOOKS_VERSION,
        "plugins": [
            {
                "name": plugin.name,
                "module": plugin.module,
                "distribution": plugin.distribution,
                "version": plugin.version,
                "hooks": list(plugin.hooks),
                "milliseconds": round(plugin.seconds * 1000),
                "loaded": not plugin.failure,
                "failures": [failure.reason for failure in found.failures if failure.plugin == plugin.name],
                "warnings": [warning.text for warning in found.warnings if warning.plugin == plugin.name],
            }
            for plugin in _plugins(engine)
        ],
        **{kind: [getattr(item, "name", item) for item in items] for kind, items in brought.items()},
    }
    click.echo(to_json(data).encode())


def _page(engine: Engine, brought: dict[str, list[Any]], session: Session) -> Page:
    page = session.page()
    say = session.say
    page.add((say("插件", "Plugins"), "bold"))
    for plugin in _plugins(engine):
        _plugin(page, plugin, engine, session)
    page.blank()
    for kind, title in (
        ("readers", say("可读格式", "Reads")),
        ("writers", say("可写格式", "Writes")),
        ("outcome_writers", say("结果格式（gip check --format）", "Formats of results (gip check --format)")),
        ("annotators", say("可批注的格式（gip annotate）", "Annotates (gip annotate)")),
    ):
        page.add((title, "bold"))
        _formats(page, brought[kind], session)
        page.blank()
    counts = {kind: len(brought[kind]) for kind in ("checks", "rulesets", "bodies", "provers")}
    page.add(
        say(
            "编码检查 {checks} 项，规则层 {rulesets} 个，名录中的机关 {bodies} 个，证明程序 {provers} 个。",
            "{checks} coded checks, {rulesets} layers of rules, {bodies} listed bodies, {provers} provers.",
        ).format(**counts)
    )
    commands = brought["commands"]
    page.add(say(f"命令：{'、'.join(commands)}。", f"Commands: {', '.join(commands)}."))
    return page


def _plugin(page: Page, plugin: Loaded, engine: Engine, session: Session) -> None:
    failures = [failure.reason for failure in engine.plugins.failures if failure.plugin == plugin.name]
    warnings = [warning.text for warning in engine.plugins.warnings if warning.plugin == plugin.name]
    origin = f"{plugin.distribution} {plugin.version}".strip() or session.say("来源不明", "origin unknown")
    milliseconds = plugin.seconds * 1000
    mark = ("✗ ", "bold red") if failures else ("! ", "yellow") if warnings else "  "
    time = session.say(f"{milliseconds:.0f} 毫秒", f"{milliseconds:.0f} ms")
    page.add(mark, (plugin.name, "bold"), f"  {origin}", (f"  {plugin.module}  {time}", "dim"), hang=4)
    if plugin.hooks:
        page.add((session.say("、", ", ").join(plugin.hooks), "dim"), indent=4, hang=2)
    for reason in failures:
        page.add((reason, "red"), indent=4, hang=2)
    for text in warnings:
        page.add((text, "yellow"), indent=4, hang=2)


def _formats(page: Page, items: Iterable[Any], session: Session) -> None:
    for item in items:
        page.add(f"{item.name}  {' '.join(item.extensions)}", (f"  {item.title}", "dim"), indent=2)
    if not items:
        page.add((session.say("没有", "none"), "dim"), indent=2)


plugins.add_command(list_plugins)
