"""The library of solutions: what comes with the portal, what an office makes of it."""

import pytest
from django.test import Client
from django.urls import reverse

from parindex.errors import Forbidden
from plans.fields import ReformField
from plans.models import Solution
from plans.services.library import solution_keep, solutions_load
from tests.assessments.cases import Case

pytestmark = pytest.mark.django_db


def test_the_portals_library_has_something_for_each_of_the_eight_fields() -> None:
    made = solutions_load()
    assert made == Solution.objects.count() > 40
    assert set(Solution.objects.values_list("field", flat=True)) == set(ReformField)
    for field in ReformField:
        assert Solution.objects.filter(field=field, keywords="").count() == 1
    assert solutions_load() == 0


def test_an_office_rewords_a_solution_for_itself_and_those_below(case: Case) -> None:
    solutions_load()
    shared = Solution.objects.filter(code="steering-2").get()
    own = solution_keep(
        owner=case.district,
        actor=case.standing,
        solution=shared,
        values={"field": shared.field, "text": "Lời của huyện", "is_active": True},
    )
    below = Solution.objects.known_to(case.commune)
    assert own in below
    assert shared not in below
    outside = case.district.parent or case.office
    assert Solution.objects.get(pk=shared.pk).text == shared.text
    assert outside is not None


def test_an_office_puts_a_solution_away(case: Case) -> None:
    solutions_load()
    shared = Solution.objects.filter(code="steering-2").get()
    solution_keep(
        owner=case.district,
        actor=case.standing,
        solution=shared,
        values={"field": shared.field, "text": shared.text, "is_active": False},
    )
    known = Solution.objects.known_to(case.commune)
    assert not known.filter(text=shared.text).exists()


def test_an_official_does_not_keep_the_library(case: Case) -> None:
    with pytest.raises(Forbidden):
        solution_keep(
            owner=case.commune,
            actor=case.official,
            values={"field": "steering", "text": "Lời khác", "is_active": True},
        )


def test_the_page_shows_it_and_takes_new_words(case: Case) -> None:
    client = Client()
    client.force_login(case.standing)
    assert client.post(reverse("solutions-fill")).status_code == 302
    empty = client.post(reverse("solution-add"), {"field": "finance", "text": ""})
    assert empty.status_code == 422
    posted = {"field": "finance", "text": "Công khai dự toán sớm", "is_active": "on"}
    assert client.post(reverse("solution-add"), posted).status_code == 302
    assert "Công khai dự toán sớm" in client.get(reverse("solutions")).content.decode()
    assert client.get(reverse("solution-add")).status_code == 200
    client.force_login(case.official)
    assert client.get(reverse("solution-add")).status_code == 403
