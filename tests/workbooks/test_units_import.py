"""Every workbook that should come in comes in; every one that should not says where and why."""

import base64
import io
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from openpyxl import load_workbook

from parindex.history.models import Event
from parindex.lib.workbooks import WorkbookRefused
from parindex.lib.workbooks.complaints import NOT_A_NUMBER, OF_ANY_WORKBOOK
from parindex.units.excel.complaints import OF_UNITS
from parindex.units.excel.planning import plan_of
from parindex.units.excel.uploads import is_kept
from parindex.units.models import Membership, Role, Unit, User, WorkbookUpload
from tests.factories import make_user
from tests.units.places import Places
from tests.workbooks.unit_cases import GOOD, WRONG, Case

pytestmark = pytest.mark.django_db

FOLDER = Path(__file__).resolve().parent
GOOD_FOLDER, WRONG_FOLDER = FOLDER / "units", FOLDER / "should_fail" / "units"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, path: Path) -> Any:
    file = SimpleUploadedFile(path.name, path.read_bytes(), content_type=XLSX)
    return client.post(reverse("units-excel"), {"file": file})


def good(name: str) -> Path:
    return GOOD_FOLDER / f"{name}.xlsx"


def confirm(client: Client, response: Any) -> Any:
    """Look at the dry run, then confirm what was seen."""
    url = response.headers["Location"]
    page = client.get(url).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen, page
    return client.post(url, {"seen": seen[1]})


def counts() -> tuple[int, ...]:
    return Unit.objects.count(), User.objects.count(), Membership.objects.count()


def test_the_folders_hold_exactly_the_cases() -> None:
    assert {path.stem for path in GOOD_FOLDER.glob("*.xlsx")} == {case.name for case in GOOD}
    assert {path.stem for path in WRONG_FOLDER.glob("*.xlsx")} == {case.name for case in WRONG}


def test_every_message_is_exercised_by_a_workbook() -> None:
    rules = {c.rule for c in (*OF_ANY_WORKBOOK, *OF_UNITS)} - {NOT_A_NUMBER.rule}
    assert {fault.rule for case in WRONG for fault in case.faults} == rules


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case.name)
def test_a_wrong_workbook_names_the_cell_and_how_to_mend_it(case: Case, places: Places) -> None:
    before = counts()
    path = WRONG_FOLDER / f"{case.name}.xlsx"
    with path.open("rb") as file, pytest.raises(WorkbookRefused) as refused:
        plan_of(file, places.standing)
    found = [(e.sheet, e.cell, e.rule, e.found) for e in refused.value.errors]
    assert found == [(f.sheet, f.cell, f.rule, f.found) for f in case.faults]
    response = send(signed_in(places.standing), path)
    assert response.status_code == 422
    page = response.content.decode()
    for error in refused.value.errors:
        assert escape(error.expected) in page
        assert escape(error.mend) in page
        assert f"{error.sheet}, {error.cell}" in page or not error.cell
        assert "%(" not in str(error)
    assert counts() == before
    assert not WorkbookUpload.objects.exists()


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_a_good_workbook_shows_a_dry_run_and_writes_nothing_yet(case: Case, places: Places) -> None:
    before = counts()
    response = send(signed_in(places.standing), good(case.name))
    assert response.status_code == 302, response.content.decode()
    assert counts() == before


def test_units_people_and_roles_come_in_one_go(
    places: Places, django_capture_on_commit_callbacks: Any
) -> None:
    client = signed_in(places.standing)
    with django_capture_on_commit_callbacks(execute=True):
        response = confirm(client, send(client, good("moi-ca-ba-trang")))
    assert response.status_code == 200
    ba, bon = Unit.objects.get(code="XA-BA"), Unit.objects.get(code="21934")
    assert (ba.name, ba.valid_from, ba.symbol) == ("xã Đồi Mới", date(2025, 7, 1), "")
    assert ba.parent is not None
    assert (ba.parent.code, ba.parent.parent) == ("H-MOI", places.district)
    assert ba.path == f"{ba.parent.path}{ba.pk}/"
    assert (bon.kind, bon.valid_from, bon.position) == ("ward", date(2025, 7, 1), 7)
    places.first.refresh_from_db()
    assert places.first.name == "xã Một Mới"
    person = User.objects.get(username="le.thi.ba")
    assert (person.full_name, person.unit) == ("Lê Thị Ba", ba)
    assert person.memberships.get().role == Role.OFFICIAL
    assert User.objects.get(username="tran.bon").memberships.get().role == Role.HEAD
    event = Event.objects.get(action="units.import")
    assert event.after is not None
    assert event.after["units"] == {"new": 3, "changed": 1, "same": 0}
    assert event.after["roles"] == {"new": 2, "changed": 0, "same": 1}


def test_passwords_are_handed_out_once_and_stored_nowhere(
    places: Places, django_capture_on_commit_callbacks: Any
) -> None:
    client = signed_in(places.standing)
    sent = send(client, good("moi-ca-ba-trang"))
    with django_capture_on_commit_callbacks(execute=True):
        response = confirm(client, sent)
    page = response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]
    shown = re.findall(r'class="password">([a-z0-9-]+)<', page)
    packed = re.search(r'href="data:[^,]+,([^"]+)" download', page)
    assert packed
    listed = load_workbook(io.BytesIO(base64.b64decode(packed[1]))).active
    assert listed is not None
    table = [row[:2] for row in listed.iter_rows(min_row=2, values_only=True)]
    assert [row[1] for row in table] == shown
    for username, password in table:
        assert Client().login(username=username, password=password)
    again = client.get(sent.headers["Location"])
    assert again.status_code == 423
    for password in shown:
        assert not Event.objects.filter(after__icontains=password).exists()
        assert not User.objects.filter(password__contains=password).exists()
    upload = WorkbookUpload.objects.get()
    assert not is_kept(upload)


def test_the_dry_run_shows_each_cell_before_and_after(places: Places) -> None:
    client = signed_in(places.standing)
    page = client.get(send(client, good("moi-ca-ba-trang")).headers["Location"]).content.decode()
    assert '<del class="was">xã Một</del> → <ins class="is">xã Một Mới</ins>' in page
    assert "7 mới, 1 đổi, 1 giữ nguyên" in page


def test_a_row_that_stands_already_changes_nothing(places: Places) -> None:
    client = signed_in(places.standing)
    page = client.get(send(client, good("giu-nguyen")).headers["Location"]).content.decode()
    assert "Tệp không thay đổi gì" in page


def test_a_former_unit_comes_in_closed(places: Places) -> None:
    client = signed_in(places.standing)
    confirm(client, send(client, good("don-vi-cu-da-dong")))
    unit = Unit.objects.get(code="XA-CU")
    assert (unit.valid_from, unit.valid_to) == (date(1990, 1, 1), date(2019, 12, 31))


def test_a_computed_formula_and_loose_titles_are_read(places: Places) -> None:
    client = signed_in(places.standing)
    for name in ("cong-thuc-da-tinh", "tieu-de-go-lai"):
        page = client.get(send(client, good(name)).headers["Location"]).content.decode()
        assert "xã Ba" in page
        assert "1 mới, 0 đổi" in page


def test_what_was_seen_is_what_is_written(places: Places) -> None:
    """Somebody changes the unit between the dry run and the confirmation."""
    client = signed_in(places.standing)
    url = send(client, good("moi-ca-ba-trang")).headers["Location"]
    seen = re.search(r'name="seen" value="(\w+)"', client.get(url).content.decode())
    assert seen
    Unit.objects.filter(code="XA-MOT").update(name="xã Một Khác")
    response = client.post(url, {"seen": seen[1]})
    assert response.status_code == 409
    assert "xã Một Khác" in response.content.decode()
    assert not Unit.objects.filter(code="XA-BA").exists()
    assert confirm(client, send(client, good("moi-ca-ba-trang"))).status_code == 200


def test_a_file_that_no_longer_fits_writes_nothing(places: Places) -> None:
    client = signed_in(places.standing)
    sent = send(client, good("moi-ca-ba-trang"))
    seen = client.get(sent.headers["Location"]).context["plan"].digest
    make_user("le.thi.ba", full_name="Người Khác", unit=places.elsewhere)
    before = counts()
    response = client.post(sent.headers["Location"], {"seen": seen})
    assert response.status_code == 422
    assert "đã cấp cho người khác" in response.content.decode()
    assert counts() == before
    assert WorkbookUpload.objects.get().applied_at is None


def test_a_kept_file_belongs_to_who_sent_it_and_lapses(places: Places) -> None:
    url = send(signed_in(places.standing), good("chi-vai-tro")).headers["Location"]
    assert signed_in(places.administrator).get(url).status_code == 404
    WorkbookUpload.objects.update(uploaded_at=timezone.now() - timedelta(hours=3))
    late = signed_in(places.standing).get(url)
    assert late.status_code == 423
    assert "quá 2 giờ" in late.content.decode()
    lapsed = WorkbookUpload.objects.get()
    assert is_kept(lapsed)
    send(signed_in(places.standing), good("chi-vai-tro"))
    assert not WorkbookUpload.objects.filter(pk=lapsed.pk).exists()
    assert not is_kept(lapsed)


def test_what_is_downloaded_comes_back_unchanged(places: Places) -> None:
    client = signed_in(places.standing)
    response = client.get(reverse("units-excel-template"), {"day-du": ""})
    plan = plan_of(io.BytesIO(response.content), places.standing)
    assert (plan.writes, plan.count("same")) == (0, 4 + 3 + 3)


def test_the_empty_template_carries_lists_and_no_rows(places: Places) -> None:
    response = signed_in(places.standing).get(reverse("units-excel-template"))
    book = load_workbook(io.BytesIO(response.content))
    assert book.sheetnames[:4] == ["Hướng dẫn", "Đơn vị", "Người dùng", "Vai trò"]
    assert [book[name].sheet_state for name in book.sheetnames[4:]] == ["hidden", "hidden"]
    assert book["Đơn vị"].data_validations.dataValidation
    with pytest.raises(WorkbookRefused, match="chưa có dòng dữ liệu"):
        plan_of(io.BytesIO(response.content), places.standing)


def test_the_page_has_one_place_to_choose_a_file(places: Places) -> None:
    page = signed_in(places.standing).get(reverse("units-excel")).content.decode()
    assert page.count('type="file"') == 1
    assert page.count('enctype="multipart/form-data"') == 1


def test_an_administrator_brings_a_whole_new_province(places: Places) -> None:
    content = next(case for case in GOOD if case.name == "giu-nguyen").build()
    book = load_workbook(io.BytesIO(content))
    lines = [
        ("HUYEN-B", "huyện B", "Huyện, thị xã, thành phố thuộc tỉnh", "TINH-B"),
        ("TINH-B", "tỉnh B", "Tỉnh, thành phố", None),
    ]
    for number, line in enumerate(lines, start=2):
        for position, value in enumerate(line, start=1):
            book["Đơn vị"].cell(number, position).value = value
    for position, value in enumerate(("canbo", "Quản trị", "HUYEN-B"), start=1):
        book["Vai trò"].cell(2, position).value = value
    target = io.BytesIO()
    book.save(target)
    client = signed_in(places.administrator)
    file = SimpleUploadedFile("tinh.xlsx", target.getvalue(), content_type=XLSX)
    sent = client.post(reverse("units-excel"), {"file": file})
    assert sent.status_code == 302, sent.content.decode()
    assert confirm(client, sent).status_code == 200
    made = Unit.objects.get(code="HUYEN-B")
    assert made.parent == Unit.objects.get(code="TINH-B")
    assert made.memberships.get().user == places.official


@pytest.mark.parametrize("name", ["x.pdf", "x.xls"])
def test_another_kind_of_file_is_refused(places: Places, name: str) -> None:
    file = SimpleUploadedFile(name, b"%PDF-1.4 khong phai bang tinh")
    response = signed_in(places.standing).post(reverse("units-excel"), {"file": file})
    assert response.status_code == 422
    assert "x." in response.content.decode()


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.HEAD, Role.APPRAISER, Role.LEADER])
def test_nobody_else_imports(places: Places, role: Role) -> None:
    url = send(signed_in(places.standing), good("chi-vai-tro")).headers["Location"]
    client = signed_in(make_user(role=role, on=places.district))
    assert client.get(reverse("units-excel-template")).status_code == 403
    assert client.get(reverse("units-excel")).status_code == 403
    assert send(client, good("chi-vai-tro")).status_code == 403
    assert client.get(url).status_code == 403
    assert client.post(url, {"seen": "x"}).status_code == 403
