"""The form that walks the standing office through a campaign's preparation."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Assignment, Campaign, Entry, RatingGroup
from assessments.readiness import Step
from criteria.models import CriteriaSet, SetStatus
from parindex.history.models import Event
from parindex.units.models import Role, Unit, UnitKind
from tests.assessments.preparing import Preparation, make_preparation, text_of
from tests.factories import HANOI, make_campaign, make_set, make_unit, make_user


@pytest.fixture
def office(db: None) -> Preparation:
    return make_preparation()


def set_texts(criteria_set: CriteriaSet, **texts: str) -> None:
    """What the set says of who appraises; written past the guard of published sets."""
    for code, text in texts.items():
        nodes = criteria_set.criteria.filter(code=code.removeprefix("n").replace("_", "."))
        nodes.update(appraising_office=text)


class TestOutline:
    def test_it_works(self, office: Preparation) -> None:
        response = office.outline()
        made = office.campaign
        assert response["Location"] == office.url(Step.PARTICIPANTS)
        assert (made.year, made.organiser, made.standing_office) == (
            2026,
            office.district,
            office.home_office,
        )
        assert made.state == "draft"
        assert Event.objects.of(made).get().action == "campaign.draft"

    def test_it_proposes_a_name_and_a_code_from_year_and_place(self, office: Preparation) -> None:
        office.outline()
        assert office.campaign.code == "VT-2026"
        assert office.campaign.name == "Chỉ số CCHC cấp xã năm 2026 của huyện Vân Thử"

    def test_a_code_that_is_taken_gets_a_number(self, office: Preparation) -> None:
        office.outline()
        office.outline()
        assert set(Campaign.objects.values_list("code", flat=True)) == {"VT-2026", "VT-2026-2"}

    def test_a_code_typed_twice_is_refused_at_the_field(self, office: Preparation) -> None:
        office.outline(code="DOT-XA")
        response = office.outline(code="DOT-XA", name="Đợt hai")
        assert response.status_code == 422
        assert "Mã “DOT-XA” đã có đợt khác dùng" in text_of(response)
        assert "Đợt hai" in text_of(response)
        assert Campaign.objects.count() == 1

    @pytest.mark.parametrize("word", ["them", "nam-truoc"])
    def test_a_code_that_is_an_address_of_the_portal_is_refused(
        self, office: Preparation, word: str
    ) -> None:
        assert office.outline(code=word).status_code == 422

    def test_it_finds_the_campaign_of_the_year_before(self, office: Preparation) -> None:
        before = make_campaign(
            office.communes, organiser=office.district, year=2025, code="NAM-TRUOC"
        )
        make_campaign(office.communes, organiser=office.district, year=2024, code="NAM-KIA")
        office.client.post(reverse("campaign-new"), office.outline_values(code="MOI"))
        assert Campaign.objects.get(code="MOI").previous == before

    def test_the_year_before_cannot_be_the_same_year(self, office: Preparation) -> None:
        same = make_campaign(office.communes, organiser=office.district, year=2026)
        response = office.outline(previous=str(same.pk))
        assert response.status_code == 422
        assert "Đợt trước phải của năm trước 2026" in text_of(response)

    def test_a_draft_set_is_not_offered(self, office: Preparation) -> None:
        draft = CriteriaSet.objects.create(code="THAO", name="Dự thảo", level="commune", year=2026)
        assert "Dự thảo" not in text_of(office.client.get(reverse("campaign-new")))
        assert office.outline(criteria_set=draft.pk).status_code == 422

    def test_a_set_of_a_level_that_a_district_does_not_hold_is_refused(
        self, office: Preparation
    ) -> None:
        made = CriteriaSet.objects.create(
            code="TINH", name="Bộ cấp tỉnh", level="province", year=2026, status=SetStatus.PUBLISHED
        )
        assert office.outline(criteria_set=made.pk).status_code == 422

    def test_another_set_keeps_what_was_chosen_on_the_same_codes(self, office: Preparation) -> None:
        office.outline()
        office.assign()
        office.exclude(n1_1="Chưa triển khai")
        other = make_set("BO-KHAC", maxima=("2",))
        office.post(Step.OUTLINE, **office.outline_values(criteria_set=other.pk, code="VT-2026"))
        campaign = office.campaign
        assert campaign.criteria_set == other
        held = Assignment.objects.filter(campaign=campaign, criterion__set=other)
        assert set(held.values_list("criterion__code", flat=True)) == {"1", "2"}
        assert campaign.exclusions.get().criterion.set == other

    def test_bad_input_keeps_what_was_typed(self, office: Preparation) -> None:
        response = office.outline(year="hai nghìn", name="Đợt của tôi")
        page = text_of(response)
        assert response.status_code == 422
        assert "Năm gồm bốn chữ số, ví dụ 2026." in page
        assert "Đợt của tôi" in page
        assert not Campaign.objects.exists()

    def test_a_standing_office_elsewhere_is_refused(self, office: Preparation) -> None:
        foreign = make_unit("Phòng lạ", kind=UnitKind.OFFICE)
        assert office.outline(standing_office=foreign.pk).status_code == 422

    def test_a_draft_can_be_thrown_away(self, office: Preparation) -> None:
        office.prepared()
        url = reverse("campaign-discard", args=[office.campaign.code])
        assert "Bỏ đợt đang chuẩn bị?" in text_of(office.client.get(url))
        office.client.post(url)
        assert not Campaign.objects.exists()
        assert Event.objects.filter(action="campaign.discard").exists()


class TestParticipants:
    def test_it_offers_units_that_outlive_the_year(self, office: Preparation) -> None:
        gone, new = office.communes[0], office.communes[1]
        Unit.objects.filter(pk=gone.pk).update(valid_to=date(2026, 12, 30))
        Unit.objects.filter(pk=new.pk).update(valid_from=date(2026, 12, 31))
        office.outline()
        page = text_of(office.get(Step.PARTICIPANTS))
        assert gone.code not in page
        assert new.code in page
        assert office.justice.code not in page

    def test_ticks_are_saved_and_the_next_step_shows(self, office: Preparation) -> None:
        office.outline()
        response = office.choose(*office.communes[:2])
        assert response["Location"] == office.url(Step.ASSIGNMENTS)
        assert set(office.campaign.participants.all()) == set(office.communes[:2])

    def test_going_back_saves_too(self, office: Preparation) -> None:
        office.outline()
        response = office.post(
            Step.PARTICIPANTS, shown=office.communes[0].pk, unit=office.communes[0].pk, back="1"
        )
        assert response["Location"] == office.url(Step.OUTLINE)
        assert office.campaign.participants.count() == 1

    def test_units_that_are_not_on_the_page_stay_as_they_are(self, office: Preparation) -> None:
        office.outline()
        office.choose(*office.communes)
        first, second = office.communes[:2]
        office.post(Step.PARTICIPANTS, shown=str(first.pk))
        assert first not in office.campaign.participants.all()
        assert second in office.campaign.participants.all()

    @pytest.mark.parametrize("typed", ["dong xuan", "Đồng", "DONG-X"])
    def test_it_finds_by_name_without_accents_and_by_code(
        self, office: Preparation, typed: str
    ) -> None:
        office.outline()
        page = text_of(office.client.get(office.url(Step.PARTICIPANTS), {"tim": typed}))
        assert "DONG-XUAN" in page
        assert "HA-LONG" not in page

    def test_looking_for_units_keeps_the_ticks(self, office: Preparation) -> None:
        office.outline()
        tick = office.communes[0]
        response = office.post(
            Step.PARTICIPANTS, shown=tick.pk, unit=tick.pk, act="find", tim="Hạ Long"
        )
        assert response["Location"].endswith("?tim=H%E1%BA%A1+Long")
        assert list(office.campaign.participants.all()) == [tick]

    def test_all_that_were_found_are_taken_with_one_button(self, office: Preparation) -> None:
        office.outline()
        office.post(Step.PARTICIPANTS, act="all")
        assert office.campaign.participants.count() == 3
        url = f"{office.url(Step.PARTICIPANTS)}?tim=long"
        office.client.post(url, {"act": "none"})
        assert set(office.campaign.participants.values_list("code", flat=True)) == {
            "DONG-XUAN",
            "THUONG-HOA",
        }

    def test_a_province_takes_the_communes_of_one_district(self, db: None) -> None:
        province = make_unit("tỉnh Thử", kind=UnitKind.PROVINCE)
        districts = [
            make_unit(f"huyện {n}", kind=UnitKind.DISTRICT, parent=province, code=f"H{n}")
            for n in (1, 2)
        ]
        for district in districts:
            for _number in range(2):
                make_unit(parent=district)
        standing = make_user(role=Role.STANDING_OFFICE, on=province)
        client = Client()
        client.force_login(standing)
        made = make_set()
        client.post(
            reverse("campaign-new"),
            {
                "year": "2024",
                "organiser": province.pk,
                "criteria_set": made.pk,
                "previous": "khong",
            },
        )
        campaign = Campaign.objects.get()
        url = reverse("campaign-step", args=[campaign.code, Step.PARTICIPANTS])
        assert "cấp xã thuộc huyện 2" in text_of(client.get(f"{url}?thuoc=H2"))
        client.post(f"{url}?thuoc=H2", {"act": "all"})
        chosen = list(campaign.participants.all())
        assert len(chosen) == 2
        assert {unit.parent for unit in chosen} == {districts[1]}

    def test_a_unit_of_elsewhere_cannot_be_smuggled_in(self, office: Preparation) -> None:
        foreign = make_unit(parent=make_unit(kind=UnitKind.DISTRICT))
        office.outline()
        office.post(Step.PARTICIPANTS, shown=foreign.pk, unit=foreign.pk)
        assert office.campaign.participants.count() == 0

    def test_chosen_units_that_ended_are_named_and_taken_out_by_one_button(
        self, office: Preparation
    ) -> None:
        office.outline()
        office.choose(*office.communes)
        Unit.objects.filter(code="HA-LONG").update(valid_to=date(2026, 6, 30))
        assert "không còn tham gia được" in text_of(office.get(Step.PARTICIPANTS))
        office.post(Step.PARTICIPANTS, act="clean")
        assert office.campaign.participants.count() == 2


class TestAssignments:
    def test_it_proposes_the_office_that_the_set_names(self, office: Preparation) -> None:
        set_texts(office.criteria_set, n1="Phòng Tư pháp", n2="Cục Thống kê tỉnh")
        office.outline()
        page = text_of(office.get(Step.ASSIGNMENTS))
        assert f'<option value="{office.justice.pk}" selected>' in page
        assert "theo bộ tiêu chí: Phòng Tư pháp" in page
        assert "bộ tiêu chí ghi “Cục Thống kê tỉnh”, không có đơn vị nào tên như vậy" in page
        assert not office.campaign.assignments.exists()

    def test_a_leaf_that_names_another_office_gets_its_own(self, office: Preparation) -> None:
        set_texts(office.criteria_set, n1="Phòng Tư pháp", n1_2="Phòng Nội vụ huyện")
        office.outline()
        form = office.get(Step.ASSIGNMENTS).context["form"]
        leaf = office.criteria_set.criteria.get(code="1.2")
        assert form[f"office-{leaf.pk}"].value() == str(office.home_office.pk)
        other = office.criteria_set.criteria.get(code="1.1")
        assert form[f"office-{other.pk}"].value() is None

    def test_last_years_assignment_comes_before_the_text(self, office: Preparation) -> None:
        set_texts(office.criteria_set, n1="Phòng Tư pháp")
        make_campaign(
            office.communes,
            organiser=office.district,
            office=office.home_office,
            year=2025,
            criteria_set=office.criteria_set,
        )
        office.client.post(reverse("campaign-new"), office.outline_values(code="MOI"))
        url = reverse("campaign-step", args=["MOI", Step.ASSIGNMENTS])
        page = text_of(office.client.get(url))
        assert "theo phân công năm trước" in page
        assert f'<option value="{office.home_office.pk}" selected>' in page

    def test_fields_and_single_criteria_are_saved(self, office: Preparation) -> None:
        office.outline()
        response = office.assign(own={"1.2": office.home_office})
        assert response["Location"] == office.url(Step.DEADLINES)
        held = office.campaign.assignments.values_list("criterion__code", "office")
        assert dict(held) == {
            "1": office.justice.pk,
            "2": office.justice.pk,
            "1.2": office.home_office.pk,
        }

    def test_a_foreign_office_is_refused(self, office: Preparation) -> None:
        foreign = make_unit("Phòng lạ", kind=UnitKind.OFFICE)
        office.outline()
        field = office.criteria_set.criteria.get(code="1")
        response = office.post(Step.ASSIGNMENTS, **{f"office-{field.pk}": foreign.pk})
        assert response.status_code == 422
        assert not office.campaign.assignments.exists()


class TestDeadlines:
    def test_a_day_alone_ends_at_17_and_an_hour_is_kept(self, office: Preparation) -> None:
        office.outline()
        response = office.deadlines("01/12/2126", "20/12/2126 11:30")
        assert response["Location"] == office.url(Step.GROUPS)
        campaign = office.campaign
        assert campaign.self_deadline == datetime(2126, 12, 1, 17, tzinfo=HANOI)
        assert campaign.appraisal_deadline == datetime(2126, 12, 20, 11, 30, tzinfo=HANOI)

    def test_midnight_typed_stays_midnight(self, office: Preparation) -> None:
        office.outline()
        office.deadlines("01/12/2126 00:00")
        assert office.campaign.self_deadline == datetime(2126, 12, 1, tzinfo=HANOI)

    @pytest.mark.parametrize(
        ("own", "appraisal", "message"),
        [
            ("20/12/2126", "01/12/2126", "Hạn thẩm định phải sau hạn tự chấm"),
            ("20/12/2126", "20/12/2126", "Hạn thẩm định phải sau hạn tự chấm"),
            ("01/12/2000", "20/12/2126", "Hạn mới phải sau lúc này"),
            ("32/12/2126", "20/12/2126", "Thời điểm không đúng"),
        ],
    )
    def test_bad_input_is_named_at_the_field_and_kept(
        self, office: Preparation, own: str, appraisal: str, message: str
    ) -> None:
        office.outline()
        response = office.deadlines(own, appraisal)
        assert response.status_code == 422
        assert message in text_of(response)
        assert own in text_of(response)
        assert office.campaign.self_deadline is None


class TestGroups:
    def test_it_proposes_bands_of_ten(self, office: Preparation) -> None:
        office.outline()
        page = text_of(office.get(Step.GROUPS))
        assert "Nhóm 3 (từ 70% đến dưới 80%)" in page
        assert not RatingGroup.objects.filter(campaign=office.campaign).exists()

    def test_it_proposes_the_bands_of_the_year_before(self, office: Preparation) -> None:
        make_campaign(office.communes, organiser=office.district, year=2025)
        office.client.post(reverse("campaign-new"), office.outline_values(code="MOI"))
        url = reverse("campaign-step", args=["MOI", Step.GROUPS])
        form = office.client.get(url).context["form"]
        assert [row.floor.value() for row in form.rows()][:3] == ["80", "70", "0"]

    def test_rows_in_any_order_and_empty_rows_are_taken(self, office: Preparation) -> None:
        office.outline()
        response = office.groups(("0", "Yếu"), ("", ""), ("85,5%", "Tốt"))
        assert response["Location"] == office.url(Step.EXCLUSIONS)
        groups = office.campaign.groups.values_list("floor", "label")
        assert list(groups) == [(Decimal("85.5"), "Tốt"), (Decimal(0), "Yếu")]

    @pytest.mark.parametrize(
        ("rows", "message"),
        [
            ((("80", "Tốt"), ("50", "Khá")), "Phải có một nhóm bắt đầu từ 0"),
            ((("80", "Tốt"), ("80", "Khá"), ("0", "Yếu")), "cùng một mốc"),
            ((("120", "Tốt"), ("0", "Yếu")), "Mốc phải từ 0 đến 100"),
            ((("80", ""), ("0", "Yếu")), "Hãy đặt tên nhóm"),
            ((("80", "Tốt"), ("0", "Tốt")), "không được trùng tên"),
            ((("tám mươi", "Tốt"), ("0", "Yếu")), "không phải là tỷ lệ phần trăm"),
            ((("", "Tốt"), ("0", "Yếu")), "không phải là tỷ lệ phần trăm"),
            ((("80,12345", "Tốt"), ("0", "Yếu")), "Nhiều nhất 4 chữ số thập phân"),
        ],
    )
    def test_bad_rows_are_named_and_kept(
        self, office: Preparation, rows: tuple[tuple[str, str], ...], message: str
    ) -> None:
        office.outline()
        response = office.groups(*rows)
        assert response.status_code == 422
        assert message in text_of(response)
        assert rows[-1][1] in text_of(response)
        assert not office.campaign.groups.exists()

    def test_more_rows_come_without_losing_what_was_typed(self, office: Preparation) -> None:
        office.outline()
        response = office.groups(("80", "Tốt"), ("0", "Yếu"), more="1")
        assert response.context["form"].count == 4
        assert "Tốt" in text_of(response)
        assert not office.campaign.groups.exists()


class TestExclusions:
    def test_they_are_saved_with_their_reason(self, office: Preparation) -> None:
        office.outline()
        response = office.exclude(n1_1="Chưa triển khai trong năm")
        assert response["Location"] == office.url(Step.SUMMARY)
        found = office.campaign.exclusions.get()
        assert (found.criterion.code, found.reason) == ("1.1", "Chưa triển khai trong năm")

    def test_one_without_a_reason_is_refused_and_stays_ticked(self, office: Preparation) -> None:
        office.outline()
        response = office.exclude(n1_1="")
        assert response.status_code == 422
        assert "Hãy nêu lý do mục 1.1 không áp dụng" in text_of(response)
        assert "checked" in text_of(response)
        assert not office.campaign.exclusions.exists()

    def test_what_lies_below_an_excluded_criterion_is_not_kept_twice(
        self, office: Preparation
    ) -> None:
        office.outline()
        office.exclude(n1="Chưa triển khai", n1_1="Cũng thế")
        assert office.campaign.exclusions.get().criterion.code == "1"

    def test_something_must_be_left_to_score(self, office: Preparation) -> None:
        office.outline()
        response = office.exclude(n1="Không", n2="Không")
        assert response.status_code == 422
        assert "Phải còn ít nhất một mục để chấm" in text_of(response)


class TestSummary:
    def test_it_lists_what_is_missing_with_the_way_there(self, office: Preparation) -> None:
        office.outline(standing_office="")
        page = text_of(office.get(Step.SUMMARY))
        for text in (
            "Chưa chọn cơ quan thường trực",
            "Chưa chọn đơn vị tham gia",
            "Chưa phân công cơ quan thẩm định: 1.",
            "Chưa đặt đủ hai thời hạn",
            "Chưa đặt nhóm xếp loại",
        ):
            assert text in page
        assert office.url(Step.PARTICIPANTS) in page
        assert reverse("campaign-open", args=[office.campaign.code]) not in page

    def test_it_cannot_be_opened_while_something_is_missing(self, office: Preparation) -> None:
        office.outline()
        office.start()
        assert office.campaign.state == "draft"
        assert not Entry.objects.exists()

    def test_a_self_deadline_that_passed_meanwhile_forbids_the_opening(
        self, office: Preparation
    ) -> None:
        office.prepared()
        Campaign.objects.update(self_deadline=datetime(2026, 1, 1, tzinfo=HANOI))
        assert "Hạn tự chấm đã qua" in text_of(office.get(Step.SUMMARY))
        office.start()
        assert office.campaign.state == "draft"

    def test_complete_it_opens_for_the_chosen_units(self, office: Preparation) -> None:
        office.prepared()
        assert "Đã đủ để mở đợt" in text_of(office.get(Step.SUMMARY))
        response = office.start()
        assert response["Location"] == reverse("campaign", args=[office.campaign.code])
        assert office.campaign.is_open
        assert Entry.objects.count() == 9

    def test_it_opens_once(self, office: Preparation) -> None:
        office.opened()
        assert office.start().status_code == 423
        assert Entry.objects.count() == 9

    def test_the_board_of_a_draft_leads_back_to_its_preparation(self, office: Preparation) -> None:
        office.outline()
        page = text_of(office.client.get(reverse("campaign", args=[office.campaign.code])))
        assert "Tiếp tục chuẩn bị" in page
        response = office.client.get(reverse("campaign-edit", args=[office.campaign.code]))
        assert response["Location"] == office.url(Step.SUMMARY)
        assert "Tiếp tục chuẩn bị" in text_of(office.client.get(reverse("home")))


class TestWhileOpen:
    @pytest.mark.parametrize(
        "step", [Step.OUTLINE, Step.PARTICIPANTS, Step.EXCLUSIONS, Step.SUMMARY]
    )
    def test_what_the_sheets_stand_on_is_closed(self, office: Preparation, step: Step) -> None:
        office.opened()
        assert office.get(step).status_code == 423
        assert office.client.post(office.url(step), {}).status_code == 423

    def test_deadlines_change_with_a_reason(self, office: Preparation) -> None:
        office.opened()
        response = office.deadlines("05/12/2126")
        assert response.status_code == 422
        response = office.deadlines("05/12/2126", reason="Bão số 9")
        assert response["Location"] == reverse("campaign", args=[office.campaign.code])
        assert office.campaign.self_deadline == datetime(2126, 12, 5, 17, tzinfo=HANOI)
        event = Event.objects.filter(action="campaign.deadlines").latest("pk")
        assert event.reason == "Bão số 9"
        before = event.before or {}
        assert before["self_deadline"].startswith("2126-12-01")

    def test_groups_change_with_a_reason(self, office: Preparation) -> None:
        office.opened()
        assert office.groups(("50", "Đạt"), ("0", "Chưa đạt")).status_code == 422
        office.groups(("50", "Đạt"), ("0", "Chưa đạt"), reason="Theo quyết định mới")
        assert [g.label for g in office.campaign.groups.all()] == ["Đạt", "Chưa đạt"]

    def test_a_field_cannot_lose_its_office(self, office: Preparation) -> None:
        office.opened()
        field = office.criteria_set.criteria.get(code="1")
        values = {f"office-{field.pk}": office.home_office.pk, "reason": "Chuyển việc"}
        response = office.post(Step.ASSIGNMENTS, **values)
        assert response.status_code == 422
        assert "Lĩnh vực nào cũng phải có cơ quan thẩm định" in text_of(response)

    def test_a_published_campaign_changes_no_more(self, office: Preparation) -> None:
        office.opened()
        Campaign.objects.update(state="published")
        assert office.get(Step.DEADLINES).status_code == 423
        assert office.deadlines("05/12/2126", reason="Muộn").status_code == 423


class TestRights:
    @pytest.mark.parametrize(
        "role", [Role.LEADER, Role.ADMINISTRATOR, Role.AUDITOR, Role.OFFICIAL, Role.APPRAISER]
    )
    def test_only_the_standing_office_prepares(self, office: Preparation, role: Role) -> None:
        office.prepared()
        code = office.campaign.code
        other = Client()
        other.force_login(make_user(role=role, on=office.district))
        assert other.get(reverse("campaign-new")).status_code == 403
        assert other.post(reverse("campaign-new"), office.outline_values()).status_code == 403
        for step in Step:
            url = reverse("campaign-step", args=[code, step])
            assert other.get(url).status_code in (403, 404), step
            assert other.post(url, {}).status_code in (403, 404), step
        assert other.post(reverse("campaign-open", args=[code])).status_code in (403, 404)
        assert office.campaign.state == "draft"
        assert "Lập đợt mới" not in text_of(other.get(reverse("campaigns")))

    def test_a_neighbouring_districts_office_finds_nothing(self, office: Preparation) -> None:
        office.prepared()
        elsewhere = make_unit("huyện Khác", kind=UnitKind.DISTRICT)
        other = Client()
        other.force_login(make_user(role=Role.STANDING_OFFICE, on=elsewhere))
        assert other.get(office.url(Step.OUTLINE)).status_code == 404
        response = other.post(reverse("campaign-new"), office.outline_values(code="CUOP"))
        assert response.status_code == 422
        assert not Campaign.objects.filter(code="CUOP").exists()

    def test_a_draft_is_not_shown_to_units_and_appraisers(self, office: Preparation) -> None:
        office.prepared()
        appraiser = make_user(role=Role.APPRAISER, on=office.justice)
        official = make_user(role=Role.OFFICIAL, on=office.communes[0])
        for person in (appraiser, official):
            assert not Campaign.objects.visible_to(person).exists()
        office.start()
        for person in (appraiser, official):
            assert Campaign.objects.visible_to(person).exists()
