"""What the index would be if some leaves had other scores: the statement of ``totals``, asked with
those scores in place of the stored ones. Nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Expression, Value, When

from assessments.models import Assessment, Entry
from assessments.totals import POINTS, index_rows, official_score


@dataclass(frozen=True)
class Index:
    """The index of one assessment.

    ``unbounded`` is what further points are added to: the sum before it is held between 0 and the
    maximum (a great penalty can push it below 0).
    """

    points: Decimal
    max_points: Decimal
    percent: Decimal
    unbounded: Decimal


def index_if(assessment: Assessment, scores: Mapping[int, Decimal]) -> Index:
    """``scores``: entry id → score. Entries not named keep the score that counts now."""
    entries = Entry.objects.filter(assessment=assessment.pk)
    rows = index_rows(entries, assessment.campaign, _official(scores))
    return Index(*rows.values_list("total", "maximum", "index", "unbounded").get())


def _official(scores: Mapping[int, Decimal]) -> Expression:
    if not scores:
        return official_score()
    changed = (
        When(pk=entry, then=Value(score, output_field=POINTS)) for entry, score in scores.items()
    )
    return Case(*changed, default=official_score(), output_field=POINTS)
