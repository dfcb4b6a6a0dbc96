"""Words that both formats use, in Chinese or English."""

from __future__ import annotations

from gipcore.outcomes import Finding, NotChecked, PluginFailure
from gipcore.rules import Rule, Severity

_SEVERITIES: dict[Severity, tuple[str, str]] = {
    "error": ("错误", "error"),
    "warning": ("警告", "warning"),
    "info": ("提示", "info"),
}


def say(lang: str, zh: str, en: str) -> str:
    """The words in the language asked for.

    >>> say("en", "规则", "rule")
    'rule'
    """
    return en if lang == "en" else zh


def severity_word(severity: Severity, lang: str) -> str:
    """The word for a severity."""
    return say(lang, *_SEVERITIES[severity])


def title(rule: Rule, lang: str) -> str:
    """The name of the defect."""
    return rule.en.title if lang == "en" and rule.en else rule.title


def advice(rule: Rule, lang: str) -> str:
    """What to do about it; empty where the rule says nothing."""
    return rule.en.advice if lang == "en" and rule.en and rule.en.advice else rule.advice


def told(finding: Finding, lang: str) -> str:
    """A finding in full: what is wrong, where, by what law, what to do, and how it was explained."""
    lines = [finding.message]
    if finding.where:
        lines.append(say(lang, "位置：", "Where: ") + finding.where)
    lines.append(say(lang, "依据：", "Basis: ") + finding.basis)
    lines += [say(lang, "建议：", "Advice: ") + suggestion.text for suggestion in finding.suggestions]
    if finding.explanation is not None:
        lines.append(say(lang, "情况说明：", "Explained: ") + finding.explanation.reason)
    return "\n".join(lines)


def failed(failure: PluginFailure, lang: str) -> str:
    """That a plugin failed, and why."""
    name, reason = failure.plugin, failure.reason
    return say(lang, f"插件 {name} 出错：{reason}", f"Plugin {name} failed: {reason}")


def unchecked(item: NotChecked, lang: str) -> str:
    """That a rule was not checked, and why."""
    return say(lang, "未检查：", "not checked: ") + item.reason
