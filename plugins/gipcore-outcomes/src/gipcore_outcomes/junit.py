"""JUnit XML, as build servers read it: a suite a file, a test case a rule.

A case without a child passed; nothing else does. A suite has failures or errors exactly where the command's exit status
is not 0: an error finding is a failure; what makes a check incomplete, a file that could not be read and a plugin that
failed are errors; any other rule that was not checked is skipped. The format knows no warnings: they are printed output
of a case that passed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree

from gipcore.outcomes import Checked, Finding, NotChecked, Outcome
from gipcore.rules import Rule
from gipcore_outcomes.wording import failed, say, severity_word, title, told, unchecked

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, not even escaped."""
Element = ElementTree.Element


def write(results: Sequence[Checked], lang: str) -> bytes:
    """The results as one ``testsuites``."""
    suites = [_suite(result, lang) for result in results]
    root = Element("testsuites", {"name": "gipcore", **_summed(suites)})
    root.extend(suites)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=True)
    return written + b"\n"


def _suite(result: Checked, lang: str) -> Element:
    cases = list(_cases(result, lang))
    for case in cases:
        case.set("file", _clean(result.source))
    suite = Element("testsuite", {"name": _clean(result.source), **_counts(cases)})
    if result.outcome is not None:
        properties = ElementTree.SubElement(suite, "properties")
        for name, value in _facts(result.outcome):
            ElementTree.SubElement(properties, "property", {"name": name, "value": _clean(value)})
    suite.extend(cases)
    if result.outcome is not None and result.outcome.void:
        lines = [say(lang, "不起作用的情况说明：", "Void explanations:")]
        lines += [f"{item.explanation.rule}: {item.why}" for item in result.outcome.void]
        _text(suite, "system-out", "\n".join(lines))
    return suite


def _facts(outcome: Outcome) -> Iterator[tuple[str, str]]:
    report = outcome.report
    facts = {
        "issuer": report.issuer.name,
        "region": report.issuer.region,
        "level": report.issuer.level,
        "year": report.year,
        "form": report.form,
        "rulesets": " ".join(outcome.rulesets),
        "sha256": report.source.sha256,
        "status": outcome.status,
    }
    return ((name, str(value)) for name, value in facts.items() if value)


def _cases(result: Checked, lang: str) -> Iterator[Element]:
    if result.outcome is None:
        case = _case("file", say(lang, "读取文件", "reading the file"))
        _child(case, "error", result.reason, say(lang, "无法读取", "unreadable"))
        yield case
        return
    outcome = result.outcome
    findings: dict[str, list[Finding]] = defaultdict(list)
    for finding in outcome.findings:
        findings[finding.rule].append(finding)
    left: dict[str, list[NotChecked]] = defaultdict(list)
    for item in (*outcome.not_checked, *outcome.notices):
        left[item.rule].append(item)
    passed = set(outcome.passed)
    rules: dict[str, Rule | None] = {rule.id: rule for rule in outcome.rules}
    for id_ in dict.fromkeys((*rules, *findings, *left)):
        rule = rules.get(id_)
        case = _case(id_, title(rule, lang) if rule else id_)
        _verdict(case, findings[id_], left[id_], id_ in passed, lang)
        yield case
    for failure in outcome.failures:
        case = _case("plugin", failure.plugin)
        _child(case, "error", failed(failure, lang), say(lang, "插件出错", "plugin failed"))
        yield case


def _verdict(case: Element, findings: list[Finding], left: list[NotChecked], passed: bool, lang: str) -> None:
    """What became of a rule, as children of its case; of one kind only, for readers keep one."""
    binding = [finding for finding in findings if finding.severity == "error" and not finding.excused]
    soft = [finding for finding in findings if finding not in binding]
    reasons = "\n".join(unchecked(item, lang) for item in left)
    if binding:
        body = "\n\n".join([*(told(finding, lang) for finding in binding), *([reasons] if reasons else [])])
        _child(case, "failure", binding[0].message, severity_word("error", lang), body)
    elif any(item.binding for item in left) or not (left or passed or soft):
        _child(
            case,
            "error",
            reasons or say(lang, "这条规则没有结果", "the rule has no result"),
            say(lang, "未检查", "not checked"),
        )
    elif left:
        _child(case, "skipped", reasons, say(lang, "未检查", "not checked"))
    if soft:
        printed = (f"[{severity_word(finding.severity, lang)}] {told(finding, lang)}" for finding in soft)
        _text(case, "system-out", "\n\n".join(printed))


def _case(classname: str, name: str) -> Element:
    return Element("testcase", {"classname": _clean(classname), "name": _clean(name)})


def _child(case: Element, tag: str, message: str, type_: str, body: str = "") -> None:
    child = ElementTree.SubElement(case, tag, {"message": _clean(message), "type": _clean(type_)})
    child.text = _clean(body) or None


def _text(parent: Element, tag: str, text: str) -> None:
    ElementTree.SubElement(parent, tag).text = _clean(text)


def _counts(cases: list[Element]) -> dict[str, str]:
    tags = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    counted = {name: sum(case.find(tag) is not None for case in cases) for name, tag in tags.items()}
    return {"tests": str(len(cases)), **{name: str(count) for name, count in counted.items()}}


def _summed(suites: list[Element]) -> dict[str, str]:
    return {n: str(sum(int(suite.get(n, "0")) for suite in suites)) for n in ("tests", "failures", "errors", "skipped")}


def _clean(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)
