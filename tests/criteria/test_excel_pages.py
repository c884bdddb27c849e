"""The pages of the import, by the people who may use them and those who may not."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from criteria.excel.layout import TABLE_SHEET
from criteria.models import CriteriaSet, Criterion
from parindex.units.models import User, WorkbookUpload
from tests.criteria.cases import DraftCase
from tests.criteria.excel_places import GOOD, WRONG, make_places
from tests.workbooks.criteria_cases import right, saved

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def places(db: None) -> DraftCase:
    return make_places()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, workbook: bytes, into: str = "", name: str = "bo.xlsx") -> Any:
    file = SimpleUploadedFile(name, workbook)
    return client.post(reverse("criteria-import"), {"file": file, "into": into})


def renamed() -> bytes:
    book = right()
    book[TABLE_SHEET]["B10"] = "Tên sửa trong Excel"
    return saved(book)


def confirm(client: Client, url: str, **posted: str) -> Any:
    page = client.get(url).content.decode()
    values = {name: re.search(rf'name="{name}" value="(.*?)"', page) for name in ("seen", "into")}
    return client.post(url, {n: found[1] for n, found in values.items() if found} | posted)


def test_it_works(places: DraftCase) -> None:
    client = signed_in(places.standing)
    answer = send(client, renamed())
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "đổi 1, giữ nguyên 6 mục" in page
    assert "<del>Nội dung 1.2</del> → <ins>Tên sửa trong Excel</ins>" in page
    assert places.names(["1.2"]) == ["Nội dung 1.2"]
    done = confirm(client, answer["Location"])
    assert done["Location"] == reverse("criteria-edit", args=["DU-THAO"])
    assert places.names(["1.2"]) == ["Tên sửa trong Excel"]
    assert "đổi 1 mục" in client.get(done["Location"]).content.decode()


def test_a_table_of_an_office_goes_into_the_chosen_draft(places: DraftCase) -> None:
    CriteriaSet.objects.create(
        code="TRONG", name="Bộ trống", level="commune", year=2026, owner=places.owner
    )
    client = signed_in(places.standing)
    answer = send(client, (GOOD / "bang-van-ban.xlsx").read_bytes(), into="TRONG")
    assert "?bo=TRONG" in answer["Location"]
    page = client.get(answer["Location"]).content.decode()
    assert "cần đặt cách chấm" in page
    confirm(client, answer["Location"])
    assert Criterion.objects.filter(set__code="TRONG").count() == 4


def test_errors_stand_in_a_table_by_cell(places: DraftCase) -> None:
    workbook = (WRONG / "tong-con-lech.xlsx").read_bytes()
    answer = send(signed_in(places.standing), workbook)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "có 1 lỗi; chưa ghi gì" in page
    assert re.search(r"Bộ tiêu chí, <span class=\"code\">C7</span>", page)
    assert "Các mục con của 1.1 cộng lại là 50 điểm." in page
    assert not WorkbookUpload.objects.exists()


def test_the_form_has_one_place_for_the_file(places: DraftCase) -> None:
    page = signed_in(places.standing).get(reverse("criteria-import")).content.decode()
    assert page.count('type="file"') == 1
    assert page.count('name="into"') == 1


def test_a_form_without_a_file_asks_for_it(places: DraftCase) -> None:
    answer = signed_in(places.standing).post(reverse("criteria-import"), {})
    assert answer.status_code == 422


def test_what_changed_meanwhile_is_shown_again(places: DraftCase) -> None:
    client = signed_in(places.standing)
    url = send(client, renamed())["Location"]
    answer = confirm(client, url, seen="0" * 64)
    assert answer.status_code == 409
    assert "vừa được sửa" in answer.content.decode()
    assert places.names(["1.2"]) == ["Nội dung 1.2"]


def test_a_file_is_loaded_once(places: DraftCase) -> None:
    client = signed_in(places.standing)
    url = send(client, renamed())["Location"]
    seen = re.search(r'name="seen" value="(.*?)"', client.get(url).content.decode())
    assert seen
    assert client.post(url, {"seen": seen[1]}).status_code == 302
    assert client.post(url, {"seen": seen[1]}).status_code == 423


def test_a_stranger_cannot_load_into_a_draft_of_others(places: DraftCase) -> None:
    client = signed_in(places.stranger)
    refused = send(client, renamed())
    assert refused.status_code == 422
    assert "bộ này do đơn vị khác quản lý" in refused.content.decode().lower()
    assert send(client, renamed(), into="DU-THAO").status_code == 422
    assert places.names(["1.2"]) == ["Nội dung 1.2"]


def test_a_stranger_cannot_confirm_anothers_file(places: DraftCase) -> None:
    url = send(signed_in(places.standing), renamed())["Location"]
    client = signed_in(places.stranger)
    assert client.get(url).status_code == 404
    assert client.post(url, {"seen": ""}).status_code == 404


def test_a_stranger_cannot_choose_anothers_draft_when_confirming(places: DraftCase) -> None:
    book = right()
    book["Thông tin"]["B1"], book["Thông tin"]["B5"] = "CUA-TOI", None
    owner = places.stranger.unit
    assert owner
    book["Thông tin"]["B5"] = owner.code
    client = signed_in(places.stranger)
    url = send(client, saved(book))["Location"]
    assert confirm(client, url, into="DU-THAO").status_code == 403
    assert places.names(["1.2"]) == ["Nội dung 1.2"]


def test_an_official_cannot_import(places: DraftCase) -> None:
    client = signed_in(places.official)
    assert client.get(reverse("criteria-import")).status_code == 403
    assert send(client, renamed()).status_code == 403


def test_everybody_signed_in_may_take_a_set_out(places: DraftCase) -> None:
    answer = signed_in(places.official).get(reverse("criteria-excel", args=["DU-THAO"]))
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="DU-THAO.xlsx"'
    book = load_workbook(BytesIO(answer.content))
    assert [ws.title for ws in book.worksheets if ws.sheet_state == "visible"] == [
        "Bộ tiêu chí",
        "Thông tin",
        "Hướng dẫn",
    ]


def test_the_workbook_is_fit_to_print_and_safe_to_open(places: DraftCase) -> None:
    Criterion.objects.filter(set=places.draft, code="1.2").update(name="=CMD()|'/c calc'!A1")
    answer = signed_in(places.official).get(reverse("criteria-excel", args=["DU-THAO"]))
    table = load_workbook(BytesIO(answer.content))[TABLE_SHEET]
    assert (table.page_setup.orientation, table.page_setup.paperSize) == ("landscape", 9)
    assert table.print_title_rows == "$5:$5"
    assert table.print_area.endswith("$A$1:$H$13")
    assert [table.row_dimensions[row].outlineLevel for row in (6, 7, 8)] == [0, 1, 2]
    assert table["A6"].font.bold
    assert (table["B10"].data_type, table["A10"].number_format) == ("s", "@")
    assert [(table[f"C{row}"].value, table[f"C{row}"].data_type) for row in (6, 13)] == [
        (60, "n"),
        (100, "n"),
    ]


def test_the_pages_lead_there(places: DraftCase) -> None:
    client = signed_in(places.standing)
    editor = client.get(reverse("criteria-edit", args=["DU-THAO"])).content.decode()
    assert reverse("criteria-excel", args=["DU-THAO"]) in editor
    assert f"{reverse('criteria-import')}?bo=DU-THAO" in editor
    assert reverse("criteria-import") in client.get(reverse("criteria-sets")).content.decode()
    listed = signed_in(places.official).get(reverse("criteria-sets")).content.decode()
    assert reverse("criteria-import") not in listed
