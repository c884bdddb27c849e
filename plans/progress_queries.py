"""Reads of progress over many units: who has reported, what is overdue, how far the tasks are.

A fixed number of statements, however many plans and units there are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from parindex.units.models import Unit, User
from plans.models import Doing, Plan, ProgressReport, ReportingRule, Task, TaskProgress
from plans.periods import Period
from plans.reporters import with_reporter
from plans.reporting import ReportState
from plans.schedule import Asked, ReportStanding, Schedule, asked_of, standing_of
from plans.workflow import IN_FORCE, RUNNING


@dataclass(frozen=True)
class Due:
    """One report that one unit owes, or has sent; ``report`` is None while none was begun."""

    plan: Plan
    unit: Unit
    asked: Asked
    report: ProgressReport | None
    standing: ReportStanding

    @property
    def is_sent(self) -> bool:
        return self.standing in (ReportStanding.ON_TIME, ReportStanding.LATE)


def followed_plans(user: User) -> "QuerySet[Plan, Plan]":
    """Issued plans that the person may see."""
    return Plan.objects.visible_to(user).filter(state__in=[state.value for state in IN_FORCE])


def running(plans: "QuerySet[Plan, Plan]") -> "QuerySet[Plan, Plan]":
    return plans.filter(state__in=[state.value for state in RUNNING])


def schedules_of(plans: Iterable[Plan]) -> dict[tuple[int, int | None], Schedule]:
    """By plan and unit; (plan, None) is the plan's own."""
    rules = ReportingRule.objects.filter(plan__in=list(plans))
    return {(rule.plan_id, rule.unit_id): rule.schedule for rule in rules}


def dues_of(
    plans: Sequence[Plan], today: date, units: "Collection[int] | None" = None
) -> list[Due]:
    """Every report asked for on these plans, by plan, unit and day; ``units`` narrows to some."""
    schedules = schedules_of(plans)
    reporters = _reporters(plans, units)
    sent = _reports(plans)
    dues = []
    for plan in plans:
        if plan.signed_on is None:
            continue
        for unit in reporters[plan.pk]:
            schedule = schedules.get((plan.pk, unit.pk)) or schedules.get((plan.pk, None))
            asked_all = asked_of(
                schedule or Schedule(), begun_on=plan.signed_on, last_year=plan.last_year
            )
            for asked in asked_all:
                report = sent.get((plan.pk, unit.pk, asked.period))
                dues.append(_due(plan, unit, asked, report, today))
    return dues


def _due(plan: Plan, unit: Unit, asked: Asked, report: ProgressReport | None, today: date) -> Due:
    """What a report was due on when it was begun holds, whatever the schedule says since."""
    held = Asked(asked.period, report.due_on) if report else asked
    is_sent = report is not None and report.state == ReportState.SENT
    sent_on = report.first_sent_on if report and is_sent else None
    return Due(plan, unit, held, report, standing_of(held, sent_on, today))


def _reporters(plans: Sequence[Plan], units: "Collection[int] | None") -> dict[int, list[Unit]]:
    rows = with_reporter(Task.objects.taken().filter(plan__in=plans)).order_by()
    if units is not None:
        rows = rows.filter(reporter_id__in=units)
    pairs = set(rows.values_list("plan", "reporter_id").distinct())
    found = Unit.objects.in_bulk({unit for _plan, unit in pairs})
    reporters: dict[int, list[Unit]] = defaultdict(list)
    for plan, unit in pairs:
        reporters[plan].append(found[unit])
    for members in reporters.values():
        members.sort(key=lambda unit: (unit.position, unit.code))
    return reporters


def _reports(plans: Sequence[Plan]) -> dict[tuple[int, int, Period], ProgressReport]:
    reports = ProgressReport.objects.filter(plan__in=plans)
    return {(report.plan_id, report.unit_id, report.period): report for report in reports}


# -- how far the tasks are ----------------------------------------------------------------------


@dataclass(frozen=True)
class Counts:
    """Tasks of those who reported, by how far they are; and who reported of whom was asked."""

    reported: int = 0
    asked: int = 0
    tasks: int = 0
    done: int = 0
    doing: int = 0
    waiting: int = 0
    overdue: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(a + b for a, b in zip(_values(self), _values(other), strict=True)))


def _values(counts: Counts) -> tuple[int, ...]:
    return tuple(vars(counts).values())


def counts_by_unit(dues: Iterable[Due], period: Period) -> dict[int, Counts]:
    """Of each reporting unit in one period; figures only from reports that were sent."""
    of_period = [due for due in dues if due.asked.period == period]
    sent = [due.report.pk for due in of_period if due.report and due.is_sent]
    rows = (
        TaskProgress.objects.filter(report__in=sent)
        .order_by()
        .values("report__unit")
        .annotate(
            tasks=Count("pk"),
            done=Count("pk", filter=Q(doing=Doing.DONE)),
            doing_=Count("pk", filter=Q(doing=Doing.DOING)),
            waiting=Count("pk", filter=Q(doing=Doing.WAITING)),
            overdue=Count(
                "pk", filter=~Q(doing=Doing.DONE) & Q(task__deadline__lt=F("report__due_on"))
            ),
        )
    )
    figures = {row["report__unit"]: row for row in rows}
    found: dict[int, Counts] = defaultdict(Counts)
    for due in of_period:
        found[due.unit.pk] += Counts(reported=int(due.is_sent), asked=1)
    for unit, row in figures.items():
        found[unit] += Counts(
            tasks=row["tasks"],
            done=row["done"],
            doing=row["doing_"],
            waiting=row["waiting"],
            overdue=row["overdue"],
        )
    return found


@dataclass(frozen=True)
class TreeRow:
    """A unit with the sum over itself and everything below it."""

    unit: Unit
    depth: int
    counts: Counts


def tree_rows(counts: dict[int, Counts], within: "QuerySet[Unit, Unit]") -> list[TreeRow]:
    """The part of the tree in which anybody was asked, from the top down."""
    asked = list(Unit.objects.filter(pk__in=counts))
    keys = {int(key) for unit in asked for key in unit.path.split("/") if key}
    shown = list(within.filter(pk__in=keys).order_by("path"))
    sums: dict[int, Counts] = defaultdict(Counts)
    for unit in asked:
        for key in unit.path.split("/"):
            if key:
                sums[int(key)] += counts[unit.pk]
    top = min((unit.path.count("/") for unit in shown), default=0)
    ordered = _in_tree_order(shown)
    return [TreeRow(unit, unit.path.count("/") - top, sums[unit.pk]) for unit in ordered]


def _in_tree_order(units: Sequence[Unit]) -> list[Unit]:
    """Parents before children, siblings by position."""
    known = {unit.pk: unit for unit in units}

    def key(unit: Unit) -> tuple[tuple[int, str], ...]:
        chain = (known[int(k)] for k in unit.path.split("/") if k and int(k) in known)
        return tuple((link.position, link.code) for link in chain)

    return sorted(units, key=key)


# -- overdue tasks ------------------------------------------------------------------------------


def overdue_tasks(plans: "QuerySet[Plan, Plan]", today: date) -> "QuerySet[Any, Any]":
    """Open tasks past their day, the longest first; with the last word of the unit on each."""
    last = TaskProgress.objects.filter(
        task=OuterRef("pk"), report__state=ReportState.SENT
    ).order_by("-report__due_on")
    tasks: QuerySet[Any, Any] = with_reporter(
        Task.objects.open().filter(plan__in=running(plans), deadline__lt=today)
    ).annotate(
        last_obstacles=Subquery(last.values("obstacles")[:1]),
        last_percent=Subquery(last.values("percent")[:1]),
        has_report=Exists(last),
    )
    return tasks.select_related("plan__unit", "lead_unit").order_by("deadline", "plan", "position")


def latest_period(dues: Iterable[Due], today: date) -> Period | None:
    """The last period that was due, else the first to come."""
    asked = sorted({due.asked for due in dues}, key=lambda found: found.due_on)
    past = [found for found in asked if found.due_on <= today]
    chosen = past[-1] if past else (asked[0] if asked else None)
    return chosen.period if chosen else None
