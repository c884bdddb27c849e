"""When results are rebuilt, and when there is nothing to rebuild."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Assessment, Entry, Result
from assessments.services.recomputing import results_invalidate
from assessments.tasks import assessment_recompute, campaign_recompute
from parindex.units.models import UnitKind
from tests.factories import make_campaign, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment() -> Assessment:
    unit = make_unit(parent=make_unit(kind=UnitKind.DISTRICT))
    campaign = make_campaign([unit])
    campaign_recompute(campaign.pk)
    return Assessment.objects.get(campaign=campaign)


def score(assessment: Assessment, points: str) -> None:
    entry = Entry.objects.filter(assessment=assessment).order_by("criterion__sort_key")[0]
    Entry.objects.filter(pk=entry.pk).update(self_score=Decimal(points))
    results_invalidate(assessment.pk)


def test_a_changed_score_makes_the_result_new(assessment: Assessment) -> None:
    score(assessment, "1.5")
    assessment_recompute(assessment.pk)
    result = Result.objects.get(assessment=assessment)
    assert result.points == Decimal("1.5")
    assert result.revision == Assessment.objects.get(pk=assessment.pk).revision


def test_of_many_requests_only_the_first_computes(assessment: Assessment) -> None:
    score(assessment, "1.5")
    score(assessment, "2")
    assessment_recompute(assessment.pk)
    computed_at = Result.objects.get(assessment=assessment).computed_at
    with CaptureQueriesContext(connection) as queries:
        assessment_recompute(assessment.pk)
    assert len(queries) == 1
    result = Result.objects.get(assessment=assessment)
    assert (result.points, result.computed_at) == (Decimal("2"), computed_at)


def test_a_result_that_is_missing_is_made(assessment: Assessment) -> None:
    Result.objects.filter(assessment=assessment).delete()
    assessment_recompute(assessment.pk)
    assert Result.objects.filter(assessment=assessment).exists()
