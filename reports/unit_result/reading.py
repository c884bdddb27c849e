"""Reading it from Result, NodeResult, Entry and the survey."""

from decimal import Decimal

from assessments.models import (
    Assessment,
    Campaign,
    Comparability,
    RatingGroup,
    Result,
    SurveyResult,
)
from assessments.models.results import ResultQuerySet
from criteria.models import Block
from reports.unit_result.model import Factor, Group, Growth, Part, Rank, Satisfaction, UnitResult
from reports.unit_result.tree import Tree, figures_of


def unit_result(assessment: Assessment) -> UnitResult:
    """A fixed number of queries, whatever the size of the set."""
    campaign = assessment.campaign
    result = Result.objects.filter(assessment=assessment).first() or Result(assessment=assessment)
    before = _previous_assessment(assessment)
    tops = Tree(assessment).tops()
    survey = Part(result.survey_points, result.survey_max)
    return UnitResult(
        assessment=assessment,
        total=figures_of(result),
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
