"""The paper as Nghị định 30/2020/NĐ-CP wants it, measured on the finished PDF."""

import io
import re
import unicodedata
from datetime import date
from typing import Any

import pypdf
from pypdf.generic import DictionaryObject

from reports.documents.analysis_report import analysis_report
from reports.documents.base import html_to_pdf, render_pdf
from reports.documents.letterhead import Foot, Issuing, Letterhead, Signature
from tests.reports.golden import VanCanh
from tests.reports.pdfs import MM, Page, is_nfc, pages_of, table_rows, text_of

LETTERS = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxy AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXY"
    " àảãáạ ằẳẵắặ ầẩẫấậ èẻẽéẹ ềểễếệ ìỉĩíị òỏõóọ ồổỗốộ ờởỡớợ ùủũúụ ừửữứự ỳỷỹýỵ"
    " ÀẢÃÁẠ ẰẲẴẮẶ ẦẨẪẤẬ ÈẺẼÉẸ ỀỂỄẾỆ ÌỈĨÍỊ ÒỎÕÓỌ ỒỔỖỐỘ ỜỞỠỚỢ ÙỦŨÚỤ ỪỬỮỨỰ ỲỶỸÝỴ"
)


class TestAnalysisReport(VanCanh):
    pdf: bytes
    pages: list[Page]

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.pdf = analysis_report(cls.campaign.assessments.get(), issuing=Issuing(2026)).content
        cls.pages = pages_of(cls.pdf)

    @property
    def main(self) -> list[Page]:
        return [page for page in self.pages if page.width < page.height]

    @property
    def annex(self) -> list[Page]:
        return [page for page in self.pages if page.width > page.height]

    def test_it_is_a4_with_a_landscape_annex_at_the_end(self) -> None:
        assert self.pages == self.main + self.annex
        assert self.annex
        for page in self.pages:
            sides = sorted([page.width, page.height])
            assert abs(sides[0] - 210 * MM) < 0.1
            assert abs(sides[1] - 297 * MM) < 0.1

    def test_text_stays_within_the_margins(self) -> None:
        for page in self.pages:
            assert min(word["x0"] for word in page.body) >= 30 * MM
            assert max(word["x1"] for word in page.body) <= page.width - 15 * MM
            assert max(word["bottom"] for word in page.body) <= page.height - 20 * MM
        full = self.main[1:-1]
        assert any(min(w["x0"] for w in page.body) < 31 * MM for page in full)
        assert any(max(w["x1"] for w in page.body) > 193 * MM for page in full)

    def test_only_liberation_serif_is_embedded(self) -> None:
        fonts = {word["fontname"] for page in self.pages for word in page.words}
        assert {name.split("+")[1].split("-Bold")[0].split("-Italic")[0] for name in fonts} == {
            "Liberation-Serif"
        }
        for name, font in embedded_fonts(self.pdf):
            assert "/FontFile2" in font, f"{name} is not embedded"

    def test_page_numbers_stand_in_the_middle_of_the_upper_margin_from_page_two(self) -> None:
        numbers = [page.top_number for page in self.main]
        assert numbers == ["", *(str(n) for n in range(2, len(self.main) + 1))]
        (two,) = [word for word in self.main[1].words if word["bottom"] < 20 * MM]
        middle = (30 * MM + 194.5 * MM) / 2
        assert abs((two["x0"] + two["x1"]) / 2 - middle) < 1
        assert 13 <= two["size"] <= 14

    def test_the_annex_counts_its_own_pages(self) -> None:
        numbers = [page.top_number for page in self.annex]
        assert numbers == ["", *(str(n) for n in range(2, len(self.annex) + 1))]

    def test_the_head_has_the_sizes_of_the_decree(self) -> None:
        first = self.pages[0]
        sizes = {
            "CỘNG HÒA XÃ HỘI": (12, 13),
            "Độc lập - Tự do": (13, 14),
            "Số:": (13, 13),
            "BÁO CÁO": (13, 14),
            "Phân tích kết quả": (13, 14),
        }
        for text, (low, high) in sizes.items():
            assert low <= first.find(text)["size"] <= high, text
        assert "Bold" in first.find("Độc lập - Tự do")["fontname"]
        assert "Italic" in first.find("Vân Canh, ngày")["fontname"]
        assert "Bold" not in first.find("HUYỆN VÂN CANH")["fontname"]
        assert "Bold" in first.find("PHÒNG NỘI VỤ")["fontname"]

    def test_the_line_under_the_motto_is_as_long_as_the_motto(self) -> None:
        first = self.pages[0]
        start = first.words.index(first.find("Độc lập - Tự do - Hạnh phúc"))
        motto = first.words[start : start + 8]
        under = [
            line
            for line in first.lines
            if 0 < line["top"] - motto[0]["bottom"] < 6 and line["x0"] > first.width / 2 - 60
        ]
        assert under
        assert abs(min(line["x0"] for line in under) - motto[0]["x0"]) < 1.5
        assert abs(max(line["x1"] for line in under) - motto[-1]["x1"]) < 1.5

    def test_body_is_14_points_and_tables_13(self) -> None:
        body = self.main[3].find("Nguyên nhân:")
        assert body["size"] == 14
        assert self.main[2].find("Nội dung")["size"] == 13

    def test_number_and_day_of_a_draft_are_open(self) -> None:
        text = self.pages[0].text
        assert "Số: /BC-PNV" in text
        assert re.search(r"Vân Canh, ngày tháng năm 2026", text)

    def test_it_ends_with_recipients_and_signature_on_one_page(self) -> None:
        last = self.main[-1]
        assert last.text.count("./.") == 1
        assert sum(page.text.count("./.") for page in self.pages) == 1
        heading, sign = last.find("Nơi nhận:"), last.find("TRƯỞNG PHÒNG")
        assert heading["size"] == 12
        assert "BoldItalic" in heading["fontname"].replace("-", "")
        assert last.find("- Như trên;")["size"] == 11
        assert sign["x0"] > last.width / 2
        assert "Bold" in sign["fontname"]
        assert "- Lưu: VT, NV (c)." in last.text

    def test_tables_repeat_their_head_on_every_page(self) -> None:
        for number, page in enumerate(self.annex):
            rows = table_rows(
                self.pdf, pages=slice(len(self.main) + number, len(self.main) + number + 1)
            )
            assert rows[0][:2] == ["STT", "Tiêu chí, tiêu chí thành phần"]
            assert page.text

    def test_no_row_is_split_and_no_row_is_lost(self) -> None:
        annex = slice(len(self.main), None)
        rows = [row for row in table_rows(self.pdf, pages=annex) if row[0].isdecimal()]
        assert [int(row[0]) for row in rows] == list(range(1, 24))

    def test_it_is_tagged_named_and_vietnamese(self) -> None:
        reader = pypdf.PdfReader(io.BytesIO(self.pdf))
        root: Any = reader.trailer["/Root"].get_object()
        assert root["/Lang"] == "vi"
        assert root["/MarkInfo"]["/Marked"]
        assert "/StructTreeRoot" in root
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        meta = reader.metadata
        assert meta is not None
        assert str(meta.title).startswith("Báo cáo phân tích kết quả Chỉ số cải cách hành chính")
        assert meta.author == "Phòng Nội vụ"
        assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()

    def test_its_structure_names_headings_tables_and_lists(self) -> None:
        tags = structure_tags(self.pdf)
        assert {"/H1", "/H2", "/H3", "/H4", "/P", "/Table", "/TR", "/TH", "/TD", "/L"} <= tags

    def test_bookmarks_follow_the_numbered_headings(self) -> None:
        outline = pypdf.PdfReader(io.BytesIO(self.pdf)).outline
        top = [str(item.title) for item in outline if not isinstance(item, list)]
        assert [title.split(".")[0] for title in top[:3]] == ["I", "II", "III"]
        assert top[3].startswith("Phụ lục")

    def test_its_text_is_composed(self) -> None:
        text = text_of(self.pdf)
        assert is_nfc(text)
        assert "\ufffd" not in text


class TestBase(VanCanh):
    def test_every_vietnamese_letter_comes_back_composed(self) -> None:
        page = f"<html lang='vi'><head><title>x</title>{LINK}</head><body><p>{LETTERS}</p>"
        assert text_of(html_to_pdf(page)) == LETTERS
        decomposed = unicodedata.normalize("NFD", LETTERS)
        paper = bare_paper(subject=decomposed)
        assert LETTERS in text_of(render_pdf("documents/base.html", {"paper": paper}))

    def test_an_issued_paper_carries_its_number_and_day(self) -> None:
        paper = bare_paper(issuing=Issuing(2026, number=7, signed_on=date(2026, 1, 5)))
        text = text_of(render_pdf("documents/base.html", {"paper": paper}))
        assert "Số: 07/BC-PNV" in text
        assert "Vân Canh, ngày 05 tháng 01 năm 2026" in text

    def test_words_of_people_cannot_make_the_server_open_files(self) -> None:
        """Escaped in the paper; and were they not, the fetcher refuses."""
        paper = bare_paper(subject='<img src="file:///etc/passwd"> & <b>đậm</b>')
        text = text_of(render_pdf("documents/base.html", {"paper": paper}))
        assert '<img src="file:///etc/passwd"> & <b>đậm</b>' in text
        raw = '<html lang="vi"><title>x</title><object data="file:///etc/hosts">ngoài</object>'
        assert "localhost" not in text_of(html_to_pdf(raw))


LINK = '<link rel="stylesheet" href="css/documents/nd30.css">'


def bare_paper(
    *, subject: str = "Thử", issuing: Issuing | None = None
) -> dict[str, str | Letterhead | Foot]:
    head = Letterhead(
        ("Ủy ban nhân dân", "huyện Vân Canh"),
        ("Phòng Nội vụ",),
        "BC-PNV",
        "Vân Canh",
        issuing or Issuing(2026),
    )
    return {
        "title": "Thử",
        "subject": subject,
        "author": "Phòng Nội vụ",
        "kind": "Báo cáo",
        "letterhead": head,
        "addressee": "",
        "foot": Foot(("Lưu: VT",), Signature(("Trưởng phòng",), "")),
    }


def embedded_fonts(pdf: bytes) -> list[tuple[str, Any]]:
    """Each font used on any page with its descriptor."""
    found = {}
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        fonts = page["/Resources"].get_object()["/Font"].get_object()  # type: ignore[index]
        for font in fonts.values():
            (descendant,) = font.get_object()["/DescendantFonts"]
            descriptor = descendant.get_object()["/FontDescriptor"].get_object()
            found[str(font.get_object()["/BaseFont"])] = descriptor
    return list(found.items())


def structure_tags(pdf: bytes) -> set[str]:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    tags: set[str] = set()
    waiting: list[Any] = [reader.trailer["/Root"]["/StructTreeRoot"]]  # type: ignore[index]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, DictionaryObject):
            tags.add(str(node.get("/S", "")))
            waiting += [node["/K"]] if "/K" in node else []
    return tags
