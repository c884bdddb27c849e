"""The leader's page: the four answers, for whom, and from which figures."""

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.models import (
    Assignment,
    Campaign,
    CampaignState,
    Extension,
    FieldSheet,
    RecordedResult,
    Source,
)
from assessments.totals import recompute
from assessments.workflow import Phase, State
from parindex.units.models import Role, UnitKind, User
from reports.charts import column_chart, share, stacked
from reports.progress import CampaignProgress, open_campaigns
from tests.assessments.cases import Case, make_case
from tests.factories import make_campaign, make_unit, make_user
from tests.reports.golden import VanCanh
from tests.reports.test_results_pages import publish, read, score, status

pytestmark = pytest.mark.django_db
URL = "/tong-quan/"


@pytest.fixture
def case(db: None) -> Case:
    return make_case()


def progress(case: Case, at: datetime | None = None) -> CampaignProgress:
    (found,) = open_campaigns(case.leader, case.district, at or timezone.now())
    return found


def stand(case: Case, code: str, state: State) -> None:
    FieldSheet.objects.filter(pk=case.sheet(code).pk).update(state=state)


# -- for whom -----------------------------------------------------------------------------------


def test_only_those_who_follow_units_have_an_overview(case: Case) -> None:
    people = [case.official, case.head, case.stranger, case.appraiser, case.standing, case.leader]
    assert [status(person, URL) for person in people] == [403, 403, 403, 403, 200, 200]
    assert status(None, URL) == 302
    assert Client().post(URL).status_code == 302
    publish(case.campaign)
    assert [status(person, URL) for person in people] == [403, 403, 403, 403, 200, 200]


def test_a_leader_sees_nothing_of_another_district(case: Case) -> None:
    score(case.campaign, case.commune, ["1", "1", "1"])
    other = make_unit("huyện Khác", kind=UnitKind.DISTRICT)
    leader = make_user(role=Role.LEADER, on=other)
    page = read(leader, URL)
    assert "Xã Một" not in page
    assert "Chưa có kết quả đã công bố" in page
    assert "Không có đợt đánh giá nào đang mở" in page
    assert status(leader, f"{URL}?don-vi={case.district.code}") == 404


def test_a_leader_of_two_units_chooses_between_them(case: Case) -> None:
    other = make_unit("huyện Khác", kind=UnitKind.DISTRICT)
    leader = make_user(role=Role.LEADER, on=case.district)
    leader.memberships.create(unit=other, role=Role.LEADER)
    assert "Tổng quan: Huyện Thử" in read(leader, URL)
    assert "Tổng quan: Huyện Khác" in read(leader, f"{URL}?don-vi={other.code}")


# -- where we stand, what moved, what was lost --------------------------------------------------


class TestVanCanh(VanCanh):
    """The page of the leader of huyện Vân Canh after the result of 2021."""

    def page(self, who: str) -> str:
        return read(self.people[who], URL)

    def test_it_answers_where_we_stand_and_whether_it_is_better(self) -> None:
        page = self.page("lanhdao")
        assert "Chúng ta đứng ở đâu? 75,62% Năm 2021 · Nhóm 3" in page
        assert "Tốt hơn năm trước không? +6,22 điểm % 69,40% năm 2020 → 75,62%" in page

    def test_it_answers_where_points_were_lost_and_why(self) -> None:
        page = self.page("lanhdao")
        assert "Mất điểm nhiều nhất ở đâu? −10,22 điểm" in page
        lost = page[page.index("Mất điểm ở đâu năm 2021") :]
        order = ["−10,22", "−3,54 6,46 / 10", "−3,43 8,57 / 12", "−3,19 6,81 / 10"]
        assert sorted(order, key=lost.index) == order
        assert "Vì sao: 5 mục bị trừ nhiều nhất bị trừ −2,00 3.1." in page
        assert "Thực hiện: Văn phòng HĐND và UBND huyện" in page

    def test_the_years_stand_in_the_chart_and_in_its_table(self) -> None:
        client = Client()
        client.force_login(self.people["lanhdao"])
        html = client.get(URL).content.decode()
        for text in ("69,40%", "75,62%"):
            assert f">{text}</text>" in html
            assert f'<td class="num">{text}</td>' in html

    def test_the_province_sees_the_mean_of_its_units(self) -> None:
        page = self.page("sonoivu")
        assert "Các đơn vị đứng ở đâu? 75,62% Bình quân 1 đơn vị năm 2021" in page
        assert "+6,22 điểm % bình quân 1 đơn vị tăng, 0 đơn vị giảm" in page
        assert "Huyện Vân Canh 75,62%" in page


def test_the_mean_is_that_of_the_complete_units(case: Case) -> None:
    units = [make_unit(parent=case.district) for _ in range(3)]
    campaign = make_campaign(units, organiser=case.district)
    score(campaign, units[0], ["2", "1", "1"])
    score(campaign, units[1], ["1", "0", "0.5"])
    publish(campaign)
    page = read(case.leader, URL)
    assert "Các đơn vị đứng ở đâu? 68,75% Bình quân 2 đơn vị" in page
    assert "1. Nội dung 1 −1,00 2,00 / 3" in page
    assert "2. Nội dung 2 −0,25 0,75 / 1" in page


def test_it_shows_no_figure_of_a_campaign_that_is_not_published(case: Case) -> None:
    score(case.campaign, case.commune, ["2", "1", "1"])
    page = read(case.leader, URL)
    assert "Các đơn vị đứng ở đâu? –" in page
    answers, progress_part = page.split("Đang thực hiện, số liệu tạm tính")
    assert "100,00%" not in answers
    assert "Xã Một 0/2 đã phê duyệt" in progress_part
    assert "100,00%" in progress_part


def test_a_year_taken_over_has_the_announced_rank_and_a_rank_of_one_is_none(case: Case) -> None:
    past = Campaign.objects.create(
        code="NAM-TRUOC",
        name="Kết quả năm trước",
        year=2021,
        criteria_set=case.campaign.criteria_set,
        organiser=make_unit(kind=UnitKind.PROVINCE),
        source=Source.RECORDED,
    )
    past.assessments.create(unit=case.district, peer_group="district")
    known = RecordedResult.objects.create(
        campaign=past, unit=case.district, percent=Decimal("69.4"), source="Báo cáo"
    )
    publish(past)
    recompute(past, at=timezone.now())
    assert "2021 69,40% – –" in read(case.leader, URL)
    RecordedResult.objects.filter(pk=known.pk).update(rank=9, rank_of=11)
    assert "2021 69,40% – 9/11" in read(case.leader, URL)


# -- who is late --------------------------------------------------------------------------------


def test_it_tells_who_holds_what(case: Case) -> None:
    assert case.campaign.self_deadline is not None
    stand(case, "1", State.SIGNING)
    stand(case, "2", State.APPRAISING)
    row = next(r for r in progress(case).units if r.unit == case.commune)
    assert {(h.holder, h.count, h.late) for h in row.holders} == {
        ("Thủ trưởng đơn vị", 1, 0),
        ("Phòng Tư pháp", 1, 0),
    }
    assert [(s.state, s.count) for s in row.states] == [("appraising", 1), ("signing", 1)]
    assert [(h.holder, h.count) for h in progress(case).offices] == [("Phòng Tư pháp", 1)]


def test_the_office_of_each_field_holds_its_sheets(case: Case) -> None:
    other = make_unit("Phòng Tài chính", kind=UnitKind.OFFICE, parent=case.district)
    field = case.sheet("2").criterion
    Assignment.objects.filter(campaign=case.campaign, criterion=field).update(office=other)
    stand(case, "1", State.SUBMITTED)
    stand(case, "2", State.SUBMITTED)
    assert {h.holder for h in progress(case).offices} == {"Phòng Tư pháp", "Phòng Tài chính"}


def test_a_unit_is_late_one_second_after_its_deadline_and_not_at_it(case: Case) -> None:
    deadline = case.campaign.self_deadline
    assert deadline is not None
    assert progress(case, deadline).late == 0
    assert progress(case, deadline + timedelta(seconds=1)).late == 4


def test_more_time_for_a_unit_counts_for_that_unit_only(case: Case) -> None:
    deadline = case.campaign.self_deadline
    assert deadline is not None
    Extension.objects.create(
        campaign=case.campaign,
        unit=case.commune,
        phase=Phase.SELF,
        until=deadline + timedelta(days=5),
        reason="Mưa lũ",
        granted_by=case.standing,
    )
    late = {row.unit: row.late for row in progress(case, case.after_deadline).units}
    assert late == {case.commune: 0, case.neighbour: 2}


def test_an_office_is_late_after_the_deadline_of_the_appraisal(case: Case) -> None:
    stand(case, "1", State.APPRAISING)
    stand(case, "2", State.APPRAISED)
    assert case.campaign.appraisal_deadline is not None
    after = case.campaign.appraisal_deadline + timedelta(minutes=1)
    found = [(held.holder, held.count, held.late) for held in progress(case, after).offices]
    assert found == [("Phòng Tư pháp", 2, 1)]


def test_late_units_stand_first_and_the_answer_names_the_latest(case: Case) -> None:
    Campaign.objects.filter(pk=case.campaign.pk).update(
        self_deadline=timezone.now() - timedelta(days=3, hours=1)
    )
    FieldSheet.objects.filter(assessment__unit=case.commune).update(state=State.APPROVED)
    page = read(case.leader, URL)
    assert "Ai đang chậm? 2 phiếu quá hạn Ở 1 đơn vị; nhiều nhất: Xã Hai (2)" in page
    assert page.index("Xã Hai 0/2 đã phê duyệt") < page.index("Xã Một 2/2 đã phê duyệt")
    assert "Cán bộ đầu mối: 2 (2 quá hạn)" in page
    assert "quá hạn 3 ngày" in page


def test_it_says_when_nobody_is_late_and_what_comes_next(case: Case) -> None:
    page = read(case.leader, URL)
    assert "Ai đang chậm? 0 phiếu quá hạn Hạn tự chấm:" in page


def test_a_participant_sees_only_its_own_part_of_a_higher_campaign(case: Case) -> None:
    province = make_unit("tỉnh Thử", kind=UnitKind.PROVINCE)
    district = make_unit("huyện Hai", kind=UnitKind.DISTRICT, parent=province)
    rival = make_unit("huyện Ba", kind=UnitKind.DISTRICT, parent=province)
    campaign = make_campaign([district, rival], organiser=province)
    leader = make_user(role=Role.LEADER, on=district)
    (found,) = open_campaigns(leader, district, timezone.now())
    assert found.campaign == campaign
    assert [row.unit for row in found.units] == [district]
    assert not found.may_rank


def test_campaigns_of_lower_levels_stay_with_those_who_run_them(case: Case) -> None:
    province = make_unit("tỉnh Thử", kind=UnitKind.PROVINCE)
    district = make_unit(kind=UnitKind.DISTRICT, parent=province)
    make_campaign([make_unit(parent=district)], organiser=district)
    leader: User = make_user(role=Role.LEADER, on=province)
    assert open_campaigns(leader, province, timezone.now()) == []
    assert "Không có đợt đánh giá nào đang mở" in read(leader, URL)


def test_it_asks_the_database_as_often_for_many_units_as_for_few(case: Case) -> None:
    def queries(count: int) -> int:
        district = make_unit(kind=UnitKind.DISTRICT)
        units = [make_unit(parent=district) for _ in range(count)]
        done = make_campaign(units, organiser=district)
        for unit in units:
            score(done, unit, ["1", "1", "1"])
        Campaign.objects.filter(pk=done.pk).update(state=CampaignState.PUBLISHED)
        make_campaign(units, organiser=district, previous=done)
        client = Client()
        client.force_login(make_user(role=Role.LEADER, on=district))
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse("overview")).status_code == 200
        return len(found)

    assert queries(2) == queries(15)


# -- charts -------------------------------------------------------------------------------------


def test_a_share_is_never_drawn_as_nothing_nor_beyond_the_whole() -> None:
    assert [share(Decimal(n), Decimal(1000)) for n in (0, 1, 5, 500, 1000, 2000)] == [
        *(0, 1, 1, 50, 100, 100)
    ]
    assert share(None, Decimal(10)) == 0
    assert share(Decimal(1), None) == 0


def test_the_parts_of_a_bar_fill_it_whatever_the_rounding() -> None:
    for counts in ([1, 1, 1], [7, 0, 3], [1, 2, 4, 8, 16], [63]):
        segments = stacked([(str(i), count) for i, count in enumerate(counts)])
        assert sum(segment.width for segment in segments) == 1000
        assert all(a.x + a.width == b.x for a, b in pairwise(segments))
    assert stacked([("draft", 0)]) == ()


def test_columns_stand_on_one_floor_and_stay_inside_the_chart() -> None:
    chart = column_chart([Decimal(0), Decimal("69.4"), Decimal(100)], ceiling=Decimal(100))
    assert chart.columns[0].height == 0
    for column in chart.columns:
        assert column.y + column.height == chart.floor
        assert column.value_y > 0
        assert 0 <= column.x <= chart.width - column.width
