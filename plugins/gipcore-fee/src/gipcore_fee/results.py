"""Charges as plain data, for JSON: sums are text, so that no reader makes a float of them."""

from __future__ import annotations

from typing import Any

from gipcore.schedules import Schedule, ScheduleInForce, Step
from gipcore_fee.charges import Charge, Chosen, CostCharge


def step_data(step: Step, schedule: Schedule) -> dict[str, Any]:
    """A step: the units it covers, how many are charged, price, amount, article."""
    return {
        "from": step.first,
        "to": step.last,
        "count": step.count,
        "price": schedule.money(step.price),
        "amount": schedule.money(step.amount),
        "source": step.source,
    }


def chosen_data(chosen: tuple[Chosen, ...]) -> list[dict[str, Any]]:
    """The open questions with the answers used."""
    return [
        {
            "choice": c.choice.id,
            "question": c.choice.question,
            "answer": c.answer,
            "title": c.title,
            "default": c.is_default,
        }
        for c in chosen
    ]


def schedule_data(in_force: ScheduleInForce) -> dict[str, Any]:
    """Which schedule, and the layers that it was taken from."""
    schedule = in_force.schedule
    return {
        "schedule": schedule.id,
        "title": schedule.title,
        "source": schedule.source,
        "in_force": {"from": _day(schedule.days.first), "to": _day(schedule.days.last)},
        "layers": list(in_force.layers),
        "region": in_force.region or None,
    }


def _day(day: object) -> str | None:
    return None if day is None else str(day)


def charge_data(charge: Charge) -> dict[str, Any]:
    """A calculation with its steps."""
    schedule = charge.in_force.schedule
    return {
        "total": schedule.money(charge.total),
        "unit": "元",
        "on": str(charge.on),
        "standard": charge.standard.id,
        "count": charge.count,
        "count_unit": charge.standard.unit,
        "steps": [step_data(step, schedule) for step in charge.steps],
        **schedule_data(charge.in_force),
        "choices": chosen_data(charge.chosen),
        "remarks": list(charge.remarks),
    }


def cost_data(charge: CostCharge) -> dict[str, Any]:
    """Cost fees with their steps."""
    schedule = charge.in_force.schedule
    return {
        "total": schedule.money(charge.total),
        "unit": "元",
        "on": str(charge.on),
        "steps": [
            {
                "price_id": step.price.id,
                "item": step.price.item,
                "what": step.price.what,
                "count": str(step.quantity),
                "unit": step.price.unit,
                "price": None if step.price.amount is None else schedule.money(step.price.amount),
                "amount": schedule.money(step.amount),
                "source": step.source,
            }
            for step in charge.steps
        ],
        **schedule_data(charge.in_force),
        "remarks": list(charge.remarks),
    }
