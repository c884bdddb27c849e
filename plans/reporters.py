"""Who reports on a plan, who signs a report, who reads it."""

from typing import Any

from django.db.models import Case, F, Q, QuerySet, When

from parindex.units.models import Membership, Role, Unit, User
from parindex.units.permissions import Right, may, memberships_of
from plans.models import Plan, ProgressReport, Task
from plans.reporting import Actor, Step, steps_from

WRITERS = frozenset({Role.OFFICIAL, Role.HEAD, Role.APPRAISER, Role.STANDING_OFFICE})
SIGNERS = frozenset({Role.HEAD, Role.LEADER})


def with_reporter(tasks: "QuerySet[Task, Any]") -> "QuerySet[Any, Any]":
    """Annotate ``reporter_id``: the unit that leads the task, where it is the plan's own or one
    below it; otherwise the unit whose plan it is answers for the task."""
    within = Q(lead_unit__path__startswith=F("plan__unit__path"))
    return tasks.annotate(
        reporter_id=Case(When(within, then=F("lead_unit")), default=F("plan__unit"))
    )


def reporting_units(plan: Plan) -> "QuerySet[Unit, Unit]":
    """The units that report on the plan, in order."""
    tasks = with_reporter(plan.tasks.taken())
    return Unit.objects.filter(pk__in=tasks.values("reporter_id")).order_by("position", "code")


def tasks_of(plan: Plan, unit: Unit) -> "QuerySet[Any, Any]":
    """The tasks of the plan on which the unit reports."""
    found = with_reporter(plan.tasks.taken()).filter(reporter_id=unit.pk)
    return found.order_by("position", "pk")


def may_report(user: User, unit: Unit) -> bool:
    """The unit's own people. An office above does not write what it will read."""
    return any(m.unit_id == unit.pk and m.role in WRITERS for m in memberships_of(user))


def may_sign(user: User, unit: Unit) -> bool:
    """The head of the unit; in an office without one on the portal, whoever reports for it."""
    if any(m.unit_id == unit.pk and m.role in SIGNERS for m in memberships_of(user)):
        return True
    has_head = Membership.objects.filter(unit=unit, role__in=SIGNERS, user__is_active=True)
    return not has_head.exists() and may_report(user, unit)


def may_oversee(user: User, plan: Plan) -> bool:
    """The standing office at or above the plan's unit reads, returns, reminds, sets the dates."""
    return may(user, Right.MANAGE_CAMPAIGN, plan.unit)


def may_see(user: User, report: ProgressReport) -> bool:
    """What was sent is for everybody who sees the plan; what is being written is not."""
    if report.first_sent_on is not None and report.state == "sent":
        return True
    return (
        may_report(user, report.unit)
        or may_sign(user, report.unit)
        or may_oversee(user, report.plan)
    )


def steps_for(user: User, report: ProgressReport) -> list[Step]:
    """The steps this person may ask for now. Who may sign need not present to himself."""
    found = [
        step for step in steps_from(report.report_state) if _may_take(user, report, step.actor)
    ]
    signs = any(step.actor is Actor.SIGNER for step in found)
    return [step for step in found if not (signs and step.actor is Actor.WRITER)]


def may_step(user: User, report: ProgressReport, step: Step) -> bool:
    return _may_take(user, report, step.actor)


def _may_take(user: User, report: ProgressReport, actor: Actor) -> bool:
    if actor is Actor.WRITER:
        return may_report(user, report.unit)
    if actor is Actor.SIGNER:
        return may_sign(user, report.unit)
    return may_oversee(user, report.plan) and report.sent_by_id != user.pk
