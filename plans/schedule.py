"""When a unit reports on a plan, and how it stands to that day. Pure: today is an argument.

At most one report falls due in a month: that of the longest period which ends with it, so that in
June the six months are reported on and not, beside them, the second quarter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from plans.periods import Period, Span

DUE_DAY = 15
"""Of the period's last month: a quarter is reported on before it ends."""
REMIND_DAYS = (7, 3, 1)
"""Days before the due day on which people are reminded."""


@dataclass(frozen=True)
class Schedule:
    """Which periods are reported on, and by which day of their last month."""

    spans: frozenset[Span] = frozenset({Span.QUARTER, Span.HALF, Span.YEAR})
    due_day: int = DUE_DAY


@dataclass(frozen=True)
class Asked:
    """One report that is asked for."""

    period: Period
    due_on: date


class ReportStanding(StrEnum):
    """How a report stands to its due day."""

    EARLY = "early"
    """The period has not begun to end: nothing is asked yet."""
    WAITING = "waiting"
    MISSING = "missing"
    ON_TIME = "on_time"
    LATE = "late"


def asked_in(schedule: Schedule, year: int) -> Iterator[Asked]:
    """The year's reports, by due day."""
    for month in range(1, 13):
        ending = [span for span in schedule.spans if month % span.months == 0]
        if ending:
            span = max(ending, key=lambda found: found.months)
            period = Period(span, year, month // span.months)
            yield Asked(period, period.report_due(schedule.due_day))


def asked_of(schedule: Schedule, *, begun_on: date, last_year: int) -> list[Asked]:
    """All reports on a plan that took effect on a day: those that fall due after it."""
    return [
        asked
        for year in range(begun_on.year, last_year + 1)
        for asked in asked_in(schedule, year)
        if asked.due_on > begun_on
    ]


def opens_on(asked: Asked) -> date:
    """From the first day of the last month on, there is something to report on."""
    return asked.due_on.replace(day=1)


def standing_of(asked: Asked, sent_on: date | None, today: date) -> ReportStanding:
    """``sent_on``: the day it was first sent; None while it was not."""
    if sent_on is not None:
        return ReportStanding.ON_TIME if sent_on <= asked.due_on else ReportStanding.LATE
    if today > asked.due_on:
        return ReportStanding.MISSING
    return ReportStanding.WAITING if today >= opens_on(asked) else ReportStanding.EARLY


def days_late(due_on: date, day: date) -> int:
    """0 up to the due day itself."""
    return max(0, (day - due_on).days)


def reminder_stage(due_on: date, today: date) -> str:
    """Which reminder is due: "7", "3", "1", "late", or "" when none is.

    A reminder that fell on a day when nothing ran is caught up on the next one.
    """
    left = (due_on - today).days
    if left < 0:
        return "late"
    return next((str(days) for days in sorted(REMIND_DAYS) if left <= days), "")


_SLUGS = {Span.MONTH: "thang", Span.QUARTER: "quy", Span.HALF: "6-thang", Span.YEAR: "nam"}
_SLUG = re.compile(r"(?P<span>thang|quy|6-thang|nam)-(?P<number>\d{1,2})-(?P<year>\d{4})")


def slug_of(period: Period) -> str:
    """As addresses name it: quy-1-2022."""
    return f"{_SLUGS[period.span]}-{period.number}-{period.year}"


def period_named(slug: str) -> Period | None:
    match = _SLUG.fullmatch(slug)
    if match is None:
        return None
    span = next(span for span, name in _SLUGS.items() if name == match["span"])
    try:
        return Period(span, int(match["year"]), int(match["number"]))
    except ValueError:
        return None
