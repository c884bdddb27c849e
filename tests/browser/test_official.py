"""The commune's official, on a phone: from the first look to the head's desk."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Meet
from tests.browser.files import pdf

FINANCE = "/dot/VC-2022/phieu/CANH-VINH/6/"
STAFFING = "/dot/VC-2022/phieu/CANH-VINH/4/"


def test_an_official_types_figures_and_sees_them_scored_and_saved(demo: None, meet: Meet) -> None:
    official = meet("canbo", screen=PHONE)
    official.sees("Tự chấm điểm: còn 8 phiếu lĩnh vực chưa gửi")
    official.follows("Tiếp tục chấm điểm")
    official.follows("6. Cải cách tài chính công")
    field, whole = (official.page.locator(f"[data-total={key}]") for key in ("field", "assessment"))
    expect(whole).to_have_text("26,8")

    revenue = official.row("6.3")
    revenue.types(numerator="1,5", denominator="2")
    revenue.is_saved()
    expect(revenue.score).to_have_text("1,76")
    expect(revenue.working).to_contain_text("75%")
    assets = official.row("6.5")
    assets.types(numerator="405", denominator="412")
    assets.is_saved()
    expect(assets.score).to_have_text("1,47")
    expect(field).to_have_text("3,23")
    expect(whole).to_have_text("30,03")
    assets.notes("Còn 07 hồ sơ chờ bổ sung.")
    assets.is_saved()

    official.page.reload()
    revenue.holds(numerator="1,5", denominator="2")
    assets.holds(numerator="405", denominator="412", note="Còn 07 hồ sơ chờ bổ sung.")
    expect(field).to_have_text("3,23")
    official.opens("/")
    official.sees("Lần trước bạn dừng ở 6.5")


def test_an_official_attaches_a_document_and_gets_the_same_bytes_back(
    demo: None, meet: Meet
) -> None:
    official = meet("canbo", screen=PHONE)
    official.opens(FINANCE)
    row, paper = official.row("6.1"), pdf("Quyết định công khai dự toán.pdf")
    row.chooses_file(paper)
    official.presses("Tải lên", within=row.line)
    official.sees("Quyết định công khai dự toán.pdf", within=row.line)
    saved = official.downloads(row.line.get_by_role("link", name="Tải về Quyết định"))
    assert saved.suggested_filename == paper["name"]
    assert Path(saved.path()).read_bytes() == paper["buffer"]


def test_an_official_presents_a_field_after_adding_what_was_missing(demo: None, meet: Meet) -> None:
    official = meet("canbo", screen=PHONE)
    official.opens(STAFFING)
    official.sees("Còn 4 mục chưa đủ để gửi")
    official.presses("Trình thủ trưởng ký duyệt")
    official.sees("Chưa làm được “Trình thủ trưởng ký duyệt”. Còn 4 mục chưa đủ.")
    official.was_refused(422)
    official.follows("4.1.")
    row = official.row("4.1")
    expect(row.line.get_by_label("Ban hành, cập nhật trong thời hạn")).to_be_focused()
    row.chooses("Ban hành, cập nhật trong thời hạn")
    row.notes("Quyết định số 12/QĐ-UBND ngày 15/01/2022.")
    row.is_saved()
    official.row("4.4").chooses("Thực hiện đầy đủ")
    for code in ("4.3.1", "4.3.2", "4.4"):
        official.row(code).notes("Theo Báo cáo số 236/BC-UBND, mục IV.")
        official.row(code).is_saved()
    official.presses("Trình thủ trưởng ký duyệt")
    official.sees("4. Cải cách tổ chức bộ máy hành chính: Chờ thủ trưởng ký duyệt.")
    official.sees("Phiếu đang ở trạng thái “Chờ thủ trưởng ký duyệt” nên chỉ xem, không sửa.")
    expect(official.page.locator("[data-total=field]")).to_have_text("6")
    expect(official.page.get_by_role("button", name="Lưu")).to_have_count(0)
