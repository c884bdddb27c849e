"""What is known of one unit's result. Values only: no queries, no rounding."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from assessments.models import Assessment, Campaign, Comparability
from parindex.lib.numbers import half_up
from parindex.units.models import Unit

HUNDRED = Decimal(100)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Points of the maximum, the percentage, and last year's; the change in percentage points."""

    self_points: Decimal | None = None
    appraised_points: Decimal | None = None
    points: Decimal | None
    max_points: Decimal | None
    percent: Decimal | None = None
    previous_points: Decimal | None = None
    previous_max: Decimal | None = None
    previous_percent: Decimal | None = None
    previous_of: int | None = None
    """Of a merged unit: of how many predecessors last year's figure is the mean."""
    change: Decimal | None = None

    @property
    def is_at_maximum(self) -> bool:
        return self.points is not None and self.points == self.max_points

    @property
    def has_new_maximum(self) -> bool:
        """Last year's maximum is known and was another one."""
        return self.previous_max is not None and self.previous_max != self.max_points


@dataclass(frozen=True, kw_only=True)
class Node(Figures):
    """A field, a block beside the fields, a criterion or a sub-criterion."""

    criterion_id: int
    entry_id: int | None
    code: str
    name: str
    level: int
    block: str
    method: str
    is_leaf: bool
    is_counted: bool
    is_scored: bool
    """Every counted leaf at or below it has a score."""
    lead_unit: str
    """Whose work the criterion measures, as its set names it; inherited from above."""
    cause: str
    children: tuple["Node", ...]

    @property
    def deducted(self) -> Decimal | None:
        """Points lost, positive; None while a score is missing or the leaf does not count."""
        if self.points is None or self.max_points is None:
            return None
        return self.max_points - self.points if self.is_scored and self.is_counted else None

    @property
    def is_deducted(self) -> bool:
        return bool(self.deducted)

    def walk(self) -> Iterator["Node"]:
        """The node and everything below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def deductions(self) -> tuple["Node", ...]:
        """Leaves at or below it that lost points."""
        return tuple(node for node in self.walk() if node.is_leaf and node.is_deducted)


@dataclass(frozen=True)
class Part:
    """A part of the index: the scored fields, or the survey."""

    points: Decimal | None
    max_points: Decimal | None

    @property
    def percent(self) -> Decimal | None:
        if self.points is None or not self.max_points:
            return None
        return self.points / self.max_points * HUNDRED


@dataclass(frozen=True)
class Rank:
    """A place among like units; ``previous`` is last year's."""

    place: int
    of: int
    previous: int | None = None


@dataclass(frozen=True)
class Group:
    """The band of the index in which the unit stands; members are named once published."""

    label: str
    floor: Decimal | None
    ceiling: Decimal | None
    """The next higher floor; the band reaches up to but not including it."""
    members: tuple[str, ...]


@dataclass(frozen=True)
class Growth:
    """The change among like units whose results are published and comparable."""

    place: int
    of: int
    mean: Decimal


@dataclass(frozen=True)
class Factor:
    name: str
    percent: Decimal
    rank: Rank | None


@dataclass(frozen=True)
class Satisfaction:
    """SIPAS. Index and points are two published values and need not agree."""

    index: Decimal | None
    previous_index: Decimal | None
    rank: Rank | None
    rank_change: int | None
    part: Part
    factors: tuple[Factor, ...]

    @property
    def change(self) -> Decimal | None:
        if self.index is None or self.previous_index is None:
            return None
        return self.index - self.previous_index

    @property
    def disagrees(self) -> bool:
        """Points of the maximum give another percentage than the published index."""
        share = self.part.percent
        return (
            self.index is not None and share is not None and half_up(share) != half_up(self.index)
        )

    @property
    def is_mean_of_factors(self) -> bool:
        if self.index is None or not self.factors:
            return False
        mean = sum((f.percent for f in self.factors), Decimal(0)) / len(self.factors)
        return half_up(mean) == half_up(self.index)


@dataclass(frozen=True)
class Trend:
    """How the fields moved. A field at its maximum may at the same time have risen."""

    fields: tuple[Node, ...]

    def _where(self, *signs: int) -> tuple[Node, ...]:
        return tuple(f for f in self.fields if f.change is not None and _sign(f.change) in signs)

    @property
    def risen(self) -> tuple[Node, ...]:
        return self._where(1)

    @property
    def fallen(self) -> tuple[Node, ...]:
        return self._where(-1)

    @property
    def at_maximum(self) -> tuple[Node, ...]:
        return tuple(f for f in self.fields if f.is_at_maximum)

    @property
    def unchanged(self) -> tuple[Node, ...]:
        """Neither up nor down, and not because there is nothing more to win."""
        return tuple(f for f in self._where(0) if not f.is_at_maximum)

    @property
    def incomparable(self) -> tuple[Node, ...]:
        return tuple(f for f in self.fields if f.change is None)


@dataclass(frozen=True, kw_only=True)
class UnitResult:
    """Kết quả of one unit in one campaign."""

    assessment: Assessment
    total: Figures
    scored: Part
    survey: Part
    bonus: Decimal | None
    penalty: Decimal | None
    rank: Rank | None
    group: Group | None
    growth: Growth | None
    comparability: Comparability
    is_complete: bool
    is_stale: bool
    """A score has changed since the figures were computed."""
    computed_at: datetime | None
    fields: tuple[Node, ...]
    blocks: tuple[Node, ...]
    """What stands beside the fields: survey, bonus and penalty."""
    satisfaction: Satisfaction | None
    head_rating: str
    previous_head_rating: str

    @property
    def campaign(self) -> Campaign:
        return self.assessment.campaign

    @property
    def unit(self) -> Unit:
        return self.assessment.unit

    @property
    def year(self) -> int:
        return self.campaign.year

    @property
    def previous_year(self) -> int | None:
        return self.campaign.previous.year if self.campaign.previous else None

    @property
    def is_provisional(self) -> bool:
        """Not announced yet: the figures may still change."""
        return not self.campaign.is_published

    @property
    def announced_rank(self) -> Rank | None:
        """The rank for papers: a place among one is no place, and none is told before the day."""
        return self.rank if self.rank and self.rank.of > 1 and not self.is_provisional else None

    @property
    def top(self) -> tuple[Node, ...]:
        return (*self.fields, *self.blocks)

    @cached_property
    def deductions(self) -> tuple[Node, ...]:
        """Leaves of the fields that lost points, in the order of the set."""
        return tuple(leaf for field in self.fields for leaf in field.deductions)

    @property
    def trend(self) -> Trend:
        return Trend(self.fields)


def _sign(value: Decimal) -> int:
    return (value > 0) - (value < 0)
