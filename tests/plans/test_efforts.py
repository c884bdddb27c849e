"""How hard leaves are: set by the office of the campaign, noticed when stale."""

import pytest
from django.test import Client
from django.urls import reverse

from parindex.errors import Conflict, Forbidden, Invalid
from plans.effort_queries import efforts_of
from plans.efforts import Effort
from plans.models import LeafEffort
from plans.services.efforts import efforts_set, said_of, stamp_of
from tests.assessments.cases import Case

pytestmark = pytest.mark.django_db


def seen(case: Case) -> str:
    return stamp_of(said_of(case.campaign.criteria_set))


def test_the_office_says_how_hard_a_leaf_is_and_takes_it_back(case: Case) -> None:
    leaf = case.entry("1.1").criterion
    said = {leaf.pk: "easy"}
    changed = efforts_set(
        campaign=case.campaign, efforts=said, seen=seen(case), actor=case.standing
    )
    assert changed == 1
    found = efforts_of(case.campaign.criteria_set)
    assert found.of(leaf.pk, leaf.method) == Effort.EASY
    assert found.of(case.entry("1.2").criterion_id, "survey_sipas") == Effort.HARD
    for efforts, writes in ((said, 0), ({leaf.pk: ""}, 1)):
        assert writes == efforts_set(
            campaign=case.campaign, efforts=efforts, seen=seen(case), actor=case.standing
        )
    assert not LeafEffort.objects.exists()


def test_others_a_stale_page_and_unknown_words_are_refused(case: Case) -> None:
    leaf = case.entry("1.1").criterion_id
    stale = seen(case)
    with pytest.raises(Forbidden):
        efforts_set(campaign=case.campaign, efforts={}, seen=stale, actor=case.head)
    for wrong in ({leaf: "nhẹ"}, {0: "easy"}):
        with pytest.raises(Invalid):
            efforts_set(campaign=case.campaign, efforts=wrong, seen=stale, actor=case.standing)
    LeafEffort.objects.create(criterion_id=leaf, effort=Effort.HARD)
    with pytest.raises(Conflict):
        efforts_set(campaign=case.campaign, efforts={leaf: "easy"}, seen=stale, actor=case.standing)


def test_the_page_keeps_what_was_chosen(case: Case) -> None:
    client, url = Client(), reverse("leaf-efforts", args=[case.campaign.code])
    client.force_login(case.standing)
    leaf = case.entry("1.1").criterion_id
    assert client.get(url).status_code == 200
    posted = {f"e{leaf}": "hard", "seen": seen(case)}
    assert client.post(url, posted).status_code == 302
    assert LeafEffort.objects.get().effort == "hard"
    answer = client.post(url, {**posted, f"e{leaf}": "easy"})
    assert answer.status_code == 409
    assert 'value="easy" selected' in answer.content.decode()
    client.force_login(case.official)
    assert client.get(url).status_code == 403
