"""Workbooks: real numbers and dates, nothing that runs, nothing cut off, ready to print."""

import io
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from assessments.models import Assessment, Campaign, Entry, Evidence, EvidenceLink, Result
from parindex.units.models import Unit, UnitKind
from reports.appendices.appraisal import appraisal_appendix
from reports.appendices.comparison import comparison_appendix
from reports.appendices.deductions import deductions_appendix
from reports.appendices.ranking import ranking_appendix
from reports.appendices.scoring import scoring_appendix
from reports.appendices.text import fitting_width, lines_needed, row_height, safe_text
from reports.documents.base import Paper
from tests.factories import entry_of, make_campaign, make_unit
from tests.reports.golden import VanCanh
from tests.reports.test_unit_result import give, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def units() -> list[Unit]:
    district = make_unit(kind=UnitKind.DISTRICT)
    return [make_unit(parent=district) for _ in range(3)]


def scoring_book(assessment: Assessment) -> Workbook:
    return load_workbook(io.BytesIO(scoring_appendix(assessment).content))


def ranking_book(campaign: Campaign) -> Workbook:
    rows = Result.objects.get_queryset().filter(assessment__campaign=campaign)
    ordered = rows.select_related("assessment__unit").in_rank_order()
    return load_workbook(io.BytesIO(ranking_appendix(campaign, ordered).content))


class TestScoring(VanCanh):
    def sheet(self, name: str = "Bảng điểm") -> Worksheet:
        found = scoring_book(self.assessment)[name]
        assert isinstance(found, Worksheet)
        return found

    def test_its_columns_are_those_of_the_form(self) -> None:
        assert [cell.value for cell in self.sheet()[3]] == [
            "STT/ Mã",
            "Nội dung",
            "Điểm tối đa",
            "Điểm tự chấm",
            "Điểm thẩm định",
            "Điểm đạt",
            "Điểm bị trừ",
            "Nguyên nhân",
            "Tài liệu kiểm chứng",
        ]

    def test_it_has_a_row_for_every_node_and_says_how_many_leaves(self) -> None:
        sheet = self.sheet()
        rows = [row for row in sheet.iter_rows(min_row=4, values_only=True) if row[0]]
        nodes = self.campaign.criteria_set.criteria.count()
        assert len(rows) == nodes == 83
        facts = {row[0].value: row[1].value for row in self.sheet("Thông tin").iter_rows(min_row=2)}
        leaves = {code for code, *_ in rows} - {str(row[0]).rpartition(".")[0] for row in rows}
        assert facts["Số mục chấm điểm"] == len(leaves) == 65
        assert facts["Số mục bị trừ điểm"] == 23

    def test_figures_are_numbers_and_codes_are_text(self) -> None:
        sheet = self.sheet()
        for row in sheet.iter_rows(min_row=4):
            assert row[0].data_type == "s" or row[0].value is None
            for cell in row[2:7]:
                assert cell.data_type == "n"
                assert cell.number_format == "#,##0.00"

    def test_days_and_moments_are_real_dates(self) -> None:
        facts = {row[0].value: row[1] for row in self.sheet("Thông tin").iter_rows(min_row=2)}
        signed = facts["Ngày quyết định"]
        assert signed.value == datetime(2022, 1, 26)  # noqa: DTZ001  (spreadsheets know no zones)
        assert signed.number_format == "dd/mm/yyyy"
        assert isinstance(facts["Số liệu tính lúc"].value, datetime)

    def test_it_prints_on_a4_landscape_with_the_head_on_every_page(self) -> None:
        for name, head in (("Bảng điểm", "$3:$3"), ("So sánh", "$3:$4")):
            sheet = self.sheet(name)
            assert sheet.page_setup.orientation == "landscape"
            assert str(sheet.page_setup.paperSize) == Worksheet.PAPERSIZE_A4
            assert sheet.sheet_properties.pageSetUpPr is not None
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
            assert sheet.print_title_rows == head
            assert f"$I${sheet.max_row}" in sheet.print_area

    def test_the_head_is_frozen_and_levels_fold(self) -> None:
        sheet = self.sheet()
        assert sheet.freeze_panes == "C4"
        levels = {
            sheet.cell(row, 1).value: sheet.row_dimensions[row].outlineLevel
            for row in range(4, sheet.max_row + 1)
        }
        assert (levels["1"], levels["1.1"], levels["1.1.1"]) == (0, 1, 2)
        assert sheet.sheet_properties.outlinePr is not None
        assert not sheet.sheet_properties.outlinePr.summaryBelow

    def test_nothing_is_cut_off(self) -> None:
        sheet = self.sheet()
        for row in sheet.iter_rows(min_row=4):
            for cell in row:
                if not isinstance(cell.value, str):
                    continue
                width = sheet.column_dimensions[cell.column_letter].width
                lines = lines_needed(cell.value, width, bold=bool(cell.font.b))
                height = sheet.row_dimensions[cell.row].height
                assert lines * 16 <= height, cell.value
                assert lines == 1 or cell.alignment.wrap_text

    def test_an_empty_score_stays_empty(self) -> None:
        """The published report gives no self scores: that is unknown, not zero."""
        assert {row[3].value for row in self.sheet().iter_rows(min_row=4)} == {None}


class TestRanking(VanCanh):
    def test_a_unit_alone_has_no_place(self) -> None:
        sheet = ranking_book(self.campaign).worksheets[0]
        heads = [a.value or b.value for a, b in zip(sheet[4], sheet[5], strict=True)]
        row = dict(zip(heads, (cell.value for cell in sheet[6]), strict=True))
        assert row["Đơn vị"] == "Huyện Vân Canh"
        assert row["Xếp hạng"] is None
        assert "Quyết định số 313/QĐ-UBND ngày 26/01/2022" in str(sheet["A2"].value)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_typed_text_never_runs(start: str, units: list[Unit]) -> None:
    campaign = make_campaign(units[:1])
    evil = f"{start}HYPERLINK(1)"
    entry = entry_of(campaign, units[0], "1.1")
    Entry.objects.filter(pk=entry.pk).update(cause=f"x{evil}")
    document = Evidence.objects.create(assessment=entry.assessment, title=evil)
    EvidenceLink.objects.create(evidence=document, entry=entry)
    Unit.objects.filter(pk=units[0].pk).update(name=evil)
    give(campaign, ["1", "1", "1"])
    for book in (scoring_book(Assessment.objects.get(campaign=campaign)), ranking_book(campaign)):
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f"]
        typed = [cell.value for cell in cells if "HYPERLINK" in str(cell.value)]
        assert typed
        assert not [text for text in typed if str(text).startswith(start)]


@given(st.text())
def test_safe_text_is_taken_by_excel_and_starts_no_formula(text: str) -> None:
    safe = safe_text(text)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    sheet = Workbook().active
    assert sheet is not None
    sheet["A1"] = safe
    assert sheet["A1"].data_type != "f"
    assert lines_needed(safe, 20) >= 1


def test_evidence_is_cited_with_number_day_issuer_and_place(units: list[Unit]) -> None:
    campaign = make_campaign(units[:1])
    entry = entry_of(campaign, units[0], "1.2")
    for fields in (
        {"number": "12/KH-UBND", "issued_on": date(2021, 1, 5), "issuer": "UBND xã"},
        {"issuer": "UBND huyện"},
        {},
    ):
        document = Evidence.objects.create(
            assessment=entry.assessment, title="Kế hoạch CCHC", **fields
        )
        EvidenceLink.objects.create(evidence=document, entry=entry, place="trang 3")
    give(campaign, ["1", "1", "1"])
    sheet = scoring_book(Assessment.objects.get(campaign=campaign))["Bảng điểm"]
    cited = next(row[8].value for row in sheet.iter_rows(min_row=4) if row[0].value == "1.2")
    assert str(cited).split("\n") == [
        "Số 12/KH-UBND ngày 05/01/2021, UBND xã: Kế hoạch CCHC (trang 3)",
        "UBND huyện: Kế hoạch CCHC (trang 3)",
        "Kế hoạch CCHC (trang 3)",
    ]


def test_the_ranking_shares_ranks_and_leaves_the_unfinished_without(units: list[Unit]) -> None:
    campaign = make_campaign(units)
    give(campaign, ["1", "1", "1"], ["1", "1", "1"], ["2", None, "1"])
    publish(campaign)
    sheet = ranking_book(Campaign.objects.get(pk=campaign.pk)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
    assert sheet["A3"].value == "Số đơn vị: 3; được xếp hạng: 2"
    assert len(rows) == 3
    assert [row[6] for row in rows] == [1, 1, None]
    assert rows[2][1:8] == [units[2].title, None, None, None, None, None, "Chưa có kết quả"]


def test_each_kind_of_unit_has_its_own_sheet(units: list[Unit]) -> None:
    office = make_unit("Phòng Tư pháp", kind=UnitKind.OFFICE, parent=units[0].parent)
    campaign = make_campaign([*units[:1], office])
    give(campaign, ["1", "1", "1"], ["2", "1", "1"])
    book = ranking_book(campaign)
    assert book.sheetnames == ["Các đơn vị cấp xã", "Phòng, cơ quan chuyên môn"]
    assert [sheet.max_row for sheet in book.worksheets] == [6, 6]


def test_bonus_and_penalty_have_columns_only_where_there_are_any(units: list[Unit]) -> None:
    campaign = make_campaign(units[:1])
    give(campaign, ["1", "1", "1"])
    assert "Điểm thưởng" not in {cell.value for cell in ranking_book(campaign).worksheets[0][4]}
    Result.objects.update(bonus=Decimal("0.5"), penalty=Decimal(0))
    sheet = ranking_book(campaign).worksheets[0]
    column = [cell.value for cell in sheet[4]].index("Điểm thưởng")
    assert sheet[6][column].value == 0.5


def test_long_text_gets_a_wider_column_rather_than_a_cut_row() -> None:
    long = "một nguyên nhân rất dài " * 200
    width = fitting_width([long], 46)
    assert width > 46
    assert row_height([(long, width)]) <= 409
    assert lines_needed(long, width) * 16 + 4 <= 409


def test_lines_are_counted_by_the_real_width_of_words() -> None:
    assert lines_needed("ngắn", 20) == 1
    assert lines_needed("một\nhai", 20) == 2
    assert lines_needed("W" * 40, 20) > lines_needed("i" * 40, 20)
    assert lines_needed("x" * 400, 20) > 10


class TestMoreOfVanCanh(VanCanh):
    def book(self, paper: Paper) -> Worksheet:
        sheet = load_workbook(io.BytesIO(paper.content)).active
        assert isinstance(sheet, Worksheet)
        return sheet

    def test_deductions_come_with_causes_and_add_up(self) -> None:
        sheet = self.book(deductions_appendix(self.assessment))
        rows = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
        assert len(rows) == 23
        assert all(row[5] for row in rows)
        total = next(r for r in sheet.iter_rows(values_only=True) if r[1] == "CỘNG")
        assert total[4] == pytest.approx(-14.16)
        assert sum(float(str(row[4])) for row in rows) == pytest.approx(-14.16)
        assert sheet.print_title_rows
        assert sheet.page_setup.orientation == "landscape"

    def test_two_years_of_every_unit_stand_side_by_side(self) -> None:
        results = Result.objects.get_queryset().select_related("assessment__unit")
        ordered = results.filter(assessment__campaign=self.campaign)
        sheet = self.book(comparison_appendix(self.campaign, ordered))
        (row,) = [r for r in sheet.iter_rows(values_only=True) if r[0] == 1]
        assert row[1:5] == ("Huyện Vân Canh", 69.4, 75.62, 6.22)
        assert row[7] == pytest.approx(2.1)

    def test_the_appraisal_table_shows_the_difference(self) -> None:
        entry = Entry.objects.filter(assessment=self.assessment, criterion__code="1.1.1").get()
        Entry.objects.filter(pk=entry.pk).update(
            self_score=Decimal("0.5"), appraised_score=Decimal("0.25"), cause="=1+1"
        )
        sheet = self.book(appraisal_appendix(self.assessment))
        (row,) = [r for r in sheet.iter_rows(values_only=True) if r[0] == "1.1.1"]
        assert row[4:7] == (0.5, 0.25, -0.25)
        assert row[8] == "'=1+1"
