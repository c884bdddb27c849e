"""A campaign of two units comes to its end: published, ranked, taken away as a workbook."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from assessments.models import Entry, FieldSheet
from assessments.services.agreeing import sheet_agree
from assessments.services.declaring import Declaration, entry_declare
from assessments.services.moving import sheet_move
from assessments.workflow import Verb
from parindex.units.models import Role, User
from tests.assessments.cases import Case, make_case
from tests.browser.conftest import PHONE, Meet
from tests.browser.paper import values, workbook
from tests.factories import make_user

PASSWORD = "mat-khau-thu"


@pytest.fixture
def case(transactional_db: None) -> Case:
    """Everything approved: xã Một has 3 of 4 points, xã Hai has all 4."""
    made = make_case()
    for scores, official, head in (
        ({"1.1": "1,5", "1.2": "0,5", "2": "1"}, made.official, made.head),
        (
            {"1.1": "2", "1.2": "1", "2": "1"},
            made.stranger,
            make_user(role=Role.HEAD, on=made.neighbour),
        ),
    ):
        for code, score in scores.items():
            declare(made, code, score, official)
        for sheet in FieldSheet.objects.filter(assessment__unit=official.unit):
            approve(sheet, head, made)
    return made


def declare(case: Case, code: str, score: str, official: User) -> None:
    assert official.unit
    entry = case.entry(code, official.unit)
    declared = Declaration({"score": score}, "Kèm báo cáo", entry.version)
    entry_declare(entry_id=entry.pk, actor=official, declared=declared, at=timezone.now())


def approve(sheet: FieldSheet, head: User, case: Case) -> None:
    sheet_move(sheet_id=sheet.pk, verb=Verb.SUBMIT, actor=head, at=timezone.now())
    sheet_agree(sheet=sheet, actor=case.appraiser, at=timezone.now())
    sheet_move(sheet_id=sheet.pk, verb=Verb.FINISH, actor=case.appraiser, at=timezone.now())
    sheet_move(sheet_id=sheet.pk, verb=Verb.APPROVE, actor=case.standing, at=timezone.now())


def test_the_office_publishes_and_everybody_sees_the_ranking(case: Case, meet: Meet) -> None:
    office = meet()
    office.signs_in(case.standing.username, PASSWORD)
    office.sees("Công bố kết quả: mọi phiếu đã được phê duyệt")
    office.follows("Mở trang đợt đánh giá")
    office.presses("Công bố kết quả")
    expect(office.page.get_by_label("Số quyết định công bố")).to_be_focused()
    office.types("Số quyết định công bố", "313/QĐ-UBND")
    office.types("Ngày ký", "26/01/2023")
    office.presses("Công bố kết quả")
    office.sees("Đã công bố kết quả.")
    office.sees("Kết quả và xếp hạng năm 2022")
    first, second = office.page.locator("table.ranking tbody tr").all()
    expect(first).to_contain_text("Xã Hai")
    expect(first).to_contain_text("100,00%")
    expect(second).to_contain_text("Xã Một")
    expect(second).to_contain_text("75,00%")
    expect(second.locator(".ranking__rank")).to_have_text("2")

    book = workbook(office.downloads(office.page.get_by_role("link", name="Tải bảng Excel")))
    assert {"Xã Một", "Xã Hai", 1, 2, 75, 100} <= set(values(book))

    official = meet(screen=PHONE)
    official.signs_in(case.official.username, PASSWORD)
    official.opens(f"/dot/{case.campaign.code}/")
    official.sees("Công bố tại Quyết định số 313/QĐ-UBND ngày 26/01/2023")
    official.opens(f"/dot/{case.campaign.code}/phieu/{case.commune.code}/1/")
    official.sees("Kết quả đợt này đã công bố nên không sửa được")
    expect(official.page.get_by_role("button", name="Lưu")).to_have_count(0)
    assert not Entry.objects.filter(final_score=None).exists()


def test_a_unit_sees_no_ranking_before_it_is_published(case: Case, meet: Meet) -> None:
    official = meet(screen=PHONE)
    official.signs_in(case.official.username, PASSWORD)
    official.opens(f"/dot/{case.campaign.code}/ket-qua/")
    official.was_refused(403)
    official.sees("Trước khi công bố, mỗi đơn vị chỉ xem được kết quả tạm tính của mình.")
