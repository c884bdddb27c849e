"""Results of past years: the year, the import in two steps, two sources, what is summed."""

import io
import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from assessments.models import Assessment, Campaign, NodeResult, RecordedResult, Result
from assessments.recorded.layout import SHEET
from assessments.services.recorded import recorded_use
from assessments.totals import recompute
from criteria.models import CriteriaSet
from parindex.errors import Locked
from parindex.history.models import Event
from parindex.units.models import Role, UnitKind
from tests.assessments.past import FOLDER, Past, make_past
from tests.factories import make_campaign, make_unit, make_user
from tests.workbooks.recorded_cases import OTHER_PAPER, PAPER


@pytest.fixture
def past(db: None) -> Past:
    return make_past()


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks: Any) -> Any:
    """Runs what is due after the commit: the recomputation."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def text_of(response: Any) -> str:
    return str(response.content.decode())


class TestYear:
    def values(self, past: Past, **changes: object) -> dict[str, object]:
        return {
            "year": "2019",
            "organiser": past.district.pk,
            "criteria_set": past.criteria_set.pk,
            "level": "commune",
            **changes,
        }

    def test_it_works(self, past: Past) -> None:
        values = self.values(past, decision_number="9/QĐ-UBND", decision_date="05/01/2020")
        response = past.client.post(reverse("past-year-new"), values)
        made = Campaign.objects.get(year=2019)
        assert response["Location"] == reverse("recorded-results", args=[made.code])
        assert (made.source, made.state, made.decision_number) == (
            "recorded",
            "published",
            "9/QĐ-UBND",
        )
        assert made.groups.count() == 5

    def test_without_a_set_only_totals_are_known(self, past: Past) -> None:
        past.client.post(reverse("past-year-new"), self.values(past, criteria_set=""))
        made = Campaign.objects.get(year=2019).criteria_set
        assert made.name == "Chỉ biết tổng điểm, cấp xã, năm 2019"
        assert not made.criteria.exists()
        page = text_of(past.client.get(reverse("past-year-new")))
        assert made.name not in page

    def test_a_year_is_recorded_once(self, past: Past) -> None:
        response = past.client.post(reverse("past-year-new"), self.values(past, year="2020"))
        assert response.status_code == 422
        assert "Năm này đã có" in text_of(response)

    def test_a_year_to_come_and_a_foreign_level_are_refused(self, past: Past) -> None:
        for changes in ({"year": "2099"}, {"criteria_set": "", "level": "province"}):
            response = past.client.post(reverse("past-year-new"), self.values(past, **changes))
            assert response.status_code == 422
        assert not CriteriaSet.objects.filter(code__startswith="TONG").exists()

    def test_the_campaign_of_the_year_after_compares_with_it(self, past: Past) -> None:
        later = make_campaign(
            [past.first], organiser=past.district, year=2022, criteria_set=past.criteria_set
        )
        past.client.post(reverse("past-year-new"), self.values(past, year="2021"))
        later.refresh_from_db()
        made = Campaign.objects.get(year=2021)
        assert later.previous == made
        assert made.previous == past.campaign


class TestImport:
    def test_it_shows_first_and_writes_when_confirmed(self, past: Past) -> None:
        page = past.check("ba-muc")
        assert "3 mới, 0 đổi, 0 giữ nguyên" in text_of(page)
        assert not RecordedResult.objects.exists()
        past.bring("ba-muc")
        total = past.recorded(past.first)[0]
        assert (total.points, total.max_points, total.percent) == (
            Decimal("75.62"),
            Decimal(100),
            Decimal("75.62"),
        )
        assert (total.rank, total.rank_of, total.source, total.note) == (9, 11, PAPER, "Bảng 1")
        assert past.recorded(past.first, "1")[0].points == Decimal("2.5")
        assert past.recorded(past.second, "1.1")[0].source == OTHER_PAPER

    def test_it_is_written_down_in_the_history(self, past: Past) -> None:
        past.bring("ba-muc")
        event = Event.objects.get(action="recorded.import")
        assert event.after == {"new": 3, "changed": 0, "same": 0}
        assert event.reason.endswith("ba-muc.xlsx")

    def test_the_results_are_computed_from_it(self, past: Past, after_commit: Any) -> None:
        with after_commit():
            past.bring("ba-muc")
        result = past.result(past.first)
        assert result
        assert (result.percent, result.rank, result.rank_of) == (Decimal("75.62"), 9, 11)

    def test_only_a_percentage_is_enough(self, past: Past, after_commit: Any) -> None:
        with after_commit():
            past.bring("chi-ty-le")
        result = past.result(past.first)
        assert result
        assert (result.points, result.percent) == (None, Decimal("69.4"))

    def test_a_second_time_nothing_changes(self, past: Past) -> None:
        past.bring("ba-muc")
        assert "Tệp không thay đổi gì" in text_of(past.check("ba-muc"))

    def test_the_same_source_with_another_value_corrects_it(self, past: Past) -> None:
        past.bring("hai-nguon")
        page = text_of(past.check("so-sua"))
        assert "0 mới, 1 đổi" in page
        assert "75,5 / 100" in page
        past.bring("so-sua")
        first, second = past.recorded(past.first)
        assert (first.points, first.rank, first.note) == (Decimal(80), 3, "Đính chính")
        assert second.points == Decimal("75.05")
        event = Event.objects.filter(action="recorded.import").latest("pk")
        assert "75.5" in str(event.before)

    def test_a_percentage_that_the_points_do_not_give_is_remarked(self, past: Past) -> None:
        assert "Từ điểm tính ra 75,00%." in text_of(past.check("ty-le-lech"))

    def test_a_unit_that_ended_within_the_year_still_has_its_result(self, past: Past) -> None:
        past.bring("don-vi-da-sap-nhap")
        assert past.recorded(past.former)

    def test_what_was_seen_is_what_is_written(self, past: Past) -> None:
        page = past.check("ba-muc")
        seen = page.context["plan"].digest
        past.bring("hai-nguon")
        before = RecordedResult.objects.count()
        response = past.client.post(page.wsgi_request.path, {"seen": seen})
        assert response.status_code == 409
        assert "Số liệu đã đổi từ lúc kiểm tra tệp" in text_of(response)
        assert RecordedResult.objects.count() == before

    def test_it_is_written_once(self, past: Past) -> None:
        page = past.check("ba-muc")
        seen = page.context["plan"].digest
        past.client.post(page.wsgi_request.path, {"seen": seen})
        assert past.client.post(page.wsgi_request.path, {"seen": seen}).status_code == 423
        assert RecordedResult.objects.count() == 3

    def test_a_file_that_is_no_workbook_is_refused(self, past: Past) -> None:
        file = SimpleUploadedFile("ket-qua.xlsx", b"khong phai", content_type="text/plain")
        response = past.client.post(past.url("recorded-upload"), {"file": file})
        assert response.status_code == 422
        assert past.client.post(past.url("recorded-upload"), {}).status_code == 422

    def test_the_page_has_one_input_for_the_file_in_its_own_form(self, past: Past) -> None:
        page = text_of(past.client.get(past.url()))
        inputs = re.findall(r'<input type="file"[^>]*>', page)
        assert len(inputs) == 1
        assert " form=" not in inputs[0]

    def test_a_campaign_scored_on_the_portal_takes_no_past_results(self, past: Past) -> None:
        scored = make_campaign([past.first], organiser=past.district, year=2023)
        url = reverse("recorded-results", args=[scored.code])
        assert past.client.get(url).status_code == 423

    def test_the_filled_template_brings_back_what_it_holds(self, past: Past) -> None:
        past.bring("ba-muc")
        response = past.client.get(f"{past.url('recorded-workbook')}?day-du")
        sheet = load_workbook(io.BytesIO(response.content))[SHEET]
        assert [cell.value for cell in sheet[2]][:4] == ["XA-MOT", "Tổng", None, 75.62]
        file = SimpleUploadedFile("lai.xlsx", response.content)
        sent = past.client.post(past.url("recorded-upload"), {"file": file})
        assert "Tệp không thay đổi gì" in text_of(past.client.get(sent["Location"]))


class TestTwoSources:
    def test_both_stand_side_by_side_and_the_first_is_used(self, past: Past) -> None:
        assert "Có 1 số khác cho mục này" in text_of(past.check("hai-nguon"))
        past.bring("hai-nguon")
        used, other = past.recorded(past.first)
        assert (used.is_used, other.is_used) == (True, False)
        page = text_of(past.client.get(past.url()))
        assert "1 số liệu có nhiều nguồn" in page
        assert PAPER in page
        assert OTHER_PAPER in page
        assert past.url("recorded-use", other.pk) in page

    def test_a_button_chooses_the_other(self, past: Past, after_commit: Any) -> None:
        past.bring("hai-nguon")
        used, other = past.recorded(past.first)
        with after_commit():
            past.client.post(past.url("recorded-use", other.pk))
        used.refresh_from_db()
        other.refresh_from_db()
        assert (used.is_used, other.is_used) == (False, True)
        event = Event.objects.get(action="recorded.use")
        sources = [(values or {}).get("source") for values in (event.before, event.after)]
        assert sources == [PAPER, OTHER_PAPER]
        result = past.result(past.first)
        assert result
        assert result.percent == Decimal("75.05")

    def test_a_later_year_compares_with_the_one_chosen(self, past: Past, after_commit: Any) -> None:
        later = make_campaign(
            [past.first],
            organiser=past.district,
            year=2021,
            criteria_set=past.criteria_set,
            previous=past.campaign,
        )
        with after_commit():
            past.bring("hai-nguon")
        of_later = Result.objects.filter(assessment__campaign=later)
        recompute(later, at=timezone.now())
        assert of_later.get().previous_percent == Decimal("75.5")
        with after_commit():
            past.client.post(past.url("recorded-use", past.recorded(past.first)[1].pk))
        assert of_later.get().previous_percent == Decimal("75.05")

    def test_choosing_what_is_used_writes_nothing(self, past: Past) -> None:
        past.bring("hai-nguon")
        recorded_use(recorded=past.recorded(past.first)[0], actor=past.standing)
        assert not Event.objects.filter(action="recorded.use").exists()

    def test_a_scored_campaigns_figure_cannot_be_chosen(self, past: Past) -> None:
        past.bring("hai-nguon")
        Campaign.objects.filter(pk=past.campaign.pk).update(source="scored")
        other = RecordedResult.objects.get(is_used=False)
        with pytest.raises(Locked):
            recorded_use(recorded=other, actor=past.standing)


class TestSums:
    """The set has field 1 (leaves 1.1 of 2 and 1.2 of 1) and field 2, a leaf of 1."""

    def test_a_field_and_the_index_are_summed_from_complete_parts(
        self, past: Past, after_commit: Any
    ) -> None:
        with after_commit():
            past.bring("tung-tieu-chi")
        field = past.node(past.first, "1")
        assert field
        assert (field.points, field.max_points) == (Decimal(2), Decimal(3))
        result = past.result(past.first)
        assert result
        assert (result.points, result.max_points, result.percent) == (
            Decimal(3),
            Decimal(4),
            Decimal(75),
        )
        assert (result.scored_points, result.rank, result.is_complete) == (Decimal(3), None, True)

    def test_nothing_is_summed_from_parts_that_are_not_all_known(
        self, past: Past, after_commit: Any
    ) -> None:
        with after_commit():
            past.bring("tung-tieu-chi")
        assert past.node(past.second, "1.1")
        assert past.node(past.second, "1") is None
        assert past.result(past.second) is None

    def test_what_a_paper_announces_is_never_summed_over(
        self, past: Past, after_commit: Any
    ) -> None:
        RecordedResult.objects.create(
            campaign=past.campaign,
            unit=past.first,
            criterion=past.criteria_set.criteria.get(code="1"),
            points=Decimal("2.9"),
            max_points=Decimal(3),
            source=OTHER_PAPER,
        )
        RecordedResult.objects.create(
            campaign=past.campaign, unit=past.first, percent=Decimal("69.4"), source=OTHER_PAPER
        )
        with after_commit():
            past.bring("tung-tieu-chi")
        field, result = past.node(past.first, "1"), past.result(past.first)
        assert field
        assert result
        assert field.points == Decimal("2.9")
        assert (result.points, result.percent) == (None, Decimal("69.4"))

    def test_a_sum_goes_when_one_of_its_parts_goes(self, past: Past, after_commit: Any) -> None:
        with after_commit():
            past.bring("tung-tieu-chi")
        past.recorded(past.first, "1.2")[0].delete()
        recompute(past.campaign, at=timezone.now())
        assert past.node(past.first, "1.2") is None
        assert past.node(past.first, "1") is None
        assert past.result(past.first) is None

    def test_a_recomputation_without_news_changes_nothing(
        self, past: Past, after_commit: Any
    ) -> None:
        with after_commit():
            past.bring("tung-tieu-chi")

        def stand() -> tuple[object, ...]:
            nodes = NodeResult.objects.order_by("criterion", "assessment")
            totals = Result.objects.order_by("assessment")
            return (
                list(nodes.values_list("assessment", "criterion", "points", "percent")),
                list(totals.values_list("assessment", "points", "percent", "rank")),
            )

        before = stand()
        recompute(past.campaign, at=timezone.now())
        assert stand() == before

    def test_a_leafs_points_of_then_stand_beside_the_score_of_now(
        self, past: Past, after_commit: Any
    ) -> None:
        with after_commit():
            past.bring("tung-tieu-chi")
        later = make_campaign(
            [past.first],
            organiser=past.district,
            year=2021,
            criteria_set=past.criteria_set,
            previous=past.campaign,
        )
        client = Client()
        client.force_login(make_user(role=Role.OFFICIAL, on=past.first))
        page = text_of(client.get(reverse("sheet", args=[later.code, past.first.code, "1"])))
        assert "1,5 / 2" in page


class TestRights:
    @pytest.mark.parametrize("role", [Role.LEADER, Role.AUDITOR, Role.ADMINISTRATOR, Role.OFFICIAL])
    def test_only_the_standing_office_records(self, past: Past, role: Role) -> None:
        past.bring("hai-nguon")
        other = Client()
        other.force_login(make_user(role=role, on=past.district))
        spare = RecordedResult.objects.get(is_used=False)
        for url in (
            past.url(),
            past.url("recorded-workbook"),
            past.url("recorded-use", spare.pk),
            past.url("recorded-check", "abc"),
            reverse("past-year-new"),
        ):
            assert other.get(url).status_code in (403, 404), url
        for url in (
            past.url("recorded-upload"),
            past.url("recorded-use", spare.pk),
            past.url("recorded-check", "abc"),
            reverse("past-year-new"),
        ):
            assert other.post(url, {}).status_code in (403, 404), url
        spare.refresh_from_db()
        assert not spare.is_used

    def test_a_kept_file_belongs_to_who_sent_it(self, past: Past) -> None:
        page = past.check("ba-muc")
        colleague = Client()
        colleague.force_login(make_user(role=Role.STANDING_OFFICE, on=past.district))
        assert colleague.get(page.wsgi_request.path).status_code == 404

    def test_a_figure_of_another_campaign_is_not_there(self, past: Past) -> None:
        past.bring("hai-nguon")
        elsewhere = make_unit(kind=UnitKind.DISTRICT)
        foreign = make_campaign([make_unit(parent=elsewhere)], organiser=elsewhere)
        row = RecordedResult.objects.create(
            campaign=foreign,
            unit=Assessment.objects.get(campaign=foreign).unit,
            percent=Decimal(50),
            source="x",
        )
        assert past.client.post(past.url("recorded-use", row.pk)).status_code == 404

    def test_the_board_leads_to_the_year_before(self, past: Past) -> None:
        later = make_campaign(
            [past.first], organiser=past.district, year=2021, previous=past.campaign
        )
        bare = make_campaign([past.first], organiser=past.district, year=2019)
        board = past.client.get(reverse("campaign", args=[later.code]))
        assert past.url() in text_of(board)
        board = past.client.get(reverse("campaign", args=[bare.code]))
        assert f"{reverse('past-year-new')}?nam=2018" in text_of(board)


def test_the_folder_of_workbooks_is_the_one_that_is_read() -> None:
    assert (FOLDER / "recorded" / "ba-muc.xlsx").exists()
