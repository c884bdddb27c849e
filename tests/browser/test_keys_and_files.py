"""Hands on the keyboard, files dropped on rows, light and dark, one click at a time."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Meet
from tests.browser.files import pdf
from tests.browser.person import Person

PROCEDURES = "/dot/VC-2022/phieu/CANH-VINH/3/"
FINANCE = "/dot/VC-2022/phieu/CANH-VINH/6/"
DROP = """(target, file) => {
  const carried = new DataTransfer();
  const content = new Uint8Array(file.content);
  carried.items.add(new File([content], file.name, { type: "application/pdf" }));
  for (const kind of ["dragover", "drop"])
    target.dispatchEvent(
      new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }));
}"""


def drop(target: Locator, name: str) -> None:
    target.evaluate(DROP, {"name": name, "content": list(pdf()["buffer"])})


@pytest.fixture
def official(demo: None, meet: Meet) -> Person:
    person = meet("canbo")
    person.opens(PROCEDURES)
    return person


def test_enter_and_arrows_go_through_the_inputs(official: Person) -> None:
    procedures, appeals = official.row("3.3.2"), official.row("3.4.1")
    keys = official.page.keyboard
    appeals.input("numerator").focus()
    keys.press("Enter")
    expect(appeals.input("denominator")).to_be_focused()
    keys.press("Shift+Enter")
    expect(appeals.input("numerator")).to_be_focused()
    keys.press("ArrowDown")
    expect(official.row("3.4.2").input("numerator")).to_be_focused()
    keys.press("ArrowUp")
    expect(appeals.input("numerator")).to_be_focused()
    assert official.page.url.endswith(PROCEDURES)
    expect(procedures.input("numerator")).to_have_value("412")


def test_a_key_skips_to_the_content(official: Person) -> None:
    official.page.reload()
    official.page.keyboard.press("Tab")
    skip = official.page.get_by_role("link", name="Đến nội dung chính")
    expect(skip).to_be_focused()
    official.page.keyboard.press("Enter")
    expect(official.page.locator("main")).to_be_focused()


def test_escape_closes_the_account_menu(official: Person) -> None:
    official.unfolds("Đinh Thị Hà Vy")
    official.sees("Cán bộ đầu mối")
    official.page.keyboard.press("Escape")
    official.sees_no("Đăng xuất")


def test_a_file_dropped_on_a_row_is_sent_with_it(official: Person) -> None:
    official.opens(FINANCE)
    row = official.row("6.1")
    with official.page.expect_request("**/tai-lieu") as sent:
        drop(row.line.locator(".entry__name"), "Quyết định 145.pdf")
    assert sent.value.method == "POST"
    official.sees("Quyết định 145.pdf", within=official.row("6.1").line)


def test_a_dropped_file_of_another_kind_is_told_and_not_sent(official: Person) -> None:
    official.opens(FINANCE)
    row = official.row("6.1")
    drop(row.line.locator(".entry__name"), "phần mềm.exe")
    official.sees("Tệp phần mềm.exe không thuộc loại được nhận", within=row.line)
    assert official.page.url.endswith(FINANCE)


def test_a_file_dropped_beside_a_row_does_not_replace_the_page(official: Person) -> None:
    drop(official.page.locator("h1"), "Quyết định 145.pdf")
    official.sees("3. Cải cách thủ tục hành chính")
    assert official.page.url.endswith(PROCEDURES)


def test_a_dark_choice_stays_without_a_flash(official: Person) -> None:
    official.presses("Tối")
    assert background(official.page) == "rgb(16, 22, 30)"
    official.opens("/")
    assert background(official.page) == "rgb(16, 22, 30)"
    official.presses("Theo máy")
    assert background(official.page) != "rgb(16, 22, 30)"


def background(page: Page) -> str:
    colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return colour


def test_two_clicks_on_sign_in_send_once(demo: None, meet: Meet) -> None:
    someone = meet()
    someone.opens("/dang-nhap/")
    sent: list[str] = []
    someone.page.on("request", lambda request: sent.append(request.method))
    someone.types("Tên đăng nhập", "canbo")
    someone.types("Mật khẩu", "sai mật khẩu")
    someone.page.get_by_role("button", name="Đăng nhập").dblclick()
    someone.sees("Chưa đăng nhập được")
    assert sent.count("POST") == 1


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_pages_for_strangers_are_within_reach_of_everyone(
    demo: None, meet: Meet, color_scheme: str
) -> None:
    someone = meet(color_scheme=color_scheme)
    someone.opens("/dang-nhap/")
    someone.sees("Tài khoản dùng thử")
    someone.opens("/khong-co-trang-nay/")
    someone.was_refused(404)
    someone.sees("Không tìm thấy trang này")
