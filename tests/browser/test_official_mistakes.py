"""What goes wrong at a desk: slips of the pen, wrong files, two tabs, a session that ends."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from assessments.models import Entry
from tests.browser.conftest import PHONE, Meet
from tests.browser.files import pdf, program_renamed

FINANCE = "/dot/VC-2022/phieu/CANH-VINH/6/"
PROCEDURES = "/dot/VC-2022/phieu/CANH-VINH/3/"


def stored(code: str) -> Entry:
    return Entry.objects.get(
        assessment__campaign__code="VC-2022",
        assessment__unit__code="CANH-VINH",
        criterion__code=code,
    )


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("413", "lớn hơn"),
        ("-1", "âm"),
        ("bốn trăm", "bốn trăm"),
        ("1,5,2", "1,5,2"),
    ],
)
def test_an_official_who_mistypes_is_told_at_the_input_and_keeps_the_text(
    demo: None, meet: Meet, typed: str, complaint: str
) -> None:
    official = meet("canbo", screen=PHONE)
    official.opens(PROCEDURES)
    row = official.row("3.4.1")
    row.types(numerator=typed)
    row.says("Chưa lưu: xem lỗi bên cạnh ô nhập")
    row.complains("numerator", complaint)
    official.was_refused(422)
    row.holds(numerator=typed)
    expect(row.score).to_have_text("3,93")
    row.types(numerator="400")
    row.is_saved()
    expect(row.score).to_have_text("3,88")
    assert stored("3.4.1").figures == {"numerator": "400", "denominator": "412"}


def test_an_official_who_empties_an_input_has_no_score_instead_of_zero(
    demo: None, meet: Meet
) -> None:
    official = meet("canbo", screen=PHONE)
    official.opens(PROCEDURES)
    row = official.row("3.4.1")
    row.types(numerator="", denominator="")
    row.is_saved()
    expect(row.score).to_have_text("–")
    row.types(numerator="0", denominator="412")
    row.is_saved()
    expect(row.score).to_have_text("0")


def test_an_official_cannot_attach_a_program_under_another_name(demo: None, meet: Meet) -> None:
    official = meet("canbo", screen=PHONE)
    official.opens(FINANCE)
    row = official.row("6.1")
    row.chooses_file(program_renamed())
    official.presses("Tải lên", within=row.line)
    official.sees("chương trình chạy (EXE)")
    official.was_refused(422)
    official.follows("Về phiếu tự chấm")
    expect(official.row("6.1").line.locator(".evidence")).to_have_count(0)


def test_an_official_hears_of_a_file_over_the_limit_before_sending_it(
    demo: None, meet: Meet, settings: Settings
) -> None:
    settings.EVIDENCE_MAX_BYTES = 1024 * 1024
    official = meet("canbo", screen=PHONE)
    official.opens(FINANCE)
    row = official.row("6.1")
    row.chooses_file(pdf("Ảnh chụp.pdf", size=1_500_000))
    official.sees("Tệp Ảnh chụp.pdf nặng 1,4 MB, quá mức cho phép 1 MB.", within=row.line)


def test_an_official_cannot_send_a_file_over_the_limit_past_the_page(
    demo: None, meet: Meet, settings: Settings
) -> None:
    official = meet("canbo", screen=PHONE)
    official.opens(FINANCE)
    settings.EVIDENCE_MAX_BYTES = 1024 * 1024
    row = official.row("6.1")
    row.chooses_file(pdf("Ảnh chụp.pdf", size=1_500_000))
    official.presses("Tải lên", within=row.line)
    official.sees("Ảnh chụp.pdf")
    official.sees("1 MB")
    official.was_refused(422)


def test_two_tabs_of_one_sheet_lose_nothing(demo: None, meet: Meet) -> None:
    official = meet("canbo")
    official.opens(PROCEDURES)
    first = official.opens_another_tab()
    official.opens(PROCEDURES)
    row = official.row("3.4.1")
    row.types(numerator="401")
    row.is_saved()

    second, official.page = official.page, first
    row = official.row("3.4.1")
    row.types(numerator="409")
    row.says("vừa lưu mục này với nội dung khác")
    official.was_refused(409)
    official.follows("Xem hai bản và chọn", within=row.line)
    row.says("Bạn đã gõ")
    row.says("409")
    row.says("401")
    row.holds(numerator="401")
    official.presses("Dùng bản của tôi", within=row.line)
    row.is_saved()
    row.holds(numerator="409")
    assert stored("3.4.1").figures["numerator"] == "409"
    second.close()


def test_an_official_signed_out_while_typing_finds_the_text_again(demo: None, meet: Meet) -> None:
    official = meet("canbo", screen=PHONE)
    official.opens(FINANCE)
    row = official.row("6.3")
    Session.objects.all().delete()
    row.types(numerator="1610", denominator="2350")
    row.notes("Theo báo cáo thu ngân sách quý IV.")
    row.says("Phiên làm việc đã hết hạn. Nội dung bạn gõ được giữ trên máy này.")
    official.follows("Đăng nhập lại", within=row.line)
    official.signs_in_again("canbo")
    official.sees("Đã khôi phục nội dung bạn gõ lần trước mà chưa kịp lưu, ở 1 dòng: 6.3")
    row.says("Đã lưu lúc")
    row.holds(numerator="1610", denominator="2350", note="Theo báo cáo thu ngân sách quý IV.")
    expect(row.score).to_have_text("1,61")
    assert stored("6.3").note == "Theo báo cáo thu ngân sách quý IV."


def test_an_official_signed_out_before_presenting_comes_back_to_the_sheet(
    demo: None, meet: Meet
) -> None:
    official = meet("canbo.canhhien")
    official.opens("/dot/VC-2022/phieu/CANH-HIEN/2/")
    Session.objects.all().delete()
    official.presses("Trình thủ trưởng ký duyệt")
    official.signs_in_again("canbo.canhhien")
    official.sees("Trả lại, chờ bổ sung")
    official.presses("Trình thủ trưởng ký duyệt")
    official.sees("Chờ thủ trưởng ký duyệt.")


def test_an_official_who_clicks_twice_sends_once(demo: None, meet: Meet) -> None:
    official = meet("canbo.canhhien")
    official.opens("/dot/VC-2022/phieu/CANH-HIEN/2/")
    sent: list[str] = []
    official.page.on("request", lambda request: sent.append(request.method))
    official.page.get_by_role("button", name="Trình thủ trưởng ký duyệt").dblclick()
    official.sees("Chờ thủ trưởng ký duyệt.")
    assert sent.count("POST") == 1
