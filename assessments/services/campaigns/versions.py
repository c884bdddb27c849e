"""Freezing what was published: one statement for all units of a campaign."""

from datetime import datetime

from django.db.models import DateTimeField, IntegerField, Max, Value
from django.db.models.functions import Cast

from assessments.models import Campaign, Correction, Result, ResultVersion
from parindex.db.sql import insert_select

FROZEN = [
    *("self_points", "points", "max_points", "percent", "scored_points", "survey_points"),
    *("bonus", "penalty", "rank", "rank_of", "group_label"),
]
"""Columns of Result that a version keeps."""


def versions_freeze(
    campaign: Campaign, *, at: datetime, correction: Correction | None = None
) -> int:
    """Keep everybody's figures as the next version. Returns its number. Inside a transaction, when
    the results have just been computed."""
    held = ResultVersion.objects.filter(assessment__campaign=campaign)
    number = (held.aggregate(last=Max("number"))["last"] or 0) + 1
    by = Value(correction.pk if correction else None)
    rows = (
        Result.objects.filter(assessment__campaign=campaign)
        .order_by()
        .values_list(
            "assessment",
            Value(number),
            Cast(by, output_field=IntegerField()),
            *FROZEN,
            Value(at, output_field=DateTimeField()),
        )
    )
    insert_select(
        ResultVersion,
        rows,
        columns=["assessment", "number", "correction", *FROZEN, "frozen_at"],
    )
    return number
