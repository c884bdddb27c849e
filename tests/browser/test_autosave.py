"""Autosave on real lines: slow, broken, twice at once, refused, left in the middle."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import pytest
from django.utils import timezone
from playwright.sync_api import Dialog, Page, Request, Route, expect

from assessments.models import Entry
from assessments.services.declaring import Declaration, entry_declare
from parindex.units.models import User
from tests.browser.conftest import Meet
from tests.browser.person import Person

SHEET = "/dot/VC-2022/phieu/CANH-VINH/3/"
SAVE = re.compile(r"/diem/\d+/luu$")
QUIET = 1_500
"""Longer than the page waits after the last key (ms)."""


class Saves:
    """Every save that left the page, as sent."""

    def __init__(self, page: Page) -> None:
        self.bodies: list[dict[str, str]] = []
        page.on("request", self._note)

    def _note(self, request: Request) -> None:
        if SAVE.search(request.url):
            fields = parse_qs(request.post_data or "", keep_blank_values=True)
            self.bodies.append({name.partition("-")[2]: text for name, [text] in fields.items()})

    def of(self, name: str) -> list[str]:
        return [body[name] for body in self.bodies if name in body]


@pytest.fixture
def official(demo: None, meet: Meet) -> Person:
    person = meet("canbo")
    person.opens(SHEET)
    return person


@pytest.fixture
def saves(official: Person) -> Saves:
    return Saves(official.page)


def drafts(page: Page) -> int:
    kept: int = page.evaluate(
        "Object.keys(localStorage).filter((key) => key.startsWith('parindex:draft')).length"
    )
    return kept


def someone_else_saves(numerator: str) -> None:
    entry = Entry.objects.get(
        assessment__campaign__code="VC-2022",
        assessment__unit__code="CANH-VINH",
        criterion__code="3.4.1",
    )
    head = User.objects.get(username="thutruong")
    declared = Declaration({"numerator": numerator, "denominator": "412"}, "", entry.version)
    entry_declare(entry_id=entry.pk, actor=head, declared=declared, at=timezone.now())


def test_opening_a_sheet_writes_nothing(official: Person, saves: Saves) -> None:
    official.page.reload()
    official.page.wait_for_timeout(QUIET)
    assert saves.bodies == []


def test_it_saves_once_after_a_pause_and_says_so(official: Person, saves: Saves) -> None:
    clock = official.page.clock
    clock.install()
    official.page.reload()
    clock.pause_at(datetime.now(tz=UTC) + timedelta(hours=1))
    row = official.row("3.4.1")
    row.types(numerator="400")
    row.says("Chưa lưu")
    assert saves.bodies == []
    clock.run_for(QUIET)
    clock.resume()
    row.is_saved()
    assert saves.bodies == [
        {"numerator": "400", "denominator": "412", "note": "", "version": "1"},
    ]
    expect(row.score).to_have_text("3,88")
    expect(official.page.locator("[data-page-save-state]")).to_contain_text("Đã lưu lúc")
    assert drafts(official.page) == 0


def test_it_sends_nothing_when_the_text_is_what_it_was(official: Person, saves: Saves) -> None:
    row = official.row("3.4.1")
    row.types(numerator="400")
    row.types(numerator="405")
    official.page.wait_for_timeout(QUIET)
    assert saves.bodies == []
    expect(row.state).to_be_empty()


def test_it_sends_one_thing_at_a_time_on_a_slow_line(official: Person, saves: Saves) -> None:
    under_way, most = 0, 0

    def slowly(route: Route) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        official.page.wait_for_timeout(1_200)
        under_way -= 1
        route.continue_()

    official.page.route(SAVE, slowly)
    row, other = official.row("3.4.1"), official.row("3.4.2")
    row.types(numerator="400")
    official.page.wait_for_timeout(1_000)
    row.types(numerator="401")
    other.types(numerator="7")
    row.is_saved()
    other.is_saved()
    expect(row.score).to_have_text("3,89")
    assert most == 1
    assert saves.of("numerator") == ["400", "401", "7"]
    assert saves.of("version") == ["1", "2", "1"]


def test_it_does_not_send_a_refused_text_again(official: Person, saves: Saves) -> None:
    row = official.row("3.4.1")
    row.types(numerator="413")
    row.complains("numerator", "413")
    official.was_refused(422)
    row.input("numerator").press("Tab")
    official.page.wait_for_timeout(QUIET)
    assert len(saves.bodies) == 1
    row.types(numerator="412")
    row.is_saved()
    expect(row.input("numerator")).not_to_have_attribute("aria-invalid", "true")
    expect(row.line.locator("[data-error-for=numerator]")).to_be_hidden()


def test_it_tries_again_when_the_line_is_back(official: Person, saves: Saves) -> None:
    row = official.row("3.4.1")
    official.context.set_offline(True)
    row.types(numerator="400")
    row.says("Mất kết nối – chưa lưu. Nội dung được giữ trên máy này, đang thử lại.")
    official.context.set_offline(False)
    row.is_saved()
    assert drafts(official.page) == 0


def test_it_tries_again_when_the_server_stumbled(official: Person) -> None:
    official.page.route(SAVE, lambda route: route.fulfill(status=503))
    row = official.row("3.4.1")
    row.types(numerator="400")
    row.says("Máy chủ chưa nhận – chưa lưu. Đang thử lại.")
    official.page.unroute(SAVE)
    row.is_saved()
    assert set(official.refusals) == {503}
    official.refusals.clear()


def test_a_conflict_waits_for_the_person_and_keeps_either_text(
    official: Person, saves: Saves
) -> None:
    someone_else_saves("411")
    row = official.row("3.4.1")
    row.types(numerator="401")
    row.says("Nguyễn Thành Nhơn")
    official.was_refused(409)
    row.types(numerator="402")
    official.page.wait_for_timeout(QUIET)
    assert len(saves.bodies) == 1
    official.follows("Xem hai bản và chọn", within=row.line)
    row.says("402")
    row.says("411")
    official.presses("Giữ bản đang lưu", within=row.line)
    row.holds(numerator="411")
    assert drafts(official.page) == 0


def test_text_of_a_closed_browser_comes_back_and_is_saved(official: Person) -> None:
    row = official.row("3.4.1")
    official.page.route(SAVE, lambda route: route.abort())
    row.types(numerator="400")
    row.says("Mất kết nối")
    official.page.unroute(SAVE)
    official.page.close(run_before_unload=False)
    official.opens_another_tab()
    official.opens(SHEET)
    row = official.row("3.4.1")
    row.says("Đã khôi phục nội dung bạn gõ lúc")
    row.says("Đã lưu lúc")
    row.holds(numerator="400")


def test_leaving_with_unsaved_text_asks_first_and_only_then(official: Person) -> None:
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    official.page.on("dialog", answer)
    official.opens("/")
    official.opens(SHEET)
    assert asked == []
    official.page.route(SAVE, lambda route: route.abort())
    row = official.row("3.4.1")
    row.types(numerator="400")
    row.says("Mất kết nối")
    official.opens("/")
    assert asked == ["beforeunload"]


def test_the_save_button_saves_at_once_and_stays(official: Person, saves: Saves) -> None:
    row = official.row("3.4.1")
    row.types(numerator="400")
    official.presses("Lưu")
    row.is_saved()
    assert len(saves.bodies) == 1
    assert official.page.url.endswith(SHEET)


def test_a_step_waits_until_what_was_typed_is_saved(demo: None, meet: Meet) -> None:
    official = meet("canbo.canhhien")
    official.opens("/dot/VC-2022/phieu/CANH-HIEN/2/")
    row = official.row("2.2.2")
    row.note.fill("Bổ sung Quyết định số 45/QĐ-UBND thay thế.")
    official.presses("Trình thủ trưởng ký duyệt")
    official.sees("Chờ thủ trưởng ký duyệt.")
    official.sees("Bổ sung Quyết định số 45/QĐ-UBND thay thế.")


def test_an_answer_among_options_is_saved_at_once(official: Person, saves: Saves) -> None:
    row = official.row("3.1.3")
    row.chooses("Không vi phạm")
    row.is_saved()
    expect(row.score).to_have_text("1")
    assert len(saves.bodies) == 1
