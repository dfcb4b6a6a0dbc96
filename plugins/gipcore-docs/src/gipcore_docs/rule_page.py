"""One page a rule: what it checks, why, on which ground, since when and for whom, with its executed examples."""

from __future__ import annotations

from collections.abc import Iterator

from gipcore.forms import Form
from gipcore.rules import Rule
from gipcore_cli.rule_words import in_words
from gipcore_docs.examples import example_lines
from gipcore_docs.library import Change, Definition, Library
from gipcore_docs.markdown import block, bullets, code, link, page_name, table, text, toml
from gipcore_docs.words import layer_scope, scope, severity


def rule_page(library: Library, id_: str) -> str:
    """The page of the rule *id_*, with all its definitions."""
    definitions = library.rules[id_]
    lines = [f"# {text(definitions[0].rule.title)}", "", f"规则 {code(id_)}。{link('全部规则', 'README.md')}", ""]
    for definition in definitions:
        if len(definitions) > 1:
            forms = "、".join(form.id for form in library.forms(definition))
            lines += [f"## {text(definition.rule.title)}（{text(forms)}）", ""]
        lines += _definition(library, definition)
    changes = library.changes(id_)
    if changes:
        lines += ["## 各地的改动", "", *table(("层", "改动", "适用", "原因", "出处"), map(_change, changes))]
    return "\n".join(lines).rstrip("\n") + "\n"


def _definition(library: Library, definition: Definition) -> list[str]:
    rule, ruleset = definition.rule, definition.ruleset
    forms = library.forms(definition)
    layer = link(text(f"{ruleset.layer_id}（{ruleset.title}）"), f"../regions/{page_name(ruleset.layer_id)}")
    facts = [
        ("级别", severity(rule.severity) + ("，接受情况说明" if rule.explainable else "")),
        ("所在的层", layer),
        ("适用", "；".join([*layer_scope(ruleset), *filter(None, [scope(rule.scope)])])),
        ("表样", "、".join(link(text(form.id), f"../forms/{page_name(form.id)}") for form in forms)),
        ("自何时起", _since(definition)),
        ("取代", _replaced(rule)),
        ("没有出处的部分", text(rule.unsourced)),
    ]
    lines = [*table(("", ""), ((name, value) for name, value in facts if value))]
    lines += ["### 检查什么", "", *_checked(library, definition)]
    lines += ["### 依据", "", *bullets(text(basis) for basis in rule.basis)]
    lines += ["### 不符合时", "", *bullets(_told(rule))]
    if rule.check and rule.parameters:
        lines += ["### 参数", "", *toml(rule.parameters)]
    lines += ["### 例子", "", *example_lines(library, definition, _example_form(library, definition)), ""]
    return lines


def _since(definition: Definition) -> str:
    """The first report year of both rule and ruleset."""
    firsts = [span.first for span in (definition.rule.scope.years, definition.ruleset.years) if span.first is not None]
    return f"{max(firsts)} 年度" if firsts else ""


def _replaced(rule: Rule) -> str:
    if not rule.replaces:
        return ""
    return f"{link(code(rule.replaces), page_name(rule.replaces))}：{text(rule.reason)}"


def _checked(library: Library, definition: Definition) -> list[str]:
    rule = definition.rule
    if rule.check:
        return [f"由编码检查 {code(rule.check)} 检查，见下面的参数和例子。", ""]
    bound = library.instances(definition)
    if bound is None:
        return ["没有一个表样有它所需的单元格。", "", *block(rule.expression, "text")]
    form, instances = bound
    words = text(in_words(instances[0].condition, form, "zh"))
    more = f"（共 {len(instances)} 组，这是第一组）" if len(instances) > 1 else ""
    cells = {ref.cell for instance in instances for ref in instance.cells}
    lines = [f"按表样 {text(form.id)} 的名称：{words}{more}。", "", f"涉及 {len(cells)} 个单元格。表达式：", ""]
    lines += block(rule.expression, "text")
    if rule.parameters:
        lines += ["其中的参数：", "", *toml(rule.parameters)]
    return lines


def _told(rule: Rule) -> Iterator[str]:
    yield f"说：{text(rule.message)}"
    if rule.advice:
        yield f"建议：{text(rule.advice)}"
    if rule.en:
        yield f"English: {text(rule.en.title)}. {text(rule.en.message)} {text(rule.en.advice)}".rstrip()


def _example_form(library: Library, definition: Definition) -> Form:
    """The form in whose words the examples are told: the newest one with a cell for each of them."""
    forms = library.forms(definition)
    rule = definition.rule
    cells = {id_ for example in (*rule.passes, *rule.fails, *rule.undecided) for id_ in example.cells}
    return next((form for form in forms if cells <= form.cells.keys()), forms[0])


def _change(change: Change) -> tuple[str, ...]:
    layer = link(
        text(f"{change.ruleset.layer_id} {change.ruleset.title}"), f"../regions/{page_name(change.ruleset.layer_id)}"
    )
    parts = [*layer_scope(change.ruleset), *filter(None, [scope(change.scope)])]
    return layer, text(change.what), text("；".join(parts)), text(change.reason), text(change.source)
