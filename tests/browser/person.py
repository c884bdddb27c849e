"""Someone at a screen: acts by the words on it; every page met on the way is looked over."""

from collections.abc import Callable
from re import Pattern
from typing import Self

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Download,
    Locator,
    Page,
    Response,
    expect,
)

from parindex.demo.people import PASSWORD
from tests.browser.looks import remarks
from tests.browser.sheet_row import SheetRow

Text = str | Pattern[str]
LOADING_FAILED = "Failed to load resource"
"""The browser's own remark on an answer that `refusals` holds already."""


class Person:
    """``troubles`` are errors of the page; ``refusals`` the answers from 400 on, in order."""

    def __init__(self, context: BrowserContext, address: str, *, has_scripts: bool = True) -> None:
        self.context = context
        self.address = address
        self.has_scripts = has_scripts
        self.troubles: list[str] = []
        self.refusals: list[int] = []
        self._unseen: set[Page] = set()
        self.page = self._follow(context.new_page())

    # ------------------------------------------------------------------ acts

    def signs_in(self, username: str, password: str = PASSWORD) -> Self:
        self.opens("/dang-nhap/")
        self.signs_in_again(username, password)
        return self

    def signs_in_again(self, username: str, password: str = PASSWORD) -> None:
        """On the sign-in page where one was led."""
        self.page.get_by_label("Tên đăng nhập").fill(username)
        self.page.get_by_label("Mật khẩu").fill(password)
        self.presses("Đăng nhập")
        expect(self.page.locator("details.account")).to_be_visible()

    def opens(self, path: str) -> None:
        self.page.goto(self.address + path)
        self.looks_over()

    def opens_another_tab(self) -> "Page":
        """The tab in front from now on; returns the one left behind."""
        before, self.page = self.page, self._follow(self.context.new_page())
        return before

    def presses(self, name: Text, *, within: Locator | None = None) -> None:
        self._act(within, lambda place: place.get_by_role("button", name=name))

    def follows(self, name: Text, *, within: Locator | None = None) -> None:
        self._act(within, lambda place: place.get_by_role("link", name=name))

    def unfolds(self, name: Text, *, within: Locator | None = None) -> None:
        self._act(within, lambda place: place.locator("summary").filter(has_text=name))

    def types(self, label: Text, text: str, *, within: Locator | None = None) -> None:
        (within or self.page.locator("body")).get_by_label(label).fill(text)

    def downloads(self, link: Locator) -> Download:
        with self.page.expect_download() as download:
            link.click()
        return download.value

    # ---------------------------------------------------------------- senses

    def sees(self, text: Text, *, within: Locator | None = None) -> None:
        place = within or self.page.locator("body")
        expect(place.get_by_text(text).filter(visible=True).first).to_be_visible()
        self.looks_over()

    def sees_no(self, text: Text, *, within: Locator | None = None) -> None:
        place = within or self.page.locator("body")
        expect(place.get_by_text(text).filter(visible=True)).to_have_count(0)

    def was_refused(self, status: int) -> None:
        """By this answer, and by no other since one last asked."""
        assert self.refusals == [status], f"{self.refusals} instead of {status}"
        self.refusals.clear()

    def row(self, code: str) -> SheetRow:
        number = self.page.locator(".entry__code").get_by_text(code, exact=True)
        return SheetRow(self.page.locator(".entry").filter(has=number))

    def looks_over(self) -> None:
        """Once per page: wide enough for the screen, within reach of everyone."""
        for page in list(self._unseen):
            self._unseen.discard(page)
            page.wait_for_load_state()
            self.troubles += remarks(page, has_scripts=self.has_scripts)

    def has_seen_all(self) -> None:
        """Nothing went wrong unnoticed; to be asked at the end."""
        self.looks_over()
        assert not self.troubles, "\n".join(self.troubles)
        assert not self.refusals, f"unexpected answers: {self.refusals}"

    # -------------------------------------------------------------- workings

    def _act(self, within: Locator | None, find: Callable[[Locator], Locator]) -> None:
        self.looks_over()
        find(within or self.page.locator("body")).click()

    def _follow(self, page: Page) -> Page:
        def note_message(message: ConsoleMessage) -> None:
            is_error = message.type in {"error", "warning"}
            if is_error and not message.text.startswith(LOADING_FAILED):
                self.troubles.append(f"{page.url} {message.text}")

        def note_answer(response: Response) -> None:
            if response.status >= 400:
                self.refusals.append(response.status)

        page.on("console", note_message)
        page.on("pageerror", lambda error: self.troubles.append(f"{page.url} {error}"))
        page.on("response", note_answer)
        page.on("domcontentloaded", lambda page: self._unseen.add(page))
        page.on("close", lambda page: self._unseen.discard(page))
        return page
