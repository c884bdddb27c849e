"""Sums over recorded figures where the paper itself prints none: a part of ``totals``.

A value that a paper announces always stands; only what nobody announced is summed, and only from
complete parts.
"""

from datetime import datetime
from decimal import Decimal

from django.db.models import (
    BooleanField,
    Count,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce, Greatest, Least

from assessments.models import Campaign, Comparability, NodeResult, RecordedResult, Result
from criteria.models import Block, Criterion, Level
from parindex.db.fields import PercentField, PointsField
from parindex.db.sql import ExactRatio, insert_select

POINTS = PointsField()
ZERO = Value(Decimal(0), output_field=POINTS)


def unfounded_drop(scope: dict[str, int]) -> None:
    """What was summed or recorded before and may no longer stand on anything."""
    of_node = _announced(OuterRef("criterion"))
    NodeResult.objects.filter(~Exists(of_node), **scope).delete()
    Result.objects.filter(~Exists(_announced(None)), **scope).delete()


def recorded_sums(campaign: Campaign, scope: dict[str, int], at: datetime) -> None:
    """Criteria from their sub-criteria, fields from their criteria, the index from its fields."""
    for level in (Level.SUB_CRITERION, Level.CRITERION):
        _sum_parents(scope, level)
    _sum_totals(campaign, scope, at)


def _announced(criterion: OuterRef | None) -> QuerySet[RecordedResult]:
    """The figure in use of the outer row's unit, of a criterion or of the whole."""
    return RecordedResult.objects.filter(
        campaign=OuterRef("assessment__campaign"),
        unit=OuterRef("assessment__unit"),
        criterion=criterion,
        is_used=True,
    )


def _percent(points: F, maximum: F) -> ExactRatio:
    return ExactRatio(points, maximum, scale=11, output_field=PercentField())


def _sum_parents(scope: dict[str, int], level: Level) -> None:
    siblings = Criterion.objects.filter(parent=OuterRef("criterion__parent")).order_by()
    rows = (
        NodeResult.objects.filter(
            ~Exists(_announced(OuterRef("criterion__parent"))),
            criterion__level=level,
            **scope,
        )
        .exclude(criterion__block=Block.ADJUSTMENT)
        .order_by()
        .values("assessment", "criterion__parent")
        .annotate(
            asked=Subquery(
                siblings.values("parent").annotate(n=Count("pk")).values("n"),
                output_field=IntegerField(),
            ),
            known=Count("points"),
            sum_points=Sum("points"),
            sum_max=Sum("max_points"),
        )
        .filter(known=F("asked"))
        .values_list(
            "assessment",
            "criterion__parent",
            "sum_points",
            "sum_max",
            _percent(F("sum_points"), F("sum_max")),
            "assessment__revision",
        )
    )
    insert_select(
        NodeResult,
        rows,
        columns=["assessment", "criterion", "points", "max_points", "percent", "revision"],
        conflict=["assessment", "criterion"],
        update=["points", "max_points", "percent", "revision"],
    )


def _sum_totals(campaign: Campaign, scope: dict[str, int], at: datetime) -> None:
    """The index of a unit whose every field and survey block is known, with what is known of its
    bonus and penalty."""
    adjusted = Q(criterion__block=Block.ADJUSTMENT, criterion__is_leaf=True)
    penalty = adjusted & Q(criterion__rule_kind="penalty")
    top = Q(criterion__level=Level.FIELD) & ~Q(criterion__block=Block.ADJUSTMENT)
    asked = (
        Criterion.objects.filter(set=campaign.criteria_set_id, level=Level.FIELD)
        .exclude(block=Block.ADJUSTMENT)
        .count()
    )
    rows = (
        NodeResult.objects.filter(~Exists(_announced(None)), **scope)
        .order_by()
        .values("assessment")
        .annotate(
            known=Count("points", filter=top),
            base=Sum("points", filter=top),
            maximum=Sum("max_points", filter=top),
            scored=Sum("points", filter=top & Q(criterion__block=Block.FIELD)),
            scored_of=Sum("max_points", filter=top & Q(criterion__block=Block.FIELD)),
            surveyed=Sum("points", filter=top & Q(criterion__block=Block.SURVEY)),
            surveyed_of=Sum("max_points", filter=top & Q(criterion__block=Block.SURVEY)),
            bonus_sum=Coalesce(Sum("points", filter=adjusted & ~penalty), ZERO),
            penalty_sum=Coalesce(Sum("points", filter=penalty), ZERO),
        )
        .filter(known=asked, known__gt=0)
        .annotate(
            total=Least(
                Greatest(
                    ExpressionWrapper(
                        F("base") + F("bonus_sum") - F("penalty_sum"), output_field=POINTS
                    ),
                    ZERO,
                    output_field=POINTS,
                ),
                F("maximum"),
                output_field=POINTS,
            )
        )
        .values_list(
            "assessment",
            "total",
            "maximum",
            _percent(F("total"), F("maximum")),
            "scored",
            "scored_of",
            "surveyed",
            "surveyed_of",
            "bonus_sum",
            "penalty_sum",
            Value(True, output_field=BooleanField()),
            "assessment__revision",
            Value("", output_field=Result._meta.get_field("group_label")),
            Value(Comparability.NONE, output_field=Result._meta.get_field("comparability")),
            Value(at, output_field=DateTimeField()),
        )
    )
    figures = ["points", "max_points", "percent", "scored_points", "scored_max", "survey_points"]
    figures += ["survey_max", "bonus", "penalty", "is_complete", "revision"]
    insert_select(
        Result,
        rows,
        columns=["assessment", *figures, "group_label", "comparability", "computed_at"],
        conflict=["assessment"],
        update=[*figures, "computed_at"],
    )
