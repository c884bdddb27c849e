"""After the deadline: what is closed says why and whom to ask; what was typed is not lost."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from assessments.models import Campaign
from tests.browser.conftest import PHONE, Meet

FINANCE = "/dot/VC-2022/phieu/CANH-VINH/6/"
WHY = "Đã hết hạn lúc"
WHOM = "cần thêm thời gian, hãy liên hệ Phòng Nội vụ huyện Vân Canh."


def close() -> None:
    past = timezone.now() - timedelta(minutes=1)
    Campaign.objects.filter(code="VC-2022").update(self_deadline=past, appraisal_deadline=past)


def test_an_official_finds_a_closed_sheet_with_the_reason_and_whom_to_ask(
    demo: None, meet: Meet
) -> None:
    close()
    official = meet("canbo", screen=PHONE)
    official.sees("quá hạn")
    official.opens(FINANCE)
    official.sees(WHY)
    official.sees(WHOM)
    expect(official.row("6.3").input("numerator")).to_have_count(0)
    expect(official.page.get_by_role("button", name="Trình thủ trưởng")).to_have_count(0)


def test_an_official_who_types_past_the_deadline_is_told_beside_the_row(
    demo: None, meet: Meet
) -> None:
    official = meet("canbo", screen=PHONE)
    official.opens(FINANCE)
    close()
    row = official.row("6.3")
    row.types(numerator="1610")
    row.says(WHY)
    row.says(WHOM)
    row.holds(numerator="1610")
    official.was_refused(403)


def test_an_official_cannot_present_past_the_deadline(demo: None, meet: Meet) -> None:
    official = meet("canbo.canhhien")
    official.opens("/dot/VC-2022/phieu/CANH-HIEN/2/")
    close()
    official.presses("Trình thủ trưởng ký duyệt")
    official.sees("Chưa làm được việc này")
    official.sees(WHOM)
    official.was_refused(423)


def test_an_appraiser_finds_the_appraisal_closed_with_the_reason(demo: None, meet: Meet) -> None:
    close()
    appraiser = meet("thamdinh", screen=PHONE)
    appraiser.opens("/dot/VC-2022/tham-dinh/CANH-LIEN/2/")
    appraiser.sees(WHY)
    appraiser.sees(WHOM)
    expect(appraiser.page.get_by_role("button", name="Đồng ý")).to_have_count(0)
