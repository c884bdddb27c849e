"""Who may take which paper away: stranger, colleague, own people, office, leader."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from assessments.models import Campaign
from parindex.units.models import Role, Unit, UnitKind, User
from tests.factories import make_campaign, make_unit, make_user
from tests.reports.pdfs import text_of
from tests.reports.test_unit_result import give, publish

pytestmark = pytest.mark.django_db

PDF = "application/pdf"
UNIT_PAPERS = ["analysis-report", "scoring-appendix", "appraisal-appendix", "deductions-appendix"]


@pytest.fixture
def units() -> list[Unit]:
    district = make_unit("huyện Vân Canh", kind=UnitKind.DISTRICT)
    return [make_unit(f"xã Số {n}", parent=district, code=f"XA-{n}") for n in (1, 2)]


@pytest.fixture
def campaign(units: list[Unit]) -> Campaign:
    office = make_unit("Phòng Nội vụ", kind=UnitKind.OFFICE, parent=units[0].parent)
    made = make_campaign(units, office=office)
    give(made, ["2", "1", "1"], ["1", "0.5", "1"])
    return made


def get(user: User, name: str, campaign: Campaign, unit: str = "XA-1") -> tuple[int, bytes, Client]:
    client = Client()
    client.force_login(user)
    arguments = [campaign.code] if name == "ranking-appendix" else [campaign.code, unit]
    response = client.get(reverse(name, args=arguments))
    return response.status_code, response.content, client


@pytest.mark.parametrize("name", UNIT_PAPERS)
def test_a_stranger_finds_nothing(name: str, campaign: Campaign) -> None:
    stranger = make_user(role=Role.HEAD, on=make_unit("xã Xa"))
    assert get(stranger, name, campaign)[0] == 404
    publish(campaign)
    assert get(stranger, name, campaign)[0] == 404


@pytest.mark.parametrize("name", [*UNIT_PAPERS, "ranking-appendix"])
def test_nobody_gets_a_paper_without_signing_in(name: str, campaign: Campaign) -> None:
    arguments = [campaign.code] if name == "ranking-appendix" else [campaign.code, "XA-1"]
    response = Client().get(reverse(name, args=arguments))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("login"))


@pytest.mark.parametrize("name", UNIT_PAPERS)
@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.HEAD])
def test_the_units_people_may_take_theirs_at_any_time(
    name: str, role: Role, campaign: Campaign, units: list[Unit]
) -> None:
    person = make_user(role=role, on=units[0])
    assert get(person, name, campaign)[0] == 200


@pytest.mark.parametrize("name", UNIT_PAPERS)
@pytest.mark.parametrize(
    "role", [Role.STANDING_OFFICE, Role.LEADER, Role.AUDITOR, Role.ADMINISTRATOR]
)
def test_who_follows_the_district_may_take_all(
    name: str, role: Role, campaign: Campaign, units: list[Unit]
) -> None:
    person = make_user(role=role, on=units[0].parent)
    assert get(person, name, campaign)[0] == 200
    assert get(person, name, campaign, "XA-2")[0] == 200


@pytest.mark.parametrize("name", UNIT_PAPERS)
def test_a_neighbour_gets_nothing_before_publication(
    name: str, campaign: Campaign, units: list[Unit]
) -> None:
    neighbour = make_user(role=Role.HEAD, on=units[1])
    assert get(neighbour, name, campaign)[0] in (403, 404)


def test_a_neighbour_reads_the_published_report_but_not_the_working_sheet(
    campaign: Campaign, units: list[Unit]
) -> None:
    neighbour = make_user(role=Role.HEAD, on=units[1])
    publish(campaign)
    assert get(neighbour, "analysis-report", campaign)[0] == 200
    assert get(neighbour, "scoring-appendix", campaign)[0] == 404


def test_an_unknown_unit_is_not_there(campaign: Campaign, units: list[Unit]) -> None:
    leader = make_user(role=Role.LEADER, on=units[0].parent)
    assert get(leader, "analysis-report", campaign, "XA-9")[0] == 404


def test_the_ranking_is_for_followers_until_it_is_published(
    campaign: Campaign, units: list[Unit]
) -> None:
    leader = make_user(role=Role.LEADER, on=units[0].parent)
    official = make_user(role=Role.OFFICIAL, on=units[0])
    assert get(leader, "ranking-appendix", campaign)[0] == 200
    assert get(official, "ranking-appendix", campaign)[0] == 403
    publish(campaign)
    status, content, _ = get(official, "ranking-appendix", campaign)
    assert status == 200
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert [row[1].value for row in sheet.iter_rows(min_row=6)] == ["Xã Số 1", "Xã Số 2"]


def test_the_pdf_opens_and_the_workbook_is_saved(campaign: Campaign, units: list[Unit]) -> None:
    client = Client()
    client.force_login(make_user(role=Role.HEAD, on=units[0]))
    pdf = client.get(reverse("analysis-report", args=[campaign.code, "XA-1"]))
    assert pdf["Content-Type"] == PDF
    assert pdf["Content-Disposition"] == 'inline; filename="bao-cao-phan-tich-cchc-2022-xa-1.pdf"'
    assert pdf["Cache-Control"] == "private, no-store"
    assert "xã Số 1" in text_of(pdf.content)
    book = client.get(reverse("scoring-appendix", args=[campaign.code, "XA-1"]))
    assert book["Content-Disposition"].startswith("attachment; filename=")
    assert load_workbook(io.BytesIO(book.content)).sheetnames == [
        "Bảng điểm",
        "So sánh",
        "Thông tin",
    ]


def test_papers_are_read_and_never_posted_to(campaign: Campaign, units: list[Unit]) -> None:
    client = Client()
    client.force_login(make_user(role=Role.HEAD, on=units[0]))
    assert client.post(reverse("analysis-report", args=[campaign.code, "XA-1"])).status_code == 405
