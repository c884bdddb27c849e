"""Progress as text: one plan's board, all plans' roll-up, what I owe, what is overdue."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from parindex.lib.dates import format_date
from parindex.units.models import Unit, User
from parindex.units.permissions import Right, units_where
from plans.models import Plan
from plans.pages.frame import frame
from plans.periods import Period
from plans.progress_queries import (
    Counts,
    Due,
    counts_by_unit,
    dues_of,
    latest_period,
    tree_rows,
)
from plans.progress_words import report_path
from plans.reporters import may_oversee
from plans.schedule import ReportStanding, days_late, slug_of


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One report on a board: its standing as a chip, and where it is."""

    label: str
    tone: str
    icon: str
    due: str
    url: str
    period: str


@dataclass(frozen=True)
class BoardRow:
    unit: str
    unit_id: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class CountRow:
    """Tasks of one unit and all below it; ``asked`` 0 means nobody was asked."""

    unit: str
    depth: int
    reported: str
    is_whole: bool
    tasks: str
    done: str
    doing: str
    waiting: str
    overdue: str
    percent: int


STANDING_LOOKS = {
    ReportStanding.EARLY: ("", "none"),
    ReportStanding.WAITING: ("info", "clock"),
    ReportStanding.MISSING: ("error", "clock"),
    ReportStanding.ON_TIME: ("ok", "check"),
    ReportStanding.LATE: ("warning", "check"),
}


def standing_words(due: Due, today: date) -> str:
    if due.standing is ReportStanding.MISSING:
        return _("chưa gửi, quá hạn %(days)d ngày") % {"days": days_late(due.asked.due_on, today)}
    if due.standing is ReportStanding.LATE and due.report and due.report.first_sent_on:
        return _("gửi chậm %(days)d ngày") % {
            "days": days_late(due.asked.due_on, due.report.first_sent_on)
        }
    return {
        ReportStanding.EARLY: _("chưa đến kỳ"),
        ReportStanding.WAITING: _("cần báo cáo"),
        ReportStanding.ON_TIME: _("đúng hạn"),
    }[due.standing]


def cell_of(due: Due, today: date) -> Cell:
    tone, icon = STANDING_LOOKS[due.standing]
    return Cell(
        label=standing_words(due, today),
        tone=tone,
        icon=icon,
        due=format_date(due.asked.due_on),
        url=report_path(due.plan.pk, due.unit.code, due.asked.period),
        period=due.asked.period.label,
    )


# -- one plan -----------------------------------------------------------------------------------


def plan_progress_page(plan: Plan, user: User, today: date, wanted: str) -> dict[str, object]:
    """``wanted`` is the slug of the period whose figures are shown."""
    dues = dues_of([plan], today)
    periods = _periods(dues)
    period = _chosen(periods, wanted) or latest_period(dues, today)
    of_year = [due for due in dues if period and due.asked.period.year == period.year]
    counts = counts_by_unit(dues, period) if period else {}
    units = {due.unit.pk: due.unit for due in dues}
    return {
        **frame(plan, user, "progress"),
        "periods": _period_choices(periods, period),
        "period": period.label if period else "",
        "columns": _columns(of_year),
        "rows": _board(of_year, today),
        "counts": [_count_row(unit, 0, counts[pk]) for pk, unit in units.items() if pk in counts],
        "sum": _count_row(plan.unit, 0, sum(counts.values(), Counts())) if counts else None,
        "may_oversee": may_oversee(user, plan),
        "missing": sum(due.standing is ReportStanding.MISSING for due in dues),
        "is_running": plan.signed_on is not None,
    }


def _periods(dues: Iterable[Due]) -> list[Period]:
    found = {due.asked.period: due.asked.due_on for due in dues}
    return sorted(found, key=lambda period: found[period])


def _chosen(periods: Iterable[Period], wanted: str) -> Period | None:
    return next((period for period in periods if slug_of(period) == wanted), None)


def _period_choices(periods: Iterable[Period], chosen: Period | None) -> list[dict[str, Any]]:
    return [
        {"value": slug_of(period), "label": period.label, "selected": period == chosen}
        for period in periods
    ]


def _columns(dues: Iterable[Due]) -> list[str]:
    return [period.label for period in _periods(dues)]


def _board(dues: Sequence[Due], today: date) -> list[BoardRow]:
    units = {due.unit.pk: due.unit for due in dues}
    periods = _periods(dues)
    cells = {(due.unit.pk, due.asked.period): cell_of(due, today) for due in dues}
    nothing = Cell(label=_("không yêu cầu"), tone="", icon="none", due="", url="", period="")
    return [
        BoardRow(unit.title, unit.pk, tuple(cells.get((pk, period), nothing) for period in periods))
        for pk, unit in units.items()
    ]


def _count_row(unit: Unit, depth: int, counts: Counts) -> CountRow:
    known = counts.reported > 0
    return CountRow(
        unit=unit.title,
        depth=min(depth, 3),
        reported=f"{counts.reported}/{counts.asked}",
        is_whole=counts.reported == counts.asked,
        tasks=str(counts.tasks) if known else "–",
        done=str(counts.done) if known else "–",
        doing=str(counts.doing) if known else "–",
        waiting=str(counts.waiting) if known else "–",
        overdue=str(counts.overdue) if known else "–",
        percent=counts.done * 100 // counts.tasks if counts.tasks else 0,
    )


# -- all plans ----------------------------------------------------------------------------------


def roll_up_page(plans: Sequence[Plan], user: User, today: date, wanted: str) -> dict[str, object]:
    """Over the unit tree: how far the tasks are, of those who reported in one period."""
    dues = dues_of(plans, today)
    periods = _periods(dues)
    period = _chosen(periods, wanted) or latest_period(dues, today)
    counts = counts_by_unit(dues, period) if period else {}
    watched = {plan.pk for plan in plans if may_oversee(user, plan)}
    missing = [
        due for due in dues if due.asked.period == period and due.standing is ReportStanding.MISSING
    ]
    return {
        "periods": _period_choices(periods, period),
        "period": period.label if period else "",
        "period_slug": slug_of(period) if period else "",
        "tree": [
            _count_row(row.unit, row.depth, row.counts)
            for row in tree_rows(counts, units_where(user, Right.READ_PROGRESS))
        ],
        "missing": [
            {"unit": due.unit.title, "plan": due.plan.title, "cell": cell_of(due, today)}
            for due in sorted(missing, key=lambda due: due.asked.due_on)
        ],
        "may_remind": any(due.plan.pk in watched for due in missing),
    }


def owed_by(plans: Sequence[Plan], units: Sequence[int], today: date) -> list[dict[str, object]]:
    """What these units have to report now: what is late, what is open, what comes next."""
    dues = dues_of(plans, today, units) if units else []
    open_ = [
        due for due in dues if due.standing in (ReportStanding.MISSING, ReportStanding.WAITING)
    ]
    return [
        {
            "unit": due.unit.title,
            "plan": due.plan.title,
            "cell": cell_of(due, today),
            "state": due.report.report_state.label if due.report else _("Chưa soạn"),
        }
        for due in sorted(open_, key=lambda due: due.asked.due_on)
    ]
