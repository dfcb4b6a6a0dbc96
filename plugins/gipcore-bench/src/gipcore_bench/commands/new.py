"""``gip rules new``: the file that a rule author starts from."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click

from gipcore.engine import Engine, write_atomically
from gipcore.errors import GipError, WriteError
from gipcore_bench.regions import candidates, name_of, short
from gipcore_bench.template import Start, layer_text
from gipcore_cli.base import command, option
from gipcore_cli.session import Session


@command(
    "new",
    help="写一个新的层的规则文件，作为起点。\n\n"
    "文件可用，每种规则都有样例和说明。不覆盖任何文件。\n\n"
    "例：gip rules new --region 65\n\n退出状态：0 已写出；2 没有写出。",
    help_en="Write a new layer: a valid file of rules, with a sample and an explanation of everything it can say. "
    "Nothing is overwritten.\n\nExample: gip rules new --region 65\n\nExit status: 0 written; 2 not written.",
)
@option(
    "--region",
    metavar="CODE",
    help="行政区划代码的开头（GB/T 2260）：65 全区，6542 一个地区，654202 一个县。",
    help_en="The beginning of a division code (GB/T 2260): 65, 6542 or 654202.",
)
@option(
    "--system",
    metavar="NAME",
    help="垂直领导的系统，如 tax；用来代替 --region，要与 --body 同用。",
    help_en="A system under vertical leadership, such as tax; in place of --region, with --body.",
)
@option(
    "--body",
    "bodies",
    multiple=True,
    metavar="ENDING",
    help="该系统机关名称的结尾，如 税务局，可多次给出。",
    help_en="How the names of its bodies end; may be given several times.",
)
@option(
    "--id",
    "id_",
    metavar="ID",
    help="层的编号；默认为区划代码或系统名。",
    help_en="Id of the layer; by default the code or system.",
)
@option(
    "--out",
    type=Path,
    metavar="DIR",
    help="写到哪个文件夹（文件在其中的 rules 里）；默认为 rules-编号。",
    help_en="The folder to write to (the file goes into rules in it); by default rules-ID.",
)
@click.pass_obj
def new(
    session: Session, region: str | None, system: str | None, bodies: tuple[str, ...], id_: str | None, out: Path | None
) -> int:
    """Write the file; returns the exit status."""
    if bool(region) == bool(system):
        raise click.UsageError(session.say("--region 和 --system 要恰好给出一个", "give one of --region and --system"))
    if bool(system) != bool(bodies):
        raise click.UsageError(session.say("--system 要与 --body 同用", "--system goes with --body"))
    engine = session.engine()
    start = (
        _of_region(session, engine, region, id_) if region else _of_system(session, engine, system or "", bodies, id_)
    )
    folder = out or Path(f"rules-{start.id}")
    target = folder / "rules" / f"{start.id}.toml"
    if target.exists():
        raise WriteError(
            session.say(
                f"{target} 已经存在，没有覆盖。请用 --out 换一个文件夹，或先移走它。",
                f"{target} exists and was not overwritten; give another folder by --out.",
            )
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(
            session.say(f"不能建立 {target.parent}（{error.strerror}）。", f"cannot make {target.parent}")
        ) from None
    write_atomically(target, layer_text(start, str(folder), date.today()).encode())
    page = session.page()
    page.add(
        session.say(
            f"已写出 {target}：{start.title}，在层 {start.extends} 之上。",
            f"Wrote {target}, on top of {start.extends}.",
        )
    )
    page.add(session.say(f"改好后运行：gip rules check {folder}", f"Then run: gip rules check {folder}"), indent=2)
    session.show(page)
    return 0


def _of_region(session: Session, engine: Engine, region: str, id_: str | None) -> Start:
    name = name_of(region, engine.divisions)
    if not name:
        meant = "、".join(candidates(region, engine.divisions))
        hint = session.say(f"是否指 {meant}？", f"Perhaps {meant}.") if meant else ""
        raise GipError(session.say(f"没有区划代码 {region}。{hint}", f"there is no division code {region}. {hint}"))
    code = short(region)
    layers = {
        r.layer_id: r
        for r in engine.catalogue.rulesets
        if r.about_reports and not r.system and code.startswith(r.region)
    }
    base = max(layers.values(), key=lambda r: (len(r.region), r.layer_id == r.region))
    return Start(_free(session, engine, id_ or code, base.layer_id), name, base.layer_id, region=code)


def _of_system(session: Session, engine: Engine, system: str, bodies: tuple[str, ...], id_: str | None) -> Start:
    layers = [r.layer_id for r in engine.catalogue.rulesets if r.system == system]
    base = layers[0] if layers else next(r.layer_id for r in engine.catalogue.rulesets if not r.region and not r.system)
    for word in (system, *bodies):
        if re.search(r'["\\\n\r]', word):
            raise GipError(session.say(f"{word!r} 不是名称。", f"{word!r} is no name."))
    return Start(_free(session, engine, id_ or system, base), "、".join(bodies), base, system=system, bodies=bodies)


def _free(session: Session, engine: Engine, id_: str, base: str) -> str:
    """The id, if it is one and nobody has it."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", id_):
        raise GipError(
            session.say(
                f"编号 {id_!r} 应由小写字母、数字和连字符组成，请用 --id 给出。",
                f"{id_!r} is no id: lower-case letters, digits, hyphens; give one by --id.",
            )
        )
    if any(id_ in (ruleset.id, ruleset.layer_id) for ruleset in engine.catalogue.rulesets):
        raise GipError(
            session.say(
                f"层 {id_} 已经有了（gip rules show {id_}）。要在它之上另写一层，请给出 --id {id_}-local。",
                f"there is a layer {id_} (gip rules show {id_}). For a layer on top of it, give --id {id_}-local.",
            )
        )
    return id_
