"""The paper as a whole: its loose figures beside the points of its fields, year by year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.figure_check.facts import Fact, Measure
from reports.figure_check.fields import Ratio
from reports.figure_check.figures import Figure, total
from reports.figure_check.grid import Place
from reports.figure_check.subjects import Subject
from reports.figure_check.tables import Period

SCALE = Decimal(100)


@dataclass(frozen=True)
class Part:
    """A field's right points and maximum in one year."""

    code: str
    achieved: Decimal
    maximum: Decimal


Parts = Mapping[Period, Sequence[Part]]


@dataclass(frozen=True)
class Survey:
    """What this year's survey gave, as printed."""

    points: Figure
    maximum: Figure

    @property
    def ratio(self) -> Ratio:
        return Ratio(self.points.value, self.maximum.value)


class Paper:
    def __init__(self, facts: Sequence[Fact], fields: Parts) -> None:
        self.facts = facts
        self.checked: set[Place] = set()
        """Where figures stand that were held against others."""
        self.fields = fields
        years = [fact.year for fact in facts] + list(fields)
        self.year = max((year for year in years if year is not None), default=None)

    def now(self, subject: Subject, measure: Measure) -> list[Figure]:
        """Figures of the last year; those that name no year are of that year."""
        found = self._all(subject, measure)
        return [fact.figure for fact in found if fact.year in {self.year, None}]

    def before(self, subject: Subject, measure: Measure) -> tuple[Period, list[Figure]]:
        """The year before the last that is told, and its figures."""
        found = [f for f in self._all(subject, measure) if f.year not in {self.year, None}]
        latest = max((f.year for f in found if f.year is not None), default=None)
        return latest, [fact.figure for fact in found if fact.year == latest]

    def check(self, *figures: Figure) -> None:
        self.checked |= {figure.at for figure in figures}

    def _all(self, subject: Subject, measure: Measure) -> Iterable[Fact]:
        return [f for f in self.facts if f.subject is subject and f.measure is measure]

    @property
    def survey(self) -> Survey | None:
        points = self.now(Subject.SIPAS, Measure.POINTS)
        maximum = [f for f in self.now(Subject.SIPAS, Measure.MAXIMUM) if f.value]
        return Survey(points[0], maximum[0]) if points and maximum else None

    def parts(self, year: Period) -> Sequence[Part]:
        return parts_of(self.fields, year)

    @property
    def expected_index(self) -> Decimal | None:
        """Fields plus survey, where their maxima make the full scale; None where they do not."""
        parts, survey = self.parts(self.year), self.survey
        if not are_consecutive(parts):
            return None
        maximum, achieved = sum_of(parts)
        if survey and maximum != SCALE:
            maximum += survey.maximum.value
            achieved += survey.points.value
        return achieved if maximum == SCALE else None

    @property
    def confirmed_index(self) -> Decimal | None:
        """The printed index that is the sum of its parts."""
        expected = self.expected_index
        printed = self.now(Subject.INDEX, Measure.PERCENT)
        is_right = expected is not None and any(f.has_percent(expected) for f in printed)
        return expected if is_right else None


def parts_of(fields: Parts, year: Period) -> Sequence[Part]:
    """Of that year; tables that name no year tell the last one."""
    return fields.get(year) or fields.get(None) or ()


def sum_of(parts: Sequence[Part]) -> tuple[Decimal, Decimal]:
    """Maximum and achieved."""
    return total(part.maximum for part in parts), total(part.achieved for part in parts)


def are_consecutive(parts: Sequence[Part]) -> bool:
    """Fields 1, 2, 3 … without a gap: a few fields alone make no index."""
    codes = sorted(int(part.code) for part in parts if part.code.isdecimal())
    return len(codes) == len(parts) > 1 and codes == list(range(1, len(parts) + 1))
