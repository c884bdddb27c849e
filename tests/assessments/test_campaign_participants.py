"""Units that join or leave a running campaign."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment, CampaignState, Entry, FieldSheet, NodeResult, Result
from assessments.services.campaigns import (
    campaign_publish,
    participant_remove,
    participants_add,
)
from assessments.tasks import results_refresh
from assessments.totals import recompute
from assessments.workflow import State, Verb
from parindex.errors import Invalid, Locked
from parindex.history.models import Event
from parindex.units.models import Role, Unit
from reports.units_summary import units_summary
from tests.assessments.cases import Case, make_case
from tests.factories import make_unit, make_user


@pytest.fixture
def case(db: None) -> Case:
    return make_case()


def signed_in(case: Case, who: str) -> Client:
    client = Client()
    client.force_login(getattr(case, who))
    return client


def add_url(case: Case) -> str:
    return reverse("participants-add", args=[case.campaign.code])


def remove_url(case: Case, unit: Unit) -> str:
    assessment = Assessment.objects.get(campaign=case.campaign, unit=unit)
    return reverse("participant-remove", args=[case.campaign.code, assessment.pk])


def remove(case: Case, unit: Unit, reason: str = "Sáp nhập") -> bool:
    assessment = Assessment.objects.select_related("campaign").get(
        campaign=case.campaign, unit=unit
    )
    return participant_remove(
        assessment=assessment, reason=reason, actor=case.standing, at=timezone.now()
    )


def scored(case: Case, unit: Unit, points: str) -> None:
    Entry.objects.filter(assessment__unit=unit).update(appraised_score=Decimal(points))
    recompute(case.campaign, at=timezone.now())


class TestJoining:
    def test_it_works(self, case: Case) -> None:
        late = make_unit("xã Muộn", parent=case.district)
        client = signed_in(case, "standing")
        assert "Xã Muộn" in client.get(add_url(case)).content.decode()
        values = {"units": [late.pk], "reason": "Xã mới thành lập"}
        response = client.post(add_url(case), values)
        assert response["Location"] == reverse("campaign", args=[case.campaign.code])
        joined = Assessment.objects.get(campaign=case.campaign, unit=late)
        assert FieldSheet.objects.filter(assessment=joined, state=State.DRAFT).count() == 2
        assert Entry.objects.filter(assessment=joined).count() == 3
        event = Event.objects.get(action="participant.add")
        assert (event.reason, event.scope_id) == ("Xã mới thành lập", case.campaign.pk)

    def test_the_sheets_of_the_others_stay_as_they_are(self, case: Case) -> None:
        case.submitted("1")
        before = list(Entry.objects.order_by("pk").values_list())
        late = make_unit(parent=case.district)
        add(case, late)
        assert list(Entry.objects.order_by("pk").values_list())[: len(before)] == before
        assert case.sheet("1").state == State.SUBMITTED

    def test_the_reason_is_asked_and_the_choice_kept(self, case: Case) -> None:
        late = make_unit("xã Muộn", parent=case.district)
        response = signed_in(case, "standing").post(add_url(case), {"units": [late.pk]})
        assert response.status_code == 422
        assert f'value="{late.pk}"' in response.content.decode()
        assert "checked" in response.content.decode()
        assert not Assessment.objects.filter(unit=late).exists()

    def test_no_unit_is_refused(self, case: Case) -> None:
        make_unit("xã Muộn", parent=case.district)
        response = signed_in(case, "standing").post(add_url(case), {"reason": "x"})
        assert response.status_code == 422
        assert "Hãy chọn ít nhất một đơn vị" in response.content.decode()

    def test_a_unit_of_elsewhere_and_one_that_takes_part_are_refused(self, case: Case) -> None:
        foreign = make_unit()
        for unit in (foreign, case.commune):
            with pytest.raises(Invalid):
                add(case, unit)

    def test_with_everybody_in_it_says_so(self, case: Case) -> None:
        page = signed_in(case, "standing").get(add_url(case)).content.decode()
        assert "Mọi đơn vị cùng cấp đều đã tham gia" in page

    def test_a_published_campaign_takes_nobody_in(self, case: Case) -> None:
        case.campaign.state = CampaignState.PUBLISHED
        case.campaign.save()
        assert signed_in(case, "standing").get(add_url(case)).status_code == 423
        with pytest.raises(Locked):
            add(case, make_unit(parent=case.district))


def add(case: Case, *units: Unit, reason: str = "Bổ sung") -> int:
    return participants_add(
        campaign=case.campaign,
        units=[unit.pk for unit in units],
        reason=reason,
        actor=case.standing,
        at=timezone.now(),
    )


class TestLeaving:
    def test_an_untouched_unit_vanishes(self, case: Case) -> None:
        client = signed_in(case, "standing")
        url = remove_url(case, case.neighbour)
        assert "chưa nhập, chưa tải lên gì" in client.get(url).content.decode()
        client.post(url, {"reason": "Nhập nhầm"})
        assert not Assessment.objects.filter(unit=case.neighbour).exists()
        event = Event.objects.get(action="participant.remove")
        assert (event.reason, event.before) == ("Nhập nhầm", {"unit": case.neighbour.code})

    def test_one_saved_entry_is_enough_to_be_kept(self, case: Case) -> None:
        case.declare("2", "0.5")
        assert not remove(case, case.commune)
        assert case.entry("2").self_score == Decimal("0.5")

    def test_a_unit_that_worked_withdraws_and_keeps_its_history(self, case: Case) -> None:
        case.submitted("1")
        client = signed_in(case, "standing")
        url = remove_url(case, case.commune)
        assert "được giữ để xem" in client.get(url).content.decode()
        client.post(url, {"reason": "Sáp nhập từ 01/7"})
        left = Assessment.objects.get(unit=case.commune)
        assert left.withdrawn_at
        assert left.withdrawn_reason == "Sáp nhập từ 01/7"
        assert case.sheet("1").state == State.SUBMITTED
        page = client.get(reverse("campaign", args=[case.campaign.code])).content.decode()
        assert "Đã ngừng tham gia" in page
        assert "Sáp nhập từ 01/7" in page

    def test_the_reason_is_asked(self, case: Case) -> None:
        response = signed_in(case, "standing").post(remove_url(case, case.neighbour), {})
        assert response.status_code == 422
        assert Assessment.objects.filter(unit=case.neighbour).exists()
        with pytest.raises(Invalid):
            remove(case, case.neighbour, reason="  ")

    def test_it_has_no_result_and_the_others_close_ranks(self, case: Case) -> None:
        case.submitted("1")
        scored(case, case.commune, "1")
        scored(case, case.neighbour, "0.5")
        assert Result.objects.get(assessment__unit=case.neighbour).rank == 2
        remove(case, case.commune)
        recompute(case.campaign, at=timezone.now())
        assert not Result.objects.filter(assessment__unit=case.commune).exists()
        assert not NodeResult.objects.filter(assessment__unit=case.commune).exists()
        other = Result.objects.get(assessment__unit=case.neighbour)
        assert (other.rank, other.rank_of) == (1, 1)
        summary = units_summary(case.leader, case.campaign)
        assert summary
        assert (summary.units, summary.mean_change) == (1, None)

    def test_the_nightly_refresh_does_not_bring_its_result_back(self, case: Case) -> None:
        case.submitted("1")
        recompute(case.campaign, at=timezone.now())
        remove(case, case.commune)
        results_refresh()
        assert results_refresh() == 0
        assert not Result.objects.filter(assessment__unit=case.commune).exists()

    def test_the_ranking_and_the_appraisers_list_leave_it_out(self, case: Case) -> None:
        case.submitted("1")
        recompute(case.campaign, at=timezone.now())
        remove(case, case.commune)
        ranking = signed_in(case, "standing").get(reverse("ranking", args=[case.campaign.code]))
        queue = signed_in(case, "appraiser").get(
            reverse("appraisal-queue", args=[case.campaign.code])
        )
        for response in (ranking, queue):
            assert response.status_code == 200
            assert case.commune.title not in response.content.decode()
        assert case.neighbour.title in ranking.content.decode()

    def test_the_leaders_overview_leaves_it_out(self, case: Case) -> None:
        case.submitted("1")
        client = signed_in(case, "leader")
        assert case.commune.title in client.get(reverse("overview")).content.decode()
        remove(case, case.commune)
        page = client.get(reverse("overview")).content.decode()
        assert case.commune.title not in page
        assert case.neighbour.title in page

    def test_it_does_not_hold_up_the_publication(self, case: Case) -> None:
        case.submitted("1")
        FieldSheet.objects.filter(assessment__unit=case.neighbour).update(state=State.APPROVED)
        with pytest.raises(Locked):
            publish(case)
        remove(case, case.commune)
        publish(case)
        case.campaign.refresh_from_db()
        assert case.campaign.is_published

    def test_nobody_writes_in_it_any_more(self, case: Case) -> None:
        case.submitted("1")
        remove(case, case.commune, "Sáp nhập")
        for act in (
            lambda: case.declare("2", "1"),
            lambda: case.move(Verb.WITHDRAW, case.head, "1", reason="x"),
            lambda: case.move(Verb.FINISH, case.appraiser, "1"),
        ):
            with pytest.raises(Locked, match="đã ngừng tham gia đợt này"):
                act()

    def test_its_people_are_not_reminded_and_still_may_read(self, case: Case) -> None:
        case.submitted("1")
        remove(case, case.commune, "Sáp nhập")
        client = signed_in(case, "official")
        assert "Tự chấm điểm: còn" not in client.get(reverse("home")).content.decode()
        url = reverse("sheet", args=[case.campaign.code, case.commune.code, "1"])
        page = client.get(url).content.decode()
        assert "Đơn vị đã ngừng tham gia đợt này (Sáp nhập)" in page

    def test_it_may_come_back_to_what_it_had(self, case: Case) -> None:
        case.submitted("1")
        remove(case, case.commune)
        assert add(case, case.commune) == 1
        assert case.sheet("1").state == State.SUBMITTED
        recompute(case.campaign, at=timezone.now())
        assert Result.objects.filter(assessment__unit=case.commune).exists()

    def test_it_leaves_once(self, case: Case) -> None:
        case.submitted("1")
        url = remove_url(case, case.commune)
        remove(case, case.commune)
        with pytest.raises(Locked):
            remove(case, case.commune)
        assert signed_in(case, "standing").get(url).status_code == 404


def publish(case: Case) -> None:
    campaign_publish(
        campaign=case.campaign,
        actor=case.standing,
        number="1/QĐ-UBND",
        signed_on=timezone.localdate(),
        at=timezone.now(),
    )


@pytest.mark.parametrize("who", ["official", "head", "stranger", "appraiser", "leader"])
def test_only_the_standing_office_moves_units(case: Case, who: str) -> None:
    late = make_unit(parent=case.district)
    client = signed_in(case, who)
    for url, values in (
        (add_url(case), {"units": [late.pk], "reason": "x"}),
        (remove_url(case, case.neighbour), {"reason": "x"}),
    ):
        assert client.get(url).status_code in (403, 404)
        assert client.post(url, values).status_code in (403, 404)
    assert Assessment.objects.filter(campaign=case.campaign).count() == 2
    page = client.get(reverse("campaign", args=[case.campaign.code])).content.decode()
    assert "Thêm đơn vị" not in page
    assert "Ngừng tham gia" not in page


def test_the_standing_office_of_elsewhere_finds_nothing(case: Case) -> None:
    client = Client()
    client.force_login(make_user(role=Role.STANDING_OFFICE, on=make_unit(kind="district")))
    assert client.get(add_url(case)).status_code == 404
    assert client.post(remove_url(case, case.neighbour), {"reason": "x"}).status_code == 404
