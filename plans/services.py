"""Writes on plans: draft one from a published result, decide on its tasks."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import CharField, ExpressionWrapper, F, Value
from django.db.models.functions import Coalesce, Concat, NullIf
from django.utils.translation import gettext as _

from assessments.models import Assessment, Entry
from parindex.db.fields import PointsField
from parindex.db.sql import insert_select
from parindex.errors import Conflict, Forbidden, Invalid, Locked
from parindex.history.services import event_record
from parindex.lib.text import nfc
from parindex.units.models import Unit, User
from parindex.units.permissions import Right, may
from plans.models import Plan, Task, TaskState

POINTS = PointsField()


def may_plan(user: User, unit: Unit) -> bool:
    """The unit's own people, and the standing office of its level, keep its plan."""
    return may(user, Right.DECLARE, unit) or may(user, Right.MANAGE_CAMPAIGN, unit)


@transaction.atomic
def plan_draft(*, assessment: Assessment, actor: User, year: int) -> Plan:
    """One proposed task for every deduction of a published result, with its cause.

    Running it again adds what is missing and touches nothing that somebody decided on.
    Raises Forbidden, Locked (not yet published).
    """
    if not may_plan(actor, assessment.unit):
        raise Forbidden(_("Bạn không lập kế hoạch cho đơn vị này."))
    if not assessment.campaign.is_published:
        raise Locked(_("Kết quả chưa công bố nên chưa lập kế hoạch khắc phục được."))
    plan, is_new = Plan.objects.get_or_create(
        unit=assessment.unit,
        source=assessment,
        defaults={
            "year": year,
            "title": _(
                "Khắc phục tồn tại, hạn chế và nâng cao Chỉ số cải cách hành chính năm %(year)d"
            )
            % {"year": year},
        },
    )
    added = _propose_tasks(plan)
    if is_new or added:
        event_record(actor=actor, action="plan.draft", subject=plan, after={"tasks": added})
    return plan


def _propose_tasks(plan: Plan) -> int:
    """INSERT … SELECT over the deductions; a survey is no task of one office."""
    lost = ExpressionWrapper(F("max_score") - F("final_score"), output_field=POINTS)
    rows = (
        Entry.objects.filter(assessment=plan.source_id, is_counted=True)
        .filter(final_score__lt=F("max_score"), criterion__block="field")
        .order_by()
        .values_list(
            Value(plan.pk),
            "pk",
            lost,
            "cause",
            Concat(Value("Khắc phục: "), "criterion__name", output_field=CharField()),
            Coalesce(
                NullIf("criterion__lead_unit", Value("")),
                NullIf("criterion__parent__lead_unit", Value("")),
                Value(""),
                output_field=CharField(),
            ),
            Value(TaskState.PROPOSED.value),
            Value(0),
        )
    )
    return insert_select(
        Task,
        rows,
        columns=["plan", "entry", "points", "cause", "content", "lead", "state", "version"],
        conflict=["plan", "entry"],
    )


@transaction.atomic
def task_decide(
    *,
    task_id: int,
    actor: User,
    version: int,
    content: str,
    lead: str,
    deadline: date | None,
    state: TaskState,
    at: datetime,
) -> Task:
    """Accept, edit, finish or drop a task. Raises Forbidden, Invalid, Conflict (stale version)."""
    task = (
        Task.objects.select_for_update(of=("self",))
        .select_related("plan__unit", "entry__criterion")
        .get(pk=task_id)
    )
    if not may_plan(actor, task.plan.unit):
        raise Forbidden(_("Bạn không sửa kế hoạch của đơn vị này."))
    if version != task.version:
        raise Conflict(_("Người khác vừa sửa nhiệm vụ này. Hãy xem lại trước khi ghi."))
    content, lead = nfc(content).strip(), nfc(lead).strip()
    if errors := _task_errors(task, content, lead, deadline, state):
        raise Invalid(errors)
    before = _snapshot(task)
    task.content, task.lead, task.deadline, task.state = content, lead, deadline, state
    if before == _snapshot(task):
        return task
    task.version += 1
    task.save(update_fields=["content", "lead", "deadline", "state", "version"])
    event_record(
        actor=actor,
        action="task.decide",
        subject=task,
        scope=task.plan,
        before=before,
        after=_snapshot(task),
    )
    return task


def _task_errors(
    task: Task, content: str, lead: str, deadline: date | None, state: TaskState
) -> dict[str, str]:
    errors = {}
    if not content:
        errors["content"] = _("Hãy ghi nhiệm vụ, giải pháp.")
    if state in (TaskState.ACCEPTED, TaskState.DONE):
        if not lead:
            errors["lead"] = _("Hãy ghi cơ quan chủ trì nhiệm vụ này.")
        if deadline is None:
            errors["deadline"] = _("Hãy chọn thời hạn.")
    if deadline and deadline < task.plan.created_at.date():
        errors["deadline"] = _("Thời hạn phải sau ngày lập kế hoạch.")
    return errors


def _snapshot(task: Task) -> dict[str, object]:
    return {
        "content": task.content,
        "lead": task.lead,
        "deadline": task.deadline,
        "state": task.state,
    }
