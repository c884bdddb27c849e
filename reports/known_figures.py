"""Figures of a unit that were taken over from what was announced, each with its source."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.models import RecordedResult
from parindex.lib.numbers import DASH, format_percent
from reports.unit_result import UnitResult
from reports.unit_words import pair


@dataclass(frozen=True)
class Known:
    """A figure taken over from what was announced, with its source."""

    subject: str
    is_whole: bool
    figure: str
    percent: str
    rank: str
    source: str
    note: str
    is_used: bool


def known_figures(result: UnitResult) -> Iterator[Known]:
    rows = (
        RecordedResult.objects.filter(campaign=result.campaign, unit=result.unit)
        .select_related("criterion")
        .order_by("criterion__sort_key", "-is_used", "pk")
    )
    for row in rows:
        yield Known(
            subject=str(row.criterion) if row.criterion else _("Chỉ số cải cách hành chính"),
            is_whole=row.criterion is None,
            figure=pair(row.points, row.max_points),
            percent=format_percent(row.percent),
            rank=f"{row.rank}/{row.rank_of}" if row.rank and row.rank_of else str(row.rank or ""),
            source=row.source,
            note=row.note,
            is_used=row.is_used,
        )


def announced_rank(known: Iterable[Known]) -> tuple[str, str]:
    """The rank that the paper printed; one among the few units known here would mislead."""
    for row in known:
        if row.is_whole and row.is_used and row.rank:
            return row.rank, _("theo văn bản đã công bố")
    return DASH, _("Văn bản nguồn không ghi hạng.")
