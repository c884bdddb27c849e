"""One result, four readers: command line, page, workbook and paper print the same figures."""

import io
import json
import re
from decimal import Decimal
from html import unescape
from typing import Any

from django.core.management import call_command
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from assessments.models import Result
from parindex.lib.numbers import format_decimal, format_signed, half_up, parse_decimal
from reports.appendices.ranking import ranking_appendix
from reports.appendices.scoring import scoring_appendix
from reports.documents.analysis_report import analysis_report
from reports.documents.letterhead import Issuing
from reports.unit_result import unit_result
from tests.reports.golden import (
    CHANGES,
    GROWTH,
    MAXIMA,
    POINTS,
    SCORED,
    SURVEY,
    TOTAL,
    VanCanh,
    decimals,
)
from tests.reports.pdfs import table_rows, text_of

CELL = r"<t[dh]\b[^>]*>(.*?)</t[dh]>"


def number(value: Any) -> Decimal:
    """A cell as the decimal that was written into it."""
    return Decimal(str(value))


class TestReadModel(VanCanh):
    def test_it_holds_the_figures_of_the_published_result(self) -> None:
        result = unit_result(self.assessment)
        assert [field.points for field in result.fields] == decimals(POINTS)
        assert [field.max_points for field in result.fields] == decimals(MAXIMA)
        changes = [
            half_up(field.change or Decimal(99), 1) for field in result.fields if field.change
        ]
        assert changes == [c for c in decimals(CHANGES) if c]
        assert (result.scored.points, result.scored.max_points) == SCORED
        assert (result.survey.points, result.survey.max_points) == SURVEY
        assert (result.total.points, result.total.max_points) == TOTAL
        assert result.total.change == GROWTH


class TestCommandLine(VanCanh):
    def printed(self, *options: str) -> str:
        out = io.StringIO()
        call_command("show_results", "BD-2021", *options, stdout=out)
        return out.getvalue()

    def test_the_json_holds_exact_numbers(self) -> None:
        shown = json.loads(self.printed("--unit", "VAN-CANH", "--json"), parse_float=Decimal)
        fields = shown["fields"]
        assert [field["score"] for field in fields] == decimals(POINTS)
        assert [field["max"] for field in fields] == decimals(MAXIMA)
        assert [field["change"] for field in fields] == decimals(CHANGES)
        assert shown["scored"] == {"score": SCORED[0], "max": SCORED[1]}
        assert (shown["survey"]["score"], shown["survey"]["max"]) == SURVEY
        assert shown["survey"]["index"] == Decimal("74.87")
        assert shown["total"] == {
            "score": TOTAL[0],
            "max": TOTAL[1],
            "percent": TOTAL[0],
            "previous_percent": Decimal("69.40"),
            "change": GROWTH,
        }

    def test_the_table_prints_the_same(self) -> None:
        printed = self.printed()
        for expected in ("75,62/100", "75,62%", "69,40%", "+6,22", "45,84/60", "29,78/40"):
            assert expected in printed
        rows = [line.split() for line in printed.splitlines() if line[:1].isdecimal()]
        assert [row[1] for row in rows] == [
            f"{format_decimal(points)}/{maximum}"
            for points, maximum in zip(decimals(POINTS), MAXIMA, strict=True)
        ]
        assert [row[4] for row in rows] == [
            format_signed(change, 1) for change in decimals(CHANGES)
        ]


class TestPage(VanCanh):
    def test_the_page_prints_the_same(self) -> None:
        self.client.force_login(self.people["sonoivu"])
        response = self.client.get(reverse("unit-result", args=["BD-2021", "VAN-CANH"]))
        rows = html_rows(response.content.decode())
        fields = [
            next(row for row in rows if row[0].startswith(f"{code}. ") and row[1] == maximum)
            for code, maximum in enumerate(MAXIMA, start=1)
        ]
        assert [parse_decimal(row[2]) for row in fields] == decimals(POINTS)
        changes = [re.sub(r"[^\d,−+]", "", row[6]) for row in fields]
        assert [half_up(parse_decimal(text), 1) for text in changes] == decimals(CHANGES)
        total = next(row for row in rows if row[0].startswith("Toàn chỉ số"))
        assert "75,62" in " ".join(total)
        assert "+6,22" in total[-1]

    def test_it_names_the_parts(self) -> None:
        self.client.force_login(self.people["sonoivu"])
        response = self.client.get(reverse("unit-result", args=["BD-2021", "VAN-CANH"]))
        text = plain_text(response.content.decode())
        assert "45,84 / 60" in text
        assert "29,78 / 40" in text


def plain_text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def html_rows(html: str) -> list[list[str]]:
    rows = re.findall(r"<tr\b.*?</tr>", html, re.DOTALL)
    return [[plain_text(cell) for cell in re.findall(CELL, row, re.DOTALL)] for row in rows]


class TestWorkbook(VanCanh):
    def book(self) -> Workbook:
        return load_workbook(io.BytesIO(scoring_appendix(self.assessment).content))

    def test_its_field_rows_and_total_hold_the_same(self) -> None:
        sheet = self.book()["Bảng điểm"]
        rows = {row[0].value or row[1].value: row for row in sheet.iter_rows(min_row=4)}
        fields = [rows[str(code)] for code in range(1, 8)]
        assert [number(row[5].value) for row in fields] == decimals(POINTS)
        assert [number(row[2].value) for row in fields] == decimals(MAXIMA)
        lost = [number(row[6].value or 0) for row in fields]
        assert lost == [Decimal(p) - Decimal(m) for p, m in zip(POINTS, MAXIMA, strict=True)]
        assert lost[0] == Decimal("-3.54")
        total = rows["TỔNG CỘNG"]
        assert (number(total[5].value), number(total[2].value)) == TOTAL

    def test_its_comparison_holds_the_same_changes(self) -> None:
        sheet = self.book()["So sánh"]
        rows = [row for row in sheet.iter_rows(min_row=5) if row[0].value]
        assert [half_up(number(row[8].value), 1) for row in rows] == decimals(CHANGES)
        assert [number(row[5].value) for row in rows] == decimals(POINTS)

    def test_its_summary_holds_the_parts(self) -> None:
        facts = {row[0].value: row[1].value for row in self.book()["Thông tin"].iter_rows()}
        assert number(facts["Điểm thẩm định"]) == SCORED[0]
        assert number(facts["Điểm điều tra xã hội học"]) == SURVEY[0]
        assert number(facts["Chỉ số (%)"]) == TOTAL[0]
        assert number(facts["Tăng, giảm (điểm phần trăm)"]) == GROWTH

    def test_the_ranking_holds_the_same(self) -> None:
        results = Result.objects.get_queryset().select_related("assessment__unit").in_rank_order()
        of_year = results.filter(assessment__campaign=self.campaign)
        book = load_workbook(io.BytesIO(ranking_appendix(self.campaign, of_year).content))
        row = [cell.value for cell in book.worksheets[0][6]]
        assert row[1] == "Huyện Vân Canh"
        assert [number(value) for value in row[2:10]] == [*decimals(POINTS), SURVEY[0]]
        assert number(row[10]) == TOTAL[0]
        assert number(row[-1]) == GROWTH


class TestPaper(VanCanh):
    pdf: bytes

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        paper = analysis_report(cls.campaign.assessments.get(), issuing=Issuing(2026))
        cls.pdf, cls.text = paper.content, text_of(paper.content)

    text: str

    def test_it_prints_the_same(self) -> None:
        for expected in ("45,84/60 điểm", "29,78/40 điểm", "75,62%", "tăng 6,22 điểm phần trăm"):
            assert expected in self.text

    def test_its_table_of_two_years_is_right_in_every_cell(self) -> None:
        rows = [row for row in table_rows(self.pdf, pages=slice(3)) if len(row) == 7]
        fields = [row[2:] for row in rows if row[0].isdecimal()]
        assert [" ".join(cells) for cells in fields] == [
            "7,5/12 62,5 6,46/10 64,6 +2,1",
            "4/4 100,0 5/5 100,0 0",
            "4/6 66,7 6,81/10 68,1 +1,4",
            "4,5/7 64,3 6/7 85,7 +21,4",
            "11,5/16 71,9 10/11 90,9 +19,0",
            "3/5 60,0 3/5 60,0 0",
            "10/16 62,5 8,57/12 71,4 +8,9",
        ]
        assert rows[-1][3:] == ["69,40", "75,62/100", "75,62", "+6,22"]

    def test_its_tables_of_fields_fill_every_deduction(self) -> None:
        """The printed report left the deductions of fields and criteria empty, or wrong."""
        rows = {row[0]: row for row in table_rows(self.pdf) if len(row) == 5}
        assert [rows[str(code)][3] for code in range(1, 8)] == [p.replace(".", ",") for p in POINTS]
        deducted = {code: row[4] for code, row in rows.items()}
        assert [deducted[str(code)] for code in range(1, 8)] == [
            *("−3,54", "", "−3,19", "−1", "−1", "−2", "−3,43")
        ]
        assert deducted["3.4"] == deducted["7.3"] == "−1"
        assert (deducted["7.4"], deducted["7.7"]) == ("−2,36", "−0,07")
        assert (rows["5.3"][3], deducted["5.3"]) == ("1,5", "−0,5")
        assert deducted["3.5"] == "−0,05"

    def test_it_corrects_what_the_printed_report_got_wrong(self) -> None:
        assert "6,64" not in self.text
        assert "3,36" not in self.text
        assert "Tiêu chí thành phần 1.8.3. Tổ chức gặp gỡ" in self.text
        assert "Tiêu chí 5.9. Cán bộ, công chức cấp xã (trừ 0,5 điểm)" in self.text
        assert "(cấp huyện, cấp xã) (trừ 0,05 điểm)" in self.text
        assert not re.search(r"\d\.\d+ điểm|\d\.\d+%", self.text), "a decimal point"
