"""Trying out lost points: who may, what it says, and that nothing is kept."""

from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.models import Campaign, Entry, Result, Source
from assessments.totals import recompute
from parindex.units.models import Role, Unit, UnitKind, User
from plans.efforts import Effort
from plans.models import LeafEffort, Plan
from tests.assessments.cases import Case, make_case
from tests.factories import make_campaign, make_unit, make_user
from tests.reports.golden import VanCanh
from tests.reports.test_results_pages import client_of, publish, read, score, status, words

pytestmark = pytest.mark.django_db


def url_of(campaign: Campaign, unit: Unit, query: str = "") -> str:
    address = reverse("what-if", args=[campaign.code, unit.code])
    return f"{address}?{query}" if query else address


@pytest.fixture
def case(db: None) -> Case:
    """The commune has 2,75 of 4 points, its neighbour 3,5."""
    made = make_case()
    score(made.campaign, made.commune, ["1.5", "1", "0.25"], cause="Gửi báo cáo chậm")
    score(made.campaign, made.neighbour, ["2", "0.5", "1"])
    return made


def test_it_is_open_to_those_who_may_see_the_result(case: Case) -> None:
    url = url_of(case.campaign, case.commune)
    outsider = make_user(role=Role.OFFICIAL, on=make_unit(kind=UnitKind.DISTRICT))
    people = [case.official, case.head, case.stranger, case.appraiser, case.standing, case.leader]
    assert [status(p, url) for p in people] == [200, 200, 403, 403, 200, 200]
    assert (status(outsider, url), status(None, url)) == (404, 302)
    publish(case.campaign)
    assert [status(p, url) for p in people] == [200] * 6
    assert (status(outsider, url), status(None, url)) == (404, 302)


def test_chosen_leaves_give_the_new_index_rank_and_band(case: Case) -> None:
    page = read(case.leader, url_of(case.campaign, case.commune))
    assert "68,75% hiện nay 68,75% (0)" in page
    assert "2 /2 hiện nay 2" in page
    page = read(case.leader, url_of(case.campaign, case.commune, "muc=2&muc=1.1"))
    assert "+1,25 2 mục, công sức 4" in page
    assert "100,00% hiện nay 68,75% (+31,25)" in page
    assert "1 /2 hiện nay 2" in page
    assert "Nhóm 2 hiện nay Nhóm 5" in page


def test_it_keeps_nothing(case: Case) -> None:
    before = list(Result.objects.values_list()), list(Entry.objects.values_list())
    read(case.leader, url_of(case.campaign, case.commune, "muc=2&kind=hang&value=1"))
    assert (list(Result.objects.values_list()), list(Entry.objects.values_list())) == before


def test_a_goal_proposes_the_cheapest_leaves(case: Case) -> None:
    page = read(case.leader, url_of(case.campaign, case.commune, "kind=hang&value=1"))
    assert "Cách ít công sức nhất để đạt hạng 1" in page
    assert "Cần lấy lại ít nhất 0,75 điểm." in page
    assert "Lấy lại 1 mục đã đánh dấu bên dưới (0,75 điểm, công sức 2)" in page
    assert "87,50%, hạng 1/2" in page


def test_a_goal_that_is_met_needs_nothing(case: Case) -> None:
    page = read(case.leader, url_of(case.campaign, case.commune, "kind=chi-so&value=68,75"))
    assert "Đã đạt chỉ số 68,75%" in page
    assert "0 chưa chọn mục nào" in page


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("kind=hang&value=3", "Có 2 đơn vị được xếp hạng: nhập hạng từ 1 đến 2."),
        ("kind=hang&value=0", "nhập hạng từ 1 đến 2"),
        ("kind=hang&value=nhất", "không phải là số nguyên"),
        ("kind=chi-so&value=101", "Chỉ số nằm giữa 0 và 100%."),
        ("kind=chi-so&value=", "Hãy nhập hạng hoặc chỉ số cần đạt."),
        ("kind=khac&value=1", "Mục tiêu:"),
    ],
)
def test_a_goal_that_is_none_is_refused_and_kept(case: Case, query: str, complaint: str) -> None:
    response = client_of(case.leader).get(url_of(case.campaign, case.commune, f"{query}&muc=2"))
    assert response.status_code == 422
    page = words(response.content.decode())
    assert complaint in page
    assert "+0,75 1 mục" in page


def test_a_rank_is_not_told_before_it_is_announced(case: Case) -> None:
    page = read(case.official, url_of(case.campaign, case.commune, "muc=2"))
    assert "87,50% hiện nay 68,75%" in page
    assert "Hạng" not in page
    asked = client_of(case.official).get(url_of(case.campaign, case.commune, "kind=hang&value=1"))
    assert asked.status_code == 422
    assert "hạng 1/" not in words(asked.content.decode())
    publish(case.campaign)
    assert "Hạng" in read(case.official, url_of(case.campaign, case.commune))


def test_a_link_older_than_the_scores_says_what_it_leaves_out(case: Case) -> None:
    page = read(case.leader, url_of(case.campaign, case.commune, "muc=1.2&muc=2"))
    assert "1 mục trong đường dẫn này không còn bị trừ điểm" in page
    assert "+0,75 1 mục" in page


def test_there_is_nothing_to_try_without_a_whole_result(case: Case) -> None:
    Entry.objects.filter(assessment__unit=case.commune, criterion__code="2").update(
        appraised_score=None, self_score=None
    )
    recompute(case.campaign, at=timezone.now())
    page = read(case.leader, url_of(case.campaign, case.commune, "kind=hang&value=1"))
    assert "Chưa đủ kết quả để tính thử" in page


def test_a_year_known_by_its_fields_has_no_leaves_to_try(case: Case) -> None:
    Campaign.objects.filter(pk=case.campaign.pk).update(source=Source.RECORDED)
    page = read(case.leader, url_of(case.campaign, case.commune))
    assert "Đợt này chỉ có kết quả theo lĩnh vực" in page


def test_a_perfect_result_has_nothing_to_win_back(case: Case) -> None:
    score(case.campaign, case.commune, ["2", "1", "1"])
    assert "Không có khoản trừ nào" in read(case.leader, url_of(case.campaign, case.commune))


def test_peers_of_another_kind_do_not_rank_with_it(leader_of_two_kinds: User) -> None:
    campaign = Campaign.objects.get()
    unit = campaign.assessments.order_by("pk")[0].unit
    page = read(leader_of_two_kinds, url_of(campaign, unit))
    assert "1 /2 hiện nay 1" in page


@pytest.fixture
def leader_of_two_kinds(db: None) -> User:
    """Two communes and a better district in one campaign."""
    province = make_unit(kind=UnitKind.PROVINCE)
    units = [make_unit(parent=province) for _ in range(2)]
    other = make_unit(kind=UnitKind.DISTRICT, parent=province)
    campaign = make_campaign([*units, other], organiser=province)
    for unit, scores in ((units[0], "1"), (units[1], "0.5"), (other, "2")):
        score(campaign, unit, [scores, "1", "1"])
    return make_user(role=Role.LEADER, on=province)


def test_the_number_of_queries_does_not_grow_with_the_choice(case: Case) -> None:
    client, counts = client_of(case.leader), []
    for query in ("muc=2", "muc=2&muc=1.1"):
        with CaptureQueriesContext(connection) as queries:
            client.get(url_of(case.campaign, case.commune, query))
        counts.append(len(queries))
    assert counts[0] == counts[1]


class TestVanCanh(VanCanh):
    """75,62 of 100 in 2021; 14,16 of the 24,38 lost points are the district's own work."""

    def page(self, query: str = "") -> str:
        self.campaign.refresh_from_db()
        leader = self.people["lanhdao"]
        return read(leader, url_of(self.campaign, self.units["VAN-CANH"], query))

    def test_one_report_sent_in_time_is_one_point(self) -> None:
        assert "76,62% hiện nay 75,62% (+1,00)" in self.page("muc=1.4")

    def test_eighty_five_points_take_nine_leaves(self) -> None:
        page = self.page("kind=chi-so&value=85")
        assert "Cần lấy lại ít nhất 9,38 điểm." in page
        assert "Lấy lại 9 mục" in page

    def test_ninety_points_are_out_of_reach_of_its_own_work(self) -> None:
        page = self.page("kind=chi-so&value=90")
        assert "Không đạt được chỉ số 90%" in page
        assert "mới thêm 14,16 điểm, đưa kết quả lên 89,78%" in page
        assert "Chỉ đạt được khi điểm điều tra, thống kê cũng tăng" in page

    def test_with_the_survey_ninety_points_are_near(self) -> None:
        page = self.page("kind=chi-so&value=90&with_survey=on")
        assert "Cách ít công sức nhất để đạt chỉ số 90%" in page

    def test_a_unit_alone_has_no_rank_to_reach(self) -> None:
        assert "Hạng" not in self.page()

    def test_losses_sum_to_what_was_lost(self) -> None:
        lost = [Decimal(n) for n in ("3.54", "3.19", "1", "1", "2", "3.43")]
        page = self.page()
        assert sum(lost) == Decimal("14.16")
        for text in ("−3,54", "−3,19", "−1", "−2", "−3,43", "−10,22"):
            assert text in page


def test_how_hard_a_leaf_is_said_to_be_changes_the_proposal(case: Case) -> None:
    """1.1 and 2 lost 0,5 and 0,75; either is enough for 75 %, and the easy one is cheaper."""
    url = url_of(case.campaign, case.commune, "kind=chi-so&value=75")
    assert "(0,75 điểm, công sức 2)" in read(case.leader, url)
    LeafEffort.objects.create(criterion=case.entry("1.1").criterion, effort=Effort.EASY)
    assert "(0,5 điểm, công sức 1)" in read(case.leader, url)


def test_the_chosen_set_becomes_the_draft_plan(case: Case) -> None:
    Entry.objects.filter(assessment__campaign=case.campaign).update(
        final_score=F("appraised_score")
    )
    publish(case.campaign)
    client = client_of(case.official)
    chosen = case.entry("2")
    page = client.get(url_of(case.campaign, case.commune, "muc=2")).content.decode()
    assert f'name="khoan" value="{chosen.pk}"' in page
    draft = reverse("plan-draft", args=[case.campaign.code, case.commune.code])
    assert client.post(draft, {"khoan": [str(chosen.pk)]}).status_code == 302
    plan = Plan.objects.get(unit=case.commune)
    assert [repair.entry for repair in plan.repairs.all()] == [chosen]
    client.post(draft)
    assert {r.entry.criterion.code for r in plan.repairs.all()} == {"1.1", "2"}


def test_only_those_who_keep_the_plan_are_offered_to_make_one(case: Case) -> None:
    publish(case.campaign)
    url = url_of(case.campaign, case.commune, "muc=2")
    assert "Đưa các mục này vào kế hoạch" in read(case.official, url)
    assert "Đưa các mục này vào kế hoạch" not in read(case.stranger, url)
