"""How a merged unit is compared, in words: on pages, in the appendix, in the paper's notes."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from assessments.models import Campaign, CampaignState
from parindex.units.models import Role
from reports.documents.analysis_report.overview import _notes
from reports.unit_result import unit_result
from tests.assessments.test_mergers import World, link
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    made = World()
    link(made.first, made.second, to=made.new)
    made.score_before(["2", "0", "1"], ["1", "0", "0"])
    made.score_now()
    Campaign.objects.filter(pk=made.now.pk).update(state=CampaignState.PUBLISHED)
    return made


@pytest.fixture
def client_of(world: World) -> Client:
    client = Client()
    client.force_login(make_user(role=Role.LEADER, on=world.now.organiser))
    return client


def test_the_ranking_marks_the_change_and_compares_no_rank(world: World, client_of: Client) -> None:
    page = client_of.get(reverse("ranking", args=[world.now.code])).content.decode()
    row = page[page.index(world.new.title) :].split("</tr>")[0]
    assert "+25" in row
    assert "gộp từ 2 đơn vị" in row
    assert "không so sánh được" in row
    other = page[page.index(world.stays.title) :].split("</tr>")[0]
    assert "gộp từ" not in other


def test_the_unit_page_says_what_last_year_is(world: World, client_of: Client) -> None:
    url = reverse("unit-result", args=[world.now.code, world.new.code])
    page = client_of.get(url).content.decode()
    assert "trung bình tỷ lệ của các đơn vị cũ (gộp từ 2 đơn vị)" in page
    assert "50,00% (gộp từ 2 đơn vị)" in page


def test_the_ranking_appendix_says_it_in_the_cell(world: World, client_of: Client) -> None:
    response = client_of.get(reverse("ranking-appendix", args=[world.now.code]))
    content = b"".join(response) if response.streaming else response.content
    values = [
        cell
        for sheet in load_workbook(io.BytesIO(content))
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    ]
    assert "không so sánh được (gộp từ 2 đơn vị)" in values


def test_the_paper_notes_it(world: World) -> None:
    assessment = world.now.assessments.get(unit=world.new)
    notes = " ".join(_notes(unit_result(assessment)))
    assert "trung bình tỷ lệ của các đơn vị cũ" in notes
    assert "gộp từ 2 đơn vị" in notes
