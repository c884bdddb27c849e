"""Periods that are reported on: a month, a quarter, half a year, nine months, a year. Pure."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from parindex.lib.text import ROMAN


class Span(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def label(self) -> str:
        return SPAN_LABELS[self]

    @property
    def months(self) -> int:
        return _MONTHS[self]


SPAN_LABELS = {
    Span.MONTH: "Tháng",
    Span.QUARTER: "Quý",
    Span.HALF: "6 tháng",
    Span.YEAR: "Năm",
}
_MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.HALF: 6, Span.YEAR: 12}


@dataclass(frozen=True)
class Period:
    """``number`` counts from 1 within the year: month 1-12, quarter 1-4, half 1-2, year 1."""

    span: Span
    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 12 // self.span.months:
            raise ValueError(f"{self.span.label} {self.number} không có trong năm.")

    @property
    def last_month(self) -> int:
        return self.number * self.span.months

    @property
    def first_day(self) -> date:
        return date(self.year, self.last_month - self.span.months + 1, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.last_month, monthrange(self.year, self.last_month)[1])

    @property
    def label(self) -> str:
        """tháng 5/2022, quý II/2022, 6 tháng đầu năm 2022, năm 2022."""
        if self.span is Span.MONTH:
            return f"tháng {self.number}/{self.year}"
        if self.span is Span.QUARTER:
            return f"quý {ROMAN[self.number - 1]}/{self.year}"
        if self.span is Span.HALF:
            half = "đầu" if self.number == 1 else "cuối"
            return f"6 tháng {half} năm {self.year}"
        return f"năm {self.year}"

    def report_due(self, day: int = 15) -> date:
        """That day of the period's last month: a quarter is reported on before it ends."""
        return date(self.year, self.last_month, min(day, monthrange(self.year, self.last_month)[1]))

    @classmethod
    def holding(cls, span: Span, day: date) -> "Period":
        return cls(span, day.year, (day.month - 1) // span.months + 1)
