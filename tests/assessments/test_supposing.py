"""What the index would be: the same figures as after the scores were really given."""

from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.models import Assessment, Campaign, Entry, Result
from assessments.supposing import index_if
from assessments.totals import recompute, standing_at
from criteria.models import CriteriaSet, SetStatus
from parindex.units.models import UnitKind
from tests.factories import make_campaign, make_criterion, make_set, make_unit

pytestmark = pytest.mark.django_db
MAXIMA = [Decimal(2), Decimal(1), Decimal(1), Decimal(2), Decimal(2)]


def make_case(scores: list[list[Decimal]], *, excluded: bool, cap: str | None) -> Campaign:
    """Units scored on two fields and on a bonus and a penalty; one leaf may not count."""
    criteria_set = make_set()
    CriteriaSet.objects.filter(pk=criteria_set.pk).update(
        status=SetStatus.DRAFT, adjustment_cap=None if cap is None else Decimal(cap)
    )
    draft = CriteriaSet.objects.get(pk=criteria_set.pk)
    for code, rule in (("8", "bonus"), ("9", "penalty")):
        make_criterion(
            draft, code, max_score="2", method="adjustment", block="adjustment", rule_kind=rule
        )
    CriteriaSet.objects.filter(pk=draft.pk).update(status=SetStatus.PUBLISHED)
    draft.refresh_from_db()
    district = make_unit(kind=UnitKind.DISTRICT)
    campaign = make_campaign([make_unit(parent=district) for _row in scores], criteria_set=draft)
    for assessment, row in zip(campaign.assessments.order_by("pk"), scores, strict=True):
        for entry, score in zip(entries_of(assessment), row, strict=True):
            Entry.objects.filter(pk=entry.pk).update(appraised_score=score)
    if excluded:
        Entry.objects.filter(criterion__code="1.2").update(is_counted=False)
    recompute(campaign, at=timezone.now())
    return campaign


def entries_of(assessment: Assessment) -> list[Entry]:
    return list(Entry.objects.filter(assessment=assessment).order_by("criterion__sort_key"))


rows = st.tuples(*[st.integers(0, int(m * 100)).map(lambda n: Decimal(n) / 100) for m in MAXIMA])


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(rows.map(list), min_size=3, max_size=3),
    st.sets(st.integers(0, 4)),
    st.booleans(),
    st.sampled_from([None, "0.5", "1"]),
)
def test_supposing_equals_giving_the_scores_and_recomputing(
    scores: list[list[Decimal]], regained: set[int], excluded: bool, cap: str | None
) -> None:
    campaign = make_case(scores, excluded=excluded, cap=cap)
    assessment = campaign.assessments.select_related("campaign__criteria_set").order_by("pk")[0]
    supposed = {e.pk: e.max_score for n, e in enumerate(entries_of(assessment)) if n in regained}
    index = index_if(assessment, supposed)
    standing = standing_at(assessment, index.percent)
    stored = list(Result.objects.order_by("pk").values_list())
    assert index_if(assessment, {}).percent == assessment.result.percent
    for pk, score in supposed.items():
        Entry.objects.filter(pk=pk).update(appraised_score=score)
    assert list(Result.objects.order_by("pk").values_list()) == stored
    recompute(campaign, at=timezone.now())
    then = Result.objects.get(assessment=assessment)
    assert (index.points, index.max_points, index.percent) == (
        then.points,
        then.max_points,
        then.percent,
    )
    assert (standing.rank, standing.rank_of, standing.group_label) == (
        then.rank,
        then.rank_of,
        then.group_label,
    )


def test_a_great_penalty_swallows_the_first_points_won_back() -> None:
    """Below nothing there is nothing: the index starts from the sum before it is cut at 0."""
    none = Decimal(0)
    campaign = make_case([[none, none, none, none, Decimal(2)]], excluded=False, cap=None)
    assessment = campaign.assessments.select_related("campaign__criteria_set").get()
    first, *_others = entries_of(assessment)
    index = index_if(assessment, {first.pk: Decimal(1)})
    assert (index.points, index.unbounded) == (none, Decimal(-1))
