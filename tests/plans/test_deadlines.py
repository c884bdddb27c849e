"""What the words of a deadline mean, and the periods that are reported on."""

from datetime import date

import pytest

from plans.deadlines import Deadline, DeadlineError, Due, read_deadline
from plans.periods import Period, Span


@pytest.mark.parametrize(
    ("words", "kind", "due_on"),
    [
        ("Trước 20/5/2020", Due.DAY, date(2020, 5, 20)),
        ("Trong tháng 4/2020", Due.MONTH, date(2020, 4, 30)),
        ("tháng 2 năm 2024", Due.MONTH, date(2024, 2, 29)),
        ("Quý II/2022", Due.QUARTER, date(2022, 6, 30)),
        ("quý 4 năm 2022", Due.QUARTER, date(2022, 12, 31)),
        ("Năm 2022", Due.YEAR, date(2022, 12, 31)),
        ("Thường xuyên", Due.YEAR, date(2025, 12, 31)),
        ("Hằng quý", Due.YEAR, date(2025, 12, 31)),
        (
            "Tổ chức hội nghị trước ngày 15/5/2020; gửi báo cáo trước 20/5/2020",
            Due.DAY,
            date(2020, 5, 20),
        ),
        ("Sau khi tỉnh Quảng Trị ban hành Chương trình giai đoạn 2021-2030", Due.AWAITED, None),
        ("Theo hướng dẫn của Sở Nội vụ", Due.AWAITED, None),
        ("", Due.AWAITED, None),
    ],
)
def test_what_the_words_mean(words: str, kind: Due, due_on: date | None) -> None:
    read = read_deadline(words, last_year=2025)
    assert (read.kind, read.due_on) == (kind, due_on)


@pytest.mark.parametrize("words", ["30/2/2022", "Trước 31/4/2022", "tháng 13/2022"])
def test_a_day_that_does_not_exist_is_refused(words: str) -> None:
    with pytest.raises(DeadlineError, match="không có thật"):
        read_deadline(words, last_year=2025)


def test_what_is_awaited_counts_from_the_day_it_came() -> None:
    assert Deadline(Due.AWAITED, None, date(2020, 9, 1), 30).due_on == date(2020, 10, 1)


def test_what_is_awaited_is_due_at_the_latest_in_any_case() -> None:
    latest = date(2020, 12, 31)
    assert Deadline(Due.AWAITED, latest).due_on == latest
    assert Deadline(Due.AWAITED, latest, date(2020, 12, 15), 30).due_on == latest


@pytest.mark.parametrize(
    ("period", "label", "last", "due"),
    [
        (Period(Span.MONTH, 2022, 2), "tháng 2/2022", date(2022, 2, 28), date(2022, 2, 15)),
        (Period(Span.QUARTER, 2022, 3), "quý III/2022", date(2022, 9, 30), date(2022, 9, 15)),
        (
            Period(Span.HALF, 2022, 1),
            "6 tháng đầu năm 2022",
            date(2022, 6, 30),
            date(2022, 6, 15),
        ),
        (Period(Span.YEAR, 2022, 1), "năm 2022", date(2022, 12, 31), date(2022, 12, 15)),
    ],
)
def test_a_period_ends_and_is_reported_on(
    period: Period, label: str, last: date, due: date
) -> None:
    assert (period.label, period.last_day, period.report_due()) == (label, last, due)
    assert Period.holding(period.span, period.first_day) == period


def test_a_year_has_four_quarters() -> None:
    with pytest.raises(ValueError, match="không có trong năm"):
        Period(Span.QUARTER, 2022, 5)
