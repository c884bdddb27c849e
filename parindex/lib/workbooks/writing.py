"""The template as a workbook: how to fill it in, the sheets, dropdown lists, the hidden mark."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from parindex.lib.workbooks.layout import MARK_SHEET, Sheet, Template
from parindex.lib.workbooks.reading import MAX_ROWS

LISTS_SHEET = "_danhmuc"
GUIDE_SHEET = "Hướng dẫn"
_FORMATS = {"text": "@", "day": "DD/MM/YYYY", "number": "0"}
_HEAD = PatternFill("solid", fgColor="DCE6F2")


@dataclass(frozen=True)
class Guide:
    """What the first sheet says: a title and lines."""

    title: str
    lines: Sequence[str]


def template_workbook(
    template: Template, guide: Guide, rows: Mapping[str, Sequence[Sequence[Any]]] | None = None
) -> bytes:
    """``rows`` by sheet, in the order of its columns: what stands in the portal now."""
    book = Workbook()
    _write_guide(book.active, guide, template)
    lists = book.create_sheet(LISTS_SHEET)
    used = 0
    for sheet in template.sheets:
        ws = book.create_sheet(sheet.title, index=len(book.sheetnames) - 1)
        _write_sheet(ws, sheet, (rows or {}).get(sheet.title, ()))
        used = _write_lists(ws, lists, sheet, used)
    mark = book.create_sheet(MARK_SHEET)
    mark["A1"], mark["A2"] = template.kind, template.version
    if template.subject:
        mark["A3"] = template.subject
    lists.sheet_state = mark.sheet_state = "hidden"
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def put(cell: Any, value: Any) -> None:
    """A text that begins with = stays a text, so no workbook of ours carries a formula."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = "@"
    elif isinstance(value, date):
        cell.number_format = _FORMATS["day"]


def _write_guide(ws: Any, guide: Guide, template: Template) -> None:
    ws.title = GUIDE_SHEET
    ws.column_dimensions["A"].width = 110
    put(ws["A1"], guide.title)
    ws["A1"].font = Font(bold=True, size=14)
    lines = [*guide.lines, *(_column_lines(template))]
    for number, line in enumerate(lines, start=3):
        put(ws.cell(number, 1), line)
        ws.cell(number, 1).alignment = Alignment(wrap_text=True, vertical="top")


def _column_lines(template: Template) -> list[str]:
    return [
        f"Trang “{sheet.title}”, cột “{column.title}”"
        f"{' (bắt buộc)' if column.is_required else ''}: {column.hint}"
        for sheet in template.sheets
        for column in sheet.columns
        if column.hint
    ]


def _write_sheet(ws: Any, sheet: Sheet, rows: Sequence[Sequence[Any]]) -> None:
    for position, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(position)
        ws.column_dimensions[letter].number_format = _FORMATS[column.form]
        ws.column_dimensions[letter].width = column.width
        head = ws.cell(1, position)
        put(head, f"{column.title} *" if column.is_required else column.title)
        head.font, head.fill = Font(bold=True), _HEAD
        head.alignment = Alignment(wrap_text=True, vertical="center")
    ws.freeze_panes = "A2"
    for number, row in enumerate(rows, start=2):
        for position, value in enumerate(row, start=1):
            if value not in (None, ""):
                put(ws.cell(number, position), value)


def _write_lists(ws: Any, lists: Any, sheet: Sheet, used: int) -> int:
    """Each list of choices in its own column of the hidden sheet. Returns the columns used."""
    for position, column in enumerate(sheet.columns, start=1):
        if not column.choices:
            continue
        used += 1
        for number, label in enumerate(column.choices, start=1):
            put(lists.cell(number, used), label)
        source, target = get_column_letter(used), get_column_letter(position)
        validation = DataValidation(
            type="list",
            formula1=f"={LISTS_SHEET}!${source}$1:${source}${len(column.choices)}",
            allow_blank=True,
            showErrorMessage=True,
            errorTitle="Giá trị không có trong danh sách",
            error="Hãy chọn trong danh sách của ô.",
        )
        validation.add(f"{target}2:{target}{MAX_ROWS + 1}")
        ws.add_data_validation(validation)
    return used
