"""The annex of the decision: every unit in the order of its rank, its fields, last year beside."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessments.models import Campaign, Comparability, Result
from assessments.predecessors import merged_words
from criteria.models import Block, Criterion
from parindex.lib.numbers import DASH, format_decimal, format_signed
from reports.appendices.ranking import NO_RESULT, field_points
from reports.documents.phrases import points
from reports.results_page import peer_label


@dataclass(frozen=True)
class FieldColumn:
    code: str
    name: str
    maximum: str


@dataclass(frozen=True)
class RankRow:
    number: int
    unit: str
    fields: tuple[str, ...]
    points: str
    percent: str
    rank: str
    group: str
    previous: str
    change: str


@dataclass(frozen=True)
class RankTable:
    """One kind of units: ranks are given among the like."""

    title: str
    columns: tuple[FieldColumn, ...]
    rows: tuple[RankRow, ...]


def rank_tables(campaign: Campaign, results: Sequence[Result]) -> tuple[RankTable, ...]:
    tops = list(
        Criterion.objects.filter(set=campaign.criteria_set_id, level=1)
        .exclude(block=Block.ADJUSTMENT)
        .order_by("sort_key")
    )
    scores = field_points(campaign)
    has_scores = any(value is not None for value in scores.values())
    columns = tuple(
        FieldColumn(top.code, top.name, points(top.max_score)) for top in tops if has_scores
    )
    groups: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        groups[result.assessment.peer_group].append(result)
    return tuple(
        RankTable(
            peer_label(key),
            columns,
            tuple(
                _row(number, result, [scores.get((result.assessment_id, t.pk)) for t in tops])
                if has_scores
                else _row(number, result, [])
                for number, result in enumerate(groups[key], start=1)
            ),
        )
        for key in sorted(groups)
    )


def _row(number: int, result: Result, scores: Sequence[Decimal | None]) -> RankRow:
    """No result is a dash, never a zero; one unit alone has no place."""
    done = result.is_complete
    return RankRow(
        number=number,
        unit=result.assessment.unit.title,
        fields=tuple(points(score) if done else DASH for score in scores),
        points=points(result.points) if done else DASH,
        percent=format_decimal(result.percent) if done else DASH,
        rank=str(result.rank) if result.rank and result.rank_of != 1 else DASH,
        group=result.group_label if done else NO_RESULT,
        previous=_previous(result),
        change=format_signed(result.change) if done and result.change is not None else DASH,
    )


def _previous(result: Result) -> str:
    if result.previous_percent is None:
        return DASH
    text = format_decimal(result.previous_percent)
    if result.comparability == Comparability.MERGED:
        return f"{text} ({merged_words(result.previous_of)})"
    return f"{text} (hạng {result.previous_rank})" if result.previous_rank else text
