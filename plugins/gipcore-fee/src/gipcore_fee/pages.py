"""Charges in words for the terminal, in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from gipcore.schedules import Schedule, ScheduleInForce, Step
from gipcore_cli.page import Page
from gipcore_cli.session import Session
from gipcore_fee.charges import Charge, Chosen, CostCharge

MAX_STEPS = 60
"""Steps that are shown to a person; JSON has all of them."""


def charge_page(page: Page, charge: Charge, session: Session) -> None:
    """The total, every step with its article, the schedule, and the answers to open questions."""
    schedule, standard = charge.in_force.schedule, charge.standard
    total = schedule.money(charge.total)
    head = session.say(
        f"{standard.title} {charge.count} {standard.unit}：", f"{charge.count} {standard.id} ({standard.title}): "
    )
    page.add(head, (f"{total} 元", "bold"), session.say("", " (yuan)"))
    step_lines(page, charge.steps, schedule, standard.unit)
    page.blank()
    schedule_lines(page, charge.in_force, session)
    chosen_lines(page, charge.chosen, session)
    remark_lines(page, charge.remarks, session)


def cost_page(page: Page, charge: CostCharge, session: Session) -> None:
    """The total and every line of the price list that it is made of."""
    schedule = charge.in_force.schedule
    page.add(session.say("合计：", "Total: "), (f"{schedule.money(charge.total)} 元", "bold"))
    for step in charge.steps:
        price = step.price
        what = f"{price.item}{price.what and f'（{price.what}）'}"
        sum_ = (
            f"{schedule.money(step.amount)}"
            if price.amount is None
            else f"{step.quantity} {price.unit} × {schedule.money(price.amount)} = {schedule.money(step.amount)}"
        )
        page.add(f"{what}  {sum_}  ", (step.source, "dim"), indent=2, hang=4)
    page.blank()
    schedule_lines(page, charge.in_force, session)
    remark_lines(page, charge.remarks, session)


def step_lines(page: Page, steps: Iterable[Step], schedule: Schedule, unit: str) -> None:
    """A line for each step."""
    steps = list(steps)
    left = len(steps) - MAX_STEPS
    for step in steps[: MAX_STEPS if left > 0 else None]:
        span = f"{step.first}—{step.last}" if step.last > step.first else f"{step.first}"
        sum_ = f"{step.count} × {schedule.money(step.price)} = {schedule.money(step.amount)}"
        page.add(f"第 {span} {unit}  {sum_}  ", (step.source, "dim"), indent=2, hang=4)
    if left > 0:
        amount = schedule.money(sum((step.amount for step in steps[MAX_STEPS:]), start=steps[0].amount * 0))
        page.add(f"……  {left} 步，共 {amount}（--format json 列出全部）", indent=2, hang=4)


def schedule_lines(page: Page, in_force: ScheduleInForce, session: Session) -> None:
    """Which schedule, since when, by which law."""
    schedule = in_force.schedule
    span = f"{schedule.days.first} {session.say('至', 'to')} {schedule.days.last or session.say('今', 'today')}"
    layers = f"  [{' + '.join(in_force.layers)}]"
    page.add(f"{schedule.id}  {schedule.title}（{span}）", (layers, "dim"), hang=2)
    page.add(schedule.source, indent=2, hang=2)


def chosen_lines(page: Page, chosen: Iterable[Chosen], session: Session) -> None:
    """The open questions, each with the answer that was used."""
    for item in chosen:
        mark = session.say("默认", "default") if item.is_default else session.say("选定", "chosen")
        words = f"{item.choice.question}：{item.title}（{mark}；{item.choice.source}）"
        page.add(words, (f"  {item.choice.id}={item.answer}", "dim"), indent=2, hang=4)


def remark_lines(page: Page, remarks: Iterable[str], session: Session) -> None:
    """What a person should know."""
    for remark in remarks:
        page.add(("! ", "yellow"), remark, indent=2, hang=4)
