"""Reads of a plan: its totals, and where its targets stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, Sum

from assessments.models import Campaign
from criteria.models import Criterion
from parindex.lib.numbers import format_decimal
from plans.goals import Outcome, Reading, Spoken, Standing, outcome_of, outcome_sentence, worst
from plans.models import Plan, Target, TargetMeasure, Task, TaskState
from plans.workflow import State


@dataclass(frozen=True)
class PlanTotals:
    """Points, as text: lost in all, taken into the plan, already repaired; and counts of tasks."""

    at_stake: str
    planned: str
    done: str
    tasks: int
    open: int


@dataclass(frozen=True)
class MeasureOutcome:
    measure: TargetMeasure
    outcome: Outcome


@dataclass(frozen=True)
class TargetOutcome:
    target: Target
    measures: tuple[MeasureOutcome, ...]
    standing: Standing
    sentence: str
    """ "Mục tiêu phấn đấu … Kết quả …"; empty while there is no figure."""


def plan_tasks(plan: Plan) -> "QuerySet[Task, Task]":
    found: QuerySet[Task, Task] = plan.tasks.prefetch_related("repairs__entry__criterion")
    return found


def plan_totals(plan: Plan) -> PlanTotals:
    """``planned`` and ``done`` are the points that the tasks should bring."""
    repairs = plan.repairs.order_by()
    lost = repairs.aggregate(total=Sum("points"))["total"] or Decimal(0)
    sums = dict(repairs.values_list("task__state").annotate(total=Sum("expected")))
    return PlanTotals(
        at_stake=format_decimal(lost, 4, strip=True),
        planned=_sum(sums, TaskState.ACCEPTED, TaskState.DOING, TaskState.DONE),
        done=_sum(sums, TaskState.DONE),
        tasks=plan.tasks.filter(is_heading=False).exclude(state=TaskState.DROPPED).count(),
        open=plan.tasks.filter(state=TaskState.PROPOSED).count(),
    )


def criteria_of(plan: Plan) -> "QuerySet[Criterion, Criterion]":
    """What a target may be about, in order: the set of the result the plan comes from, else that
    of the newest published campaign of its unit; none where there is neither."""
    if plan.source is not None:
        chosen = Campaign.objects.filter(pk=plan.source.campaign_id)
    else:
        chosen = Campaign.objects.filter(
            state="published", assessments__unit=plan.unit, assessments__withdrawn_at=None
        ).order_by("-year", "-pk")[:1]
    sets = list(chosen.values_list("criteria_set", flat=True))
    found: QuerySet[Criterion, Criterion] = Criterion.objects.filter(set__in=sets)
    return found.order_by("sort_key")


def target_outcomes(plan: Plan, today: date) -> tuple[TargetOutcome, ...]:
    """Every target of the plan with its figures, in four queries."""
    targets = plan.targets.select_related("lead_unit", "criterion").prefetch_related(
        "measures__milestones", "measures__actuals"
    )
    end = today if plan.state != State.CLOSED else max(today, date(plan.last_year + 1, 1, 1))
    return tuple(_target_outcome(target, end) for target in targets)


def missed_sentences(plan: Plan) -> tuple[str, ...]:
    """The goals that a plan whose time is over did not reach, each with its sentence."""
    outcomes = target_outcomes(plan, date(plan.last_year + 1, 1, 1))
    return tuple(
        f"{outcome.target.text.rstrip('.:')}: {outcome.sentence}"
        for outcome in outcomes
        if outcome.standing is Standing.MISSED
    )


def _target_outcome(target: Target, today: date) -> TargetOutcome:
    measures = tuple(
        MeasureOutcome(measure, outcome_of(measure.course, _readings(measure), today))
        for measure in target.measures.all()
    )
    return TargetOutcome(
        target=target,
        measures=measures,
        standing=worst(found.outcome.standing for found in measures),
        sentence=outcome_sentence([_spoken(found) for found in measures]),
    )


def _readings(measure: TargetMeasure) -> list[Reading]:
    return [Reading(actual.day, actual.value) for actual in measure.actuals.all()]


def _spoken(found: MeasureOutcome) -> Spoken:
    measure = found.measure
    return Spoken(
        comparator=measure.compared,
        measure=measure.measure,
        outcome=found.outcome,
        baseline_year=measure.baseline_year,
        label=measure.name,
        unit_name=measure.unit_name,
    )


def _sum(sums: dict[str, Decimal], *states: TaskState) -> str:
    found: Iterable[Decimal] = (sums.get(state) or Decimal(0) for state in states)
    return format_decimal(sum(found, start=Decimal(0)), 4, strip=True)
