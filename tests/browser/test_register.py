"""A decision from its draft to its withdrawal, at both ends of the way."""

from pathlib import Path

import docx
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from parindex.units.models import Unit
from tests.browser.conftest import PHONE, Meet
from tests.browser.paper import text_of, values, workbook
from tests.browser.person import Person
from tests.reports.papers import Papers, make_papers

PASSWORD = "mat-khau-thu"
KIND = "Quyết định công bố kết quả"


@pytest.fixture
def papers(transactional_db: None) -> Papers:
    made = make_papers()
    Unit.objects.filter(pk=made.district.pk).update(symbol="UBND", place_name="Thử")
    return made


def pdf_text(reader: Person) -> str:
    """Of the paper on the page, which the browser would open beside it."""
    address = reader.page.get_by_role("link", name="Xem PDF").get_attribute("href")
    return text_of(reader.page.request.get(f"{reader.address}{address}").body())


def test_the_office_issues_a_decision_and_the_commune_takes_it_away(
    papers: Papers, meet: Meet
) -> None:
    office = meet()
    office.signs_in(papers.standing.username, PASSWORD)
    office.opens("/van-ban/")
    office.follows("Soạn văn bản")
    office.page.get_by_label("Loại văn bản").select_option(label=KIND)
    office.presses("Xem nguồn")
    office.presses("Lập dự thảo")
    office.sees("Dự thảo luôn dựng từ số liệu hiện tại")
    assert "Số: /QĐ-UBND" in pdf_text(office)

    office.follows("Phát hành")
    office.types("Ngày ký", "31/12/2999")
    office.presses("Cấp số và phát hành")
    office.was_refused(422)
    office.sees("Ngày ký không được sau hôm nay.")
    expect(office.page.get_by_label("Ngày ký")).to_have_value("31/12/2999")
    today = timezone.localdate()
    office.types("Ngày ký", f"{today:%d/%m/%Y}")
    office.presses("Cấp số và phát hành")
    office.sees("Đã phát hành")
    issued = pdf_text(office)
    assert "Số: 01/QĐ-UBND" in issued
    assert f"ngày {today:%d} tháng" in issued
    paper = office.page.url.removeprefix(office.address)

    commune = meet(screen=PHONE)
    commune.signs_in(papers.official.username, PASSWORD)
    commune.opens("/hop-thu/")
    commune.page.get_by_text("gửi văn bản số 01/QĐ-UBND").first.click()
    commune.page.wait_for_url(f"**{paper}")
    commune.looks_over()
    assert pdf_text(commune) == issued
    book = workbook(commune.downloads(commune.page.get_by_role("link", name="Tải Excel")))
    assert {"Xã Một", "Xã Hai"} <= set(values(book))
    word = commune.downloads(commune.page.get_by_role("link", name="Tải Word"))
    with Path(word.path()).open("rb") as stream:
        words = "\n".join(paragraph.text for paragraph in docx.Document(stream).paragraphs)
    assert "Điều 1." in words

    office.opens(paper)
    office.sees(papers.official.full_name)
    office.follows("Thu hồi, thay thế")
    office.types("Lý do", "Sai tên một đơn vị trong phụ lục.")
    office.presses("Ghi và báo nơi nhận")
    office.sees("Đã thu hồi")

    commune.opens("/hop-thu/")
    commune.sees("thu hồi văn bản số 01/QĐ-UBND")
    commune.opens(paper)
    commune.sees("Sai tên một đơn vị trong phụ lục.")
    assert pdf_text(commune) == issued
