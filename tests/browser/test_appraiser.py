"""The appraiser of one field: proof beside the score, agree, deduct with a cause, return."""

import re

from django.contrib.sessions.models import Session
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Meet
from tests.browser.person import Person

SHEET = "/dot/VC-2022/tham-dinh/CANH-LIEN/2/"


def judge(person: Person, code: str) -> Locator:
    heading = re.compile(rf"^\s*{re.escape(code)}\.\s")
    return person.page.locator(".judge").filter(
        has=person.page.locator(".judge__name").filter(has_text=heading)
    )


def test_an_appraiser_sees_only_the_own_field(demo: None, meet: Meet) -> None:
    appraiser = meet("thamdinh")
    appraiser.sees("Thẩm định 6 mục của 1 đơn vị")
    appraiser.follows("Mở danh sách thẩm định")
    appraiser.sees("2. Xây dựng và tổ chức thực hiện văn bản quy phạm pháp luật")
    appraiser.sees_no("1. Công tác chỉ đạo")
    appraiser.sees_no("3. Cải cách thủ tục hành chính")
    appraiser.opens("/dot/VC-2022/tham-dinh/CANH-LIEN/1/")
    appraiser.was_refused(404)
    appraiser.sees("Không tìm thấy trang")


def test_an_appraiser_reads_the_proof_beside_the_score(demo: None, meet: Meet) -> None:
    appraiser = meet("thamdinh")
    appraiser.opens(SHEET)
    row = judge(appraiser, "2.2.1")
    page, is_file = appraiser.page, re.compile(r"/tai-lieu/\d+/\?xem=1")
    with (
        page.expect_response(is_file) as answer,
        page.expect_event("framenavigated", lambda frame: bool(is_file.search(frame.url))) as shown,
    ):
        appraiser.follows("11/KH-UBND", within=row)
    assert answer.value.status == 200
    assert answer.value.headers["content-type"] == "application/pdf"
    assert answer.value.headers["content-disposition"].startswith("inline")
    assert shown.value.parent_frame == page.main_frame
    assert page.url.endswith(SHEET)


def test_an_appraiser_agrees_deducts_with_a_cause_and_returns(demo: None, meet: Meet) -> None:
    appraiser = meet("thamdinh")
    appraiser.opens(SHEET)
    appraiser.presses("Đồng ý 2.2.1")
    appraiser.sees("1/6 mục đã có ý kiến")
    expect(judge(appraiser, "2.2.1").locator("[data-score]").last).to_have_text("0,5")

    row = judge(appraiser, "2.5")
    appraiser.unfolds("Chấm khác hoặc trả lại", within=row)
    appraiser.types("Điểm thẩm định", "0,6", within=row)
    appraiser.presses("Ghi điểm thẩm định", within=row)
    appraiser.sees("Điểm thấp hơn tối đa: hãy nêu nguyên nhân trừ điểm.", within=row)
    appraiser.was_refused(422)
    expect(row.get_by_label("Điểm thẩm định")).to_have_value("0,6")
    appraiser.types("Nguyên nhân", "Có 02 lượt góp ý gửi sau thời hạn.", within=row)
    appraiser.presses("Ghi điểm thẩm định", within=row)
    appraiser.sees("Nguyên nhân trừ điểm: Có 02 lượt góp ý gửi sau thời hạn.", within=row)
    expect(row.locator("[data-score]").last).to_have_text("0,6")

    row = judge(appraiser, "2.2.2")
    appraiser.unfolds("Chấm khác hoặc trả lại", within=row)
    appraiser.types("Nguyên nhân", "Chưa có văn bản xử lý kèm theo.", within=row)
    appraiser.presses("Đánh dấu trả lại", within=row)
    appraiser.sees("Sẽ trả lại", within=row)
    appraiser.unfolds("Trả lại đơn vị")
    appraiser.types("Lý do", "Bổ sung văn bản xử lý.")
    appraiser.presses("Trả lại đơn vị")
    appraiser.sees("Trả lại, chờ bổ sung.")

    official = meet("canbo.canhlien")
    official.sees("Bổ sung phiếu bị trả lại: 2. Xây dựng và tổ chức thực hiện")
    official.sees("Bổ sung văn bản xử lý.")
    official.follows("Mở phiếu để bổ sung")
    official.sees("Chưa có văn bản xử lý kèm theo.")
    expect(official.row("2.2.2").input("numerator")).to_be_editable()
    expect(official.row("2.5").input("numerator")).to_have_count(0)


def test_an_appraiser_agrees_to_the_rest_and_finishes(demo: None, meet: Meet) -> None:
    appraiser = meet("thamdinh")
    appraiser.opens(SHEET)
    appraiser.presses("Hoàn thành thẩm định")
    appraiser.sees("Chưa làm được “Hoàn thành thẩm định”. Còn 6 mục chưa đủ.")
    appraiser.presses("Đồng ý mọi mục chưa có ý kiến")
    appraiser.sees("Đã đồng ý 6 mục chưa có ý kiến.")
    appraiser.presses("Hoàn thành thẩm định")
    appraiser.sees("Đã thẩm định.")


def test_an_appraiser_agrees_to_the_rest_after_a_mistake(demo: None, meet: Meet) -> None:
    appraiser = meet("thamdinh")
    appraiser.opens(SHEET)
    row = judge(appraiser, "2.5")
    appraiser.unfolds("Chấm khác hoặc trả lại", within=row)
    appraiser.types("Điểm thẩm định", "7", within=row)
    appraiser.presses("Ghi điểm thẩm định", within=row)
    appraiser.sees("Điểm phải từ 0 đến 1; bạn nhập “7”.", within=row)
    appraiser.was_refused(422)
    appraiser.presses("Đồng ý mọi mục chưa có ý kiến")
    appraiser.sees("Đã đồng ý 6 mục chưa có ý kiến.")


def test_an_appraiser_signed_out_meanwhile_comes_back_to_the_sheet(demo: None, meet: Meet) -> None:
    appraiser = meet("thamdinh")
    appraiser.opens(SHEET)
    Session.objects.all().delete()
    appraiser.presses("Đồng ý 2.2.1")
    appraiser.sees("Phiên làm việc đã hết hạn.", within=judge(appraiser, "2.2.1"))
    appraiser.follows("Đăng nhập lại", within=judge(appraiser, "2.2.1"))
    appraiser.signs_in_again("thamdinh")
    appraiser.sees("0/6 mục đã có ý kiến")


def test_an_appraiser_goes_through_a_sheet_by_keyboard(demo: None, meet: Meet) -> None:
    appraiser = meet("thamdinh")
    appraiser.opens(SHEET)
    keys = appraiser.page.keyboard
    keys.press("j")
    expect(judge(appraiser, "2.1")).to_be_focused()
    keys.press("j")
    keys.press("j")
    expect(judge(appraiser, "2.2.2")).to_be_focused()
    keys.press("k")
    expect(judge(appraiser, "2.2.1")).to_be_focused()
    keys.press("a")
    appraiser.sees("1/6 mục đã có ý kiến")
    expect(judge(appraiser, "2.2.1").locator("[data-score]").last).to_have_text("0,5")
    appraiser.presses("Tắt phím tắt")
    appraiser.page.locator("h1").click()
    keys.press("j")
    expect(appraiser.page.locator(".judge:focus")).to_have_count(0)
