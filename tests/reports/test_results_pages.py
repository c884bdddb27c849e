"""The ranking and the page of one unit: who sees them when, and what they say."""

from decimal import Decimal
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser

from assessments.models import (
    Assessment,
    Assignment,
    Campaign,
    CampaignState,
    Entry,
    RecordedResult,
    Source,
)
from assessments.totals import recompute
from criteria.models import CriteriaSet
from parindex.units.models import Role, Unit, UnitKind, User
from tests.assessments.cases import Case, make_case
from tests.browser.looks import too_wide
from tests.factories import make_campaign, make_criterion, make_set, make_unit, make_user
from tests.reports.golden import VanCanh

pytestmark = pytest.mark.django_db


class _Words(HTMLParser):
    """What a reader of the page's main part reads, a blank between any two pieces."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def words(html: str) -> str:
    parser = _Words()
    parser.feed(html[html.index("<main") : html.index("</main>")])
    return " ".join(" ".join(parser.found).split())


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def status(user: User | None, url: str) -> int:
    client = Client() if user is None else client_of(user)
    return client.get(url).status_code


def read(user: User, url: str) -> str:
    response = client_of(user).get(url)
    assert response.status_code == 200
    return words(response.content.decode())


def ranking_url(campaign: Campaign) -> str:
    return reverse("ranking", args=[campaign.code])


def unit_url(campaign: Campaign, unit: Unit) -> str:
    return reverse("unit-result", args=[campaign.code, unit.code])


def score(campaign: Campaign, unit: Unit, scores: list[str], *, cause: str = "") -> None:
    """Appraised scores of the unit's leaves, in order."""
    entries = Entry.objects.filter(assessment__campaign=campaign, assessment__unit=unit).order_by(
        "criterion__sort_key"
    )
    for entry, points in zip(entries, scores, strict=True):
        Entry.objects.filter(pk=entry.pk).update(
            appraised_score=Decimal(points),
            self_score=entry.max_score,
            cause=cause if Decimal(points) < entry.max_score else "",
        )
    recompute(campaign, at=timezone.now())


def publish(campaign: Campaign) -> None:
    campaign.state = CampaignState.PUBLISHED
    campaign.published_at = timezone.now()
    campaign.decision_number = "313/QĐ-UBND"
    campaign.decision_date = timezone.localdate()
    campaign.save()


@pytest.fixture
def case(db: None) -> Case:
    made = make_case()
    score(made.campaign, made.commune, ["1.5", "1", "0.25"], cause="Gửi báo cáo chậm")
    return made


@pytest.fixture
def colleague(case: Case) -> User:
    return make_user(role=Role.OFFICIAL, on=case.neighbour)


@pytest.fixture
def outsider() -> User:
    """An official of another district."""
    return make_user(role=Role.OFFICIAL, on=make_unit(parent=make_unit(kind=UnitKind.DISTRICT)))


# -- who may see what ---------------------------------------------------------------------------


def test_the_ranking_is_for_those_who_follow_until_it_is_published(
    case: Case, colleague: User, outsider: User
) -> None:
    url = ranking_url(case.campaign)
    people = [case.official, case.head, colleague, case.appraiser, case.standing, case.leader]
    assert [status(p, url) for p in people] == [403, 403, 403, 403, 200, 200]
    assert (status(outsider, url), status(None, url)) == (404, 302)
    publish(case.campaign)
    assert [status(p, url) for p in people] == [200] * 6
    assert (status(outsider, url), status(None, url)) == (404, 302)


def test_a_unit_sees_its_own_result_at_any_time_and_the_others_once_published(
    case: Case, colleague: User, outsider: User
) -> None:
    url = unit_url(case.campaign, case.commune)
    people = [case.official, case.head, colleague, case.appraiser, case.standing, case.leader]
    assert [status(p, url) for p in people] == [200, 200, 403, 403, 200, 200]
    assert (status(outsider, url), status(None, url)) == (404, 302)
    publish(case.campaign)
    assert [status(p, url) for p in people] == [200] * 6
    assert (status(outsider, url), status(None, url)) == (404, 302)


def test_a_unit_that_takes_no_part_has_no_result(case: Case) -> None:
    assert status(case.leader, unit_url(case.campaign, make_unit(parent=case.district))) == 404


def test_the_refusal_says_that_results_are_not_out_yet(case: Case, colleague: User) -> None:
    for url in (ranking_url(case.campaign), unit_url(case.campaign, case.commune)):
        page = client_of(colleague).get(url).content.decode()
        assert "chưa công bố" in words(page)
        assert "1,50" not in page


def test_a_result_page_cannot_be_posted_to(case: Case) -> None:
    client = client_of(case.leader)
    assert client.post(ranking_url(case.campaign)).status_code == 405
    assert client.post(unit_url(case.campaign, case.commune)).status_code == 405


def test_an_official_does_not_see_the_own_rank_before_it_is_published(case: Case) -> None:
    score(case.campaign, case.neighbour, ["2", "1", "1"])
    url = unit_url(case.campaign, case.commune)
    assert "Xếp hạng chỉ hiện khi công bố" in read(case.official, url)
    assert "Xếp hạng 2 trên 2 đơn vị" in read(case.leader, url)
    publish(case.campaign)
    assert "Xếp hạng 2 trên 2 đơn vị" in read(case.official, url)


def test_a_colleague_sees_what_was_lost_but_not_what_had_been_claimed(
    case: Case, colleague: User
) -> None:
    publish(case.campaign)
    url = unit_url(case.campaign, case.commune)
    page = read(colleague, url)
    assert "Gửi báo cáo chậm" in page
    assert "Tự chấm" not in page
    assert "Bảng điểm Excel" not in page
    own = read(case.official, url)
    assert "Tự chấm" in own
    assert "Bảng điểm Excel" in own


# -- the ranking --------------------------------------------------------------------------------


def test_it_ranks_complete_units_and_says_where_the_others_are(case: Case) -> None:
    page = read(case.leader, ranking_url(case.campaign))
    assert "Xếp hạng trên 1 đơn vị đã đủ kết quả, 2 đơn vị tham gia" in page
    assert "Chỉ một đơn vị có kết quả nên không xếp hạng" in page
    assert "2,75 / 4 68,75%" in page
    assert "Tạm tính" in page
    waiting = page[page.index("Chưa có kết quả") :]
    assert "Xã Hai Đang tự chấm: 2" in waiting
    assert "0,00" not in waiting


def test_it_names_the_decision_once_published(case: Case) -> None:
    publish(case.campaign)
    page = read(case.official, ranking_url(case.campaign))
    assert "Công bố tại Quyết định số 313/QĐ-UBND ngày" in page
    assert "Tạm tính" not in page


def test_it_orders_by_rank_or_by_vietnamese_name(case: Case) -> None:
    district = case.district
    units = [make_unit(name, parent=district) for name in ("xã Đắk", "xã Ca", "xã Dần")]
    campaign = make_campaign(units, organiser=district)
    for unit, points in zip(units, ("2", "1", "0"), strict=True):
        score(campaign, unit, [points, "1", "1"])
    url = ranking_url(campaign)

    def order(query: str) -> list[str]:
        page = read(case.leader, url + query)
        return sorted(("Xã Đắk", "Xã Ca", "Xã Dần"), key=page.index)

    assert order("") == ["Xã Đắk", "Xã Ca", "Xã Dần"]
    assert order("?xep-theo=ten") == ["Xã Ca", "Xã Dần", "Xã Đắk"]
    assert order("?xep-theo=khac") == order("")


def test_it_asks_the_database_as_often_for_many_units_as_for_few(case: Case) -> None:
    def queries(count: int) -> int:
        units = [make_unit(parent=case.district) for _ in range(count)]
        campaign = make_campaign(units, organiser=case.district)
        for unit in units[: count // 2]:
            score(campaign, unit, ["1", "1", "1"])
        client = client_of(case.leader)
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(ranking_url(campaign)).status_code == 200
        return len(found)

    few, many = queries(2), queries(12)
    assert few == many
    assert many <= 14


def test_it_marks_a_result_that_is_being_computed_anew(case: Case) -> None:
    assert "đang tính lại" not in read(case.leader, ranking_url(case.campaign))
    Assessment.objects.filter(unit=case.commune).update(revision=99)
    assert "đang tính lại" in read(case.leader, ranking_url(case.campaign))
    assert "đang tính lại" in read(case.official, unit_url(case.campaign, case.commune))


def test_it_compares_with_last_year_only_what_can_be_compared(case: Case) -> None:
    now = make_campaign(
        [case.commune, case.neighbour],
        organiser=case.district,
        previous=case.campaign,
        criteria_set=case.campaign.criteria_set,
        year=2023,
    )
    score(now, case.commune, ["2", "1", "0"])
    score(now, case.neighbour, ["1", "1", "0"])
    page = read(case.leader, ranking_url(now))
    assert "75,00% Nhóm 3 ▲ tăng +6,25" in page
    assert "50,00% Nhóm 5 không so sánh được" in page


def set_with_bonus() -> CriteriaSet:
    made = make_set()
    CriteriaSet.objects.filter(pk=made.pk).update(status="draft")
    made.refresh_from_db()
    make_criterion(made, "3", max_score="2", block="adjustment", method="adjustment")
    CriteriaSet.objects.filter(pk=made.pk).update(status="published")
    made.refresh_from_db()
    return made


def test_it_shows_bonus_and_penalty_only_when_there_are_any(case: Case) -> None:
    campaign = make_campaign([case.commune], organiser=case.district, criteria_set=set_with_bonus())
    score(campaign, case.commune, ["1", "1", "1", "0"])
    assert "Thưởng" not in read(case.leader, ranking_url(campaign))
    score(campaign, case.commune, ["1", "1", "1", "0.5"])
    page = read(case.leader, ranking_url(campaign))
    assert "Thưởng Phạt Tổng điểm" in page
    assert "+0,50 0 3,50 / 4" in page


# -- one unit -----------------------------------------------------------------------------------


def test_it_lists_losses_greatest_first_with_cause_and_office(case: Case) -> None:
    page = read(case.leader, unit_url(case.campaign, case.commune))
    losses = page[page.index("Mất điểm ở đâu, vì sao") : page.index("Từng tiêu chí")]
    assert "−0,75 0,25 / 1 Gửi báo cáo chậm – Phòng Tư pháp" in losses
    assert losses.index("−0,75") < losses.index("−0,50")
    assert "1.2. Nội dung" not in losses


def test_the_office_of_a_criterion_stands_before_that_of_its_field(case: Case) -> None:
    office = make_unit("Phòng Tài chính", kind=UnitKind.OFFICE, parent=case.district)
    leaf = case.campaign.criteria_set.criteria.get(code="1.1")
    Assignment.objects.create(campaign=case.campaign, criterion=leaf, office=office)
    page = read(case.leader, unit_url(case.campaign, case.commune))
    losses = page[page.index("Mất điểm ở đâu, vì sao") : page.index("Từng tiêu chí")]
    assert "−0,50 1,50 / 2 Gửi báo cáo chậm – Phòng Tài chính" in losses
    assert "−0,75 0,25 / 1 Gửi báo cáo chậm – Phòng Tư pháp" in losses


def test_it_shows_no_percentage_of_what_is_not_scored(case: Case) -> None:
    page = read(case.leader, unit_url(case.campaign, case.neighbour))
    assert "Chưa đủ kết quả" in page
    assert "chưa có kết quả" in page
    assert "0,00" not in page
    assert "Báo cáo phân tích PDF" not in page


def test_a_year_taken_over_from_papers_shows_what_is_known_and_its_source(case: Case) -> None:
    past = Campaign.objects.create(
        code="NAM-TRUOC",
        name="Kết quả năm trước",
        year=2021,
        criteria_set=case.campaign.criteria_set,
        organiser=case.district,
        source=Source.RECORDED,
        state=CampaignState.PUBLISHED,
    )
    Assessment.objects.create(campaign=past, unit=case.commune, peer_group="commune_level")
    whole = RecordedResult.objects.create(
        campaign=past,
        unit=case.commune,
        percent=Decimal("69.4"),
        source="Báo cáo số 17/BC-SNV",
        note="Không ghi điểm từng lĩnh vực",
    )
    recompute(past, at=timezone.now())
    page = read(case.official, unit_url(past, case.commune))
    assert "69,40%" in page
    assert "Báo cáo số 17/BC-SNV Không ghi điểm từng lĩnh vực" in page
    assert "Văn bản nguồn không ghi hạng" in page
    assert "Mất điểm ở đâu" not in page
    RecordedResult.objects.filter(pk=whole.pk).update(rank=9, rank_of=11)
    assert "Xếp hạng 9/11 theo văn bản đã công bố" in read(
        case.official, unit_url(past, case.commune)
    )
    assert "9 Xã Một đơn vị của bạn – – – 69,40%" in read(case.official, ranking_url(past))


class TestVanCanh(VanCanh):
    """The published result of huyện Vân Canh in 2021, as the pages say it."""

    def page(self, campaign: str) -> str:
        return read(self.people["lanhdao"], reverse("unit-result", args=[campaign, "VAN-CANH"]))

    def test_it_says_index_change_and_parts(self) -> None:
        page = self.page("BD-2021")
        assert "75,62% ▲ tăng +6,22 điểm % so với 2020 75,62 / 100 điểm" in page
        assert "Điểm các lĩnh vực 45,84 / 60 Mất 14,16 điểm" in page
        assert "Điểm điều tra xã hội học 29,78 / 40" in page
        assert "Hoàn thành tốt nhiệm vụ Năm 2020: Hoàn thành nhiệm vụ" in page
        assert "Bộ tiêu chí hai năm khác nhau: chỉ so sánh tỷ lệ" in page
        assert "5/7 lĩnh vực tăng" in page
        assert "Quyết định số 313/QĐ-UBND ngày 26/01/2022" in page

    def test_it_says_each_field_with_its_change(self) -> None:
        page = self.page("BD-2021")
        assert "10 6,46 −3,54 64,60% 7,50 / 12 ▲ tăng +2,10" in page
        assert "7 6,00 −1,00 85,71% 4,50 / 7 ▲ tăng +21,43" in page
        assert "40 29,78 −10,22 74,45% – không so sánh được" in page

    def test_it_says_the_survey_with_both_published_figures(self) -> None:
        page = self.page("BD-2021")
        assert "Chỉ số hài lòng 74,87% ▲ tăng +7,50" in page
        assert "9/11 tăng 2 bậc" in page
        assert "là hai số được công bố, không suy ra nhau" in page

    def test_it_says_of_2020_what_the_report_prints_and_nothing_more(self) -> None:
        page = self.page("BD-2020")
        assert "69,40%" in page
        assert "Năm này không chấm điểm trên cổng" in page
        assert "Mất điểm ở đâu" not in page
        assert "SIPAS)" not in page


# -- on screens ---------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_long_names_never_make_a_page_scroll_sideways(
    live_server: object, browser: Browser
) -> None:
    made = make_case()
    Unit.objects.filter(pk=made.commune.pk).update(name=f"xã {'Nguyễn Thượng Hiền ' * 8}")
    score(made.campaign, made.commune, ["0", "0", "0"], cause=f"{'x' * 60} {'nguyên nhân ' * 30}")
    made.campaign.name = "Đánh giá, xác định Chỉ số cải cách hành chính " * 6
    made.campaign.save()
    user = client_of(made.leader)
    pages = [
        ranking_url(made.campaign),
        unit_url(made.campaign, made.commune),
        reverse("overview"),
    ]
    for width in (360, 768, 1440):
        context = browser.new_context(viewport={"width": width, "height": 800})
        context.add_cookies(
            [
                {"name": name, "value": cookie.value, "url": live_server.url}  # type: ignore[attr-defined]
                for name, cookie in user.cookies.items()
            ]
        )
        page = context.new_page()
        for url in pages:
            answer = page.goto(f"{live_server.url}{url}")  # type: ignore[attr-defined]
            assert answer is not None
            assert answer.status == 200
            assert too_wide(page) == [], (width, url)
        context.close()
