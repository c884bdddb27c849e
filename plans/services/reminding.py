"""Telling units what is due: by the clock, each once; and by the office's own click."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parindex.errors import Forbidden
from parindex.history.models import NoticeKind
from parindex.history.notices import Message, messages_send, reminders_claim
from parindex.history.services import event_record
from parindex.lib.dates import format_date
from parindex.units.models import User
from parindex.units.recipients import holders_by_unit
from plans.models import Plan, Task
from plans.progress_queries import Due, dues_of, running
from plans.progress_words import report_path
from plans.reporters import SIGNERS, WRITERS, may_oversee, with_reporter
from plans.schedule import days_late, reminder_stage


@dataclass(frozen=True)
class Call:
    """One thing a unit is told of, once per key."""

    key: str
    unit: int
    message: Message


@transaction.atomic
def reminders_run(*, at: datetime, today: date) -> int:
    """Everything due by the clock: 7, 3 and 1 days before, and once when overdue.

    Safe to repeat: each reminder goes out once. Returns how many notices were sent.
    """
    plans = list(running(Plan.objects.all()).select_related("unit"))
    return _send([*_report_calls(plans, today), *_task_calls(plans, today)], at)


def _send(calls: Sequence[Call], at: datetime) -> int:
    claimed = reminders_claim([call.key for call in calls], at=at)
    wanted = [call for call in calls if call.key in claimed]
    people = _people({call.unit for call in wanted})
    return messages_send([(people.get(call.unit, []), call.message) for call in wanted], at)


def _people(units: Iterable[int]) -> dict[int, list[int]]:
    held = holders_by_unit(units, *sorted(WRITERS | SIGNERS))
    found: dict[int, list[int]] = defaultdict(list)
    for (unit, _role), users in held.items():
        found[unit].extend(user.pk for user in users)
    return found


def _report_calls(plans: Sequence[Plan], today: date) -> list[Call]:
    calls = []
    for due in dues_of(plans, today):
        stage = "" if due.is_sent else reminder_stage(due.asked.due_on, today)
        if stage:
            key = f"progress:{due.plan.pk}:{due.unit.pk}:{due.asked.period.label}"
            key = f"{key}:{due.asked.due_on}:{stage}"
            calls.append(Call(key, due.unit.pk, report_message(due, today)))
    return calls


def report_message(due: Due, today: date) -> Message:
    late = days_late(due.asked.due_on, today)
    words = {
        "period": due.asked.period.label,
        "day": format_date(due.asked.due_on),
        "late": late,
    }
    title = (
        _("Quá hạn %(late)d ngày: báo cáo tiến độ %(period)s, hạn %(day)s")
        if late
        else _("Sắp đến hạn: báo cáo tiến độ %(period)s trước ngày %(day)s")
    )
    return Message(
        kind=NoticeKind.DEADLINE,
        title=title % words,
        url=report_path(due.plan.pk, due.unit.code, due.asked.period),
        body=due.plan.title,
        about=due.plan,
        urgent=(due.asked.due_on - today).days <= 1,
    )


def _task_calls(plans: Sequence[Plan], today: date) -> list[Call]:
    """Of the tasks that come due. What is announced for one unit together is one message."""
    open_tasks = with_reporter(
        Task.objects.open().filter(plan__in=plans).exclude(deadline=None)
    ).select_related("plan")
    return [
        Call(
            f"task:{task.pk}:{task.deadline}:{stage}",
            task.reporter_id,
            task_message(task, today),
        )
        for task in open_tasks
        if (stage := reminder_stage(task.deadline, today))
    ]


def task_message(task: Task, today: date) -> Message:
    deadline = task.deadline or today
    late = days_late(deadline, today)
    name = f"{task.code}. {task.content}" if task.code else task.content
    words = {"task": name[:160], "day": format_date(deadline), "late": late}
    title = (
        _("Nhiệm vụ quá hạn %(late)d ngày: %(task)s")
        if late
        else _("Nhiệm vụ đến hạn ngày %(day)s: %(task)s")
    )
    return Message(
        kind=NoticeKind.DEADLINE,
        title=title % words,
        url=reverse("plan-progress", args=[task.plan_id]),
        body=task.plan.title,
        about=task,
    )


# -- by a click ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reminded:
    """``again``: reminded today already; ``nobody``: units without an account to tell."""

    sent: int
    again: int
    nobody: int

    @property
    def words(self) -> str:
        parts = [
            ngettext("Đã gửi %(count)d lời nhắc.", "Đã gửi %(count)d lời nhắc.", self.sent)
            % {"count": self.sent}
        ]
        if self.again:
            parts.append(_("%(count)d việc hôm nay đã nhắc rồi.") % {"count": self.again})
        if self.nobody:
            parts.append(
                _("%(count)d đơn vị chưa có tài khoản nào để nhắc.") % {"count": self.nobody}
            )
        return " ".join(parts)


@transaction.atomic
def tasks_remind(
    *, tasks: "QuerySet[Any, Any]", actor: User, at: datetime, today: date
) -> Reminded:
    """Remind the units that lead these overdue tasks; each task once a day.

    Raises Forbidden when one of the plans is not the actor's to watch.
    """
    found = list(with_reporter(tasks).select_related("plan__unit"))
    _check_oversees(actor, {task.plan for task in found})
    calls = [
        Call(f"task:{task.pk}:click:{today}", task.reporter_id, task_message(task, today))
        for task in found
    ]
    return _by_click(calls, {task.plan for task in found}, actor, at)


@transaction.atomic
def reports_remind(*, dues: Sequence[Due], actor: User, at: datetime, today: date) -> Reminded:
    """Remind the units whose report is not sent; each report once a day. Raises Forbidden."""
    owed = [due for due in dues if not due.is_sent]
    _check_oversees(actor, {due.plan for due in owed})
    calls = [
        Call(
            f"progress:{due.plan.pk}:{due.unit.pk}:{due.asked.period.label}:click:{today}",
            due.unit.pk,
            report_message(due, today),
        )
        for due in owed
    ]
    return _by_click(calls, {due.plan for due in owed}, actor, at)


def _check_oversees(actor: User, plans: Iterable[Plan]) -> None:
    if not all(may_oversee(actor, plan) for plan in plans):
        raise Forbidden(_("Chỉ cơ quan theo dõi kế hoạch được nhắc các đơn vị."))


def _by_click(calls: Sequence[Call], plans: Iterable[Plan], actor: User, at: datetime) -> Reminded:
    claimed = reminders_claim([call.key for call in calls], at=at)
    wanted = [call for call in calls if call.key in claimed]
    people = _people({call.unit for call in wanted})
    sent = messages_send([(people.get(call.unit, []), call.message) for call in wanted], at)
    for plan in plans:
        event_record(
            actor=actor, action="progress.remind", subject=plan, after={"reminded": len(wanted)}
        )
    silent = {call.unit for call in wanted if not people.get(call.unit)}
    return Reminded(sent, len(calls) - len(wanted), len(silent))
