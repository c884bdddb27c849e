"""Last year's figure of a unit that a merger or split made: the mean of its predecessors' shares.

Percentages compare, points do not (maxima may differ between predecessors), and ranks never do:
the field of competitors is another.
"""

from datetime import date
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.utils.translation import gettext as _

from assessments.models import Assessment, Campaign
from parindex.db.fields import PercentField
from parindex.db.sql import ExactRatio
from parindex.units.models import UnitLink


def merged_words(previous_of: int | None) -> str:
    """The mark that stands beside last year's figure wherever it is shown."""
    if previous_of is None:
        return ""
    if previous_of == 1:
        return _("lấy của 1 đơn vị cũ")
    return _("gộp từ %(count)d đơn vị") % {"count": previous_of}


def heirs(campaign: Campaign) -> "QuerySet[UnitLink, Any]":
    """Units that were absent the time before, but some predecessor of theirs was not.

    Only mergers after the earlier year count: a unit that had succeeded before it was assessed
    itself. Yields unit ids; empty without an earlier campaign.
    """
    before = campaign.previous
    if before is None:
        return UnitLink.objects.none().values("successor")
    took_part = Assessment.objects.taking_part().filter(campaign=before)
    return (
        UnitLink.objects.filter(
            effective_on__gt=date(before.year, 12, 31), predecessor__in=took_part.values("unit")
        )
        .exclude(successor__in=took_part.values("unit"))
        .values("successor")
    )


def inherited(rows: "QuerySet[Any, Any]", before: Campaign) -> tuple[Subquery, Subquery]:
    """(mean percentage, of how many predecessors) for an outer row of ``assessment__unit``.

    ``rows`` are Result or NodeResult of the earlier campaign. The mean is rounded half up once, at
    the last place that is stored, in whole numbers: both databases agree.
    """
    link = "assessment__unit__successor_links"
    of_predecessors = (
        rows.filter(
            **{
                f"{link}__successor": OuterRef("assessment__unit"),
                f"{link}__effective_on__gt": date(before.year, 12, 31),
            },
            percent__isnull=False,
            assessment__withdrawn_at__isnull=True,
        )
        .order_by()
        .values("assessment__campaign")
        .annotate(summed=Sum("percent"), counted=Count("pk"))
    )
    mean = ExactRatio("summed", "counted", scale=0, output_field=PercentField())
    return (
        Subquery(of_predecessors.annotate(mean=mean).values("mean"), output_field=PercentField()),
        Subquery(of_predecessors.values("counted"), output_field=IntegerField()),
    )
