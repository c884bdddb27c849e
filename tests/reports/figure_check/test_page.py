"""The page: paste or upload, see every slip; nothing is stored."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parindex.units.models import Role
from reports.figure_check import EXAMPLE, FILE_MAX
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db

URL = "/doi-chieu-so-lieu/"
WORKBOOKS = Path(__file__).resolve().parents[2] / "workbooks" / "figure_check"


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(make_user())
    return client


def posted(client: Client, text: str = "", file: SimpleUploadedFile | None = None) -> str:
    response = client.post(URL, {"table": text} | ({"workbook": file} if file else {}))
    assert response.status_code == 200
    return shown(response.content)


def shown(content: bytes) -> str:
    return " ".join(content.decode().split())


def workbook(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (WORKBOOKS / name).read_bytes())


def test_it_works(client: Client) -> None:
    assert reverse("figure-check") == URL
    page = shown(client.get(URL).content)
    assert "Đối chiếu số liệu" in page
    assert "Kết quả đối chiếu" not in page


def test_a_stranger_signs_in_first() -> None:
    response = Client().get(URL)
    assert response.status_code == 302
    assert "dang-nhap" in response["Location"]


@pytest.mark.parametrize("role", list(Role))
def test_every_role_may_check(role: Role) -> None:
    client = Client()
    client.force_login(make_user(role=role, on=make_unit()))
    assert "Tìm thấy" in posted(client, EXAMPLE)


def test_the_example_fills_the_text_and_shows_its_slips(client: Client) -> None:
    page = client.get(f"{URL}?vi-du=1").content.decode()
    assert EXAMPLE.replace("'", "&#x27;") in page
    result = posted(client, EXAMPLE)
    assert "Tìm thấy 4 chỗ cần sửa trong 10 dòng." in result
    assert "3 − 2,95 = 0,05, nên điểm bị trừ là −0,05." in result
    assert "-0,15" in result
    assert ">Trang<" not in result
    assert EXAMPLE in client.post(URL, {"table": EXAMPLE}).content.decode()


def test_a_workbook_shows_its_sheets_and_rows(client: Client) -> None:
    page = posted(client, file=workbook("van_canh_one_sheet.xlsx"))
    assert "Tìm thấy 21 chỗ cần sửa" in page
    assert ">Trang<" in page
    assert "Báo cáo" in page
    assert "trung bình cộng của 5 yếu tố" in page


def test_a_right_workbook_gets_a_clean_word(client: Client) -> None:
    page = posted(client, file=workbook("van_canh_right.xlsx"))
    assert "không thấy chỗ nào sai" in page
    assert "alert--ok" in page


def test_text_without_a_table_is_never_called_right(client: Client) -> None:
    page = posted(client, "Chỉ là một câu.")
    assert "Không thấy bảng nào đối chiếu được" in page
    assert "“Điểm bị trừ”" in page
    assert "không thấy chỗ nào sai" not in page


def test_nothing_sent_asks_for_something(client: Client) -> None:
    assert "Dán một bảng vào đây hoặc chọn tệp Excel" in posted(client, "  \n ")


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (SimpleUploadedFile("a.pdf", b"%PDF-1.7"), "không phải tệp Excel"),
        (SimpleUploadedFile("a.xlsx", b""), "rỗng (0 byte)"),
        (SimpleUploadedFile("a.xlsx", b"PK" + b"0" * FILE_MAX), "quá mức 5 MB"),
        (workbook("uncomputed_formula.xlsx"), "công thức chưa có kết quả"),
    ],
    ids=["pdf", "empty", "large", "formula"],
)
def test_a_bad_file_says_why_and_keeps_the_text(
    client: Client, file: SimpleUploadedFile, reason: str
) -> None:
    file.seek(0)
    page = posted(client, "giữ lại", file)
    assert reason in page
    assert "giữ lại" in page
    assert "Kết quả đối chiếu" not in page


def test_a_text_beyond_the_limit_is_refused(client: Client) -> None:
    assert "Đoạn dán quá dài" in posted(client, "a" * 300_001)


def test_what_is_pasted_is_shown_as_text_and_not_run(client: Client) -> None:
    page = posted(client, EXAMPLE.replace("-0,15", "<b>x</b>"))
    assert "<b>x</b>" not in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page


def test_nothing_is_stored(client: Client) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        posted(client, EXAMPLE, workbook("van_canh_by_field.xlsx"))
    verbs = {query["sql"].split()[0] for query in queries}
    assert verbs <= {"SELECT", "SAVEPOINT", "RELEASE"}
