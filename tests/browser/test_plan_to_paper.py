"""From a unit's lost points to the issued plan on paper."""

import io
from urllib.parse import urlsplit

import pypdf
from playwright.sync_api import expect

from parindex.lib.numbers import format_decimal
from reports.documents.files import frozen
from reports.models import DocumentFile
from tests.browser.conftest import DESK, PHONE, Meet
from tests.reports.golden import SCORED

RESULT = "/dot/BD-2021/ket-qua/VAN-CANH/"
LOST = format_decimal(SCORED[1] - SCORED[0])
DROPPED = "1.8.3"
REASON = "Bổ sung đối thoại với doanh nghiệp vào quý I."


def test_lost_points_become_a_plan_on_paper(demo: None, meet: Meet) -> None:
    office = meet("phongnoivu", screen=DESK)
    office.opens(RESULT)
    office.presses("Lập kế hoạch khắc phục")
    office.sees("Mỗi khoản trừ là một nhiệm vụ đề xuất")
    office.follows("Tình hình")
    lost = office.page.locator(".figure").filter(has_text="Điểm bị trừ")
    office.sees(LOST, within=lost)
    office.sees("23 nhiệm vụ, 23 chưa quyết định")
    address = urlsplit(office.page.url).path

    office.follows("Nhiệm vụ", within=office.page.locator(".tabs"))
    row = office.page.get_by_role("row").filter(has_text=DROPPED).first
    row.get_by_role("link").first.click()
    office.page.get_by_label("Quyết định").select_option(label="Không đưa vào")
    office.presses("Ghi nhiệm vụ")
    row = office.page.get_by_role("row").filter(has_text="1.4").first
    row.get_by_role("link").first.click()
    office.page.get_by_label("Thời gian hoàn thành").fill("Trước ngày 31/02/2022")
    office.presses("Ghi nhiệm vụ")
    office.was_refused(422)
    office.sees("không có thật")
    office.page.get_by_label("Thời gian hoàn thành").fill("Trước ngày 15/02/2022")
    office.page.get_by_label("Quyết định").select_option(label="Đưa vào kế hoạch")
    office.presses("Ghi nhiệm vụ")
    office.presses("Nhận mọi đề xuất đã đủ chủ trì và thời hạn")
    office.sees("Đã nhận 21 nhiệm vụ.")
    office.opens(address)
    office.presses("Trình kế hoạch")

    leader = meet("lanhdao", screen=PHONE)
    leader.opens(address)
    leader.unfolds("Chuyển lại kèm ý kiến")
    leader.presses("Chuyển lại kèm ý kiến")
    leader.was_refused(422)
    leader.sees("Hãy nêu rõ")
    leader.types("Ý kiến cần tiếp thu", REASON)
    leader.presses("Chuyển lại kèm ý kiến")

    office.opens(address)
    office.sees(REASON)
    office.presses("Trình kế hoạch")
    leader.opens(address)
    leader.unfolds("Ban hành")
    leader.types("Số", "45")
    leader.types("Ngày ban hành", "10/02/2022")
    leader.presses("Ban hành")
    leader.sees("45/KH-UBND")

    office.opens(address)
    office.presses("Soạn văn bản để phát hành")
    office.follows("Phát hành")
    expect(office.page.get_by_label("Số do văn thư cấp")).to_have_value("45")
    office.presses("Cấp số và phát hành")
    office.sees("Tệp đã phát hành")
    kept = DocumentFile.objects.get(format="pdf", document__plan__unit__code="VAN-CANH")
    pages = pypdf.PdfReader(io.BytesIO(frozen(kept).content)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "45/KH-UBND" in text
    assert "Trước ngày 15/02/2022" in text
    assert "Nguyên nhân bị trừ" in text
    assert "Kèm theo Kế hoạch số 45/KH-UBND" in text
