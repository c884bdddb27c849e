"""The read model: what it takes from stored results, and what it says when they are not there."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.models import (
    Assessment,
    Campaign,
    CampaignState,
    Comparability,
    Entry,
    SurveyFactor,
    SurveyResult,
)
from assessments.totals import recompute
from criteria.models import CriteriaSet, SetStatus
from parindex.units.models import Unit, UnitKind
from reports.unit_result import UnitResult, unit_result
from tests.factories import make_campaign, make_criterion, make_set, make_unit
from tests.reports.golden import VanCanh

pytestmark = pytest.mark.django_db


@pytest.fixture
def units(db: None) -> list[Unit]:
    district = make_unit(kind=UnitKind.DISTRICT)
    return [make_unit(parent=district) for _ in range(3)]


def give(campaign: Campaign, *rows: list[str | None]) -> None:
    """Appraised scores of each unit's leaves, in order."""
    assessments = campaign.assessments.order_by("unit__position")
    for assessment, row in zip(assessments, rows, strict=True):
        entries = Entry.objects.filter(assessment=assessment).order_by("criterion__sort_key")
        for entry, score in zip(entries, row, strict=True):
            value = None if score is None else Decimal(score)
            Entry.objects.filter(pk=entry.pk).update(appraised_score=value)
    recompute(campaign, at=timezone.now())


def publish(campaign: Campaign) -> None:
    Campaign.objects.filter(pk=campaign.pk).update(state=CampaignState.PUBLISHED)


def result_of(campaign: Campaign, unit: Unit) -> UnitResult:
    assessment = Assessment.objects.select_related("campaign__previous", "unit").get(
        campaign=campaign, unit=unit
    )
    return unit_result(assessment)


class TestVanCanh(VanCanh):
    def test_it_says_how_the_fields_moved(self) -> None:
        trend = unit_result(self.assessment).trend
        assert [field.code for field in trend.risen] == ["1", "3", "4", "5", "7"]
        assert [field.code for field in trend.at_maximum] == ["2"]
        assert [field.code for field in trend.unchanged] == ["6"]
        assert trend.fallen == trend.incomparable == ()

    def test_it_nests_the_tree_and_walks_it_in_order(self) -> None:
        result = unit_result(self.assessment)
        first = result.fields[0]
        assert [child.code for child in first.children][:3] == ["1.1", "1.2", "1.3"]
        codes = [node.code for node in first.walk()]
        assert codes[:4] == ["1", "1.1", "1.1.1", "1.1.2"]
        assert codes[-1] == "1.8.3"
        assert [block.code for block in result.blocks] == ["S"]

    def test_every_deduction_of_the_fields_is_listed_with_its_cause(self) -> None:
        result = unit_result(self.assessment)
        assert len(result.deductions) == 23
        assert sum(leaf.deducted or 0 for leaf in result.deductions) == Decimal("14.16")
        assert all(leaf.cause and leaf.is_leaf for leaf in result.deductions)
        parent = next(node for node in result.fields[2].walk() if node.code == "3.4")
        assert parent.deducted == Decimal(1)

    def test_the_survey_index_and_its_points_may_disagree(self) -> None:
        survey = unit_result(self.assessment).satisfaction
        assert survey is not None
        assert survey.index == Decimal("74.87")
        assert survey.part.percent == Decimal("74.45")
        assert survey.disagrees
        assert survey.is_mean_of_factors
        assert survey.change == Decimal("7.5")
        assert [factor.rank.place for factor in survey.factors if factor.rank] == [8, 10, 10, 10, 7]

    def test_head_ratings_of_both_years_stand_beside_each_other(self) -> None:
        result = unit_result(self.assessment)
        assert result.head_rating == "Hoàn thành tốt nhiệm vụ"
        assert result.previous_head_rating == "Hoàn thành nhiệm vụ"

    def test_two_sets_are_compared_by_percentage(self) -> None:
        result = unit_result(self.assessment)
        assert result.comparability == Comparability.PERCENT_ONLY
        renewed = [field.code for field in result.fields if field.has_new_maximum]
        assert renewed == ["1", "2", "3", "5", "7"]

    def test_last_year_is_read_from_what_was_recorded(self) -> None:
        before = Assessment.objects.get(campaign=self.campaign.previous)
        result = unit_result(before)
        assert [field.points for field in result.fields][:2] == [Decimal("7.5"), Decimal(4)]
        assert result.total.percent == Decimal("69.4")

    def test_it_asks_the_database_a_fixed_number_of_times(self) -> None:
        assessment = self.assessment
        with CaptureQueriesContext(
            connection,
        ) as asked:
            unit_result(assessment)
        assert len(asked) <= 11


def test_it_does_not_count_a_missing_score_as_lost(units: list[Unit]) -> None:
    campaign = make_campaign(units[:1], criteria_set=make_set(maxima=("2", "1")))
    give(campaign, ["1", None, "1"])
    result = result_of(campaign, units[0])
    first, second = result.fields
    assert not result.is_complete
    assert first.deducted is None
    assert [leaf.deducted for leaf in first.children] == [Decimal(1), None]
    assert second.deducted == 0
    assert [leaf.code for leaf in result.deductions] == ["1.1"]


def test_a_unit_without_results_has_none_and_not_zero(units: list[Unit]) -> None:
    result = result_of(make_campaign(units), units[0])
    assert result.total.points is None
    assert result.rank is None
    assert result.group is None


def test_it_tells_that_a_score_changed_since(units: list[Unit]) -> None:
    campaign = make_campaign(units[:1])
    give(campaign, ["1", "1", "1"])
    assert not result_of(campaign, units[0]).is_stale
    Assessment.objects.filter(campaign=campaign).update(revision=7)
    assert result_of(campaign, units[0]).is_stale


def test_a_leaf_out_of_the_total_is_not_a_deduction(units: list[Unit]) -> None:
    campaign = make_campaign(units[:1])
    Entry.objects.filter(criterion__code="1.1").update(is_counted=False)
    give(campaign, ["0", "0.5", "1"])
    result = result_of(campaign, units[0])
    assert [leaf.code for leaf in result.deductions] == ["1.2"]
    assert result.fields[0].deducted == Decimal("0.5")


def test_the_group_knows_its_band(units: list[Unit]) -> None:
    campaign = make_campaign(units[:1])
    give(campaign, ["1.25", "0.75", "1"])
    group = result_of(campaign, units[0]).group
    assert group is not None
    assert (group.label, group.floor, group.ceiling) == ("Nhóm 3", Decimal(70), Decimal(80))


def test_others_are_named_only_once_published(units: list[Unit]) -> None:
    last = make_campaign(units)
    give(last, ["1", "1", "1"], ["1", "1", "1"], ["2", "0", "1"])
    campaign = make_campaign(units, criteria_set=last.criteria_set, previous=last)
    give(campaign, ["2", "1", "1"], ["1.8", "0.9", "1"], ["1", "0", "1"])
    before = result_of(campaign, units[0])
    assert before.group is not None
    assert before.group.members == ()
    assert before.growth is None
    assert before.announced_rank is None
    publish(campaign)
    after = result_of(campaign, units[0])
    assert after.group is not None
    assert after.group.members == (units[0].name, units[1].name)
    assert after.announced_rank is not None
    assert (after.announced_rank.place, after.announced_rank.of) == (1, 3)
    assert after.growth is not None
    assert (after.growth.place, after.growth.of) == (1, 3)
    assert after.growth.mean == (Decimal(25) + Decimal("17.5") + Decimal(-25)) / 3


def test_a_fall_is_not_a_rise_and_nothing_is_not_a_change(units: list[Unit]) -> None:
    last = make_campaign(units[:1], criteria_set=make_set(maxima=("2", "1")))
    give(last, ["2", "1", "0.5"])
    now = make_campaign(units[:1], criteria_set=last.criteria_set, previous=last)
    give(now, ["1", "1", "0.5"])
    result = result_of(now, units[0])
    assert [field.code for field in result.trend.fallen] == ["1"]
    assert [field.code for field in result.trend.unchanged] == ["2"]
    assert result.comparability == Comparability.SAME_SET
    first_year = result_of(last, units[0])
    assert [field.code for field in first_year.trend.incomparable] == ["1", "2"]


def test_the_lead_unit_is_inherited_from_above(units: list[Unit]) -> None:
    made = CriteriaSet.objects.create(code="BO-X", name="Bộ X", level="commune", year=2022)
    field = make_criterion(made, "1", is_leaf=False, max_score="2", lead_unit="Phòng Tư pháp")
    make_criterion(made, "1.1", parent=field)
    make_criterion(made, "1.2", parent=field, lead_unit="Văn phòng")
    made.status = SetStatus.PUBLISHED
    made.save()
    campaign = make_campaign(units[:1], criteria_set=made)
    give(campaign, ["0", "0"])
    leaves = result_of(campaign, units[0]).deductions
    assert [leaf.lead_unit for leaf in leaves] == ["Phòng Tư pháp", "Văn phòng"]


def test_an_index_equal_to_its_points_is_not_questioned(units: list[Unit]) -> None:
    campaign = make_campaign(units[:1])
    give(campaign, ["1", "1", "1"])
    assessment = Assessment.objects.get(campaign=campaign)
    survey = SurveyResult.objects.create(assessment=assessment, index=Decimal("80"))
    SurveyFactor.objects.create(survey=survey, position=1, name="Kết quả", percent=Decimal("80"))
    satisfaction = result_of(campaign, units[0]).satisfaction
    assert satisfaction is not None
    assert not satisfaction.disagrees
    assert satisfaction.change is None
