"""A periodic report from the offices' phones to the numbered paper."""

import io

import pypdf
from playwright.sync_api import expect

from assessments.models import Result
from parindex.lib.numbers import format_percent
from reports.documents.files import frozen
from reports.models import DocumentFile
from tests.browser.conftest import DESK, PHONE, Meet

HOME = "/bao-cao/"
SUBJECT = "Kết quả công tác cải cách hành chính 6 tháng đầu năm 2022"
LEFT_OUT = "Không dùng mục này"
UNUSED = (
    *("4. Cải cách tổ chức bộ máy hành chính", "5. Cải cách chế độ công vụ"),
    *("6. Cải cách tài chính công", "2. Tồn tại, hạn chế và nguyên nhân"),
    "7. Xây dựng, phát triển chính quyền điện tử, chính quyền số",
    *("III. NHIỆM VỤ TRỌNG TÂM KỲ TỚI", "IV. KIẾN NGHỊ, ĐỀ XUẤT"),
)


def test_a_report_goes_from_the_offices_to_the_numbered_paper(demo: None, meet: Meet) -> None:
    writer = meet("thamdinh", screen=PHONE)
    writer.opens(HOME)
    owed = writer.page.locator(".todo").filter(has_text="2. Cải cách thể chế")
    writer.sees("Trả lại", within=owed)
    writer.follows("Mở", within=owed)
    writer.sees("Nêu số văn bản đã rà soát, kiểm tra trong 6 tháng.")
    area = writer.page.get_by_label("Nội dung", exact=True)
    area.fill("Kiểm tra 12 văn bản; lĩnh vực này năm 2021 đạt ")
    writer.unfolds("Chèn số liệu của cổng")
    figure = writer.page.locator(".figures li").filter(has_text="linh-vuc-2021-2")
    writer.presses("Chèn", within=figure)
    expect(area).to_have_value("Kiểm tra 12 văn bản; lĩnh vực này năm 2021 đạt [[linh-vuc-2021-2]]")
    writer.sees("Đã lưu lúc")
    expect(writer.page.locator("[data-preview]")).to_contain_text("năm 2021 đạt 100,00%")
    writer.presses("Gửi phần này")
    writer.sees("2. Cải cách thể chế: Đã gửi.")

    office = meet("phongnoivu", screen=DESK)
    office.opens(HOME)
    office.follows(SUBJECT)
    for section in ("2. Cải cách thể chế", "3. Cải cách thủ tục hành chính"):
        office.follows(section)
        office.presses("Nhận phần này")
        office.sees(f"{section}: Đã nhận.")
    office.presses("Soạn văn bản để phát hành")
    office.follows("Phát hành")
    office.presses("Cấp số và phát hành")
    office.sees("Còn 8 phần chưa xong")
    office.was_refused(422)

    office.opens(HOME)
    office.follows(SUBJECT)
    office.follows("Phân công")
    for section in UNUSED:
        office.page.get_by_label(section).select_option(label=LEFT_OUT)
    office.presses("Lưu phân công")
    office.sees("Đã lưu phân công 7 phần.")
    office.follows("1. Kết quả nổi bật")
    office.page.get_by_label("Nội dung", exact=True).fill("Chỉ số năm 2021 đạt [[chi-so-2021]].")
    office.presses("Lưu")
    office.sees("Đã lưu")
    office.opens(HOME)
    office.follows(SUBJECT)
    office.sees("4/4 phần đã xong")
    office.follows("Xem toàn văn")
    index = Result.objects.get(assessment__campaign__code="BD-2021").percent
    office.sees(f"Chỉ số năm 2021 đạt {format_percent(index)}.")
    office.sees("II. ĐÁNH GIÁ CHUNG")

    office.opens(HOME)
    office.follows(SUBJECT)
    office.presses("Soạn văn bản để phát hành")
    office.follows("Phát hành")
    office.presses("Cấp số và phát hành")
    office.sees("Tệp đã phát hành")
    kept = DocumentFile.objects.get(format="pdf", document__report__isnull=False)
    reader = pypdf.PdfReader(io.BytesIO(frozen(kept).content))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert f"Chỉ số năm 2021 đạt {format_percent(index)}" in text
    assert "[[" not in text

    writer.opens("/hop-thu/")
    writer.sees(SUBJECT)
