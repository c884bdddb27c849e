"""The one place that computes totals, ranks and changes; every reader reads Result and NodeResult.

Each function is one or a few set-based statements over a whole campaign or over one assessment of
it, never a loop over units. Entries hold exact integers of 1/10,000 point, so both databases give
the same sums, and ties are ties.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateTimeField,
    Exists,
    Expression,
    ExpressionWrapper,
    F,
    Field,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, Coalesce, Greatest, Least, Rank

from assessments.models import (
    Assessment,
    Campaign,
    Comparability,
    Entry,
    NodeResult,
    RatingGroup,
    RecordedResult,
    Result,
    Source,
)
from assessments.predecessors import heirs, inherited
from assessments.recorded_sums import recorded_sums, unfounded_drop
from criteria.models import OFFICE_METHODS, SURVEY_METHODS, Block, Level
from parindex.db.fields import PercentField, PointsField
from parindex.db.sql import ExactRatio, insert_select, update_from

POINTS = PointsField()
PERCENT = PercentField()
ZERO = Value(Decimal(0), output_field=POINTS)
FIGURES = ["self_points", "appraised_points", "points", "max_points", "percent"]


def recompute(campaign: Campaign, *, at: datetime, assessment_id: int | None = None) -> None:
    """Rebuild results of the campaign (or of one assessment) and everybody's rank in it.

    The stamp ``revision`` is read in the same statement as the scores, so a score that changes
    meanwhile leaves the result visibly stale instead of silently wrong.
    """
    scope: dict[str, int] = {
        "assessment__campaign": campaign.pk,
        "assessment__withdrawn_at__isnull": True,
    }
    if assessment_id is not None:
        scope["assessment"] = assessment_id
    with transaction.atomic():
        _lock(scope)
        if campaign.source == Source.RECORDED:
            unfounded_drop(scope)
            _recorded_nodes(scope)
            _recorded_totals(scope, at)
            recorded_sums(campaign, scope, at)
        else:
            _node_results(scope)
            _totals(campaign, scope, at)
        if campaign.previous_id:
            _previous_nodes(campaign, scope)
            _previous_totals(campaign, scope)
        _changes(NodeResult, scope)
        _changes(Result, scope)
        _ranks(campaign)


def _lock(scope: dict[str, int]) -> None:
    """Serialise recomputations of the same rows, in one order, so that they cannot deadlock."""
    rows = Assessment.objects.filter(
        **{key.removeprefix("assessment__"): value for key, value in scope.items() if "__" in key}
    ).order_by("pk")
    if "assessment" in scope:
        rows = rows.filter(pk=scope["assessment"])
    list(rows.select_for_update().values_list("pk", flat=True))


# -- from entries -------------------------------------------------------------------------------


def official_score() -> Coalesce:
    """The score that counts now: final, else appraised, else self."""
    return Coalesce("final_score", "appraised_score", "self_score", output_field=POINTS)


def _percent(points: Any, maximum: Any) -> ExactRatio:
    return ExactRatio(points, maximum, scale=11, output_field=PercentField())


def _sums() -> dict[str, Expression]:
    counted = Q(is_counted=True)
    return {
        "self_points": Sum("self_score", filter=counted),
        "appraised_points": Sum("appraised_score", filter=counted),
        "points": Sum(official_score(), filter=counted),
        "max_points": Sum("max_score", filter=counted),
    }


def _node_results(scope: dict[str, int]) -> None:
    """Fields (and blocks) from all their leaves, then criteria from their sub-criteria."""
    sub_criteria = Q(criterion__level=Level.SUB_CRITERION)
    for node, leaves in (("sheet__criterion", Q()), ("criterion__parent", sub_criteria)):
        rows = (
            Entry.objects.filter(leaves, **scope)
            .order_by()
            .values("assessment", node)
            .annotate(**{f"sum_{name}": sum_ for name, sum_ in _sums().items()})
            .values_list(
                "assessment",
                node,
                "sum_self_points",
                "sum_appraised_points",
                "sum_points",
                "sum_max_points",
                _percent(Coalesce(F("sum_points"), ZERO), F("sum_max_points")),
                "assessment__revision",
            )
        )
        insert_select(
            NodeResult,
            rows,
            columns=["assessment", "criterion", *FIGURES, "revision"],
            conflict=["assessment", "criterion"],
            update=[*FIGURES, "revision"],
        )


def index_rows(
    entries: "QuerySet[Entry, Any]", campaign: Campaign, official: Expression | None = None
) -> "QuerySet[Any, Any]":
    """One row per assessment: the index (``total`` of ``maximum``) and the parts it is made of.

    ``official`` is the score that counts of each entry; another one answers "what if".
    """
    official = official or official_score()
    adjustment = Q(criterion__method="adjustment")
    penalty = adjustment & Q(criterion__rule_kind="penalty")
    survey = Q(criterion__method__in=SURVEY_METHODS)
    counted = Q(is_counted=True) & ~adjustment
    cap = campaign.criteria_set.adjustment_cap
    return (
        entries.order_by()
        .values("assessment")
        .annotate(
            sum_self=Sum("self_score", filter=counted),
            sum_appraised=Sum("appraised_score", filter=counted),
            base=Coalesce(Sum(official, filter=counted), ZERO),
            maximum=Sum("max_score", filter=counted),
            scored=Sum(official, filter=counted & ~survey),
            scored_of=Sum("max_score", filter=counted & ~survey),
            surveyed=Sum(official, filter=counted & survey),
            surveyed_of=Sum("max_score", filter=counted & survey),
            bonus_sum=_capped(Sum(official, filter=adjustment & ~penalty), cap),
            penalty_sum=_capped(Sum(official, filter=penalty), cap),
            answered=Count("pk", filter=counted & ~Q(appraised_score=None)),
            asked=Count("pk", filter=counted),
        )
        .annotate(
            # What a gained point is added to, before the index is held between 0 and the maximum.
            unbounded=ExpressionWrapper(
                F("base") + F("bonus_sum") - F("penalty_sum"), output_field=POINTS
            ),
        )
        .annotate(
            total=Least(
                Greatest(F("unbounded"), ZERO, output_field=POINTS),
                F("maximum"),
                output_field=POINTS,
            ),
        )
        .annotate(index=_percent(F("total"), F("maximum")))
    )


def _totals(campaign: Campaign, scope: dict[str, int], at: datetime) -> None:
    rows = index_rows(Entry.objects.filter(**scope), campaign).values_list(
        "assessment",
        "sum_self",
        "sum_appraised",
        "total",
        "maximum",
        "index",
        "scored",
        "scored_of",
        "surveyed",
        "surveyed_of",
        "bonus_sum",
        "penalty_sum",
        Case(
            When(answered=F("asked"), then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        ),
        "assessment__revision",
        Value("", output_field=Result._meta.get_field("group_label")),
        Value(Comparability.NONE, output_field=Result._meta.get_field("comparability")),
        Value(at, output_field=DateTimeField()),
    )
    parts = ["scored_points", "scored_max", "survey_points", "survey_max", "bonus", "penalty"]
    figures = [*FIGURES, *parts, "is_complete", "revision"]
    insert_select(
        Result,
        rows,
        columns=["assessment", *figures, "group_label", "comparability", "computed_at"],
        conflict=["assessment"],
        update=[*figures, "computed_at"],
    )


def _capped(total: Expression, cap: Decimal | None) -> Expression:
    whole = Coalesce(total, ZERO, output_field=POINTS)
    return whole if cap is None else Least(whole, Value(cap, output_field=POINTS))


# -- from recorded figures of past years --------------------------------------------------------


def _recorded(scope: dict[str, int]) -> "QuerySet[RecordedResult, Any]":
    assessment = Assessment.objects.filter(
        campaign=OuterRef("campaign"), unit=OuterRef("unit")
    ).values("pk")[:1]
    rows = RecordedResult.objects.filter(campaign=scope["assessment__campaign"], is_used=True)
    return rows.annotate(
        assessment_id=Subquery(assessment, output_field=IntegerField()),
        share=Coalesce("percent", _percent(F("points"), F("max_points"))),
    ).filter(assessment_id__isnull=False, **{k: v for k, v in scope.items() if "__" not in k})


def _recorded_nodes(scope: dict[str, int]) -> None:
    rows = _recorded({**scope}).filter(criterion__isnull=False)
    insert_select(
        NodeResult,
        rows.values_list(
            "assessment_id", "criterion", "points", "max_points", "share", _zero_revision()
        ),
        columns=["assessment", "criterion", "points", "max_points", "percent", "revision"],
        conflict=["assessment", "criterion"],
        update=["points", "max_points", "percent", "revision"],
    )


def _recorded_totals(scope: dict[str, int], at: datetime) -> None:
    totals = _recorded({**scope}).filter(criterion=None)
    of_fields = (
        NodeResult.objects.filter(
            assessment=OuterRef("assessment_id"), criterion__block=Block.FIELD
        )
        .order_by()
        .values("assessment")
    )
    rows = totals.annotate(
        scored=Subquery(of_fields.annotate(s=Sum("points")).values("s"), output_field=POINTS),
        scored_of=Subquery(
            of_fields.annotate(s=Sum("max_points")).values("s"), output_field=POINTS
        ),
    ).values_list(
        "assessment_id",
        "points",
        "max_points",
        "share",
        "scored",
        "scored_of",
        Value(True, output_field=BooleanField()),
        _zero_revision(),
        Value("", output_field=Result._meta.get_field("group_label")),
        Value(Comparability.NONE, output_field=Result._meta.get_field("comparability")),
        Value(at, output_field=DateTimeField()),
    )
    figures = ["points", "max_points", "percent", "scored_points", "scored_max", "is_complete"]
    insert_select(
        Result,
        rows,
        columns=[
            "assessment",
            *figures,
            "revision",
            "group_label",
            "comparability",
            "computed_at",
        ],
        conflict=["assessment"],
        update=[*figures, "revision", "computed_at"],
    )


def _zero_revision() -> Subquery:
    return Subquery(
        Assessment.objects.filter(campaign=OuterRef("campaign"), unit=OuterRef("unit")).values(
            "revision"
        )[:1],
        output_field=IntegerField(),
    )


# -- against the year before --------------------------------------------------------------------


def _previous_nodes(campaign: Campaign, scope: dict[str, Any]) -> None:
    """Last year's figures of the node itself (same set) or of the one it succeeds."""
    before = NodeResult.objects.filter(
        assessment__campaign=campaign.previous_id, criterion=OuterRef("ancestor")
    )
    own = before.filter(assessment__unit=OuterRef("assessment__unit"))
    rows = (
        NodeResult.objects.filter(**scope)
        .order_by()
        .annotate(ancestor=Coalesce("criterion__predecessor", "criterion"))
    )
    _previous(NodeResult, campaign, rows, own, before.filter(assessment__result__is_complete=True))


def _previous_totals(campaign: Campaign, scope: dict[str, Any]) -> None:
    before = Result.objects.filter(assessment__campaign=campaign.previous_id, is_complete=True)
    own = before.filter(assessment__unit=OuterRef("assessment__unit"))
    same_set = campaign.previous is not None and (
        campaign.previous.criteria_set_id == campaign.criteria_set_id
    )
    comparable = Comparability.SAME_SET if same_set else Comparability.PERCENT_ONLY
    rows = Result.objects.filter(**scope).order_by()
    _previous(Result, campaign, rows, own, before)
    born = heirs(campaign)
    update_from(
        Result,
        rows.exclude(assessment__unit__in=born).values_list(
            "pk",
            Subquery(own.values("rank")[:1]),
            Case(When(Exists(own), then=Value(comparable)), default=Value(Comparability.NONE)),
        ),
        columns=["previous_rank", "comparability"],
    )
    update_from(
        Result,
        rows.filter(assessment__unit__in=born).values_list(
            "pk",
            _nothing(IntegerField()),
            Case(
                When(previous_percent__isnull=False, then=Value(Comparability.MERGED)),
                default=Value(Comparability.NONE),
            ),
        ),
        columns=["previous_rank", "comparability"],
    )


def _previous(
    model: type[NodeResult] | type[Result],
    campaign: Campaign,
    rows: "QuerySet[Any, Any]",
    own: "QuerySet[Any, Any]",
    before: "QuerySet[Any, Any]",
) -> None:
    """The unit's own figures; of a unit that a merger made, the mean of its predecessors'."""
    if campaign.previous is None:
        return
    born = heirs(campaign)
    update_from(
        model,
        rows.exclude(assessment__unit__in=born).values_list(
            "pk", *[Subquery(own.values(c)[:1]) for c in PREVIOUS_OF], _nothing(IntegerField())
        ),
        columns=PREVIOUS,
    )
    mean, count = inherited(before, campaign.previous)
    update_from(
        model,
        rows.filter(assessment__unit__in=born).values_list(
            "pk", _nothing(POINTS), _nothing(POINTS), mean, count
        ),
        columns=PREVIOUS,
    )


def _nothing(field: "Field[Any, Any]") -> Cast:
    """NULL of a type: PostgreSQL takes a bare one for text."""
    return Cast(Value(None), output_field=field)


PREVIOUS_OF = ["points", "max_points", "percent"]
PREVIOUS = ["previous_points", "previous_max", "previous_percent", "previous_of"]


def _changes(model: type[NodeResult] | type[Result], scope: dict[str, int]) -> None:
    """Change in percentage points: maxima differ between years, percentages compare."""
    change = ExpressionWrapper(F("percent") - F("previous_percent"), output_field=PERCENT)
    rows = model.objects.filter(**scope).order_by().values_list("pk", change)
    update_from(model, rows, columns=["change"])


# -- among each other ---------------------------------------------------------------------------


def _ranks(campaign: Campaign) -> None:
    """Ranks among like units with a complete result; ties share a rank (1, 2, 2, 4)."""
    complete = Result.objects.filter(assessment__campaign=campaign.pk, is_complete=True).order_by()
    group = _group_of(campaign, OuterRef("percent"))
    peers = [F("assessment__peer_group")]
    update_from(
        Result,
        complete.values_list(
            "pk",
            Window(Rank(), partition_by=peers, order_by=F("percent").desc()),
            Window(Count("pk"), partition_by=peers),
            Coalesce(Subquery(group.values("label")[:1]), Value("")),
        ),
        columns=["rank", "rank_of", "group_label"],
    )
    Result.objects.filter(assessment__campaign=campaign.pk, is_complete=False).exclude(
        rank=None
    ).update(rank=None, rank_of=None, group_label="")
    if campaign.source == Source.RECORDED:
        _printed_ranks(campaign)


def _group_of(campaign: Campaign, percent: Any) -> "QuerySet[RatingGroup, RatingGroup]":
    """The bands that the percentage reaches, the highest first."""
    return RatingGroup.objects.filter(campaign=campaign.pk, floor__lte=percent).order_by("-floor")


@dataclass(frozen=True)
class Standing:
    """A place among like units and the band of the index; ``rank_of`` counts the unit itself."""

    rank: int
    rank_of: int
    group_label: str


def peer_results(assessment: Assessment) -> "QuerySet[Result, Result]":
    """The complete results among which the assessment is ranked, without its own."""
    return Result.objects.filter(
        assessment__campaign=assessment.campaign_id,
        assessment__peer_group=assessment.peer_group,
        is_complete=True,
    ).exclude(assessment=assessment.pk)


def standing_at(assessment: Assessment, percent: Decimal) -> Standing:
    """Where the unit would stand with this percentage: the rank and band that ``_ranks`` gives."""
    peers = peer_results(assessment).aggregate(
        of=Count("pk"), better=Count("pk", filter=Q(percent__gt=percent))
    )
    group = _group_of(assessment.campaign, percent).first()
    return Standing(peers["better"] + 1, peers["of"] + 1, group.label if group else "")


def _printed_ranks(campaign: Campaign) -> None:
    """The ranks of a past year are those its papers print, not places among the few known here."""
    printed = RecordedResult.objects.filter(
        campaign=campaign.pk, criterion=None, is_used=True, unit=OuterRef("assessment__unit")
    )
    rows = (
        Result.objects.filter(assessment__campaign=campaign.pk)
        .order_by()
        .values_list("pk", *[Subquery(printed.values(c)[:1]) for c in ("rank", "rank_of")])
    )
    update_from(Result, rows, columns=["rank", "rank_of"])


# -- while somebody judges ----------------------------------------------------------------------


@dataclass(frozen=True)
class LiveStanding:
    """Where a unit stands with the scores of this moment, complete or not."""

    points: Decimal | None
    max_points: Decimal | None
    percent: Decimal | None
    place: int
    place_of: int
    group: str
    is_current: bool
    """False while a score has changed since the result was computed."""


def live_standings(campaign: Campaign) -> dict[int, LiveStanding]:
    """By assessment, among like units, counting also those whose scores are not complete: what
    is appraised counts as appraised, the rest as the unit scored it. One statement over `Result`.

    Not the rank that is published: that one waits until a unit has every score.
    """
    group = RatingGroup.objects.filter(campaign=campaign.pk, floor__lte=OuterRef("percent"))
    peers = [F("assessment__peer_group")]
    rows = (
        Result.objects.filter(
            assessment__campaign=campaign.pk,
            assessment__withdrawn_at=None,
            percent__isnull=False,
        )
        .order_by()
        .annotate(
            place=Window(Rank(), partition_by=peers, order_by=F("percent").desc()),
            place_of=Window(Count("pk"), partition_by=peers),
            band=Coalesce(Subquery(group.order_by("-floor").values("label")[:1]), Value("")),
            newest=F("assessment__revision"),
        )
    )
    return {
        row.assessment_id: LiveStanding(
            points=row.points,
            max_points=row.max_points,
            percent=row.percent,
            place=row.place,
            place_of=row.place_of,
            group=row.band,
            is_current=row.revision == row.newest,
        )
        for row in rows
    }


# -- while somebody types -----------------------------------------------------------------------


@dataclass(frozen=True)
class Running:
    """How far the unit is in one field: own entries scored of all own, self points of maximum."""

    done: int
    total: int
    points: Decimal
    max_points: Decimal


def running_totals(assessment: Assessment) -> dict[int, Running]:
    """By field (criterion id), straight from the entries: current before the results are."""
    own = ~Q(criterion__method__in=OFFICE_METHODS) & ~Q(criterion__rule_kind="penalty")
    own &= ~Q(is_counted=False, not_applicable=False)
    rows = (
        Entry.objects.filter(assessment=assessment)
        .order_by()
        .values("sheet__criterion")
        .annotate(
            done=Count("self_score", filter=own),
            total=Count("pk", filter=own),
            points=Coalesce(Sum("self_score", filter=own), ZERO),
            maximum=Coalesce(Sum("max_score", filter=own & Q(is_counted=True)), ZERO),
        )
    )
    return {
        row["sheet__criterion"]: Running(row["done"], row["total"], row["points"], row["maximum"])
        for row in rows
    }
