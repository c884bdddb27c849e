"""The appraiser judges one criterion across the communes, with the keyboard alone."""

import re

from django.contrib.sessions.models import Session
from playwright.sync_api import Locator, expect

from assessments.models import Entry, FieldSheet
from assessments.workflow import State
from tests.browser.conftest import Meet
from tests.browser.person import Person

PAGE = "/dot/VC-2022/tham-dinh-tieu-chi/2.5/"


def row(person: Person, unit: str) -> Locator:
    return person.page.locator(".judge").filter(
        has=person.page.locator(".judge__name").filter(has_text=unit)
    )


def send_all(field: str) -> None:
    """Every commune has sent the field, and none of it is judged yet."""
    sheets = FieldSheet.objects.filter(
        assessment__campaign__code="VC-2022", criterion__code=field
    ).select_related("assessment__unit")
    Entry.objects.filter(sheet__in=sheets).update(
        appraised_score=None, cause="", return_reason="", is_absence_agreed=None
    )
    Entry.objects.filter(sheet__in=sheets, self_score=None, not_applicable=False).update(
        self_score=0, note="Chưa thực hiện"
    )
    sheets.update(state=State.SUBMITTED)


def test_an_appraiser_judges_one_criterion_across_the_communes_by_keyboard(
    demo: None, meet: Meet
) -> None:
    send_all("2")
    appraiser = meet("thamdinh")
    appraiser.sees("của 7 đơn vị")
    appraiser.follows("Mở danh sách thẩm định")
    appraiser.follows("Thẩm định 2.5")
    appraiser.sees("0/7 mục đã có ý kiến")
    keys, page = appraiser.page.keyboard, appraiser.page
    keys.press("j")
    expect(row(appraiser, "Xã Canh Hiển")).to_be_focused()
    keys.press("a")
    appraiser.sees("1/7 mục đã có ý kiến")
    expect(row(appraiser, "Xã Canh Hiệp")).to_be_focused()

    keys.press("t")
    keys.type("0,25")
    keys.press("Control+Enter")
    appraiser.sees("hãy nêu nguyên nhân trừ điểm", within=row(appraiser, "Xã Canh Hiệp"))
    appraiser.was_refused(422)
    expect(row(appraiser, "Xã Canh Hiệp").get_by_label("Điểm thẩm định")).to_have_value("0,25")
    row(appraiser, "Xã Canh Hiệp").get_by_label("Nguyên nhân").focus()
    keys.type("Góp ý chậm 03 văn bản.")
    keys.press("Control+Enter")
    appraiser.sees("2/7 mục đã có ý kiến")
    appraiser.sees("Nguyên nhân trừ điểm: Góp ý chậm 03 văn bản.")

    row(appraiser, "Xã Canh Hiệp").focus()
    keys.press("j")
    expect(row(appraiser, "Xã Canh Hòa")).to_be_focused()
    keys.press("r")
    keys.type("Bổ sung văn bản góp ý.")
    keys.press("Control+Enter")
    appraiser.sees("Sẽ trả lại", within=row(appraiser, "Xã Canh Hòa"))
    appraiser.sees("3/7 mục đã có ý kiến")
    assert page.url.endswith(PAGE)

    appraiser.presses("Đồng ý mọi đơn vị chưa có ý kiến")
    appraiser.sees("Đã đồng ý 4 mục chưa có ý kiến.")
    appraiser.sees("7/7 mục đã có ý kiến")
    judged = Entry.objects.filter(
        assessment__campaign__code="VC-2022", criterion__code="2.5", appraised_score=None
    )
    assert [entry.assessment.unit.code for entry in judged] == ["CANH-HOA"]


def test_what_an_appraiser_typed_survives_the_end_of_the_session(demo: None, meet: Meet) -> None:
    send_all("2")
    appraiser = meet("thamdinh")
    appraiser.opens(PAGE)
    at = row(appraiser, "Xã Canh Hiển")
    appraiser.unfolds("Chấm khác hoặc trả lại", within=at)
    appraiser.types("Điểm thẩm định", "0,4", within=at)
    appraiser.types("Nguyên nhân", "Thiếu 02 văn bản góp ý.", within=at)
    Session.objects.all().delete()
    appraiser.presses("Ghi điểm thẩm định", within=at)
    appraiser.sees("Phiên làm việc đã hết hạn.", within=at)
    appraiser.follows("Đăng nhập lại", within=at)
    appraiser.signs_in_again("thamdinh")
    appraiser.sees("Đã khôi phục nội dung bạn gõ")
    at = row(appraiser, "Xã Canh Hiển")
    expect(at.get_by_label("Điểm thẩm định")).to_have_value("0,4")
    expect(at.get_by_label("Nguyên nhân")).to_have_value("Thiếu 02 văn bản góp ý.")
    appraiser.presses("Ghi điểm thẩm định", within=at)
    appraiser.sees("Nguyên nhân trừ điểm: Thiếu 02 văn bản góp ý.")
    appraiser.opens(PAGE)
    appraiser.sees_no("Đã khôi phục nội dung bạn gõ")


def test_an_appraiser_judges_across_the_communes_without_scripts(demo: None, meet: Meet) -> None:
    send_all("2")
    appraiser = meet("thamdinh", has_scripts=False)
    appraiser.opens(PAGE)
    appraiser.presses(re.compile("Đồng ý Xã Canh Hiển"))
    appraiser.sees("1/7 mục đã có ý kiến")
    assert "#e" in appraiser.page.url
