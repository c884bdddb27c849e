"""What plans add to "Việc của tôi": plans and progress reports that wait for this person."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.pages.home import Todo
from parindex.lib.dates import format_date
from parindex.units.models import User
from parindex.units.permissions import (
    Right,
    memberships_granting,
    memberships_of,
    units_where,
)
from plans.models import Plan, ProgressReport
from plans.progress_queries import Due, dues_of, followed_plans, running
from plans.progress_words import report_path
from plans.reporters import SIGNERS, WRITERS
from plans.reporting import ReportState
from plans.schedule import REMIND_DAYS, ReportStanding, days_late
from plans.workflow import State


def todos_of_plans(user: User, at: datetime) -> Iterator[Todo]:
    today = timezone.localdate(at)
    yield from _to_complete(user)
    yield from _to_issue(user)
    yield from _to_comment(user)
    yield from _to_sign(user, today)
    yield from _to_report(user, today)


def _to_complete(user: User) -> Iterator[Todo]:
    """Sent back with comments, to the unit's own people."""
    for plan in _own(user, Right.WRITE_PLAN).filter(state=State.COMMENTED):
        yield Todo(
            title=_("Hoàn thiện kế hoạch theo ý kiến: %(plan)s") % {"plan": plan.title},
            where=plan.unit.title,
            url=plan.get_absolute_url(),
            action=_("Mở kế hoạch để sửa"),
            tone="warning",
            reason=plan.reason,
        )


def _to_issue(user: User) -> Iterator[Todo]:
    for plan in _own(user, Right.ISSUE_PLAN).filter(state=State.SUBMITTED):
        yield Todo(
            title=_("Xem và ban hành kế hoạch: %(plan)s") % {"plan": plan.title},
            where=plan.unit.title,
            url=plan.get_absolute_url(),
            action=_("Mở kế hoạch được trình"),
        )


def _to_comment(user: User) -> Iterator[Todo]:
    """For the standing office: plans of its units, as one."""
    count = (
        Plan.objects.visible_to(user)
        .filter(unit__in=units_where(user, Right.MANAGE_CAMPAIGN), state=State.SUBMITTED)
        .count()
    )
    if count:
        yield Todo(
            title=ngettext(
                "Cho ý kiến về %(count)d kế hoạch được trình",
                "Cho ý kiến về %(count)d kế hoạch được trình",
                count,
            )
            % {"count": count},
            where=_("Kế hoạch của các đơn vị"),
            url=f"{reverse('plans')}?trang-thai={State.SUBMITTED}",
            action=_("Xem các kế hoạch được trình"),
        )


def _to_sign(user: User, today: date) -> Iterator[Todo]:
    signed = [m.unit_id for m in memberships_of(user) if m.role in SIGNERS]
    if not signed:
        return
    presented = ProgressReport.objects.visible_to(user).filter(
        unit__in=signed, state=ReportState.PRESENTED, plan__in=running(Plan.objects.all())
    )
    for report in presented.select_related("plan", "unit").order_by("due_on", "pk"):
        due, tone = _due(report.due_on, today)
        yield Todo(
            title=_("Ký và gửi báo cáo tiến độ %(period)s") % {"period": report.period.label},
            where=f"{report.unit.title} · {report.plan.title}",
            url=report_path(report.plan_id, report.unit.code, report.period),
            action=_("Xem và ký báo cáo"),
            due=due,
            tone=tone,
        )


def _to_report(user: User, today: date) -> Iterator[Todo]:
    """Reports that are late or fall due within the days in which people are reminded."""
    written = [m.unit_id for m in memberships_of(user) if m.role in WRITERS]
    plans = running(followed_plans(user)).select_related("unit") if written else Plan.objects.none()
    for due in sorted(dues_of(list(plans), today, written), key=lambda due: due.asked.due_on):
        if _waits(due, today):
            words, tone = _due(due.asked.due_on, today)
            period = due.asked.period
            yield Todo(
                title=_("Báo cáo tiến độ kế hoạch, %(period)s") % {"period": period.label},
                where=f"{due.unit.title} · {due.plan.title}",
                url=report_path(due.plan.pk, due.unit.code, period),
                action=_("Mở báo cáo"),
                due=words,
                tone=tone,
                reason=due.report.reason if due.report else "",
            )


def _waits(due: Due, today: date) -> bool:
    """Presented to the head, it waits for the head."""
    if due.report and due.report.state != ReportState.DRAFT:
        return False
    if due.standing is ReportStanding.MISSING:
        return True
    is_near = (due.asked.due_on - today).days <= max(REMIND_DAYS)
    return due.standing is ReportStanding.WAITING and is_near


def _own(user: User, right: Right) -> "QuerySet[Plan, Plan]":
    """Plans of the very units on which the person holds the right, not of those below."""
    units = [m.unit_id for m in memberships_granting(user, right)]
    return Plan.objects.visible_to(user).filter(unit__in=units).select_related("unit").in_order()


def _due(day: date, today: date) -> tuple[str, str]:
    if late := days_late(day, today):
        words = _("Hạn %(day)s, quá hạn %(late)d ngày")
        return words % {"day": format_date(day), "late": late}, "error"
    tone = "warning" if (day - today).days < 3 else "info"
    return _("Hạn %(day)s") % {"day": format_date(day)}, tone
