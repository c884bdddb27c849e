"""One unit's progress report as a page: to write, to sign, or to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from parindex.lib.dates import format_date, format_moment
from parindex.units.models import User
from plans.forms.progress import TaskProgressForm, WholeForm
from plans.models import Doing, Plan, ProgressReport, Task, TaskProgress
from plans.pages.progress import cell_of
from plans.progress_queries import Due
from plans.progress_words import report_path
from plans.reporters import may_oversee, may_report, steps_for
from plans.reporting import Actor, ReportState, ReportVerb
from plans.schedule import days_late, slug_of

DOING_TONES = {Doing.WAITING: "", Doing.DOING: "info", Doing.DONE: "ok"}


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    """One task: what it is, when it is due, what is said; ``form`` where the person may write."""

    anchor: str
    title: str
    product: str
    deadline: str
    late: str
    doing: str
    tone: str
    said: TaskProgress | None
    before: str
    form: TaskProgressForm | None
    is_open: bool
    gap: str


def report_page(
    due: Due,
    tasks: Sequence[Task],
    user: User,
    today: date,
    *,
    forms: Sequence[TaskProgressForm],
    whole: WholeForm,
    gaps: Sequence[tuple[int, str]] = (),
) -> dict[str, object]:
    report = due.report
    state = report.report_state if report else ReportState.DRAFT
    writes = state is ReportState.DRAFT and may_report(user, due.unit)
    steps = steps_for(user, report or _unsaved(due))
    said = {row.task_id: row for row in report.rows.all()} if report else {}
    before = last_said(due)
    lacking = dict(gaps)
    by_task = {form.task.pk: form for form in forms}
    return {
        "due": due,
        "plan": due.plan,
        "unit": due.unit,
        "period": due.asked.period.label,
        "cell": cell_of(due, today),
        "report": report,
        "state": state,
        "state_label": state.label if report else _("Chưa soạn"),
        "writes": writes,
        "whole": whole,
        "rows": [
            _task_row(
                task,
                said.get(task.pk),
                before.get(task.pk),
                by_task.get(task.pk) if writes else None,
                today,
                lacking.get(task.pk, ""),
            )
            for task in tasks
        ],
        "gaps": [{"href": f"#nv-{task}" if task else "", "text": text} for task, text in gaps],
        "errors": _errors(forms),
        "saves": [s for s in steps if s.verb in (ReportVerb.PRESENT, ReportVerb.SIGN)],
        "moves": [s for s in steps if not writes or s.actor is not Actor.WRITER],
        "url": report_path(due.plan.pk, due.unit.code, due.asked.period),
        "url_period": slug_of(due.asked.period),
        "may_read": bool(
            report
            and state is ReportState.SENT
            and report.read_at is None
            and may_oversee(user, due.plan)
        ),
        "sent": _sent_words(report),
        "read": _read_words(report),
        "crumbs": _crumbs(due.plan, due),
    }


def _unsaved(due: Due) -> ProgressReport:
    return ProgressReport(plan=due.plan, unit=due.unit, due_on=due.asked.due_on)


def last_said(due: Due) -> dict[int, TaskProgress]:
    """What the unit said of each task in the last report before this one."""
    rows = (
        TaskProgress.objects.filter(
            report__plan=due.plan,
            report__unit=due.unit,
            report__state=ReportState.SENT,
            report__due_on__lt=due.asked.due_on,
        )
        .select_related("report")
        .order_by("report__due_on")
    )
    return {row.task_id: row for row in rows}


def _task_row(
    task: Task,
    said: TaskProgress | None,
    before: TaskProgress | None,
    form: TaskProgressForm | None,
    today: date,
    gap: str,
) -> TaskRow:
    doing = Doing(said.doing) if said else None
    late = days_late(task.deadline, today) if task.deadline else 0
    is_done = (said or before) is not None and (said or before).doing == Doing.DONE  # type: ignore[union-attr]
    return TaskRow(
        anchor=f"nv-{task.pk}",
        title=f"{task.code}. {task.content}" if task.code else task.content,
        product=task.product,
        deadline=format_date(task.deadline) if task.deadline else task.deadline_text,
        late=_("quá hạn %(days)d ngày") % {"days": late} if late and not is_done else "",
        doing=str(doing.label) if doing else _("Chưa báo cáo"),
        tone=DOING_TONES[doing] if doing else "",
        said=said,
        before=_before_words(before),
        form=form,
        is_open=bool(gap) or bool(form and form.errors) or not is_done,
        gap=gap,
    )


def _before_words(row: TaskProgress | None) -> str:
    if row is None:
        return ""
    parts = [row.get_doing_display()]
    if row.percent is not None and row.doing == Doing.DOING:
        parts.append(f"{row.percent}%")
    if row.text:
        parts.append(row.text)
    return f"{row.report.period.label}: {', '.join(parts)}"


def _errors(forms: Sequence[TaskProgressForm]) -> list[dict[str, str]]:
    """Every complaint with the box it is about."""
    found = []
    for form in forms:
        for name, messages in form.errors.items():
            bound = form[name] if name in form.fields else None
            place = bound.auto_id if bound else f"nv-{form.task.pk}"
            label = form.task.code or str(form.task)[:60]
            found += [{"href": f"#{place}", "text": f"{label}: {text}"} for text in messages]
    return found


def _sent_words(report: ProgressReport | None) -> str:
    if report is None or report.sent_at is None or report.state != ReportState.SENT:
        return ""
    return _("%(who)s ký, gửi lúc %(moment)s.") % {
        "who": report.sent_by_name,
        "moment": format_moment(localtime(report.sent_at)),
    }


def _read_words(report: ProgressReport | None) -> str:
    if report is None or report.read_at is None:
        return ""
    return _("%(who)s đã xem lúc %(moment)s.") % {
        "who": report.read_by_name,
        "moment": format_moment(localtime(report.read_at)),
    }


def _crumbs(plan: Plan, due: Due) -> list[dict[str, str]]:
    return [
        {"label": _("Kế hoạch"), "url": reverse("plans")},
        {
            "label": f"{plan.unit.title}, {plan.period}",
            "url": reverse("plan-progress", args=[plan.pk]),
        },
        {"label": f"{due.unit.title}, {due.asked.period.label}", "url": ""},
    ]
