"""A deduction is disputed to the end: explained, judged again, decided, published, corrected."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from assessments.models import Decision, Entry, FieldSheet
from assessments.services.moving import sheet_move
from assessments.workflow import State, Verb
from tests.assessments.cases import Case, make_case
from tests.browser.conftest import PHONE, Meet
from tests.browser.files import pdf
from tests.browser.person import Person

PASSWORD = "mat-khau-thu"
EXPLANATION = "Báo cáo quý IV gửi ngày 20/12, kèm số văn bản đi."


@pytest.fixture
def case(transactional_db: None) -> Case:
    """Field 1 of xã Một lost one point of 1.1; everything else is approved with all points."""
    made = make_case()
    begin = timezone.now()
    made.campaign.explanation_deadline = begin + timedelta(days=25)
    made.campaign.review_deadline = begin + timedelta(days=30)
    made.campaign.uses_council = True
    made.campaign.save()
    disputed = made.sheet("1")
    for entry in Entry.objects.exclude(sheet=disputed):
        entry.appraised_score, entry.appraised_by = entry.max_score, made.appraiser
        entry.save()
    others = FieldSheet.objects.exclude(pk=disputed.pk)
    others.update(state=State.DECIDED)
    for sheet in others:
        sheet_move(sheet_id=sheet.pk, verb=Verb.APPROVE, actor=made.leader, at=begin)
    made.declare("1.1", "2")
    made.declare("1.2", "1")
    made.move(Verb.SUBMIT, made.head)
    made.judge("1.1", Decision.DEDUCT, score="1", cause="Thiếu báo cáo quý IV")
    made.judge("1.2", Decision.AGREE)
    made.move(Verb.FINISH, made.appraiser)
    return made


def test_a_deduction_is_disputed_to_the_end(case: Case, meet: Meet) -> None:
    office = meet().signs_in(case.standing.username, PASSWORD)
    office.sees("Gửi đơn vị giải trình: 1 phiếu")
    office.follows("Mở trang đợt đánh giá")
    office.presses("Gửi đơn vị giải trình: 1 phiếu")
    official = meet(screen=PHONE).signs_in(case.official.username, PASSWORD)
    explain(official)
    head = meet(screen=PHONE).signs_in(case.head.username, PASSWORD)
    head.sees("Ký và gửi giải trình: 1. Nội dung 1")
    head.follows("Xem và ký duyệt")
    head.sees(EXPLANATION)
    head.presses("Ký và gửi giải trình")
    head.sees("Đã giải trình, chờ thẩm định lần 2.")
    answer(meet().signs_in(case.appraiser.username, PASSWORD))

    official.opens(f"/dot/{case.campaign.code}/phieu/{case.commune.code}/1/giai-trinh/")
    official.sees("Giữ điểm thẩm định: 1 điểm")
    official.sees("Báo cáo gửi sau thời hạn.")

    decide(office, case)
    leader = meet().signs_in(case.leader.username, PASSWORD)
    leader.sees("Phê duyệt 1 phiếu lĩnh vực đã thẩm định")
    leader.opens(f"/dot/{case.campaign.code}/tham-dinh/{case.commune.code}/1/")
    leader.presses("Phê duyệt")
    leader.sees("Đã phê duyệt.")

    publish(office, official, case)
    correct(office, official, case)
    assert case.entry("1.1").final_score == Decimal(2)


def explain(official: Person) -> None:
    official.sees("Giải trình điểm bị trừ: 1. Nội dung 1")
    official.follows("Xem điểm trừ và giải trình")
    official.sees("Trừ 1 điểm:")
    official.sees("Thiếu báo cáo quý IV")
    official.types("Giải trình của đơn vị", EXPLANATION)
    official.sees("Đã lưu lúc")
    official.page.reload()
    expect(official.page.get_by_label("Giải trình của đơn vị")).to_have_value(EXPLANATION)
    official.presses("Trình thủ trưởng ký giải trình")
    official.sees("Chờ thủ trưởng ký giải trình.")


def answer(appraiser: Person) -> None:
    appraiser.sees("Thẩm định lần 2: 1 giải trình của 1 đơn vị")
    appraiser.follows("Xem giải trình")
    appraiser.follows("Thẩm định lần 2 1 Xã Một")
    appraiser.sees(EXPLANATION)
    appraiser.sees("Thẩm định lần 1, 1 điểm, vì:")
    appraiser.types("Trả lời giải trình", "Báo cáo gửi sau thời hạn.")
    appraiser.presses("Giữ 1 điểm")
    appraiser.sees("1/1 giải trình đã trả lời")
    appraiser.presses("Hoàn thành thẩm định lần 2")
    appraiser.sees("Xong vòng giải trình.")


def decide(office: Person, case: Case) -> None:
    office.opens("/")
    office.sees("Ghi kết luận của Hội đồng: 1 phiếu")
    office.follows("Mở trang Hội đồng")
    office.types("Số biên bản", "02/BB-HĐTĐ")
    office.types("Ngày họp", "10/01/2023")
    office.types("Thành phần dự họp", "Ông Phan Minh Khoa, Chủ tịch Hội đồng")
    office.page.locator("#id_minutes").set_input_files(files=[pdf("Biên bản.pdf")])
    office.presses("Ghi phiên họp")
    office.sees("Đã ghi phiên họp của Hội đồng.")
    office.unfolds("Ghi điểm của Hội đồng")
    office.types("Điểm của Hội đồng", "1,5")
    office.types("Căn cứ, nguyên nhân trừ điểm", "Chấp nhận một phần giải trình.")
    office.presses("Ghi điểm của Hội đồng")
    office.sees("Đã ghi điểm của Hội đồng, mục 1.1.")
    office.presses("Ghi kết luận của Hội đồng")
    office.sees("Hội đồng đã kết luận 1 phiếu lĩnh vực.")


def publish(office: Person, official: Person, case: Case) -> None:
    result = f"/dot/{case.campaign.code}/ket-qua/{case.commune.code}/"
    office.opens(f"/dot/{case.campaign.code}/")
    office.presses("Công bố tạm")
    office.sees("Đã công bố tạm: mỗi đơn vị xem được kết quả của mình.")
    official.opens(result)
    official.sees("Kết quả dự kiến, công bố tạm để rà soát; chưa dùng làm căn cứ.")
    official.sees("trên 2 đơn vị đã đủ kết quả, dự kiến")
    office.types("Số quyết định công bố", "313/QĐ-UBND")
    office.types("Ngày ký", "26/01/2023")
    office.presses("Công bố kết quả")
    office.sees("Đã công bố kết quả.")
    official.opens(result)
    official.sees("Công bố tại Quyết định số 313/QĐ-UBND ngày 26/01/2023.")


def correct(office: Person, official: Person, case: Case) -> None:
    office.opens(f"/dot/{case.campaign.code}/")
    office.follows("Đính chính kết quả")
    office.page.locator("#id_unit").select_option(label="Xã Một")
    office.page.locator("#id_criterion").select_option(label="1.1. Nội dung 1.1")
    office.types("Điểm đính chính", "2")
    office.presses("Thêm mục")
    office.sees("Đã thêm mục 1.1")
    office.types("Số quyết định đính chính", "402/QĐ-UBND")
    office.types("Ngày ký", "15/02/2023")
    office.types("Lý do đính chính", "Ghi sót văn bản đã gửi đúng hạn.")
    office.presses("Công bố đính chính")
    office.sees("Đã công bố đính chính lần 1.")
    words = "Đính chính lần 1 ngày 15/02/2023 theo Quyết định số 402/QĐ-UBND"
    office.sees(words)
    official.opens(f"/dot/{case.campaign.code}/ket-qua/{case.commune.code}/")
    official.sees(words)
    official.sees("1,5 → 2 / 2 điểm")
    official.sees("Ghi sót văn bản đã gửi đúng hạn.")
