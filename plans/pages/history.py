"""The timeline of a plan: what was done, by whom, and what comes next."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from parindex.history.labels import action_label
from parindex.history.models import Event
from parindex.lib.dates import format_date, format_moment
from parindex.units.models import User
from plans.models import Plan
from plans.pages.frame import frame
from plans.progress_queries import dues_of
from plans.reporters import may_oversee, may_report
from plans.schedule import ReportStanding

SHOWN = 200
KEPT = ("progress.save",)
"""Work in progress is for those who do it, not for every reader."""


def history_page(plan: Plan, user: User) -> dict[str, object]:
    today = timezone.localdate()
    events = Event.objects.of(plan)
    if not (may_oversee(user, plan) or may_report(user, plan.unit)):
        events = events.exclude(action__in=KEPT)
    found = list(events[: SHOWN + 1])
    return {
        **frame(plan, user, "history"),
        "ahead": _ahead(plan, today),
        "events": [
            {
                "at": event.at.isoformat(),
                "moment": format_moment(timezone.localtime(event.at)),
                "what": action_label(event.action),
                "about": "" if event.subject == "plans.plan" else event.subject_name,
                "who": event.actor_name,
                "reason": event.reason,
            }
            for event in found[:SHOWN]
        ],
        "is_cut": len(found) > SHOWN,
        "shown": SHOWN,
    }


def _ahead(plan: Plan, today: date) -> list[dict[str, str]]:
    """Days that come: reports and deadlines of open tasks, each day once."""
    days: dict[date, list[str]] = {}
    for due in dues_of([plan], today):
        if due.standing in (ReportStanding.EARLY, ReportStanding.WAITING):
            line = _("Hạn báo cáo tiến độ %(period)s") % {"period": due.asked.period.label}
            if line not in days.setdefault(due.asked.due_on, []):
                days[due.asked.due_on].append(line)
    for task in plan.tasks.open().filter(deadline__gte=today):
        name = f"{task.code}. {task.content}" if task.code else task.content
        day = task.deadline or today
        days.setdefault(day, []).append(_("Đến hạn: %(task)s") % {"task": name[:120]})
    return [
        {"day": format_date(day), "iso": day.isoformat(), "text": text}
        for day in sorted(days)
        for text in days[day]
    ][:60]
