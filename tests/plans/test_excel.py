"""The task table out to Excel and back in."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from parindex.lib.workbooks import WorkbookRefused
from plans.excel.layout import SHEET, tasks_workbook
from plans.excel.planning import plan_of
from plans.models import Plan, Task
from tests.assessments.cases import Case
from tests.plans.acting import accepted, draft, issued

pytestmark = pytest.mark.django_db

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def edited(plan: Plan, *rows: tuple[Any, ...], **cells: Any) -> io.BytesIO:
    """The plan's workbook with some cells changed and rows put below."""
    book = load_workbook(io.BytesIO(tasks_workbook(plan)))
    sheet = book[SHEET]
    for address, value in cells.items():
        sheet[address] = value
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def test_what_goes_out_comes_back_unchanged(case: Case) -> None:
    plan = accepted(case)
    table = plan_of(edited(plan), plan)
    assert [change.kind for change in table.changes] == ["same"] * 3


def test_the_columns_are_those_of_the_annex(case: Case) -> None:
    sheet = load_workbook(io.BytesIO(tasks_workbook(accepted(case))))[SHEET]
    titles = [str(cell.value).rstrip(" *") for cell in sheet[1]][:5]
    assert titles == [
        "STT",
        "Nhiệm vụ",
        "Thời gian hoàn thành",
        "Cơ quan chủ trì",
        "Cơ quan phối hợp",
    ]


def test_rows_are_new_changed_or_headings(case: Case) -> None:
    plan = accepted(case)
    file = edited(
        plan,
        ("7", "Xây dựng báo cáo chuyên đề"),
        ("7.1", "Báo cáo thể chế", "Trước 20/5/2023", "Phòng Tư pháp"),
        C2="Quý I/2023",
    )
    table = plan_of(file, plan)
    kinds = {change.words.code: change.kind for change in table.changes}
    assert kinds == {"1.1": "changed", "1.2": "same", "2": "same", "7": "new", "7.1": "new"}
    heading = next(c for c in table.changes if c.words.code == "7")
    assert heading.words.is_heading
    changed = next(c for c in table.changes if c.words.code == "1.1")
    assert changed.differences == [("Thời gian hoàn thành", "Năm 2023", "Quý I/2023")]


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        (("9", "Không ai chủ trì", "Quý I/2023"), "D5", "cơ quan chủ trì"),
        (("9", "Không có hạn", None, "Văn phòng"), "C5", "thời gian hoàn thành"),
        (("9", "Trước kế hoạch", "Trước 31/12/2022", "Văn phòng"), "C5", "31/12/2022"),
        (("9", "Ngày không có", "30/2/2023", "Văn phòng"), "C5", "không có thật"),
        (("1.1", "Trùng số", "Quý I/2023", "Văn phòng"), "A5", "đã có số thứ tự này"),
        (("9", None, "Quý I/2023", "Văn phòng"), "B5", "bắt buộc"),
    ],
)
def test_every_fault_names_its_cell(
    case: Case, row: tuple[Any, ...], cell: str, words: str
) -> None:
    plan = accepted(case)
    with pytest.raises(WorkbookRefused) as refused:
        plan_of(edited(plan, row), plan)
    [error] = refused.value.errors
    assert error.cell == cell
    assert words in str(error)


def sent(client: Client, plan: Plan, file: io.BytesIO) -> Any:
    upload = SimpleUploadedFile("bảng.xlsx", file.read(), content_type=XLSX)
    return client.post(reverse("plan-tasks-upload", args=[plan.pk]), {"file": upload})


def test_a_file_is_shown_before_it_is_written(case: Case) -> None:
    plan = accepted(case)
    client = Client()
    client.force_login(case.official)
    row = ("7.1", "Báo cáo thể chế", "Trước 20/5/2023", "Phòng Tư pháp")
    response = sent(client, plan, edited(plan, row, B2="Lời mới từ Excel"))
    assert response.status_code == 302
    check = client.get(response["Location"])
    assert "1 mới, 1 đổi, 2 giữ nguyên" in check.content.decode()
    assert plan.tasks.count() == 3
    seen = check.context["table"].digest
    assert client.post(response["Location"], {"seen": seen}).status_code == 302
    assert plan.tasks.count() == 4
    assert plan.tasks.get(code="1.1").content == "Lời mới từ Excel"
    again = client.post(response["Location"], {"seen": seen})
    assert again.status_code == 423


def test_one_wrong_cell_and_nothing_is_written(case: Case) -> None:
    plan = accepted(case)
    client = Client()
    client.force_login(case.official)
    good, bad = ("7", "Tốt", "Quý I/2023", "Văn phòng"), ("8", "Xấu", "Quý I/2023")
    response = sent(client, plan, edited(plan, good, bad))
    assert response.status_code == 422
    assert "D6" in response.content.decode()
    assert plan.tasks.count() == 3


def test_what_changed_after_the_dry_run_is_shown_again(case: Case) -> None:
    plan = accepted(case)
    client = Client()
    client.force_login(case.official)
    response = sent(client, plan, edited(plan, B2="Lời mới từ Excel"))
    seen = client.get(response["Location"]).context["table"].digest
    Task.objects.filter(plan=plan, code="1.1").update(version=5)
    assert client.post(response["Location"], {"seen": seen}).status_code == 409
    assert plan.tasks.get(code="1.1").content != "Lời mới từ Excel"


def test_an_issued_table_is_read_but_not_written(case: Case) -> None:
    plan = issued(case)
    client = Client()
    client.force_login(case.official)
    assert client.get(reverse("plan-tasks-workbook", args=[plan.pk])).status_code == 200
    assert client.get(reverse("plan-tasks-upload", args=[plan.pk])).status_code == 403


def test_a_stranger_gets_no_workbook(case: Case) -> None:
    plan = draft(case)
    client = Client()
    client.force_login(case.stranger)
    assert client.get(reverse("plan-tasks-workbook", args=[plan.pk])).status_code == 404
