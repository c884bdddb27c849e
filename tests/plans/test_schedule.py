"""When progress is reported on, and what is late."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.periods import Period, Span
from plans.schedule import (
    Asked,
    ReportStanding,
    Schedule,
    asked_in,
    asked_of,
    days_late,
    opens_on,
    period_named,
    reminder_stage,
    slug_of,
    standing_of,
)

USUAL = Schedule()
MONTHLY = Schedule(frozenset(Span))


def asked_texts(schedule: Schedule) -> list[tuple[str, date]]:
    return [(asked.period.label, asked.due_on) for asked in asked_in(schedule, 2022)]


def test_the_usual_year_has_four_reports_on_the_fifteenth() -> None:
    assert asked_texts(USUAL) == [
        ("quý I/2022", date(2022, 3, 15)),
        ("6 tháng đầu năm 2022", date(2022, 6, 15)),
        ("quý III/2022", date(2022, 9, 15)),
        ("năm 2022", date(2022, 12, 15)),
    ]


def test_a_monthly_check_fills_the_months_between() -> None:
    found = asked_texts(MONTHLY)
    assert [label for label, _due in found][:4] == [
        "tháng 1/2022",
        "tháng 2/2022",
        "quý I/2022",
        "tháng 4/2022",
    ]
    assert len(found) == 12


def test_a_plan_may_ask_only_for_the_year() -> None:
    assert asked_texts(Schedule(frozenset({Span.YEAR}), due_day=20)) == [
        ("năm 2022", date(2022, 12, 20))
    ]


def test_a_due_day_beyond_the_month_is_its_last_day() -> None:
    dues = [due for _label, due in asked_texts(Schedule(frozenset({Span.MONTH}), due_day=31))]
    assert dues[1] == date(2022, 2, 28)
    assert dues[3] == date(2022, 4, 30)


def test_nothing_is_asked_of_the_time_before_the_plan() -> None:
    begun = date(2022, 6, 15)
    found = asked_of(USUAL, begun_on=begun, last_year=2023)
    assert [asked.period.label for asked in found] == [
        "quý III/2022",
        "năm 2022",
        "quý I/2023",
        "6 tháng đầu năm 2023",
        "quý III/2023",
        "năm 2023",
    ]


HALF = Asked(Period(Span.HALF, 2022, 1), date(2022, 6, 15))


@pytest.mark.parametrize(
    ("sent", "today", "standing"),
    [
        (None, date(2022, 5, 31), ReportStanding.EARLY),
        (None, date(2022, 6, 1), ReportStanding.WAITING),
        (None, date(2022, 6, 15), ReportStanding.WAITING),
        (None, date(2022, 6, 16), ReportStanding.MISSING),
        (date(2022, 6, 15), date(2022, 7, 1), ReportStanding.ON_TIME),
        (date(2022, 6, 16), date(2022, 7, 1), ReportStanding.LATE),
    ],
)
def test_a_report_stands_to_its_day(
    sent: date | None, today: date, standing: ReportStanding
) -> None:
    assert standing_of(HALF, sent, today) == standing


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        (date(2022, 6, 7), ""),
        (date(2022, 6, 8), "7"),
        (date(2022, 6, 10), "7"),
        (date(2022, 6, 12), "3"),
        (date(2022, 6, 14), "1"),
        (date(2022, 6, 15), "1"),
        (date(2022, 6, 16), "late"),
    ],
)
def test_reminders_come_seven_three_and_one_day_before(today: date, stage: str) -> None:
    assert reminder_stage(HALF.due_on, today) == stage


def test_days_late_begin_after_the_due_day() -> None:
    assert [days_late(date(2022, 6, 15), date(2022, 6, day)) for day in (1, 15, 16, 20)] == [
        0,
        0,
        1,
        5,
    ]


@given(
    st.frozensets(st.sampled_from(list(Span)), min_size=1),
    st.integers(1, 31),
    st.integers(2020, 2032),
)
def test_every_month_asks_at_most_once_and_every_day_is_asked_about(
    spans: frozenset[Span], day: int, year: int
) -> None:
    found = list(asked_in(Schedule(spans, day), year))
    dues = [asked.due_on for asked in found]
    assert dues == sorted(set(dues))
    assert len({due.month for due in dues}) == len(dues)
    assert all(opens_on(asked) <= asked.due_on <= asked.period.last_day for asked in found)
    assert found[-1].period.last_day == date(year, 12, 31)


@given(st.sampled_from(list(Span)), st.integers(1, 12), st.integers(2000, 2100))
def test_an_address_names_its_period(span: Span, number: int, year: int) -> None:
    period = Period(span, year, (number - 1) % (12 // span.months) + 1)
    assert period_named(slug_of(period)) == period


@pytest.mark.parametrize("slug", ["", "quy-5-2022", "quy-1-22", "tuan-1-2022", "nam-0-2022"])
def test_other_words_name_no_period(slug: str) -> None:
    assert period_named(slug) is None
