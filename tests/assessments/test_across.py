"""The page of one criterion across the units, and the queue that leads to it."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Assignment, Decision, Entry
from parindex.units.models import Membership, Role, User
from tests.assessments.cases import Case
from tests.assessments.test_agreeing import Province
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_url(case: Case, code: str = "1.1") -> str:
    return reverse("appraise-criterion", args=[case.campaign.code, code])


def text_of(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def say(client: Client, entry: Entry, *, htmx: bool = False, **posted: str) -> tuple[int, str, str]:
    """Status, body and place of the answer to an opinion."""
    posted = {"place": "tieu-chi", "version": str(entry.appraisal_version), **posted}
    response = client.post(
        reverse("entry-appraise", args=[entry.pk]), posted, headers=HTMX if htmx else {}
    )
    return response.status_code, response.content.decode(), response.headers.get("Location", "")


def test_it_works(case: Case) -> None:
    case.submitted()
    page = text_of(signed_in(case.appraiser), page_url(case))
    assert "1.1. Nội dung 1.1" in page
    assert case.commune.title in page
    assert "1 đơn vị chưa gửi" in page
    assert case.neighbour.title in page.split("đơn vị chưa gửi")[1]
    assert "0/2 mục đã có ý kiến" in page


def test_the_queries_do_not_grow_with_the_units() -> None:
    counts = []
    for units in (3, 12):
        province = Province(units)
        client = signed_in(province.appraiser)
        url = reverse("appraise-criterion", args=[province.campaign.code, "1.1"])
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 22, counts


def test_without_a_script_an_opinion_leads_back_to_its_row(case: Case) -> None:
    case.submitted()
    entry = case.entry("1.1")
    status, _body, place = say(signed_in(case.appraiser), entry, decision="agree")
    assert (status, place) == (302, f"{page_url(case)}#e{entry.pk}")
    assert case.entry("1.1").appraised_score == Decimal("0.5")


def test_with_a_script_the_row_and_the_progress_come_back(case: Case) -> None:
    case.submitted()
    entry = case.entry("1.1")
    status, body, _place = say(signed_in(case.appraiser), entry, htmx=True, decision="agree")
    assert status == 200
    assert body.lstrip().startswith("<article")
    assert body.count("<article") == 1
    assert "1/2 mục đã có ý kiến" in body


@pytest.mark.parametrize("htmx", [True, False])
def test_a_deduction_without_a_cause_keeps_what_was_typed(case: Case, htmx: bool) -> None:
    case.submitted()
    client, entry = signed_in(case.appraiser), case.entry("1.1")
    status, body, _place = say(client, entry, htmx=htmx, decision="deduct", score="0,25")
    assert status == 422
    assert "hãy nêu nguyên nhân trừ điểm" in body
    assert 'value="0,25"' in body
    assert case.entry("1.1").appraised_score is None


def test_a_colleague_who_was_faster_is_named_and_the_text_stays(case: Case) -> None:
    case.submitted()
    seen = case.entry("1.1")
    colleague = make_user(role=Role.APPRAISER, on=case.office)
    case.judge("1.1", Decision.AGREE, user=colleague)
    status, body, _place = say(
        signed_in(case.appraiser), seen, htmx=True, decision="deduct", score="0", cause="Thiếu số"
    )
    assert status == 409
    assert colleague.full_name in body
    assert "Thiếu số" in body
    assert case.entry("1.1").appraised_score == Decimal("0.5")


def test_a_sheet_that_moved_on_meanwhile_says_so_in_the_row(case: Case) -> None:
    case.appraised()
    status, body, _place = say(
        signed_in(case.appraiser), case.entry("1.1"), htmx=True, decision="agree"
    )
    assert status == 423
    assert "nên không thẩm định được" in body


def test_an_appraiser_agrees_to_the_criterion_across_the_units() -> None:
    province = Province(3)
    client = signed_in(province.appraiser)
    url = reverse("appraise-criterion", args=[province.campaign.code, "1.1"])
    assert "Đồng ý mọi đơn vị chưa có ý kiến" in text_of(client, url)
    page = client.post(url, follow=True).content.decode()
    assert "Đã đồng ý 3 mục chưa có ý kiến." in page
    assert "Đồng ý mọi đơn vị chưa có ý kiến" not in page
    assert "3/3 mục đã có ý kiến" in page


def test_the_tabs_show_what_they_count(case: Case) -> None:
    case.submitted()
    case.judge("1.1", Decision.RETURN, cause="Bổ sung quyết định")
    client = signed_in(case.appraiser)
    assert case.commune.title in text_of(client, f"{page_url(case)}?xem=tra-lai").split("judges")[1]
    assert "Không có đơn vị nào" in text_of(client, f"{page_url(case)}?xem=con-lai")


def test_a_criterion_of_another_office_is_not_there(case: Case) -> None:
    case.submitted()
    other = make_unit("Phòng Y tế", kind="office", parent=case.district)
    leaf = case.campaign.criteria_set.criteria.get(code="1.2")
    Assignment.objects.create(campaign=case.campaign, criterion=leaf, office=other)
    theirs = signed_in(make_user(role=Role.APPRAISER, on=other))
    assert theirs.get(page_url(case, "1.2")).status_code == 200
    assert theirs.get(page_url(case, "1.1")).status_code == 404
    assert theirs.post(page_url(case, "1.1")).status_code == 404
    assert signed_in(case.appraiser).get(page_url(case, "1.2")).status_code == 404


@pytest.mark.parametrize("who", ["official", "head", "stranger"])
def test_a_unit_never_sees_the_page(case: Case, who: str) -> None:
    case.submitted()
    assert signed_in(getattr(case, who)).get(page_url(case)).status_code == 404


def test_the_standing_office_looks_but_does_not_judge(case: Case) -> None:
    case.submitted()
    client = signed_in(case.standing)
    page = text_of(client, page_url(case))
    assert case.commune.title in page
    assert "data-agree" not in page
    client.post(page_url(case))
    assert case.entry("1.1").appraised_score is None


def test_the_list_jumps_to_the_first_criterion_that_waits(case: Case) -> None:
    case.submitted()
    case.judge("1.1", Decision.AGREE)
    client = signed_in(case.appraiser)
    jump = reverse("appraise-criteria", args=[case.campaign.code])
    assert client.get(jump)["Location"] == page_url(case, "1.2")
    assert client.get(jump, {"ma": "1.1"})["Location"] == page_url(case, "1.1")


def test_the_queue_counts_by_criterion(case: Case) -> None:
    case.submitted()
    case.judge("1.1", Decision.AGREE)
    page = text_of(signed_in(case.appraiser), reverse("appraisal-queue", args=[case.campaign.code]))
    assert "Theo tiêu chí" in page
    assert "1/2" in page.split("Nội dung 1.1")[1].split("</tr>")[0]
    assert "0/2" in page.split("Nội dung 1.2")[1].split("</tr>")[0]


def test_the_queue_filters_by_field_unit_and_state() -> None:
    province = Province(5)
    client = signed_in(province.appraiser)
    queue = reverse("appraisal-queue", args=[province.campaign.code])
    everything = {"nhom": "linh-vuc", "trang-thai": "tat-ca"}
    assert "5 phiếu" in client.get(queue, everything).content.decode()
    one = client.get(queue, {**everything, "don-vi": province.units[2].name}).content.decode()
    assert "1 phiếu" in one
    assert province.units[1].title not in one
    none = client.get(queue, {"nhom": "linh-vuc", "trang-thai": "approved"}).content.decode()
    assert "Không có phiếu nào như thế" in none
    by_unit = client.get(queue, {"nhom": "don-vi"}).content.decode()
    assert "5 đơn vị" in by_unit


def test_the_queue_asks_as_much_for_many_units_as_for_few() -> None:
    for group in ("tieu-chi", "linh-vuc", "don-vi"):
        counts = []
        for units in (2, 9):
            province = Province(units)
            client = signed_in(province.appraiser)
            queue = reverse("appraisal-queue", args=[province.campaign.code])
            with CaptureQueriesContext(connection) as asked:
                client.get(queue, {"nhom": group})
            counts.append(len(asked))
        assert counts[0] == counts[1] <= 14, (group, counts)


def test_an_approver_begins_with_the_sheets(case: Case) -> None:
    case.appraised()
    Membership.objects.create(user=case.standing, unit=case.office, role=Role.APPRAISER)
    page = text_of(signed_in(case.standing), reverse("appraisal-queue", args=[case.campaign.code]))
    assert "Xem, phê duyệt" in page
