"""When a task counts as due: a day, a month, a quarter, a year, or something awaited. Pure.

A plan words a deadline as it likes ("Trong tháng 4/2020", "Trước 20/5/2020", "Sau khi tỉnh ban
hành"); ``read_deadline`` says what the words mean.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from parindex.lib.dates import format_date
from parindex.lib.text import ROMAN, fold


class Due(StrEnum):
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    AWAITED = "awaited"

    @property
    def label(self) -> str:
        return DUE_LABELS[self]


DUE_LABELS = {
    Due.DAY: "Ngày",
    Due.MONTH: "Trong tháng",
    Due.QUARTER: "Trong quý",
    Due.YEAR: "Trong năm",
    Due.AWAITED: "Sau khi có một việc khác",
}


@dataclass(frozen=True)
class Deadline:
    """``day`` is any day of the month, quarter or year meant. For something awaited it is the last
    day by which the task counts as due even if the awaited thing has not come, or None.

    ``happened_on`` is when the awaited thing came, ``days`` how long the task may take after it.
    """

    kind: Due
    day: date | None = None
    happened_on: date | None = None
    days: int = 0

    @property
    def due_on(self) -> date | None:
        """The last day on which the task is on time; None while nothing makes it due."""
        if self.kind is Due.AWAITED and self.happened_on:
            counted = self.happened_on + timedelta(days=self.days)
            return min(counted, self.day) if self.day else counted
        return self.day and _last_day(self.kind, self.day)

    @property
    def words(self) -> str:
        """As a plan prints it where nobody worded it otherwise."""
        if self.day is None or self.kind is Due.AWAITED:
            return ""
        return _WORDS[self.kind](self.day)


def _last_day(kind: Due, day: date) -> date:
    if kind is Due.MONTH:
        return _end_of_month(day.year, day.month)
    if kind is Due.QUARTER:
        return _end_of_month(day.year, quarter_of(day) * 3)
    if kind is Due.YEAR:
        return date(day.year, 12, 31)
    return day


def quarter_of(day: date) -> int:
    return (day.month - 1) // 3 + 1


def _end_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


_WORDS: Mapping[Due, Callable[[date], str]] = {
    Due.DAY: lambda day: f"Trước ngày {format_date(day)}",
    Due.MONTH: lambda day: f"Trong tháng {day.month}/{day.year}",
    Due.QUARTER: lambda day: f"Quý {ROMAN[quarter_of(day) - 1]}/{day.year}",
    Due.YEAR: lambda day: f"Năm {day.year}",
}


class DeadlineError(ValueError):
    """A day that no calendar has; the message says how to mend it."""


_DAY = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_QUARTER = re.compile(r"\bquy\s+(i{1,3}|iv|[1-4])\b\D{0,10}(\d{4})")
_MONTH = re.compile(r"(?<![\d/])(?:thang\s+)?(\d{1,2})\s*(?:/|-|\s+nam\s+)\s*(\d{4})(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:nam\s+)?(\d{4})(?!\d)")
_AWAITED = ("sau khi", "khi co", "khi ", "sau ")
_RECURRING = (
    "thuong xuyen",
    "hang thang",
    "hang quy",
    "hang nam",
    "hang tuan",
    "dinh ky",
    "ca nam",
)


def read_deadline(words: str, *, last_year: int) -> Deadline:
    """What the words mean. Of several days the last counts; what goes on all the time is due at
    the end of the plan; words that name no time are something awaited.

    Raises DeadlineError for a day that does not exist.
    """
    told = fold(words)
    if told.startswith(_AWAITED):
        return Deadline(Due.AWAITED)
    if days := _DAY.findall(told):
        return Deadline(Due.DAY, max(_day(int(y), int(m), int(d)) for d, m, y in days))
    if found := _QUARTER.search(told):
        return Deadline(Due.QUARTER, _day(int(found[2]), _quarter(found[1]) * 3, 1))
    if found := _MONTH.search(told):
        return Deadline(Due.MONTH, _day(int(found[2]), int(found[1]), 1))
    if any(word in told for word in _RECURRING):
        return Deadline(Due.YEAR, date(last_year, 12, 31))
    if found := _YEAR.search(told):
        return Deadline(Due.YEAR, _day(int(found[1]), 12, 31))
    return Deadline(Due.AWAITED)


def _quarter(text: str) -> int:
    return int(text) if text.isdecimal() else ROMAN.index(text.upper()) + 1


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise DeadlineError(f"Ngày {day:02d}/{month:02d}/{year} không có thật.") from None
