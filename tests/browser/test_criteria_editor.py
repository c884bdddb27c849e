"""Next year's set: cloned, changed, given a rule and published by the standing office."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Meet
from tests.browser.person import Person

SET = "/bo-tieu-chi/PAR-XA-2022/"


def clones(office: Person) -> None:
    office.opens(SET)
    office.follows("Lập bộ mới từ bộ này")
    office.types("Mã bộ tiêu chí mới", "PAR-XA-2026")
    office.presses("Lập bản dự thảo")
    office.sees("mỗi mục liên kết với mục cũ của nó")


def adds_a_leaf(office: Person) -> None:
    """Ends on the cards of kinds."""
    office.unfolds("1. Công tác chỉ đạo")
    last = office.page.locator(".node", has_text="1.7 ").first
    office.unfolds("Khác", within=last)
    office.follows("Thêm mục ngay sau", within=last)
    office.types("Nội dung", "Đối thoại với người dân về cải cách hành chính")
    office.types("Điểm tối đa", "1")
    office.presses("Lưu và đặt cách chấm")


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_the_standing_office_prepares_and_publishes_next_years_set(
    demo: None, meet: Meet, screen: dict[str, int]
) -> None:
    office = meet("phongnoivu", screen=screen)
    clones(office)
    adds_a_leaf(office)
    office.follows("Theo bậc")
    office.sees("100%: 1 điểm; từ 80% đến dưới 100%: tỷ lệ × 1; dưới 80%: 0 điểm")
    office.presses("Thêm bậc")
    bands = office.page.locator("[data-line]")
    expect(bands).to_have_count(4)
    office.types("Từ mức", "50", within=bands.nth(2))
    office.types("Điểm của bậc", "1,5", within=bands.nth(2))
    office.presses("Lưu cách chấm")
    office.was_refused(422)
    office.sees("1,5 vượt mức cao nhất là 1.")
    office.types("Điểm của bậc", "0,25", within=bands.nth(2))
    office.presses("Lưu cách chấm")
    office.sees("từ 50% đến dưới 80%: 0,25 điểm; dưới 50%: 0 điểm")
    office.sees("Tổng điểm là 101, thừa 1 so với thang 100 điểm.")

    office.follows("Thông tin bộ tiêu chí")
    office.types("Tổng điểm của thang", "101")
    office.presses("Lưu")
    office.follows("Ban hành", within=office.page.locator(".title__actions"))
    office.sees("Bộ tiêu chí chưa ghi văn bản ban hành")
    office.presses("Ban hành bộ tiêu chí")
    office.sees("Đã ban hành bộ tiêu chí PAR-XA-2026.")
    office.follows("So sánh")
    office.follows("Bộ tiêu chí Chỉ số CCHC cấp xã (8 lĩnh vực")
    office.sees("1 mục khác nhau")
    office.has_seen_all()


def test_without_javascript_lines_are_added_by_the_server(demo: None, meet: Meet) -> None:
    office = meet("phongnoivu", has_scripts=False)
    clones(office)
    adds_a_leaf(office)
    office.follows("Chọn phương án")
    office.presses("Thêm phương án")
    lines = office.page.locator("[data-line]")
    expect(lines).to_have_count(3)
    office.types("Phương án", "Làm một phần", within=lines.nth(2))
    office.types("Điểm", "0,5", within=lines.nth(2))
    office.presses("Bỏ dòng này", within=lines.nth(1))
    expect(lines).to_have_count(2)
    office.presses("Xem thử")
    office.sees("Đạt yêu cầu: 1 điểm; làm một phần: 0,5 điểm")
    office.page.get_by_label("Kết quả thực hiện").select_option(label="Làm một phần")
    office.presses("Tính thử")
    office.sees("Làm một phần → 0,5")
    office.presses("Lưu cách chấm")
    office.sees("Đã lưu cách chấm của")


def test_the_sentence_follows_what_is_typed_and_figures_can_be_tried(
    demo: None, meet: Meet
) -> None:
    office = meet("phongnoivu")
    clones(office)
    adds_a_leaf(office)
    office.follows("Theo bậc")
    page, preview = office.page, office.page.locator("#xem-truoc")
    page.evaluate("window.isSamePage = true")
    lines = page.locator("[data-line]")
    office.presses("Bỏ dòng này", within=lines.nth(1))
    office.types("Từ mức", "60", within=lines.nth(0))
    expect(preview).to_contain_text("Từ 60% trở lên: 1 điểm; dưới 60%: 0 điểm")
    office.types("Số nhiệm vụ hoàn thành", "5", within=preview)
    office.types("Tổng số nhiệm vụ được giao", "8", within=preview)
    expect(preview).to_contain_text("5/8 = 62,5%; bậc từ 60% trở lên → 1")
    page.get_by_label("Đơn vị kê khai").select_option(label="Tỷ lệ % đã tính sẵn")
    expect(page.get_by_label("Tên số liệu")).to_be_visible()
    expect(lines.nth(0).get_by_label("Từ mức")).to_have_value("60")
    assert page.evaluate("window.isSamePage")
    office.presses("Lưu cách chấm")
    office.sees("Đã lưu cách chấm của “1.8. Đối thoại với người dân")
    office.sees("Từ 60% trở lên: 1 điểm; dưới 60%: 0 điểm")
    office.sees("Tổng điểm là 101, thừa 1 so với thang 100 điểm.")
    office.has_seen_all()


def test_a_node_goes_up_without_a_new_page_and_codes_follow(demo: None, meet: Meet) -> None:
    office = meet("phongnoivu")
    clones(office)
    office.unfolds("2. Xây dựng và tổ chức thực hiện")
    page = office.page
    page.evaluate("window.isSamePage = true")
    second = page.locator(".node", has_text="2.3 ").first
    name = second.locator(".node__name").inner_text().removeprefix("2.3 ")
    office.presses("Đưa mục 2.3 lên")
    expect(page.locator(".node", has_text=f"2.2 {name}")).to_be_visible()
    office.presses("Đưa mục 2.2 lên")
    expect(page.locator(".node", has_text=f"2.1 {name}")).to_be_visible()
    assert page.evaluate("window.isSamePage")
    office.has_seen_all()
