"""Where a target stands: met, on the way, at risk, missed. One pure function answers it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Measure(StrEnum):
    PERCENT = "percent"
    COUNT = "count"
    SCORE = "score"
    RANK = "rank"
    INDEX = "index"

    @property
    def label(self) -> str:
        return MEASURE_LABELS[self]


MEASURE_LABELS = {
    Measure.PERCENT: "Tỷ lệ (%)",
    Measure.COUNT: "Số lượng",
    Measure.SCORE: "Điểm số",
    Measure.RANK: "Thứ hạng",
    Measure.INDEX: "Chỉ số",
}


class Comparator(StrEnum):
    AT_LEAST = "at_least"
    OVER = "over"
    EQUAL = "equal"
    AT_MOST = "at_most"
    RISE = "rise"
    FALL = "fall"
    KEEP = "keep"
    DONE = "done"

    @property
    def label(self) -> str:
        return COMPARATOR_LABELS[self]

    @property
    def is_change(self) -> bool:
        """Values are changes against the year before, up positive, not levels."""
        return self in (Comparator.RISE, Comparator.FALL, Comparator.KEEP)

    @property
    def has_goal(self) -> bool:
        """Whether a figure says what to reach; to keep or to complete needs none."""
        return self not in (Comparator.KEEP, Comparator.DONE)


COMPARATOR_LABELS = {
    Comparator.AT_LEAST: "≥ đạt tối thiểu",
    Comparator.OVER: "> đạt trên",
    Comparator.EQUAL: "= đạt đúng",
    Comparator.AT_MOST: "≤ không quá",
    Comparator.RISE: "Tăng ít nhất",
    Comparator.FALL: "Giảm ít nhất",
    Comparator.KEEP: "Duy trì, không giảm",
    Comparator.DONE: "Hoàn thành",
}


class Standing(StrEnum):
    UNKNOWN = "unknown"
    MET = "met"
    ON_WAY = "on_way"
    AT_RISK = "at_risk"
    MISSED = "missed"

    @property
    def label(self) -> str:
        return STANDING_LABELS[self]

    @property
    def tone(self) -> str:
        return _TONES[self]


STANDING_LABELS = {
    Standing.UNKNOWN: "Chưa có số liệu",
    Standing.MET: "Đạt",
    Standing.ON_WAY: "Đúng tiến độ",
    Standing.AT_RISK: "Có nguy cơ không đạt",
    Standing.MISSED: "Không đạt",
}
_TONES = {
    Standing.UNKNOWN: "",
    Standing.MET: "ok",
    Standing.ON_WAY: "info",
    Standing.AT_RISK: "warning",
    Standing.MISSED: "error",
}
_SEVERITY = (
    *(Standing.MET, Standing.ON_WAY, Standing.UNKNOWN),
    *(Standing.AT_RISK, Standing.MISSED),
)


@dataclass(frozen=True)
class Course:
    """What one measure promises: the value to reach by the end of each milestone year.

    For a change (RISE, FALL, KEEP) goals and readings are changes; FALL's goal is positive: by how
    much. KEEP and DONE carry a year whose value is not read. ``baseline`` is the level from which
    the measure sets out, at the end of ``baseline_year``.
    """

    comparator: Comparator
    goals: Mapping[int, Decimal]
    baseline_year: int | None = None
    baseline: Decimal | None = None


@dataclass(frozen=True)
class Reading:
    """An actual figure at the end of a period."""

    day: date
    value: Decimal


@dataclass(frozen=True)
class Outcome:
    """``year`` is the milestone judged, ``goal`` its value, ``reading`` the figure judged."""

    standing: Standing
    year: int | None = None
    goal: Decimal | None = None
    reading: Reading | None = None


@dataclass(frozen=True)
class _Leg:
    """From one milestone (or the baseline) to the next."""

    start: date
    end: date
    base: Decimal = field(default=Decimal(0))


def is_met(comparator: Comparator, goal: Decimal, value: Decimal) -> bool:
    return _MET[comparator](goal, value)


_MET: Mapping[Comparator, Callable[[Decimal, Decimal], bool]] = {
    Comparator.AT_LEAST: lambda goal, value: value >= goal,
    Comparator.OVER: lambda goal, value: value > goal,
    Comparator.EQUAL: lambda goal, value: value == goal,
    Comparator.AT_MOST: lambda goal, value: value <= goal,
    Comparator.RISE: lambda goal, value: value >= goal,
    Comparator.FALL: lambda goal, value: -value >= goal,
    Comparator.KEEP: lambda _goal, value: value >= 0,
    Comparator.DONE: lambda _goal, value: value >= 1,
}


def outcome_of(course: Course, readings: Sequence[Reading], today: date) -> Outcome:
    """Judge the latest figure against the milestone of its own time.

    Met: the milestone's value is reached. Missed: its year is over and it is not. In between: on
    the way while the figure is no worse than a straight line from the last milestone (or the
    baseline, or nothing) to this one; else at risk. Without a figure nothing is claimed.
    """
    known = [reading for reading in readings if reading.day <= today]
    if not course.goals:
        return Outcome(Standing.UNKNOWN)
    if not known:
        year = _milestone(course, today.year)
        return Outcome(Standing.UNKNOWN, year, course.goals[year])
    latest = max(known, key=lambda reading: reading.day)
    year = _milestone(course, latest.day.year)
    goal = course.goals[year]
    standing = _standing(course, year, latest, today)
    return Outcome(standing, year, goal, latest)


def worst(standings: Iterable[Standing]) -> Standing:
    """A target of several measures stands as its worst one."""
    return max(standings, key=_SEVERITY.index, default=Standing.UNKNOWN)


def _milestone(course: Course, year: int) -> int:
    """The first milestone not before the year; after the last one, the last."""
    return next((y for y in sorted(course.goals) if y >= year), max(course.goals))


def _standing(course: Course, year: int, latest: Reading, today: date) -> Standing:
    goal = course.goals[year]
    if is_met(course.comparator, goal, latest.value):
        return Standing.MET
    if today > date(year, 12, 31):
        return Standing.MISSED
    return Standing.ON_WAY if _keeps_pace(course, year, latest) else Standing.AT_RISK


def _keeps_pace(course: Course, year: int, latest: Reading) -> bool:
    comparator, goal = course.comparator, course.goals[year]
    if comparator is Comparator.DONE:
        return True
    if comparator is Comparator.KEEP:
        return False
    leg = _leg(course, year)
    if comparator is Comparator.AT_MOST and leg.base <= goal:
        return False
    if comparator is Comparator.FALL:
        goal = -goal
    passed = max((latest.day - leg.start).days, 0)
    expected = leg.base + (goal - leg.base) * passed / max((leg.end - leg.start).days, 1)
    return latest.value >= expected if goal >= leg.base else latest.value <= expected


def _leg(course: Course, year: int) -> _Leg:
    earlier = [y for y in course.goals if y < year]
    end = date(year, 12, 31)
    if course.comparator.is_change:
        return _Leg(date(year - 1, 12, 31), end)
    if earlier:
        last = max(earlier)
        return _Leg(date(last, 12, 31), end, course.goals[last])
    if course.baseline is not None and course.baseline_year is not None:
        return _Leg(date(course.baseline_year, 12, 31), end, course.baseline)
    return _Leg(date(year - 1, 12, 31), end)
