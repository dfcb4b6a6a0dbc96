"""The checks of the kit: their names, in the order in which they are made, and what each is called."""

from __future__ import annotations

from attrs import frozen

from gipcore_kit.answers import Note


@frozen
class Title:
    """A check's id, which never changes its meaning, and what it holds a plugin to."""

    id: str
    title: Note


CHECKS: tuple[Title, ...] = (
    Title("installs", Note("能装上", "installs")),
    Title("loads", Note("加载快，不带入其他库", "loads, and cheaply")),
    Title("hooks", Note("钩子写对了", "hooks are spelt and answered right")),
    Title("documented", Note("有说明", "is documented")),
    Title("deterministic", Note("结果每次都一样", "gives the same result every time")),
    Title("order", Note("与加载的先后无关", "does not depend on the order of plugins")),
    Title("round-trip", Note("写出的能读回", "reads what it wrote")),
    Title("hostile", Note("不怕损坏和恶意的文件", "bounds hostile files")),
    Title("escaped", Note("报告里的文字不会被执行", "lets nothing of a report be run")),
    Title("results", Note("检查结果写得全、批得上", "writes results whole, annotates without change")),
    Title("time", Note("不让人等", "keeps its time")),
    Title("messages", Note("说中文，说人话", "speaks Chinese, to people")),
    Title("unchanged", Note("不改动报告", "changes no report")),
    Title("rules", Note("规则和例子都对", "has rules that do what they say")),
    Title("checks", Note("编码检查可靠", "has checks that can be relied on")),
)
TITLES = {check.id: check.title for check in CHECKS}
