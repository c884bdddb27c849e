"""Last year's figure of a merged unit: the mean of its predecessors', exact on both databases."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.models import Campaign, Entry, NodeResult, Result
from assessments.totals import recompute
from parindex.lib.numbers import half_up
from parindex.units.models import Unit, UnitKind, UnitLink
from tests.factories import make_campaign, make_set, make_unit

pytestmark = pytest.mark.django_db

MERGED_ON = date(2025, 7, 1)


def give(campaign: Campaign, scores: dict[Unit, list[str | None]]) -> None:
    for unit, points in scores.items():
        entries = Entry.objects.filter(assessment__campaign=campaign, assessment__unit=unit)
        for entry, score in zip(entries.order_by("criterion__sort_key"), points, strict=True):
            Entry.objects.filter(pk=entry.pk).update(
                appraised_score=None if score is None else Decimal(score)
            )
    recompute(campaign, at=timezone.now())


def link(*predecessors: Unit, to: Unit, on: date = MERGED_ON) -> None:
    for unit in predecessors:
        UnitLink.objects.create(predecessor=unit, successor=to, effective_on=on, legal_act="NQ 1")


def result_of(campaign: Campaign, unit: Unit) -> Result:
    return Result.objects.get(assessment__campaign=campaign, assessment__unit=unit)


class World:
    """Two communes and a bystander in 2024; in 2025 one new commune instead of the two."""

    def __init__(self) -> None:
        district = make_unit(kind=UnitKind.DISTRICT)
        self.first, self.second, self.stays, self.new = (
            make_unit(parent=district) for _ in range(4)
        )
        self.set = make_set()
        self.before = make_campaign(
            [self.first, self.second, self.stays],
            organiser=district,
            criteria_set=self.set,
            year=2024,
        )
        self.now = make_campaign(
            [self.stays, self.new],
            organiser=district,
            criteria_set=self.set,
            year=2025,
            previous=self.before,
        )

    def score_before(self, first: list[str | None], second: list[str | None]) -> None:
        scores: dict[Unit, list[str | None]] = {self.first: first, self.second: second}
        give(self.before, {**scores, self.stays: ["2", "1", "0"]})

    def score_now(self) -> Result:
        give(self.now, {self.stays: ["2", "1", "1"], self.new: ["2", "1", "0"]})
        return result_of(self.now, self.new)


@pytest.fixture
def world(db: None) -> World:
    return World()


def test_it_is_compared_with_the_mean_of_its_predecessors(world: World) -> None:
    link(world.first, world.second, to=world.new)
    world.score_before(["2", "0", "1"], ["1", "0", "0"])  # 75 % and 25 %
    result = world.score_now()
    assert (result.previous_percent, result.previous_of) == (Decimal(50), 2)
    assert result.change == Decimal(25)
    assert result.comparability == "merged"
    assert (result.previous_rank, result.previous_points, result.previous_max) == (None,) * 3


def test_its_fields_are_compared_in_the_same_way(world: World) -> None:
    link(world.first, world.second, to=world.new)
    world.score_before(["2", "1", "1"], ["1", "0", "0"])  # field 1: 100 %, 33,3 %; 2: 100 %, 0
    world.score_now()
    nodes = NodeResult.objects.filter(
        assessment__campaign=world.now, assessment__unit=world.new
    ).order_by("criterion__code")
    assert [(n.previous_percent, n.previous_of) for n in nodes] == [
        (Decimal("66.666666667"), 2),  # (100 + 33,333333333) / 2, làm tròn lên ở số thứ chín
        (Decimal(50), 2),
    ]


def test_other_units_are_compared_with_themselves(world: World) -> None:
    link(world.first, world.second, to=world.new)
    world.score_before(["2", "0", "1"], ["1", "0", "0"])
    world.score_now()
    result = result_of(world.now, world.stays)
    assert (result.previous_percent, result.previous_of) == (Decimal(75), None)
    assert (result.previous_points, result.previous_rank) == (Decimal(3), 1)
    assert result.comparability == "same_set"


def test_a_predecessor_without_a_complete_result_is_left_out(world: World) -> None:
    link(world.first, world.second, to=world.new)
    world.score_before(["2", "0", "1"], ["1", "0", None])
    result = world.score_now()
    assert (result.previous_percent, result.previous_of) == (Decimal(75), 1)
    nodes = NodeResult.objects.filter(assessment__campaign=world.now, assessment__unit=world.new)
    assert {node.previous_of for node in nodes} == {1}


def test_without_any_complete_predecessor_nothing_is_compared(world: World) -> None:
    link(world.first, world.second, to=world.new)
    world.score_before([None, "0", "1"], ["1", "0", None])
    result = world.score_now()
    assert (result.previous_percent, result.previous_of, result.change) == (None, None, None)
    assert result.comparability == "none"


def test_a_unit_that_took_part_itself_keeps_its_own_past(world: World) -> None:
    """One commune takes in another and goes on under its own code."""
    link(world.first, to=world.stays)
    world.score_before(["0", "0", "0"], ["1", "0", "0"])
    world.score_now()
    result = result_of(world.now, world.stays)
    assert (result.previous_percent, result.previous_of) == (Decimal(75), None)


def test_a_merger_before_the_earlier_year_does_not_count(world: World) -> None:
    link(world.first, world.second, to=world.new, on=date(2024, 12, 31))
    world.score_before(["2", "0", "1"], ["1", "0", "0"])
    assert world.score_now().comparability == "none"


def test_a_split_hands_the_figure_to_both_halves(world: World) -> None:
    link(world.first, to=world.new)
    world.score_before(["2", "0", "1"], ["1", "0", "0"])
    result = world.score_now()
    assert (result.previous_percent, result.previous_of) == (Decimal(75), 1)
    assert (result.comparability, result.previous_rank) == ("merged", None)


def test_a_link_that_is_taken_back_leaves_no_trace(world: World) -> None:
    link(world.first, world.second, to=world.new)
    world.score_before(["2", "0", "1"], ["1", "0", "0"])
    world.score_now()
    UnitLink.objects.all().delete()
    result = world.score_now()
    assert (result.previous_percent, result.previous_of, result.change) == (None, None, None)
    assert result.comparability == "none"
    assert not NodeResult.objects.filter(previous_of__isnull=False).exists()


def test_recomputing_writes_nothing_twice(world: World) -> None:
    link(world.first, world.second, to=world.new)
    world.score_before(["2", "0", "1"], ["1", "0", "0"])
    world.score_now()
    before = list(NodeResult.objects.order_by("pk").values_list())
    recompute(world.now, at=timezone.now())
    assert list(NodeResult.objects.order_by("pk").values_list()) == before


def test_one_unit_alone_is_recomputed_to_the_same(world: World) -> None:
    link(world.first, world.second, to=world.new)
    world.score_before(["2", "0", "1"], ["1", "0", "0"])
    result = world.score_now()
    before = (result.previous_percent, result.previous_of, result.comparability)
    recompute(world.now, at=timezone.now(), assessment_id=result.assessment_id)
    result.refresh_from_db()
    assert (result.previous_percent, result.previous_of, result.comparability) == before


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.integers(0, 20000), min_size=1, max_size=4))
def test_the_mean_is_exact_and_rounded_half_up_once(points: list[int]) -> None:
    district = make_unit(kind=UnitKind.DISTRICT)
    olds = [make_unit(parent=district) for _ in points]
    new = make_unit(parent=district)
    criteria_set = make_set(maxima=("2", "1"))
    fields: dict[str, Any] = {"organiser": district, "criteria_set": criteria_set}
    before = make_campaign(olds, year=2024, **fields)
    now = make_campaign([new], year=2025, previous=before, **fields)
    link(*olds, to=new)
    scores = {u: [str(Decimal(n).scaleb(-4)), "1", "1"] for u, n in zip(olds, points, strict=True)}
    give(before, scores)  # type: ignore[arg-type]
    give(now, {new: ["1", "1", "1"]})
    shares = [half_up(Decimal(n + 20000) * 100 / 40000, 9) for n in points]
    result = result_of(now, new)
    summed = sum((int(share.scaleb(9)) for share in shares), 0)
    expected = Decimal((2 * summed + len(points)) // (2 * len(points))).scaleb(-9)
    assert (result.previous_percent, result.previous_of) == (expected, len(points))
