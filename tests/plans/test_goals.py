"""Where a target stands, the values of a trajectory, and the sentences."""

from datetime import date
from decimal import Decimal as D  # noqa: N817

import pytest

from plans.goals import (
    Comparator,
    Course,
    Measure,
    Outcome,
    Reading,
    Spoken,
    Standing,
    is_met,
    outcome_of,
    outcome_sentence,
    trajectory,
    worst,
)


def test_twenty_points_a_year_up_to_a_hundred_percent() -> None:
    """Seed 004, target 4: district from 20, commune from 15, 2022 to 2025."""
    district = trajectory(start_year=2021, start=D(20), step=D(20), last_year=2025, cap=D(100))
    commune = trajectory(start_year=2021, start=D(15), step=D(20), last_year=2025, cap=D(100))
    assert district == {2022: D(40), 2023: D(60), 2024: D(80), 2025: D(100)}
    assert commune == {2022: D(35), 2023: D(55), 2024: D(75), 2025: D(95)}


def test_a_trajectory_never_passes_its_cap() -> None:
    up = trajectory(start_year=2021, start=D(70), step=D(20), last_year=2024, cap=D(100))
    down = trajectory(start_year=2021, start=D(30), step=D(-20), last_year=2023, cap=D(5))
    assert list(up.values()) == [D(90), D(100), D(100)]
    assert list(down.values()) == [D(10), D(5)]


@pytest.mark.parametrize(
    ("comparator", "goal", "value", "met"),
    [
        (Comparator.AT_LEAST, 80, 80, True),
        (Comparator.OVER, 80, 80, False),
        (Comparator.EQUAL, 100, 99, False),
        (Comparator.AT_MOST, 10, 10, True),
        (Comparator.RISE, 1, "0.97", False),
        (Comparator.FALL, 15, -15, True),
        (Comparator.FALL, 15, 15, False),
        (Comparator.KEEP, 0, 0, True),
        (Comparator.KEEP, 0, "-0.34", False),
        (Comparator.DONE, 1, 1, True),
        (Comparator.DONE, 1, 0, False),
    ],
)
def test_when_a_goal_is_met(comparator: Comparator, goal: int, value: int, met: bool) -> None:
    assert is_met(comparator, D(goal), D(value)) is met


def stands(
    course: Course, value: str | None, day: date, today: date | None = None
) -> tuple[Standing, int | None]:
    readings = [] if value is None else [Reading(day, D(value))]
    outcome = outcome_of(course, readings, today or day)
    return outcome.standing, outcome.year


PERCENT = Course(Comparator.AT_LEAST, {2025: D(80), 2030: D(100)}, 2021, D(20))


@pytest.mark.parametrize(
    ("value", "day", "today", "expected"),
    [
        (None, date(2022, 1, 1), date(2022, 1, 1), (Standing.UNKNOWN, 2025)),
        ("85", date(2024, 12, 31), date(2025, 1, 5), (Standing.MET, 2025)),
        ("35", date(2022, 12, 31), date(2023, 1, 5), (Standing.ON_WAY, 2025)),
        ("30", date(2022, 12, 31), date(2023, 1, 5), (Standing.AT_RISK, 2025)),
        ("79.99", date(2025, 12, 31), date(2025, 12, 31), (Standing.AT_RISK, 2025)),
        ("79.99", date(2025, 12, 31), date(2026, 1, 1), (Standing.MISSED, 2025)),
        ("90", date(2027, 6, 30), date(2027, 7, 1), (Standing.ON_WAY, 2030)),
        ("81", date(2027, 6, 30), date(2027, 7, 1), (Standing.AT_RISK, 2030)),
    ],
)
def test_where_a_target_by_years_stands(
    value: str | None, day: date, today: date, expected: tuple[Standing, int]
) -> None:
    assert stands(PERCENT, value, day, today) == expected


def test_a_reading_of_the_future_is_not_read() -> None:
    assert stands(PERCENT, "90", date(2023, 1, 1), date(2022, 6, 1))[0] is Standing.UNKNOWN


def test_a_measure_without_goals_claims_nothing() -> None:
    assert stands(Course(Comparator.AT_LEAST, {}), "5", date(2022, 1, 1))[0] is Standing.UNKNOWN


def test_what_was_to_be_kept_is_at_risk_as_soon_as_it_falls() -> None:
    course = Course(Comparator.KEEP, {2022: D(0)})
    assert stands(course, "-1", date(2022, 6, 30)) == (Standing.AT_RISK, 2022)
    assert stands(course, "0", date(2022, 6, 30)) == (Standing.MET, 2022)


def test_a_fall_is_judged_by_how_much_it_fell() -> None:
    course = Course(Comparator.FALL, {2022: D(10)})
    assert stands(course, "-6", date(2022, 6, 30))[0] is Standing.ON_WAY
    assert stands(course, "-2", date(2022, 6, 30))[0] is Standing.AT_RISK
    assert stands(course, "-10", date(2022, 6, 30))[0] is Standing.MET


def test_more_than_the_most_allowed_is_at_risk() -> None:
    course = Course(Comparator.AT_MOST, {2022: D(10)})
    assert stands(course, "12", date(2022, 6, 30))[0] is Standing.AT_RISK


def test_a_target_stands_as_its_worst_measure() -> None:
    assert worst([Standing.MET, Standing.AT_RISK, Standing.ON_WAY]) is Standing.AT_RISK
    assert worst([]) is Standing.UNKNOWN


def spoken(
    comparator: Comparator, measure: Measure, goal: str, value: str, **more: object
) -> Spoken:
    outcome = Outcome(Standing.MISSED, 2021, D(goal), Reading(date(2021, 12, 31), D(value)))
    return Spoken(comparator, measure, outcome, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("measures", "sentence"),
    [
        (
            [spoken(Comparator.RISE, Measure.SCORE, "1", "0.97")],
            "Mục tiêu phấn đấu tăng 01 điểm. Kết quả chỉ tăng 0,97 điểm.",
        ),
        (
            [spoken(Comparator.RISE, Measure.SCORE, "0.1", "-0.7")],
            "Mục tiêu phấn đấu tăng 0,1 điểm. Kết quả giảm 0,7 điểm.",
        ),
        (
            [
                spoken(Comparator.KEEP, Measure.SCORE, "0", "-0.34", baseline_year=2020),
                spoken(Comparator.KEEP, Measure.RANK, "0", "-26", baseline_year=2020),
            ],
            "Mục tiêu phấn đấu giữ nguyên điểm số và thứ hạng như năm 2020."
            " Kết quả giảm 0,34 điểm và giảm 26 bậc.",
        ),
        (
            [spoken(Comparator.AT_LEAST, Measure.PERCENT, "90", "88.5")],
            "Mục tiêu phấn đấu đạt tối thiểu 90%. Kết quả mới đạt 88,5%.",
        ),
        (
            [spoken(Comparator.AT_LEAST, Measure.COUNT, "9", "9", unit_name="xã")],
            "Mục tiêu phấn đấu đạt tối thiểu 09 xã. Kết quả đạt 09 xã.",
        ),
        (
            [spoken(Comparator.DONE, Measure.COUNT, "1", "0")],
            "Mục tiêu phấn đấu hoàn thành. Kết quả chưa hoàn thành.",
        ),
        (
            [spoken(Comparator.FALL, Measure.PERCENT, "15", "-10")],
            "Mục tiêu phấn đấu giảm 15%. Kết quả chỉ giảm 10%.",
        ),
    ],
)
def test_the_sentence_of_an_outcome(measures: list[Spoken], sentence: str) -> None:
    assert outcome_sentence(measures) == sentence


def test_there_is_no_sentence_without_a_figure() -> None:
    nothing = Spoken(Comparator.RISE, Measure.SCORE, Outcome(Standing.UNKNOWN))
    assert outcome_sentence([nothing]) == ""
