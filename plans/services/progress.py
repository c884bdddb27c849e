"""Writes of progress: a unit's report is saved, presented, signed and sent, returned, read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.errors import Conflict, Forbidden, Invalid, Locked
from parindex.history.models import NoticeKind
from parindex.history.notices import notices_send
from parindex.history.services import actor_title, event_record
from parindex.lib.text import nfc
from parindex.units.models import Unit, User
from parindex.units.recipients import people_with_role
from plans.models import Doing, Plan, ProgressReport, Task, TaskProgress, TaskState
from plans.progress_words import report_path
from plans.reporters import SIGNERS, WRITERS, may_oversee, may_report, may_step, tasks_of
from plans.reporting import STEPS, ReportState, ReportVerb
from plans.schedule import Asked
from plans.workflow import RUNNING


@dataclass(frozen=True)
class Row:
    """What a unit says of one task; texts as typed."""

    doing: Doing
    percent: int | None = None
    done_on: date | None = None
    text: str = ""
    evidence: str = ""
    obstacles: str = ""


@dataclass(frozen=True)
class Words:
    """What it says of the whole."""

    summary: str = ""
    obstacles: str = ""


@transaction.atomic
def report_save(
    *,
    plan: Plan,
    unit: Unit,
    asked: Asked,
    actor: User,
    version: int,
    rows: Mapping[int, Row],
    words: Words,
    at: datetime,
) -> ProgressReport:
    """Keep what was typed; the first save begins the report. A task not named keeps its row.

    Raises Forbidden, Locked (the plan is not running, the report is under way), Conflict,
    Invalid (names are ``t<task id>-<field>``).
    """
    plan = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
    if not may_report(actor, unit):
        raise Forbidden(_("Bạn không báo cáo tiến độ cho đơn vị này."))
    if plan.workflow_state not in RUNNING:
        raise Locked(_("Chỉ báo cáo tiến độ của kế hoạch đã ban hành và đang thực hiện."))
    report = _report_of(plan, unit, asked)
    _check_open(report, version)
    tasks = {task.pk: task for task in tasks_of(plan, unit)}
    if unknown := set(rows) - set(tasks):
        raise Invalid({f"t{min(unknown)}-doing": _("Nhiệm vụ này không do đơn vị chủ trì.")})
    if errors := _row_errors(rows, at.date()):
        raise Invalid(errors)
    if not _changed(report, rows, words):
        return report
    report.summary, report.obstacles = nfc(words.summary).strip(), nfc(words.obstacles).strip()
    report.version += 1
    report.saved_at, report.saved_by_name = at, actor_title(actor)
    report.save()
    _keep_rows(report, rows)
    event_record(
        actor=actor,
        action="progress.save",
        subject=report,
        scope=plan,
        after={"rows": len(rows), "version": report.version},
    )
    return report


def _report_of(plan: Plan, unit: Unit, asked: Asked) -> ProgressReport:
    """The stored one under lock, so that nobody signs it meanwhile; or a new one not saved yet. The
    plan is locked: nobody begins another."""
    period = asked.period
    named = {"span": period.span, "year": period.year, "number": period.number}
    stored = ProgressReport.objects.filter(plan=plan, unit=unit, **named)
    found = stored.select_for_update().first()
    return found or ProgressReport(plan=plan, unit=unit, due_on=asked.due_on, **named)


def _check_open(report: ProgressReport, version: int) -> None:
    if report.state != ReportState.DRAFT:
        raise Locked(
            _("Báo cáo đang ở trạng thái “%(state)s” nên không sửa được.")
            % {"state": report.report_state.label}
        )
    if report.version != version:
        raise Conflict(
            _("Người khác vừa lưu báo cáo này. Những gì bạn nhập vẫn còn ở dưới; hãy xem lại.")
        )


def _row_errors(rows: Mapping[int, Row], today: date) -> dict[str, str]:
    errors = {}
    for task, row in rows.items():
        if row.percent is not None and not 0 <= row.percent <= 100:
            errors[f"t{task}-percent"] = _("Tỷ lệ hoàn thành từ 0 đến 100%.")
        if row.done_on and row.done_on > today:
            errors[f"t{task}-done_on"] = _("Ngày hoàn thành không thể ở sau hôm nay.")
        if row.doing == Doing.DONE and row.done_on is None:
            errors[f"t{task}-done_on"] = _("Hãy ghi ngày hoàn thành.")
    return errors


def _stored(row: Row) -> dict[str, object]:
    """Done is 100 percent; a day of completion belongs only to what is done."""
    is_done = row.doing == Doing.DONE
    return {
        "doing": row.doing,
        "percent": 100 if is_done else row.percent,
        "done_on": row.done_on if is_done else None,
        "text": nfc(row.text).strip(),
        "evidence": " ".join(nfc(row.evidence).split()),
        "obstacles": nfc(row.obstacles).strip(),
    }


ROW_FIELDS = ["doing", "percent", "done_on", "text", "evidence", "obstacles"]


def _changed(report: ProgressReport, rows: Mapping[int, Row], words: Words) -> bool:
    if report._state.adding:
        return True
    known = {row["task"]: row for row in report.rows.values("task", *ROW_FIELDS)}
    wanted = {task: {"task": task, **_stored(row)} for task, row in rows.items()}
    said = nfc(words.summary).strip(), nfc(words.obstacles).strip()
    return said != (report.summary, report.obstacles) or any(
        known.get(task) != row for task, row in wanted.items()
    )


def _keep_rows(report: ProgressReport, rows: Mapping[int, Row]) -> None:
    TaskProgress.objects.bulk_create(
        [TaskProgress(report=report, task_id=task, **_stored(row)) for task, row in rows.items()],
        update_conflicts=True,
        unique_fields=["report", "task"],
        update_fields=ROW_FIELDS,
    )


# -- steps --------------------------------------------------------------------------------------


class Unready(Locked):
    """The report lacks something; ``gaps`` says what, each with the task it is about (0: none)."""

    status = 422

    def __init__(self, gaps: Sequence[tuple[int, str]]) -> None:
        super().__init__(
            _("Báo cáo chưa gửi được, còn %(count)d chỗ thiếu.") % {"count": len(gaps)}
        )
        self.gaps = gaps


@transaction.atomic
def report_move(
    *,
    report_id: int,
    verb: ReportVerb,
    actor: User,
    version: int,
    at: datetime,
    today: date,
    reason: str = "",
) -> ProgressReport:
    """One step of ``plans.reporting``. Signing brings the tasks of the plan up to date.

    Raises Forbidden, Locked, Conflict (stale, or somebody was faster), Invalid, Unready.
    """
    report = (
        ProgressReport.objects.select_for_update(of=("self",))
        .select_related("plan__unit", "unit")
        .get(pk=report_id)
    )
    step, reason = STEPS[verb], reason.strip()
    if not may_step(actor, report, step):
        raise Forbidden(_("Bước này do người khác làm: người ký, cơ quan theo dõi kế hoạch."))
    if report.report_state not in step.sources or report.version != version:
        raise Conflict(_("Báo cáo vừa được người khác xử lý. Hãy xem lại trạng thái hiện nay."))
    if report.plan.workflow_state not in RUNNING:
        raise Locked(_("Kế hoạch không còn thực hiện nên không chuyển được báo cáo."))
    if step.needs_reason and not reason:
        raise Invalid({"reason": _("Hãy nêu lý do, nội dung cần bổ sung.")})
    if step.checks and (gaps := gaps_of(report, today)):
        raise Unready(gaps)
    before = report.state
    report.state, report.reason = step.target, reason
    if verb is ReportVerb.SIGN:
        report.first_sent_on = report.first_sent_on or today
        report.sent_at, report.sent_by, report.sent_by_name = at, actor, actor_title(actor)
        report.read_at, report.read_by_name = None, ""
        _bring_tasks_up_to_date(report, actor)
    report.version += 1
    report.save()
    event_record(
        actor=actor,
        action=f"progress.{verb}",
        subject=report,
        scope=report.plan,
        before={"state": before},
        after={"state": report.state},
        reason=reason,
    )
    _tell(report, verb, actor)
    return report


def gaps_of(report: ProgressReport, today: date) -> list[tuple[int, str]]:
    """What a report still owes before it can be signed."""
    rows = {row.task_id: row for row in report.rows.all()}
    gaps = []
    for task in tasks_of(report.plan, report.unit):
        row = rows.get(task.pk)
        name = {"task": task.code or str(task)[:60]}
        if row is None:
            if task.state != TaskState.DONE:
                gaps.append((task.pk, _("Nhiệm vụ %(task)s: chưa báo cáo.") % name))
        elif row.doing == Doing.DONE and not row.evidence:
            gaps.append(
                (task.pk, _("Nhiệm vụ %(task)s: đã hoàn thành thì nêu văn bản chứng minh.") % name)
            )
        elif row.doing != Doing.DONE and _is_overdue(task, today) and not row.obstacles:
            gaps.append((task.pk, _("Nhiệm vụ %(task)s: đã quá hạn thì nêu vướng mắc.") % name))
    return gaps


def _is_overdue(task: Task, today: date) -> bool:
    return task.deadline is not None and task.deadline < today


TASK_STATE = {
    Doing.WAITING: TaskState.ACCEPTED,
    Doing.DOING: TaskState.DOING,
    Doing.DONE: TaskState.DONE,
}


def _bring_tasks_up_to_date(report: ProgressReport, actor: User) -> None:
    """What the unit signed is the state of its tasks. A later report has the last word."""
    later = (
        ProgressReport.objects.get_queryset()
        .sent()
        .filter(plan=report.plan, unit=report.unit, due_on__gt=report.due_on)
    )
    if later.exists():
        return
    for row in report.rows.select_related("task"):
        task, state = row.task, TASK_STATE[Doing(row.doing)]
        if (task.state, task.done_on) == (state, row.done_on):
            continue
        before = {"state": task.state, "done_on": task.done_on}
        task.state, task.done_on = state, row.done_on
        task.version += 1
        task.save(update_fields=["state", "done_on", "version"])
        event_record(
            actor=actor,
            action="task.do",
            subject=task,
            scope=report.plan,
            before=before,
            after={"state": task.state, "done_on": task.done_on},
            reason=str(report),
        )


def _tell(report: ProgressReport, verb: ReportVerb, actor: User) -> None:
    """Presented: those who sign. Back: those who write. Sent: the office sees it on its board."""
    roles = {
        ReportVerb.PRESENT: SIGNERS,
        ReportVerb.SEND_BACK: WRITERS,
        ReportVerb.RETURN: WRITERS | SIGNERS,
    }.get(verb)
    if roles is None:
        return
    titles = {
        ReportVerb.PRESENT: _("Chờ ký: báo cáo tiến độ %(report)s"),
        ReportVerb.SEND_BACK: _("Chuyển lại để sửa: báo cáo tiến độ %(report)s"),
        ReportVerb.RETURN: _("Trả lại để bổ sung: báo cáo tiến độ %(report)s"),
    }
    is_return = verb is ReportVerb.RETURN
    notices_send(
        to=people_with_role(report.unit, *roles).exclude(pk=actor.pk),
        kind=NoticeKind.RETURN if is_return else NoticeKind.PLAN,
        title=titles[verb] % {"report": report},
        body=report.reason,
        url=report_path(report.plan_id, report.unit.code, report.period),
        urgent=is_return,
        about=report,
    )


@transaction.atomic
def report_read(*, report: ProgressReport, actor: User, at: datetime) -> None:
    """The office has read it; once. Raises Forbidden, Locked (not sent)."""
    if not may_oversee(actor, report.plan):
        raise Forbidden(_("Chỉ cơ quan theo dõi kế hoạch xác nhận đã xem."))
    if report.state != ReportState.SENT:
        raise Locked(_("Báo cáo chưa gửi."))
    changed = ProgressReport.objects.filter(pk=report.pk, read_at=None).update(
        read_at=at, read_by_name=actor_title(actor)
    )
    if changed:
        event_record(actor=actor, action="progress.read", subject=report, scope=report.plan)
