"""Loose figures: the index, its growth, the survey and its factors, the totals."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from reports.figure_check.figures import Figure
from reports.figure_check.grid import Place
from reports.figure_check.subjects import Subject
from reports.figure_check.tables import Period


class Measure(Enum):
    POINTS = auto()
    MAXIMUM = auto()
    PERCENT = auto()
    GROWTH = auto()


@dataclass(frozen=True)
class Fact:
    subject: Subject
    measure: Measure
    figure: Figure
    year: Period = None
    table: int | None = None
    """Position of the table, for totals that close one."""

    @property
    def at(self) -> Place:
        return self.figure.at


_MAXIMUM = re.compile(r"toi da|thang diem|diem chuan")
_PERCENT = re.compile(r"%|\b(ty|ti) le\b|phan tram")
_POINTS_BELOW = 40
"""A lone figure of the survey up to the usual 40 points is points, above it a percentage."""


def lone_measure(words: str, figure: Figure, subject: Subject) -> Measure:
    """What a single value under a plain heading means."""
    if subject in {Subject.INDEX, Subject.FACTOR}:
        return Measure.PERCENT
    if _MAXIMUM.search(words) and "/" not in words:
        return Measure.MAXIMUM
    if subject is Subject.TOTAL or "diem" in words:
        return Measure.POINTS if "%" not in figure.printed else Measure.PERCENT
    if _PERCENT.search(words + figure.printed) or figure.value > _POINTS_BELOW:
        return Measure.PERCENT
    return Measure.POINTS
