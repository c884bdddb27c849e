"""One field from the first figure to the approval: four people hand it on."""

from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Meet

SHEET = "/dot/VC-2022/phieu/CANH-VINH/4/"
APPRAISAL = "/dot/VC-2022/tham-dinh/CANH-VINH/4/"


def test_one_field_goes_from_the_first_figure_to_the_approval(demo: None, meet: Meet) -> None:
    official = meet("canbo", screen=PHONE)
    official.opens(SHEET)
    for code, answer in (
        ("4.1", "Ban hành, cập nhật muộn"),
        ("4.3.1", "Đúng quy định"),
        ("4.3.2", "Không vượt số được giao"),
        ("4.4", "Thực hiện đầy đủ"),
    ):
        official.row(code).chooses(answer)
        official.row(code).notes("Theo Báo cáo số 236/BC-UBND ngày 05/12/2022.")
        official.row(code).is_saved()
    official.presses("Trình thủ trưởng ký duyệt")
    official.sees("Chờ thủ trưởng ký duyệt.")

    head = meet("thutruong", screen=PHONE)
    head.sees("Ký duyệt và gửi: 4. Cải cách tổ chức bộ máy hành chính")
    head.follows("Xem và ký duyệt")
    head.presses("Ký duyệt và gửi")
    head.sees("Đã gửi, chờ thẩm định.")

    appraiser = meet("thamdinh.noivu", screen=DESK)
    appraiser.opens(APPRAISAL)
    appraiser.presses("Đồng ý mọi mục chưa có ý kiến")
    appraiser.presses("Hoàn thành thẩm định")
    appraiser.sees("Đã thẩm định.")

    office = meet("phongnoivu", screen=DESK)
    office.sees("Gửi đơn vị giải trình: 3 phiếu")
    office.opens("/dot/VC-2022/")
    office.presses("Gửi đơn vị giải trình: 3 phiếu")
    office.sees("Gửi đơn vị giải trình: 3 phiếu.")

    head.opens("/")
    head.follows("Xem điểm trừ và giải trình")
    head.sees("Trừ 0,75 điểm:")
    head.presses("Đồng ý kết quả, không giải trình")
    head.sees("Xong vòng giải trình.")

    office.opens("/")
    office.sees("Phê duyệt 11 phiếu lĩnh vực đã thẩm định")
    office.opens(APPRAISAL)
    office.presses("Phê duyệt")
    office.sees("Đã phê duyệt.")

    official.opens(SHEET)
    official.sees("Đã phê duyệt")
    expect(official.page.locator("[data-total=field]")).to_have_text("5,25")
    official.opens("/dot/VC-2022/phieu/CANH-VINH/")
    for who in ("Đinh Thị Hà Vy", "Nguyễn Thành Nhơn", "Bùi Anh Tuấn", "Lê Quốc Việt"):
        official.sees(who, within=official.page.locator(".timeline"))
