"""The standing office of the district: who holds what, more time, survey scores, approval."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from assessments.models import Assessment, Campaign, FieldSheet
from assessments.workflow import State
from tests.browser.conftest import DESK, PHONE, Meet

BOARD = "/dot/VC-2022/"
SURVEY = "/dot/VC-2022/tham-dinh/CANH-HIEN/8/"


def test_the_office_sees_which_sheet_is_where_and_who_holds_it(demo: None, meet: Meet) -> None:
    office = meet("phongnoivu", screen=PHONE)
    office.opens(BOARD)
    office.sees("Phiếu đang ở đâu, ai giữ")
    unit = office.page.get_by_role("article", name="Xã Canh Hiển")
    office.sees("0/9 lĩnh vực đã phê duyệt", within=unit)
    returned = unit.get_by_role("listitem").filter(has_text="2 Trả lại, chờ bổ sung")
    office.sees("Cán bộ đầu mối: La Thị Ngọc Ánh", within=returned)
    office.sees(re.compile("^từ "), within=returned)
    office.opens("/tong-quan/")
    unit = office.page.get_by_role("row", name="Xã Canh Hiển")
    office.sees("Phòng Tài chính - Kế hoạch huyện Vân Canh: 1", within=unit)


def test_the_office_cannot_publish_while_sheets_wait(demo: None, meet: Meet) -> None:
    office = meet("phongnoivu")
    office.opens(BOARD)
    office.sees("Còn 63 phiếu lĩnh vực chưa phê duyệt; công bố được khi không còn phiếu nào.")
    expect(office.page.get_by_role("button", name="Công bố kết quả")).to_have_count(0)


def test_the_office_is_told_when_a_sheet_was_reopened_while_it_was_publishing(
    demo: None, meet: Meet
) -> None:
    sheets = FieldSheet.objects.filter(assessment__campaign__code="VC-2022")
    sheets.update(state=State.APPROVED)
    office = meet("phongnoivu")
    office.opens(BOARD)
    office.sees("Mọi phiếu đã được phê duyệt.")
    FieldSheet.objects.filter(pk=sheets[0].pk).update(state=State.DRAFT)
    office.types("Số quyết định công bố", "12/QĐ-UBND")
    office.types("Ngày ký", "05/01/2023")
    office.presses("Công bố kết quả")
    office.sees("Còn 1 phiếu lĩnh vực chưa phê duyệt nên chưa công bố được.")
    office.was_refused(422)
    assert not Campaign.objects.get(code="VC-2022").is_published


def test_the_office_gives_one_unit_more_time(demo: None, meet: Meet) -> None:
    past = timezone.now() - timedelta(hours=1)
    Campaign.objects.filter(code="VC-2022").update(self_deadline=past)
    official = meet("canbo", screen=PHONE)
    official.opens("/dot/VC-2022/phieu/CANH-VINH/6/")
    official.sees("nên phiếu bị khoá; cần thêm thời gian, hãy liên hệ Phòng Nội vụ huyện Vân Canh.")

    office = meet("phongnoivu", screen=DESK)
    office.opens(BOARD)
    office.sees("Quá hạn")
    until = timezone.localtime() + timedelta(days=2)
    office.unfolds("Cho thêm thời gian")
    office.page.get_by_label("Đơn vị", exact=True).select_option(label="Xã Canh Vinh")
    office.types("Gia hạn đến", f"{until:%d/%m/%Y} 17:00")
    office.types("Lý do", "Mất điện hai ngày do bão.")
    office.presses("Gia hạn")
    office.sees(f"Đã gia hạn cho xã Canh Vinh đến 17:00 ngày {until:%d/%m/%Y}.")

    official.opens("/dot/VC-2022/phieu/CANH-VINH/6/")
    row = official.row("6.3")
    row.types(numerator="1610", denominator="2350")
    row.is_saved()


def test_the_office_gives_no_time_in_the_past(demo: None, meet: Meet) -> None:
    office = meet("phongnoivu")
    office.opens(BOARD)
    office.unfolds("Cho thêm thời gian")
    office.page.get_by_label("Đơn vị", exact=True).select_option(label="Xã Canh Vinh")
    office.types("Gia hạn đến", "01/01/2022 17:00")
    office.types("Lý do", "Mất điện.")
    office.presses("Gia hạn")
    office.sees("Thời điểm gia hạn phải sau hạn chung và sau lúc này.")
    office.was_refused(422)
    expect(office.page.get_by_label("Gia hạn đến")).to_have_value("01/01/2022 17:00")


def test_the_office_enters_survey_figures_and_sees_the_score(demo: None, meet: Meet) -> None:
    office = meet("phongnoivu")
    office.opens(SURVEY)
    access = office.page.get_by_role("article", name="8.1.1. Tiếp cận dịch vụ")
    office.types("Chỉ số hài lòng", "101", within=access)
    office.presses("Ghi 8.1.1")
    expect(access.locator("[aria-invalid=true]")).to_have_value("101")
    office.was_refused(422)
    office.types("Chỉ số hài lòng", "74,87", within=access)
    office.presses("Ghi 8.1.1")
    office.sees("1/8 mục đã có ý kiến")
    expect(access.locator("[data-score]")).to_have_text("1,5")
    leaders = office.page.get_by_role("article", name="8.4. Đánh giá của đại biểu HĐND")
    for answer, count in zip("ABCD", ("14", "11", "4", "1"), strict=True):
        office.types(f"Phương án {answer}", count, within=leaders)
    office.presses("Ghi 8.4")
    office.sees("2/8 mục đã có ý kiến")
    expect(leaders.locator("[data-score]")).to_have_text("1,43")


def test_the_office_approves_what_others_appraised(demo: None, meet: Meet) -> None:
    office = meet("phongnoivu")
    office.sees("Phê duyệt 10 phiếu lĩnh vực đã thẩm định")
    office.follows("Xem và phê duyệt")
    office.follows("Xem, phê duyệt 3 Xã Canh Hòa")
    office.sees("Đối chiếu ảnh niêm yết còn thiếu 08/152 TTHC công bố trong quý IV.")
    office.presses("Phê duyệt")
    office.sees("3. Cải cách thủ tục hành chính: Đã phê duyệt.")
    office.opens("/")
    office.sees("Phê duyệt 9 phiếu lĩnh vực đã thẩm định")
    commune = Assessment.objects.get(campaign__code="VC-2022", unit__code="CANH-HOA")
    assert commune.entries.get(criterion__code="3.2.1").final_score is not None


def test_the_office_cannot_approve_the_figures_it_entered_itself(demo: None, meet: Meet) -> None:
    office = meet("phongnoivu")
    office.opens("/dot/VC-2022/tham-dinh/CANH-HOA/8/")
    office.sees("Bạn đã nhập điểm ở phiếu này nên người khác phải phê duyệt.")
    expect(office.page.get_by_role("button", name="Phê duyệt", exact=True)).to_have_count(0)
    leader = meet("lanhdao")
    leader.opens("/dot/VC-2022/tham-dinh/CANH-HOA/8/")
    leader.presses("Phê duyệt")
    leader.sees("Đã phê duyệt.")


def test_the_office_still_approves_when_every_deadline_is_over(demo: None, meet: Meet) -> None:
    past = timezone.now() - timedelta(days=1)
    Campaign.objects.filter(code="VC-2022").update(self_deadline=past, appraisal_deadline=past)
    office = meet("phongnoivu")
    office.opens("/dot/VC-2022/tham-dinh/CANH-HOA/3/")
    office.sees("Đã hết hạn lúc")
    office.presses("Phê duyệt")
    office.sees("3. Cải cách thủ tục hành chính: Đã phê duyệt.")
