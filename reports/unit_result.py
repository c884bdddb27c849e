"""The figures of one unit in one campaign, as the page, the JSON, the workbook and the paper show
them.

Read from Result, NodeResult and Entry only: no score is summed anew and nothing is rounded here;
rounding belongs to the moment of writing (``parindex.lib.numbers``). The caller has already made
sure that the person may see the assessment.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from assessments.models import (
    Assessment,
    Campaign,
    Comparability,
    Entry,
    NodeResult,
    RatingGroup,
    Result,
    SurveyResult,
)
from assessments.models.results import ResultQuerySet
from criteria.models import Block, Criterion
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


def unit_result(assessment: Assessment) -> UnitResult:
    """A fixed number of queries, whatever the size of the set."""
    campaign = assessment.campaign
    result = Result.objects.filter(assessment=assessment).first() or Result(assessment=assessment)
    before = _previous_assessment(assessment)
    tops = _Tree(assessment).tops()
    survey = Part(result.survey_points, result.survey_max)
    return UnitResult(
        assessment=assessment,
        total=_figures(result),
        scored=Part(result.scored_points, result.scored_max),
        survey=survey,
        bonus=result.bonus,
        penalty=result.penalty,
        rank=_rank(result.rank, result.rank_of, result.previous_rank),
        group=_group(result, campaign),
        growth=_growth(result, campaign),
        comparability=Comparability(result.comparability),
        is_complete=result.is_complete,
        is_stale=result.revision < assessment.revision,
        computed_at=result.computed_at,
        fields=tuple(node for node in tops if node.block == Block.FIELD),
        blocks=tuple(node for node in tops if node.block != Block.FIELD),
        satisfaction=_satisfaction(assessment, survey),
        head_rating=assessment.head_rating,
        previous_head_rating=before.head_rating if before else "",
    )


class _Tree:
    """Joins the set's tree with the stored figures: of leaves from entries, of the rest from
    NodeResult (a field that is itself a leaf has both, and then last year's figures too)."""

    def __init__(self, assessment: Assessment) -> None:
        self.sums = {
            row.criterion_id: row for row in NodeResult.objects.filter(assessment=assessment)
        }
        self.entries = {
            row.criterion_id: row for row in Entry.objects.filter(assessment=assessment)
        }
        self.children: dict[int | None, list[Criterion]] = defaultdict(list)
        of_set = Criterion.objects.filter(set=assessment.campaign.criteria_set_id)
        for criterion in of_set.order_by("sort_key"):
            self.children[criterion.parent_id].append(criterion)

    def tops(self) -> tuple[Node, ...]:
        return self._below(None, "")

    def _below(self, parent: int | None, lead_unit: str) -> tuple[Node, ...]:
        nodes = (self._node(criterion, lead_unit) for criterion in self.children[parent])
        return tuple(node for node in nodes if node is not None)

    def _node(self, criterion: Criterion, inherited: str) -> Node | None:
        """None for a criterion of which this campaign knows nothing (figures of past years)."""
        lead_unit = criterion.lead_unit or inherited
        children = self._below(criterion.pk, lead_unit)
        entry = self.entries.get(criterion.pk)
        stored = self.sums.get(criterion.pk)
        if stored is None and entry is None:
            return None
        figures = _figures(stored) if stored else _entry_figures(entry)
        counted = entry.is_counted if entry else True
        return Node(
            **vars(figures),
            criterion_id=criterion.pk,
            entry_id=entry.pk if entry else None,
            code=criterion.code,
            name=criterion.name,
            level=criterion.level,
            block=criterion.block,
            method=criterion.method,
            is_leaf=not children,
            is_counted=counted,
            is_scored=_is_scored(figures, counted, children),
            lead_unit=lead_unit,
            cause=entry.cause.strip() if entry else "",
            children=children,
        )


def _is_scored(figures: Figures, counted: bool, children: tuple[Node, ...]) -> bool:
    if children:
        return all(child.is_scored for child in children)
    return not counted or figures.points is not None


def _figures(row: Result | NodeResult) -> Figures:
    return Figures(
        self_points=row.self_points,
        appraised_points=row.appraised_points,
        points=row.points,
        max_points=row.max_points,
        percent=row.percent,
        previous_points=row.previous_points,
        previous_max=row.previous_max,
        previous_percent=row.previous_percent,
        change=row.change,
    )


def _entry_figures(entry: Entry | None) -> Figures:
    if entry is None:
        return Figures(points=None, max_points=None)
    return Figures(
        self_points=entry.self_score,
        appraised_points=entry.appraised_score,
        points=entry.score,
        max_points=entry.max_score,
    )


def _previous_assessment(assessment: Assessment) -> Assessment | None:
    if assessment.campaign.previous_id is None:
        return None
    return Assessment.objects.filter(
        campaign=assessment.campaign.previous_id, unit=assessment.unit_id
    ).first()


def _rank(place: int | None, of: int | None, previous: int | None = None) -> Rank | None:
    return None if place is None or of is None else Rank(place, of, previous)


def _peers(result: Result, campaign: Campaign) -> ResultQuerySet:
    """Complete results of like units; nobody's before they are published."""
    found = Result.objects.get_queryset().filter(assessment__campaign=campaign, is_complete=True)
    if not campaign.is_published:
        return found.none()
    return found.filter(assessment__peer_group=result.assessment.peer_group)


def _group(result: Result, campaign: Campaign) -> Group | None:
    if not result.group_label:
        return None
    bands = list(RatingGroup.objects.filter(campaign=campaign).order_by("floor"))
    here = next((i for i, band in enumerate(bands) if band.label == result.group_label), None)
    above = [] if here is None else bands[here + 1 :]
    members = _peers(result, campaign).filter(group_label=result.group_label).in_rank_order()
    return Group(
        label=result.group_label,
        floor=None if here is None else bands[here].floor,
        ceiling=above[0].floor if above else None,
        members=tuple(members.values_list("assessment__unit__name", flat=True)),
    )


def _growth(result: Result, campaign: Campaign) -> Growth | None:
    """None for a unit alone, which has nobody to be measured against."""
    if result.change is None:
        return None
    peers = _peers(result, campaign).exclude(change=None)
    changes: list[Decimal] = [peer.change for peer in peers.only("change")]
    if len(changes) < 2:
        return None
    return Growth(
        place=1 + sum(change > result.change for change in changes),
        of=len(changes),
        mean=sum(changes, Decimal(0)) / len(changes),
    )


def _satisfaction(assessment: Assessment, part: Part) -> Satisfaction | None:
    survey = SurveyResult.objects.filter(assessment=assessment).prefetch_related("factors").first()
    if survey is None:
        return None
    return Satisfaction(
        index=survey.index,
        previous_index=survey.previous_index,
        rank=_rank(survey.rank, survey.rank_of),
        rank_change=survey.rank_change,
        part=part,
        factors=tuple(
            Factor(factor.name, factor.percent, _rank(factor.rank, factor.rank_of))
            for factor in survey.factors.all()
        ),
    )


def _sign(value: Decimal) -> int:
    return (value > 0) - (value < 0)
