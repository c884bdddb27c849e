"""What people do with a plan, by the portal's own services."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone

from assessments.models import Assessment
from parindex.units.models import User
from plans.models import Plan, Task, TaskState
from plans.services.drafting import plan_draft
from plans.services.moving import Paper, plan_move
from plans.services.tasks import TaskWords, task_decide, tasks_accept
from plans.workflow import Verb
from tests.assessments.cases import Case


def assessment_of(case: Case) -> Assessment:
    return Assessment.objects.select_related("campaign", "unit").get(
        campaign=case.campaign, unit=case.commune
    )


def draft(case: Case, actor: User | None = None) -> Plan:
    return plan_draft(assessment=assessment_of(case), actor=actor or case.official, year=2023)


def decide(case: Case, task: Task, *, version: int | None = None, **changes: Any) -> Task:
    actor = changes.pop("actor", case.official)
    expected = changes.pop("expected", None)
    words = TaskWords(
        content=task.content,
        code=task.code,
        field=task.field,
        lead="Văn phòng",
        deadline_words="Quý II/2023",
        state=TaskState.ACCEPTED,
    )
    return task_decide(
        task_id=task.pk,
        actor=actor,
        version=task.version if version is None else version,
        words=replace(words, **changes),
        expected=expected,
    )


def move(plan: Plan, verb: Verb, actor: User, **given: Any) -> Plan:
    return plan_move(
        plan_id=plan.pk,
        verb=verb,
        actor=actor,
        at=timezone.now(),
        today=timezone.localdate(),
        **given,
    )


def accepted(case: Case) -> Plan:
    """Every proposal taken in."""
    plan = draft(case)
    plan.tasks.filter(lead="").update(lead="Văn phòng")
    tasks_accept(plan_id=plan.pk, actor=case.official)
    return plan


PAPER = Paper("12", date(2023, 2, 1), "KH-UBND")


def issued(case: Case) -> Plan:
    plan = accepted(case)
    move(plan, Verb.SUBMIT, case.official)
    return move(plan, Verb.ISSUE, case.head, paper=PAPER)


def first_task(plan: Plan) -> Task:
    task = plan.tasks.first()
    assert isinstance(task, Task)
    return task
