"""Reads of a plan: its tasks by field and what they should win back."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from parindex.lib.numbers import format_decimal
from plans.models import Plan, Task, TaskState


@dataclass(frozen=True)
class PlanTotals:
    """Points, as text: lost in all, taken into the plan, already repaired; and counts of tasks."""

    at_stake: str
    planned: str
    done: str
    tasks: int
    open: int


def plan_tasks(plan: Plan) -> list[Task]:
    return list(
        plan.tasks.select_related("entry__criterion__parent", "entry__sheet__criterion").order_by(
            "entry__criterion__sort_key"
        )
    )


def plan_totals(plan: Plan) -> PlanTotals:
    sums = dict(plan.tasks.order_by().values_list("state").annotate(total=Sum("points")))
    counts = plan.tasks.count()
    taken = _sum(sums, TaskState.ACCEPTED, TaskState.DONE)
    return PlanTotals(
        at_stake=format_decimal(_sum(sums, *TaskState), strip=True),
        planned=format_decimal(taken, strip=True),
        done=format_decimal(_sum(sums, TaskState.DONE), strip=True),
        tasks=counts,
        open=plan.tasks.filter(state=TaskState.PROPOSED).count(),
    )


def _sum(sums: dict[str, Decimal], *states: TaskState) -> Decimal:
    return sum((sums.get(state, Decimal(0)) for state in states), start=Decimal(0))
