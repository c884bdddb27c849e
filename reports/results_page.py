"""What the ranking page shows: every participant of a campaign, its figures as text, its place.

A fixed number of queries whatever the number of units. Nothing is summed here: figures come from
Result and NodeResult.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from assessments.models import (
    Assessment,
    Campaign,
    Comparability,
    FieldSheet,
    NodeResult,
    RecordedResult,
    Result,
    Source,
)
from assessments.predecessors import merged_words
from assessments.workflow import State
from criteria.models import Block, Criterion
from parindex.lib.numbers import DASH, format_decimal, format_percent, format_signed
from parindex.lib.text import sort_key
from parindex.units.models import UnitKind, User
from parindex.units.permissions import Right, memberships_granting
from reports.charts import share

BY_RANK, BY_NAME = "hang", "ten"


@dataclass(frozen=True)
class Head:
    """A column of points: a field, or the survey beside the fields."""

    code: str
    short: str
    name: str
    max_text: str


@dataclass(frozen=True)
class Cell:
    head: Head
    text: str


@dataclass(frozen=True)
class RankedRow:
    unit: str
    unit_code: str
    rank: str
    points: str
    maximum: str
    percent: str
    meter: int
    group: str
    change: str
    change_note: str
    """The mark of a merged unit: of how many old units last year's figure is the mean."""
    previous_rank: str
    bonus: str
    penalty: str
    cells: tuple[Cell, ...]
    is_mine: bool
    is_stale: bool


@dataclass(frozen=True)
class WaitingRow:
    """A participant without a complete result: where its sheets are, never a zero."""

    unit: str
    unit_code: str
    states: tuple[tuple[str, str], ...]
    """(state, its label with the number of fields)"""
    is_mine: bool


@dataclass(frozen=True)
class PeerGroup:
    """Like units, ranked among each other."""

    label: str
    ranked: tuple[RankedRow, ...]
    waiting: tuple[WaitingRow, ...]

    @property
    def participants(self) -> int:
        return len(self.ranked) + len(self.waiting)


@dataclass(frozen=True)
class RankingPage:
    campaign: Campaign
    heads: tuple[Head, ...]
    groups: tuple[PeerGroup, ...]
    has_adjustments: bool
    has_stale: bool
    computed_at: datetime | None
    previous_year: int | None


def ranking_page(campaign: Campaign, user: User, *, order: str = BY_RANK) -> RankingPage:
    """``campaign`` is one whose ranking the user may see (``access.ranked_campaign``)."""
    heads = _heads(campaign)
    results = list(
        Result.objects.visible_to(user)
        .filter(assessment__campaign=campaign, is_complete=True)
        .select_related("assessment__unit")
        .in_rank_order()
    )
    places = _Places(campaign)
    mine = {m.unit_id for m in memberships_granting(user, Right.READ_SHEET)}
    points = _points(campaign)
    ranked = [
        (result, _ranked_row(result, heads, points[result.assessment_id], places, mine))
        for result in results
    ]
    waiting = _waiting(campaign, {result.assessment_id for result in results}, mine)
    return RankingPage(
        campaign=campaign,
        heads=tuple(heads.values()),
        groups=_groups(ranked, waiting, order),
        has_adjustments=any(result.bonus or result.penalty for result in results),
        has_stale=any(row.is_stale for __, row in ranked),
        computed_at=max((r.computed_at for r in results if r.computed_at), default=None),
        previous_year=campaign.previous.year if campaign.previous else None,
    )


def _heads(campaign: Campaign) -> dict[int, Head]:
    """By criterion id; bonus and penalty have columns of their own."""
    top = Criterion.objects.get_queryset().top().in_order().filter(set=campaign.criteria_set_id)
    return {
        node.pk: Head(
            code=node.code,
            short=_("LV %(code)s") % {"code": node.code}
            if node.block == Block.FIELD
            else _("ĐTXHH"),
            name=node.name,
            max_text=format_decimal(node.max_score, strip=True),
        )
        for node in top.exclude(block=Block.ADJUSTMENT)
    }


def _points(campaign: Campaign) -> dict[int, dict[int, str]]:
    """Points of the top nodes, by assessment and node."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    rows = NodeResult.objects.filter(
        assessment__campaign=campaign, criterion__parent=None, points__isnull=False
    ).values_list("assessment_id", "criterion_id", "points")
    for assessment, criterion, points in rows:
        found[assessment][criterion] = format_decimal(points)
    return found


class _Places:
    """Ranks as text. A campaign taken over from papers has the ranks that were announced, not
    those among the few units that happen to be known."""

    def __init__(self, campaign: Campaign) -> None:
        recorded = [c for c in (campaign, campaign.previous) if c and c.source == Source.RECORDED]
        self.campaign = campaign
        self.recorded = {c.pk for c in recorded}
        self.announced = announced_ranks(RecordedResult.objects.filter(campaign__in=recorded))

    def now(self, result: Result) -> str:
        if self.campaign.pk in self.recorded:
            return self._announced(self.campaign.pk, result)
        return DASH if result.rank is None or result.rank_of == 1 else str(result.rank)

    def before(self, result: Result) -> str:
        if result.comparability == Comparability.MERGED:
            return str(Comparability.NONE.label)
        if self.campaign.previous_id in self.recorded:
            return self._announced(self.campaign.previous_id, result)
        return DASH if result.previous_rank is None else str(result.previous_rank)

    def _announced(self, campaign: int | None, result: Result) -> str:
        place, __ = self.announced.get((campaign, result.assessment.unit_id), (DASH, None))
        return str(place)


def announced_ranks(
    recorded: "QuerySet[RecordedResult]",
) -> dict[tuple[int | None, int], tuple[int, int | None]]:
    """(campaign, unit) → (place, of how many), as printed in the source."""
    rows = recorded.filter(criterion=None, is_used=True)
    return {
        (campaign, unit): (rank, of)
        for campaign, unit, rank, of in rows.values_list("campaign", "unit", "rank", "rank_of")
        if rank is not None
    }


def _ranked_row(
    result: Result,
    heads: dict[int, Head],
    points: dict[int, str],
    places: _Places,
    mine: set[int],
) -> RankedRow:
    unit = result.assessment.unit
    return RankedRow(
        unit=unit.title,
        unit_code=unit.code,
        rank=places.now(result),
        points=format_decimal(result.points),
        maximum="" if result.points is None else format_decimal(result.max_points, strip=True),
        percent=format_percent(result.percent),
        meter=share(result.percent, 100),
        group=result.group_label,
        change=_change(places.campaign, result),
        change_note=merged_words(result.previous_of),
        previous_rank=places.before(result),
        bonus=format_signed(result.bonus),
        penalty=format_signed(None if result.penalty is None else -result.penalty),
        cells=tuple(Cell(head, points.get(node, DASH)) for node, head in heads.items()),
        is_mine=unit.pk in mine,
        is_stale=result.revision < result.assessment.revision,
    )


def _change(campaign: Campaign, result: Result) -> str:
    """Change of the index in percentage points, or in words why there is none."""
    if result.change is not None:
        return format_signed(result.change)
    return DASH if campaign.previous_id is None else str(Comparability.NONE.label)


def _waiting(
    campaign: Campaign, done: set[int], mine: set[int]
) -> list[tuple[Assessment, WaitingRow]]:
    states = _states(campaign) if campaign.source == Source.SCORED else {}
    rest = campaign.assessments.taking_part().exclude(pk__in=done).select_related("unit").in_order()
    return [
        (
            assessment,
            WaitingRow(
                unit=assessment.unit.title,
                unit_code=assessment.unit.code,
                states=_state_labels(states.get(assessment.pk, Counter())),
                is_mine=assessment.unit_id in mine,
            ),
        )
        for assessment in rest
    ]


def _state_labels(sheets: Counter[State]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (state.value, _("%(state)s: %(count)d") % {"state": state.label, "count": sheets[state]})
        for state in State
        if sheets[state]
    )


def _states(campaign: Campaign) -> dict[int, Counter[State]]:
    """How many field sheets of each assessment stand in each state."""
    found: dict[int, Counter[State]] = defaultdict(Counter)
    rows = (
        FieldSheet.objects.filter(assessment__campaign=campaign)
        .order_by()
        .values_list("assessment_id", "state")
        .annotate(sheets=Count("pk"))
    )
    for assessment, state, sheets in rows:
        found[assessment][State(state)] = sheets
    return found


def _groups(
    ranked: Iterable[tuple[Result, RankedRow]],
    waiting: Iterable[tuple[Assessment, WaitingRow]],
    order: str,
) -> tuple[PeerGroup, ...]:
    done: dict[str, list[RankedRow]] = defaultdict(list)
    open_: dict[str, list[WaitingRow]] = defaultdict(list)
    for result, row in ranked:
        done[result.assessment.peer_group].append(row)
    for assessment, waiting_row in waiting:
        open_[assessment.peer_group].append(waiting_row)
    if order == BY_NAME:
        for rows in done.values():
            rows.sort(key=lambda row: sort_key(row.unit))
    return tuple(
        PeerGroup(peer_label(key), tuple(done[key]), tuple(open_[key]))
        for key in sorted({*done, *open_})
    )


def peer_label(peer_group: str) -> str:
    if peer_group in UnitKind.values:
        return str(UnitKind(peer_group).label)
    return _("Các đơn vị cấp xã")
