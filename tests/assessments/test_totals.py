"""Totals, ranks and changes, computed in SQL and held against plain Decimal arithmetic."""

from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.models import Campaign, Entry, NodeResult, Result
from assessments.totals import recompute
from criteria.models import CriteriaSet, Criterion, SetStatus
from parindex.units.models import UnitKind
from tests.factories import make_campaign, make_criterion, make_set, make_unit

pytestmark = pytest.mark.django_db


def give(campaign: Campaign, scores: dict[int, list[str | None]]) -> None:
    """Set final scores of each unit's leaves, in order."""
    for assessment in campaign.assessments.all():
        entries = Entry.objects.filter(assessment=assessment).order_by("criterion__sort_key")
        for entry, score in zip(entries, scores[assessment.unit_id], strict=True):
            Entry.objects.filter(pk=entry.pk).update(
                appraised_score=None if score is None else Decimal(score)
            )
    recompute(campaign, at=timezone.now())


def results(campaign: Campaign) -> dict[int, Result]:
    return {r.assessment.unit_id: r for r in Result.objects.filter(assessment__campaign=campaign)}


def test_it_sums_leaves_into_fields_and_total() -> None:
    unit = make_unit(parent=make_unit(kind=UnitKind.DISTRICT))
    campaign = make_campaign([unit])
    give(campaign, {unit.pk: ["1.25", "0.5", "1"]})
    result = results(campaign)[unit.pk]
    assert (result.points, result.max_points) == (Decimal("2.75"), Decimal(4))
    assert result.percent == Decimal("68.75")
    fields = NodeResult.objects.filter(assessment__campaign=campaign).order_by("criterion__code")
    assert [(f.criterion.code, f.points) for f in fields] == [
        ("1", Decimal("1.75")),
        ("2", Decimal("1")),
    ]


def test_a_field_sums_leaves_at_both_depths() -> None:
    criteria_set = make_set(maxima=("2", "1"))
    CriteriaSet.objects.filter(pk=criteria_set.pk).update(status=SetStatus.DRAFT)
    draft = CriteriaSet.objects.get(pk=criteria_set.pk)
    field = Criterion.objects.get(set=draft, code="1")
    criterion = make_criterion(draft, "1.3", parent=field, max_score="3", is_leaf=False)
    make_criterion(draft, "1.3.1", parent=criterion, max_score="2")
    make_criterion(draft, "1.3.2", parent=criterion, max_score="1")
    CriteriaSet.objects.filter(pk=criteria_set.pk).update(status=SetStatus.PUBLISHED)
    criteria_set.refresh_from_db()
    unit = make_unit(parent=make_unit(kind=UnitKind.DISTRICT))
    campaign = make_campaign([unit], criteria_set=criteria_set)
    give(campaign, {unit.pk: ["1.25", "0.5", "2", "0.75", "1"]})
    nodes = NodeResult.objects.filter(assessment__campaign=campaign)
    assert {n.criterion.code: (n.points, n.max_points) for n in nodes} == {
        "1": (Decimal("4.5"), Decimal(6)),
        "1.3": (Decimal("2.75"), Decimal(3)),
        "2": (Decimal(1), Decimal(1)),
    }


def test_it_shares_a_rank_between_ties_and_shows_the_denominator() -> None:
    district = make_unit(kind=UnitKind.DISTRICT)
    units = [make_unit(parent=district) for _ in range(5)]
    campaign = make_campaign(units)
    scores: list[list[str | None]] = [
        ["2", "1", "1"],
        ["1", "1", "1"],
        ["2", "0", "1"],
        ["0", "0", "0"],
        [None, "1", "1"],
    ]
    give(campaign, dict(zip([u.pk for u in units], scores, strict=True)))
    found = results(campaign)
    assert [found[u.pk].rank for u in units] == [1, 2, 2, 4, None]
    assert [found[u.pk].rank_of for u in units] == [4, 4, 4, 4, None]
    assert found[units[0].pk].group_label == "Nhóm 2"


def test_it_has_no_result_rather_than_zero_for_a_unit_without_scores() -> None:
    unit = make_unit(parent=make_unit(kind=UnitKind.DISTRICT))
    campaign = make_campaign([unit])
    recompute(campaign, at=timezone.now())
    result = results(campaign)[unit.pk]
    assert not result.is_complete
    assert result.rank is None


def test_it_compares_percentages_when_the_set_changed() -> None:
    unit = make_unit(parent=make_unit(kind=UnitKind.DISTRICT))
    last = make_campaign([unit], criteria_set=make_set(maxima=("4", "1")))
    give(last, {unit.pk: ["2", "0.5", "0"]})
    now = make_campaign([unit], criteria_set=make_set(maxima=("2", "1")), previous=last)
    give(now, {unit.pk: ["2", "1", "0"]})
    result = results(now)[unit.pk]
    assert result.comparability == "percent"
    assert result.previous_percent == Decimal("41.666666667")
    assert result.change == Decimal("75") - Decimal("41.666666667")


def test_it_is_rebuilt_to_the_same_figures_and_writes_nothing_twice() -> None:
    unit = make_unit(parent=make_unit(kind=UnitKind.DISTRICT))
    campaign = make_campaign([unit])
    give(campaign, {unit.pk: ["1.25", "0.5", "1"]})
    before = list(NodeResult.objects.values_list())
    recompute(campaign, at=timezone.now())
    assert list(NodeResult.objects.values_list()) == before


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(st.integers(0, 20000), st.integers(0, 10000), st.integers(0, 10000)),
        min_size=3,
        max_size=3,
    )
)
def test_it_equals_plain_decimal_arithmetic_on_every_database(
    rows: list[tuple[int, int, int]],
) -> None:
    district = make_unit(kind=UnitKind.DISTRICT)
    units = [make_unit(parent=district) for _ in rows]
    campaign = make_campaign(units)
    scores = [[Decimal(n).scaleb(-4) for n in row] for row in rows]
    give(campaign, {u.pk: [str(s) for s in row] for u, row in zip(units, scores, strict=True)})
    found = results(campaign)
    totals = [sum(row, Decimal(0)) for row in scores]
    for unit, total in zip(units, totals, strict=True):
        assert found[unit.pk].points == total
        assert found[unit.pk].rank == 1 + sum(other > total for other in totals)
