"""From the board to the inbox, and what the auditor makes of it."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from assessments.models import Campaign
from parindex.units.models import Membership, Role, Unit, User
from tests.browser.conftest import DESK, PHONE, Meet
from tests.browser.paper import workbook


def auditor() -> None:
    user = User.objects.get(username="lanhdao")
    district = Unit.objects.get(code="VAN-CANH")
    Membership.objects.create(user=user, unit=district, role=Role.AUDITOR)


def test_a_late_commune_is_reminded_and_the_auditor_finds_it(demo: None, meet: Meet) -> None:
    past = timezone.now() - timedelta(days=2, hours=1)
    Campaign.objects.filter(code="VC-2022").update(self_deadline=past)
    auditor()

    office = meet("phongnoivu", screen=DESK)
    office.opens("/dot/VC-2022/")
    commune = office.page.get_by_role("article", name="Xã Canh Hiệp")
    office.sees("Cán bộ đầu mối: Đoàn Văn Sơn", within=commune)
    office.sees("quá hạn 2 ngày", within=commune)
    office.presses("Nhắc", within=commune)
    office.sees("Đã nhắc 2 người về 9 phiếu lĩnh vực.")
    office.sees("Đoàn Văn Sơn", within=commune)
    office.presses("Nhắc", within=commune)
    office.sees("mỗi phiếu chỉ nhắc một lần trong một giờ")

    official = meet("canbo.canhhiep", screen=PHONE)
    official.sees("Thông báo chưa đọc")
    official.opens("/hop-thu/")
    official.sees("Chưa đọc")
    official.follows("nhắc: còn 8 phiếu lĩnh vực chờ bạn")
    official.sees("Phiếu tự đánh giá: Xã Canh Hiệp")
    official.opens("/hop-thu/")
    expect(official.page.get_by_text("Chưa đọc", exact=True)).to_have_count(0)

    reader = meet("lanhdao", screen=DESK)
    reader.follows("Nhật ký")
    reader.page.get_by_label("Việc", exact=True).select_option(label="Nhắc")
    reader.types("Đơn vị (tên hoặc mã)", "canh hiep")
    reader.presses("Tìm")
    reader.sees("9 việc")
    reader.sees("người được nhắc: Đoàn Văn Sơn")
    taken = reader.downloads(reader.page.get_by_role("link", name="Xuất Excel"))
    book = workbook(taken)
    assert book["Nhật ký"].max_row == 10
    assert book["Bìa"]["B2"].value == 9
