"""Grouping: where a finding is shown, what is merged, which cell is suspected."""

from __future__ import annotations

from attrs import evolve

from gipcore.forms import Form
from gipcore.outcomes import Finding, NotChecked, Outcome, Suggestion
from gipcore_cli.view import STRUCTURE, TEXT, YEARS, make_view


def finding(rule: str, *cells: str, severity: str = "error", suggestions: tuple[Suggestion, ...] = ()) -> Finding:
    return Finding(rule, severity, "m", "b", cells, suggestions=suggestions)  # type: ignore[arg-type]


def test_every_finding_is_shown_once(outcome: Outcome, form: Form) -> None:
    view = make_view(outcome, form)
    shown = [f for suspect in view.suspects for f in suspect.findings]
    shown += [f for group in view.groups for item in group.items for f in item.findings]
    assert sorted(map(str, shown)) == sorted(map(str, outcome.findings))
    assert sum(view.counts.values()) == len(outcome.findings)


def test_places(clean: Outcome, form: Form) -> None:
    findings = (
        finding("title.form"),
        finding("structure.label", "review.total"),
        finding("narrative.new", "applications.new.total"),
        finding("applications.carry_over", "applications.carried_in.total"),
        finding("series.jump", "applications.new.total"),
        finding("disputes.total", "review.total"),
        finding("local.rule"),
    )
    view = make_view(evolve(clean, findings=findings), form)
    placed = {f.rule: group.place for group in view.groups for item in group.items for f in item.findings}
    assert placed == {
        "title.form": STRUCTURE,
        "structure.label": STRUCTURE,
        "narrative.new": TEXT,
        "applications.carry_over": YEARS,
        "series.jump": YEARS,
        "disputes.total": "disputes",
        "local.rule": STRUCTURE,
    }


def test_the_worst_place_comes_first(clean: Outcome, form: Form) -> None:
    findings = (
        finding("a.b", "review.total", severity="info"),
        finding("narrative.new"),
        finding("title.form", severity="warning"),
    )
    view = make_view(evolve(clean, findings=findings), form)
    assert [group.place for group in view.groups] == [TEXT, STRUCTURE, "disputes"]


def test_findings_of_one_rule_are_one_item_in_the_order_of_the_form(outcome: Outcome, form: Form) -> None:
    (item,) = next(group for group in make_view(outcome, form).groups if group.place == "applications").items
    assert [f.cells[0] for f in item.findings] == [
        "applications.partly_granted.total",
        "applications.other.fee_overdue.total",
    ]
    assert item.advice == ("各分项相加为 3，请先核对总计。", "各分项相加为 12，请先核对总计。")


def test_one_suggestion_alone_makes_no_suspect(clean: Outcome, form: Form) -> None:
    lonely = finding("a.b", "review.total", suggestions=(Suggestion("改", "review.total", 1),))
    assert not make_view(evolve(clean, findings=(lonely,)), form).suspects


def test_two_values_for_one_cell_are_two_opinions(clean: Outcome, form: Form) -> None:
    findings = [
        finding(r, "review.total", suggestions=(Suggestion("改", "review.total", n),))
        for n, r in enumerate(("a.b", "a.c"))
    ]
    assert not make_view(evolve(clean, findings=tuple(findings)), form).suspects


def test_two_cells_wrong_together_are_one_suspect(clean: Outcome, form: Form) -> None:
    both = (Suggestion("两格一起改", "review.upheld", 1), Suggestion("两格一起改", "review.total", 2))
    findings = tuple(finding(r, "review.total", suggestions=both) for r in ("a.b", "a.c"))
    (suspect,) = make_view(evolve(clean, findings=findings), form).suspects
    assert suspect.changes == (("review.upheld", 1), ("review.total", 2)) and suspect.findings == findings


def test_the_cell_that_explains_most_is_named_first(clean: Outcome, form: Form) -> None:
    few = (Suggestion("甲", "review.upheld", 1),)
    many = (Suggestion("乙", "review.total", 2),)
    findings = (
        finding("a.a", suggestions=few),
        finding("a.b", suggestions=few),
        finding("a.c", suggestions=many),
        finding("a.d", suggestions=many),
        finding("a.e", suggestions=many),
    )
    suspects = make_view(evolve(clean, findings=findings), form).suspects
    assert [suspect.changes[0][0] for suspect in suspects] == ["review.total", "review.upheld"]


def test_few_reasons_about_cells_stay_as_they_are(clean: Outcome, form: Form) -> None:
    items = (NotChecked("a.b", "甲", "error", ("review.total",)), NotChecked("a.c", "乙", "error", ("review.total",)))
    assert [g.reason for g in make_view(evolve(clean, not_checked=items), form).not_checked] == ["甲", "乙"]


def test_many_reasons_about_cells_are_one(outcome: Outcome, form: Form) -> None:
    groups = make_view(outcome, form).not_checked
    assert [(g.reason, len(g.rules), len(g.cells)) for g in groups] == [("", 3, 2), ("没有上年报告", 2, 0)]
