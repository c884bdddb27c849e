"""The same sheet in a browser without JavaScript: one form, one button."""

from playwright.sync_api import expect

from tests.browser.conftest import DESK, Meet

FINANCE = "/dot/VC-2022/phieu/CANH-VINH/6/"
STAFFING = "/dot/VC-2022/phieu/CANH-VINH/4/"


def test_an_official_without_javascript_saves_the_sheet_and_mends_what_is_wrong(
    demo: None, meet: Meet
) -> None:
    official = meet("canbo", screen=DESK, has_scripts=False)
    official.opens(FINANCE)
    official.row("6.3").types(numerator="1,5", denominator="2")
    official.row("6.5").types(numerator="mười", denominator="12")
    official.presses("Lưu")
    official.sees("Đã lưu 1 mục lúc")
    official.was_refused(422)
    expect(official.row("6.3").score).to_have_text("1,76")
    wrong = official.row("6.5")
    wrong.complains("numerator", "mười")
    wrong.holds(numerator="mười", denominator="12")
    wrong.types(numerator="11")
    official.presses("Lưu")
    official.sees("Đã lưu 1 mục lúc")
    wrong.holds(numerator="11", denominator="12")
    expect(wrong.score).to_have_text("1,38")


def test_an_official_without_javascript_saves_what_is_typed_after_a_refused_presentation(
    demo: None, meet: Meet
) -> None:
    official = meet("canbo", has_scripts=False)
    official.opens(STAFFING)
    official.presses("Trình thủ trưởng ký duyệt")
    official.sees("Còn 4 mục chưa đủ.")
    official.was_refused(422)
    official.row("4.4").chooses("Thực hiện đầy đủ")
    official.presses("Lưu")
    official.sees("Đã lưu 1 mục lúc")
    expect(official.row("4.4").score).to_have_text("1,5")
