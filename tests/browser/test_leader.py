"""The leader: where do we stand, is it better, where do we lose points, who is late."""

from decimal import Decimal

from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Meet
from tests.browser.paper import pdf_text, values, workbook

VAN_CANH = "/dot/BD-2021/ket-qua/VAN-CANH/"


def test_a_leader_reads_the_year_on_one_page(demo: None, meet: Meet) -> None:
    leader = meet("lanhdao", screen=DESK)
    leader.follows("Tổng quan")
    leader.sees("Tổng quan: Huyện Vân Canh")
    answers = leader.page.get_by_label("Bốn câu trả lời")
    for text in ("75,62%", "+6,22", "−10,22"):
        leader.sees(text, within=answers)
    leader.follows("Xem kết quả đầy đủ")
    leader.sees("Huyện Vân Canh: Chỉ số cải cách hành chính năm 2021")
    for text in ("75,62%", "+6,22", "45,84 / 60", "29,78 / 40"):
        leader.sees(text)
    leader.sees("UBND huyện đã trình UBND tỉnh phương án đơn giản hóa 01 thủ tục hành chính")


def test_a_leader_reads_the_same_on_a_phone_at_night(demo: None, meet: Meet) -> None:
    leader = meet("lanhdao", screen=PHONE, color_scheme="dark")
    leader.opens("/tong-quan/")
    leader.sees("75,62%")
    leader.opens(VAN_CANH)
    leader.sees("45,84 / 60")
    leader.opens("/dot/VC-2022/ket-qua/")
    leader.sees("Số liệu tạm tính, còn thay đổi cho đến khi công bố.")
    leader.sees("87,88%")


def test_a_leader_takes_the_report_and_the_scores_away(demo: None, meet: Meet) -> None:
    leader = meet("lanhdao")
    leader.opens(VAN_CANH)
    report = leader.page.get_by_role("link", name="Báo cáo phân tích PDF")
    report.evaluate("link => link.setAttribute('download', '')")
    text = pdf_text(leader.downloads(report))
    assert "75,62" in text
    assert "45,84" in text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    book = workbook(leader.downloads(leader.page.get_by_role("link", name="Bảng điểm Excel")))
    found = {Decimal(str(value)) for value in values(book) if isinstance(value, int | float)}
    assert {Decimal("75.62"), Decimal("45.84"), Decimal("29.78")} <= found


def test_a_leader_follows_who_holds_what(demo: None, meet: Meet) -> None:
    leader = meet("lanhdao", screen=PHONE)
    leader.opens("/tong-quan/")
    late = leader.page.locator("#ai-cham")
    leader.sees("Thị trấn Vân Canh", within=late)
    leader.sees("Phòng Tư pháp huyện Vân Canh", within=late)
    leader.follows("Mở bảng tiến độ")
    leader.sees("Phiếu đang ở đâu, ai giữ")
    expect(leader.page.get_by_role("button", name="Công bố kết quả")).to_have_count(0)
