"""Whether a plan worked: against the next result, and only where the two can be compared."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from assessments.models import Campaign, CampaignState, Entry
from assessments.totals import recompute
from criteria.models import CriteriaSet, Criterion, SetStatus
from plans.effect import Comparison, Repaired, Score, balance
from plans.effect_queries import Effect, effect_of, next_assessment
from plans.models import Plan, TaskState
from tests.assessments.cases import Case
from tests.factories import make_campaign, make_set
from tests.plans.acting import issued

pytestmark = pytest.mark.django_db


def repaired(expected: str, before: str, after: str | None, of: str = "2") -> Repaired:
    now = None if after is None else Score(Decimal(after), Decimal(of))
    return Repaired(1, Decimal(expected), Score(Decimal(before), Decimal(2)), now)


def test_points_are_compared_where_the_maximum_is_the_same() -> None:
    row = repaired("1.5", "0.5", "1.25")
    assert (row.comparison, row.regained) == (Comparison.POINTS, Decimal("0.75"))
    assert not row.is_met
    assert row.has_recurred


def test_shares_are_compared_where_the_maximum_changed() -> None:
    row = repaired("1.5", "0.5", "1", of="1")
    assert (row.comparison, row.regained) == (Comparison.SHARE, None)
    assert row.change == Decimal(75)
    assert not row.has_recurred


def test_nothing_is_compared_where_the_link_breaks() -> None:
    row = repaired("1.5", "0.5", None)
    assert (row.comparison, row.regained, row.change) == (Comparison.NONE, None, None)
    assert not row.has_recurred


def test_a_greater_loss_counts_against_the_plan() -> None:
    assert repaired("1", "1", "0.5").regained == Decimal("-0.5")


points = st.integers(0, 200).map(lambda n: Decimal(n) / 100)


@given(st.lists(st.tuples(points, points, points | st.none()), max_size=8))
def test_the_balance_is_the_sum_of_what_can_be_compared(
    rows: list[tuple[Decimal, Decimal, Decimal | None]],
) -> None:
    made = [
        Repaired(
            n,
            expected,
            Score(before, Decimal(2)),
            None if after is None else Score(after, Decimal(2)),
        )
        for n, (expected, before, after) in enumerate(rows)
    ]
    found = balance(made)
    known = [(e, b, a) for e, b, a in rows if a is not None]
    assert found.planned == sum((e for e, _b, _a in known), Decimal(0))
    assert found.regained == sum((a - b for _e, b, a in known), Decimal(0))
    assert found.incomparable == len(rows) - len(known)


# -- read from results --------------------------------------------------------------------------


@pytest.fixture
def plan(case: Case) -> Plan:
    """Lost 0,5 of 2 (1.1), 0,75 of 1 (1.2) and 0,5 of 1 (2); all are to be won back."""
    return issued(case)


Next = Callable[..., Campaign]


@pytest.fixture
def next_year(case: Case) -> Next:
    def make(
        scores: list[str | None], *, criteria_set: CriteriaSet | None = None, published: bool = True
    ) -> Campaign:
        campaign = make_campaign(
            [case.commune],
            organiser=case.district,
            criteria_set=criteria_set or case.campaign.criteria_set,
            previous=case.campaign,
            year=2023,
        )
        entries = Entry.objects.filter(assessment__campaign=campaign).order_by(
            "criterion__sort_key"
        )
        for entry, score in zip(entries, scores, strict=True):
            if score is not None:
                entry.appraised_score = entry.final_score = Decimal(score)
                entry.save()
        if published:
            Campaign.objects.filter(pk=campaign.pk).update(state=CampaignState.PUBLISHED)
        recompute(campaign, at=timezone.now())
        return campaign

    return make


def effect(plan: Plan, case: Case) -> Effect:
    after = next_assessment(plan, case.standing)
    assert after is not None
    return effect_of(plan, after)


def by_code(found: Effect) -> dict[str, Repaired]:
    return {repair.entry.criterion.code: row for repair, row in found.rows}


def test_planned_stands_against_regained(plan: Plan, case: Case, next_year: Next) -> None:
    next_year(["2", "0.5", "0.5"])
    rows = by_code(effect(plan, case))
    assert {code: row.regained for code, row in rows.items()} == {
        "1.1": Decimal("0.5"),
        "1.2": Decimal("0.25"),
        "2": Decimal(0),
    }
    assert {code for code, row in rows.items() if row.has_recurred} == {"1.2", "2"}
    whole = balance(rows.values())
    assert (whole.planned, whole.regained) == (Decimal("1.75"), Decimal("0.75"))


def test_a_task_that_was_dropped_is_no_part_of_it(plan: Plan, case: Case, next_year: Next) -> None:
    next_year(["2", "1", "1"])
    plan.tasks.filter(repairs__entry__criterion__code="2").update(state=TaskState.DROPPED)
    assert set(by_code(effect(plan, case))) == {"1.1", "1.2"}


def linked_set(
    case: Case, links: dict[str, str], maxima: tuple[str, str] = ("2", "1")
) -> CriteriaSet:
    made = make_set(maxima=maxima)
    old = {c.code: c.pk for c in Criterion.objects.filter(set=case.campaign.criteria_set)}
    CriteriaSet.objects.filter(pk=made.pk).update(status=SetStatus.DRAFT)
    for code, predecessor in links.items():
        Criterion.objects.filter(set=made, code=code).update(predecessor=old[predecessor])
    CriteriaSet.objects.filter(pk=made.pk).update(status=SetStatus.PUBLISHED)
    return CriteriaSet.objects.get(pk=made.pk)


def test_another_set_is_compared_only_through_its_links(
    plan: Plan, case: Case, next_year: Next
) -> None:
    next_year(["1", "0.5", "1"], criteria_set=linked_set(case, {"1.1": "1.2"}))
    rows = by_code(effect(plan, case))
    assert rows["1.1"].comparison is Comparison.NONE
    assert rows["2"].comparison is Comparison.NONE
    assert rows["1.2"].comparison is Comparison.SHARE
    assert rows["1.2"].change == Decimal(25)


def test_a_criterion_that_was_split_is_not_compared(
    plan: Plan, case: Case, next_year: Next
) -> None:
    next_year(["2", "1", "1"], criteria_set=linked_set(case, {"1.1": "2", "1.2": "2"}))
    assert by_code(effect(plan, case))["2"].comparison is Comparison.NONE


def test_what_lost_points_only_now_is_named(plan: Plan, case: Case, next_year: Next) -> None:
    old = linked_set(case, {"1.1": "1.1", "1.2": "1.2"})
    next_year(["1", "0.5", "0"], criteria_set=old)
    assert [entry.criterion.code for entry in effect(plan, case).new] == ["2"]


def test_a_result_that_is_not_out_is_not_compared_for_everybody(
    plan: Plan, case: Case, next_year: Next
) -> None:
    next_year(["2", "1", "1"], published=False)
    assert next_assessment(plan, case.standing) is not None
    assert next_assessment(plan, case.official) is not None
    assert next_assessment(plan, case.stranger) is None


def test_an_incomplete_result_is_none(plan: Plan, case: Case, next_year: Next) -> None:
    next_year(["2", "1", None])
    assert next_assessment(plan, case.standing) is None


def test_the_reads_do_not_grow_with_the_deductions(plan: Plan, case: Case, next_year: Next) -> None:
    next_year(["2", "0.5", "0.5"])
    counts = []
    for _round in range(2):
        after = next_assessment(plan, case.standing)
        assert after is not None
        with CaptureQueriesContext(connection) as queries:
            effect_of(plan, after)
        counts.append(len(queries))
        plan.tasks.filter(repairs__entry__criterion__code="2").update(state=TaskState.DROPPED)
    assert counts[0] == counts[1]


def test_the_page_says_what_was_planned_regained_and_lost_again(
    plan: Plan, case: Case, next_year: Next
) -> None:
    next_year(["2", "0.5", "0.5"])
    client = Client()
    client.force_login(case.official)
    page = client.get(reverse("plan-effect", args=[plan.pk])).content.decode()
    for text in ("đã lấy lại trọn điểm", "lấy lại một phần", "mất điểm hai năm liền"):
        assert text in page
    assert "+0,75" in page
    assert "1,75" in page


def test_the_page_says_what_cannot_be_compared(plan: Plan, case: Case, next_year: Next) -> None:
    next_year(["1", "0.5", "1"], criteria_set=linked_set(case, {"1.1": "1.2"}))
    client = Client()
    client.force_login(case.official)
    page = client.get(reverse("plan-effect", args=[plan.pk])).content.decode()
    assert page.count("không so sánh được") >= 2
    assert "+25,00 điểm % (điểm tối đa đã đổi)" in page
