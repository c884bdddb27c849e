"""Index, place and band with the scores of this moment, for those who may know."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Decision
from assessments.tasks import campaign_recompute
from assessments.totals import live_standings
from parindex.units.models import Role, User
from tests.assessments.cases import Case
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_it_follows_the_appraised_scores(case: Case) -> None:
    case.submitted()
    campaign_recompute(case.campaign.pk)
    commune = case.sheet().assessment_id
    before = live_standings(case.campaign)[commune]
    assert (before.points, before.max_points) == (Decimal("1.0"), Decimal("4"))
    case.judge("1.1", Decision.DEDUCT, score="0", cause="Không có minh chứng")
    assert not live_standings(case.campaign)[commune].is_current
    campaign_recompute(case.campaign.pk)
    after = live_standings(case.campaign)[commune]
    assert (after.points, after.is_current) == (Decimal("0.5"), True)


def test_places_are_those_of_the_percentages_with_ties(case: Case) -> None:
    campaign_recompute(case.campaign.pk)
    found = live_standings(case.campaign).values()
    assert [(s.place, s.place_of) for s in found] == [(1, 2), (1, 2)]
    case.declare("1.1", "1")
    campaign_recompute(case.campaign.pk)
    assert sorted(s.place for s in live_standings(case.campaign).values()) == [1, 2]
    assert {s.group for s in live_standings(case.campaign).values()} == {"Nhóm 5"}


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("standing", 200),
        ("leader", 200),
        ("appraiser", 403),
        ("official", 403),
        ("head", 403),
    ],
)
def test_only_who_follows_the_campaign_is_told(case: Case, who: str, status: int) -> None:
    case.submitted()
    campaign_recompute(case.campaign.pk)
    client = signed_in(getattr(case, who))
    answer = client.get(reverse("standings", args=[case.campaign.code]))
    assert answer.status_code == status
    assert ("Tạm tính" in answer.content.decode() or "T\\u1ea1m" in answer.content.decode()) == (
        status == 200
    )
    place = [case.campaign.code, case.commune.code, "1"]
    page = client.get(reverse("appraise", args=place)).content.decode()
    assert ("Tạm tính" in page) == (status == 200)


def test_the_row_says_it_after_an_opinion(case: Case) -> None:
    case.submitted()
    campaign_recompute(case.campaign.pk)
    both = make_user(role=Role.APPRAISER, on=case.office)
    both.memberships.create(unit=case.district, role=Role.STANDING_OFFICE)
    entry = case.entry("1.1")
    answer = signed_in(both).post(
        reverse("entry-appraise", args=[entry.pk]),
        {"place": "tieu-chi", "version": entry.appraisal_version, "decision": "agree"},
        headers={"HX-Request": "true"},
    )
    assert f'data-standing="{entry.assessment_id}"' in answer.content.decode()
