"""A printed table on a worksheet: title, facts, head, rows, all in one style."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.appendices.text import FONT_SIZE, fitting_width, row_height, safe_text

POINTS = "#,##0.00"
SIGNED = "+#,##0.00;-#,##0.00;0"
SIGNED_SHORT = "+#,##0.0;-#,##0.0;0"
WHOLE = "0"
DAY = "dd/mm/yyyy"
MOMENT = "hh:mm dd/mm/yyyy"

Value = str | int | Decimal | date | datetime | None

_LINE = Side(style="thin", color="808080")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD_FILL = PatternFill("solid", fgColor="E7EDF3")
_FIELD_FILL = PatternFill("solid", fgColor="F5F7FA")


@dataclass(frozen=True)
class Column:
    """``number_format`` makes it a column of figures; ``over`` is the title that spans it and its
    neighbours of the same ``over``."""

    title: str
    width: float
    number_format: str = ""
    centred: bool = False
    over: str = ""


@dataclass(frozen=True)
class Fact:
    """A line of a sheet of facts."""

    label: str
    value: Value
    number_format: str = ""


class Table:
    """Writes from the top down; ``finish`` sets what depends on the whole."""

    def __init__(self, sheet: Worksheet, columns: Sequence[Column]) -> None:
        self.sheet = sheet
        self.columns = columns
        self.at = 1
        self.head_rows = (0, 0)

    @property
    def last_letter(self) -> str:
        return get_column_letter(len(self.columns))

    def title(self, text: str, *, size: int = 14, bold: bool = True) -> None:
        cell = self._merged(1, len(self.columns), text)
        cell.font = _font(bold=bold, size=size)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        whole = sum(column.width for column in self.columns)
        lines = row_height([(text, whole * FONT_SIZE / size)], bold=bold)
        self.sheet.row_dimensions[self.at].height = lines * size / FONT_SIZE
        self.at += 1

    def facts(self, facts: Sequence[Fact]) -> None:
        """Two columns: what, and its value as a real number or date."""
        for fact in facts:
            self.row((fact.label, fact.value))
            self.sheet.cell(self.at - 1, 1).font = _font(bold=True)
            self.sheet.cell(self.at - 1, 2).number_format = fact.number_format or "General"

    def head(self) -> None:
        """One row of titles, or two where columns stand under a common one."""
        first = self.at
        has_over = any(column.over for column in self.columns)
        self.head_rows = (first, first + has_over)
        for number, column in enumerate(self.columns, start=1):
            self._head_cell(first, number, column.over or column.title)
            if has_over:
                self._head_cell(first + 1, number, column.title if column.over else None)
                if not column.over:
                    self.sheet.merge_cells(None, first, number, first + 1, number)
        for start, end in self._spans():
            self.sheet.merge_cells(None, first, start, first, end)
        titles = [(column.title, column.width) for column in self.columns]
        self.sheet.row_dimensions[first].height = row_height([])
        self.sheet.row_dimensions[self.head_rows[1]].height = row_height(titles, bold=True)
        self.at = self.head_rows[1] + 1

    def row(
        self, values: Sequence[Value], *, level: int = 0, bold: bool = False, fill: bool = False
    ) -> None:
        """``level`` is the depth of the outline: 0 stays visible when all is folded."""
        texts = []
        for number, (value, column) in enumerate(zip(values, self.columns, strict=True), start=1):
            cell = self._cell(self.at, number, value)
            cell.font = _font(bold=bold)
            cell.border = _BORDER
            cell.number_format = column.number_format or "General"
            cell.alignment = _alignment(column, level if number == 2 else 0)
            if fill:
                cell.fill = _FIELD_FILL
            if isinstance(cell.value, str):
                texts.append((cell.value, column.width - (2 * level if number == 2 else 0)))
        self.sheet.row_dimensions[self.at].height = row_height(texts, bold=bold)
        self.sheet.row_dimensions[self.at].outlineLevel = level
        self.at += 1

    def finish(self) -> None:
        """Widths, frozen head, and the printed page: A4 landscape, one page wide, head repeated."""
        sheet, (first, last) = self.sheet, self.head_rows
        for number, column in enumerate(self.columns, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = column.width
        if last:
            sheet.freeze_panes = f"C{last + 1}"
            sheet.print_title_rows = f"{first}:{last}"
        sheet.sheet_view.showGridLines = False
        sheet.sheet_properties.outlinePr.summaryBelow = False  # type: ignore[union-attr]
        sheet.print_area = f"A1:{self.last_letter}{self.at - 1}"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
        sheet.page_margins.left = sheet.page_margins.right = 0.6
        sheet.page_margins.top = sheet.page_margins.bottom = 0.8
        sheet.print_options.horizontalCentered = True
        sheet.oddFooter.center.text = "Trang &P/&N"  # type: ignore[union-attr]

    def _cell(self, row: int, column: int, value: Value) -> Cell:
        cell = self.sheet.cell(row, column)
        assert isinstance(cell, Cell)  # noqa: S101  (never inside a merged range)
        if isinstance(value, str):
            cell.value = safe_text(value)
            cell.data_type = "s"
        else:
            cell.value = value
        return cell

    def _merged(self, start: int, end: int, value: Value) -> Cell:
        cell = self._cell(self.at, start, value)
        self.sheet.merge_cells(None, self.at, start, self.at, end)
        return cell

    def _head_cell(self, row: int, number: int, title: str | None) -> None:
        cell = self._cell(row, number, title)
        cell.font = _font(bold=True)
        cell.fill = _HEAD_FILL
        cell.border = _BORDER
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)

    def _spans(self) -> list[tuple[int, int]]:
        """First and last column of every common title."""
        spans: list[tuple[int, int]] = []
        for number, column in enumerate(self.columns, start=1):
            before = self.columns[number - 2].over if number > 1 else ""
            if column.over and column.over == before:
                spans[-1] = (spans[-1][0], number)
            elif column.over:
                spans.append((number, number))
        return [span for span in spans if span[1] > span[0]]


def widened(column: Column, texts: Sequence[str]) -> Column:
    """The column, as wide as its longest text needs to be whole in one row."""
    return Column(column.title, fitting_width(list(texts), column.width), column.number_format)


def new_book(title: str) -> Workbook:
    book = Workbook()
    book.properties.title = title
    book.properties.creator = "PAR INDEX"
    book.properties.language = "vi"
    return book


def book_bytes(book: Workbook) -> bytes:
    with BytesIO() as out:
        book.save(out)
        return out.getvalue()


def _font(*, bold: bool = False, size: int = FONT_SIZE) -> Font:
    return Font(name="Times New Roman", size=size, bold=bold)


def _alignment(column: Column, indent: int) -> Alignment:
    if column.number_format:
        return Alignment(horizontal="right", vertical="center")
    if column.centred:
        return Alignment(horizontal="center", vertical="center", wrap_text=True)
    return Alignment(horizontal="left", vertical="center", wrap_text=True, indent=indent)
