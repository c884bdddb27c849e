"""Every kind of paper, held to Nghị định 30/2020/NĐ-CP on the finished PDF, and its Word twin."""

import io
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import docx
import pypdf
import pytest
from django.conf import settings
from django.db import models
from django.utils import timezone
from docx.oxml.ns import qn

from assessments.models import Entry
from parindex.lib.text import nfc
from plans.models import Duty, Plan, PlanKind, Section, Task, TaskState
from plans.periods import Period, Span
from reports.documents.content import Content, docx_of, pdf_of
from reports.documents.kinds import KINDS, compose
from reports.documents.letterhead import Issuing
from reports.documents.word import WIDTHS
from reports.models import DocumentKind, Outline, Report
from reports.narrative.loading import outlines_load
from reports.narrative.services import Asked, report_open
from reports.statistics.services import collection_open, period_open
from reports.statistics.services.collecting import Column
from reports.templatetags.papers import keep
from tests.reports.papers import Papers, make_papers
from tests.reports.pdfs import MM, Page, is_nfc, pages_of, text_of
from tests.reports.statistics.cases import make_form
from tests.reports.test_paper_layout import embedded_fonts, structure_tags

pytestmark = pytest.mark.django_db

PLANS = {
    DocumentKind.IMPROVEMENT_PLAN: PlanKind.IMPROVEMENT,
    DocumentKind.REMEDIATION_PLAN: PlanKind.REMEDIATION,
    DocumentKind.IMPLEMENTATION_PLAN: PlanKind.PROGRAMME,
    DocumentKind.SUMMARY_PLAN: PlanKind.REVIEW,
}
LONG = "Rà soát, khắc phục từng nội dung bị trừ điểm, báo cáo Ủy ban nhân dân xã hằng quý. " * 2
ISSUED = Issuing(2026, number=7, signed_on=date(2026, 1, 5))


def make_plan(papers: Papers, kind: PlanKind) -> Plan:
    plan = Plan.objects.create(
        unit=papers.first,
        kind=kind,
        year=2023,
        title="Khắc phục tồn tại, hạn chế năm 2022",
        legal_bases="Căn cứ Quyết định số 313/QĐ-UBND ngày 26/01/2022",
        introduction="Ủy ban nhân dân xã ban hành Kế hoạch như sau:",
        purposes=LONG + "\n" + LONG,
        closing="Các bộ phận tổ chức thực hiện Kế hoạch này.",
        recipients="UBND huyện\nLưu: VT",
    )
    for position in range(1, 4):
        Section.objects.create(
            plan=plan, position=position, heading=f"Lĩnh vực {position}", text="\n".join([LONG] * 6)
        )
    Duty.objects.create(plan=plan, position=1, office="Văn phòng", text=LONG)
    for position in range(1, 16):
        Task.objects.create(
            plan=plan,
            position=position,
            code=str(position),
            content=LONG,
            lead="Văn phòng",
            state=TaskState.ACCEPTED,
        )
    return plan


def make_report(papers: Papers) -> Report:
    collection = collection_open(
        form=make_form(), organiser=papers.district, code="bieu", name="Biểu", actor=None
    )
    column = Column(2023, date(2023, 12, 31), "Năm 2023", timezone.now())
    period_open(collection=collection, column=column, actor=None)
    outlines_load()
    outline = Outline.objects.get(code="DC-TONG-KET-HUYEN-2020")
    asked = Asked(papers.district, outline, Period(Span.YEAR, 2023, 1), timezone.now(), collection)
    report = report_open(asked=asked, actor=None, at=timezone.now())
    report.sections.filter(is_written=True).update(
        text=f"{LONG}\n- {LONG}\n1. Một\n2. Hai\n\n| Nội dung | Số |\n|---|--:|\n| {LONG} | 12 |"
    )
    return report


def source_of(kind: DocumentKind, papers: Papers) -> models.Model:
    if kind in PLANS:
        return make_plan(papers, PLANS[kind])
    if kind == DocumentKind.DECISION:
        return papers.campaign
    if kind == DocumentKind.PERIODIC_REPORT:
        return make_report(papers)
    Entry.objects.filter(assessment__unit=papers.second).update(
        self_score=Decimal("0.5"), note="Có 232/270 hồ sơ đúng hạn theo Báo cáo số 12/BC-UBND"
    )
    return papers.assessment(papers.second)


@pytest.fixture(params=list(KINDS), ids=lambda kind: kind.value)
def content(request: pytest.FixtureRequest, db: None) -> Content:
    kind: DocumentKind = request.param
    return compose(kind, source_of(kind, make_papers()), issuing=ISSUED)


def test_it_keeps_the_form_of_the_decree(content: Content) -> None:
    """One drawing, all that can be measured on it."""
    pdf = pdf_of(content)
    pages = pages_of(pdf)
    main = [page for page in pages if page.width < page.height]
    annex = [page for page in pages if page.width > page.height]
    assert annex
    assert pages == main + annex
    for check in (_is_a4_within_margins, _is_numbered):
        check(main, annex)
    _has_its_head(content, main[0])
    _has_its_end(content, pages)
    _annex_has_its_head(annex[0])
    _is_tagged_and_composed(content, pdf)


def _is_a4_within_margins(main: list[Page], annex: list[Page]) -> None:
    for page in main + annex:
        assert sorted([round(page.width / MM), round(page.height / MM)]) == [210, 297]
        assert min(word["x0"] for word in page.body) >= 30 * MM
        assert max(word["x1"] for word in page.body) <= page.width - 15 * MM
        assert max(word["bottom"] for word in page.body) <= page.height - 20 * MM


def _is_numbered(main: list[Page], annex: list[Page]) -> None:
    """From the second page on, each part of the paper by itself."""
    for part in (main, annex):
        numbers = [page.top_number for page in part]
        assert numbers == ["", *(str(n) for n in range(2, len(part) + 1))]


def _has_its_head(content: Content, first: Page) -> None:
    sizes: dict[str, tuple[int, int]] = {
        "CỘNG HÒA XÃ HỘI": (12, 13),
        "Độc lập - Tự do": (13, 14),
        "Số:": (13, 13),
        content.kind.upper(): (13, 14),
    }
    for text, (low, high) in sizes.items():
        assert low <= first.find(text)["size"] <= high, text
    assert f"Số: 07/{content.letterhead.notation}" in first.text
    assert "ngày 05 tháng 01 năm 2026" in first.text


def _has_its_end(content: Content, pages: list[Page]) -> None:
    last = next(page for page in pages if "Nơi nhận:" in page.text)
    assert sum(page.text.count("./.") for page in pages) == 1
    assert "./." in last.text
    assert last.find("Nơi nhận:")["size"] == 12
    assert last.find("Lưu:")["size"] == 11
    title = content.foot.signature.titles[-1].upper()
    assert last.find(title)["x0"] > last.width / 2


def _annex_has_its_head(first: Page) -> None:
    label = first.find("Phụ lục")
    assert label["size"] == 14
    assert "Bold" in label["fontname"]
    assert "(Kèm theo" in first.text


def _is_tagged_and_composed(content: Content, pdf: bytes) -> None:
    text = text_of(pdf)
    assert is_nfc(text)
    assert "\ufffd" not in text
    assert all("/FontFile2" in font for _name, font in embedded_fonts(pdf))
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert reader.trailer["/Root"]["/Lang"] == "vi"  # type: ignore[index]
    assert reader.metadata
    assert reader.metadata.title == content.title
    assert reader.outline
    assert {"/H1", "/H2", "/P", "/Table", "/TR", "/TH", "/TD"} <= structure_tags(pdf)


def words_of(document: "docx.document.Document") -> str:
    """Everything that Word shows in the text, in order, tables too."""
    found = []
    for block in document.iter_inner_content():
        if isinstance(block, docx.table.Table):
            seen = set()
            for row in block.rows:
                for cell in row.cells:
                    if cell._tc not in seen:
                        seen.add(cell._tc)
                        found.append(cell.text)
        else:
            found.append(block.text)
    return " ".join(" ".join(found).split())


def test_word_has_the_same_words_and_repeats_its_heads(content: Content) -> None:
    document = docx.Document(io.BytesIO(docx_of(content)))
    text = words_of(document)
    wanted = [content.subject, content.foot.signature.titles[-1].upper(), "Nơi nhận:", "./."]
    assert all(" ".join(part.split()) in text for part in wanted)
    printed = [word for word in text_of(pdf_of(content)).split() if not word.isdecimal()]
    missing = [word for word in set(printed) if word not in text]
    assert missing == []
    assert text == nfc(text)
    widths = [round(section.page_width.mm) for section in document.sections if section.page_width]
    assert widths[0] == 210
    assert set(widths[1:]) == {297}
    assert all(section.different_first_page_header_footer for section in document.sections)
    heads = [t for t in document.tables if t._tbl.xpath(".//w:tblHeader")]
    assert heads
    assert document.core_properties.title == content.title


ORDERS = {
    "pPr": "pStyle keepNext pBdr spacing ind jc rPr sectPr",
    "tblPr": "tblStyle tblW jc tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge vAlign",
    "trPr": "cantSplit tblHeader",
    "rPr": "rFonts b i color sz szCs lang",
    "sectPr": ("headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid"),
}
"""Elements in the order of the schema (ECMA-376), as Word insists on it."""


def test_word_finds_every_property_where_it_looks_for_it(content: Content) -> None:
    body = docx.Document(io.BytesIO(docx_of(content))).element.body
    for name, order in ORDERS.items():
        places = order.split()
        parts = body.iter(qn(f"w:{name}"))
        found = {tuple(inner.tag.rpartition("}")[2] for inner in part) for part in parts}
        assert found, name
        for names in found:
            assert list(names) == sorted(names, key=places.index), name


def test_letters_run_in_the_vietnamese_order() -> None:
    papers = make_papers()
    plan = make_plan(papers, PlanKind.REMEDIATION)
    text = text_of(pdf_of(compose(DocumentKind.REMEDIATION_PLAN, plan, issuing=ISSUED)))
    places = [text.index(f"{letter}) Rà soát") for letter in ("a", "b", "c", "d", "đ", "e")]
    assert places == sorted(places)
    assert text.index("I. MỤC ĐÍCH") < text.index("1. Mục đích") < text.index("II. NHIỆM VỤ")


def test_columns_are_as_wide_in_word_as_in_the_stylesheet() -> None:
    css = (settings.BASE_DIR / "static/css/documents/nd30.css").read_text()
    printed = re.findall(r"^\.(col-[a-z]+) \{ width: (\d+)mm; \}$", css, re.MULTILINE)
    assert {name: float(width) for name, width in printed} == WIDTHS


def test_notations_stay_on_one_line() -> None:
    assert 'class="keep">số 313/QĐ-UBND<' in keep("Quyết định số 313/QĐ-UBND ngày")


def test_every_kind_of_paper_is_known_to_the_register() -> None:
    composed: dict[DocumentKind, Callable[..., Content]] = {k: v.compose for k, v in KINDS.items()}
    assert set(DocumentKind) == set(composed)
