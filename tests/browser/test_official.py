"""The commune's official, on a phone: from the first look to the head's desk."""

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Meet


def test_an_official_types_figures_and_sees_them_scored_and_saved(demo: None, meet: Meet) -> None:
    official = meet("canbo", screen=PHONE)
    official.sees("Tự chấm điểm: còn 8 phiếu lĩnh vực chưa gửi")
    official.follows("Tiếp tục chấm điểm")
    official.follows("6. Cải cách tài chính công")
    row = official.row("6.3")
    row.types(numerator="1,5", denominator="2")
    row.is_saved()
    expect(row.score).to_have_text("1,76")
    expect(official.page.locator("[data-total=field]")).to_have_text("1,76")
    official.page.reload()
    row.holds(numerator="1,5", denominator="2")
