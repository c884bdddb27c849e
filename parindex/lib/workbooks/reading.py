"""From a file to rows of cells. The structure is checked before any value is looked at."""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from parindex.lib.text import fold
from parindex.lib.workbooks import complaints
from parindex.lib.workbooks.base import Cell, CellError, Complaint, Row, WorkbookRefused, shown
from parindex.lib.workbooks.layout import MARK_SHEET, Sheet, Template

HEADER_WITHIN = 10
"""The header is looked for in so many rows: people put a title above it."""
MAX_ROWS = 5000
MAX_COLUMNS = 100

_UNREADABLE = (
    *(BadZipFile, zlib.error, InvalidFileException, KeyError, ValueError, TypeError),
    *(OSError, EOFError, SyntaxError),
)
"""What openpyxl raises on a damaged pack, when it opens the file or as late as in a sheet;
faults of XML, of either parser, are SyntaxError."""


@dataclass(frozen=True)
class Book:
    """Rows of each sheet by its title in the template; blank rows are left out."""

    rows: Mapping[str, list[Row]]


@dataclass(frozen=True)
class _Header:
    row: int
    letters: Mapping[int, str]
    """Column number → key."""


def read(file: BinaryIO, template: Template) -> Book:
    """Raises WorkbookRefused with every fault of structure."""
    try:
        return _read(file, template)
    except _UNREADABLE as error:
        raise WorkbookRefused([_of_sheet("", complaints.BROKEN)]) from error


def _read(file: BinaryIO, template: Template) -> Book:
    values, formulas = _open(file, data_only=True), _open(file, data_only=False)
    _check_mark(values, template)
    errors: list[CellError] = []
    rows: dict[str, list[Row]] = {}
    for sheet in template.sheets:
        rows[sheet.title] = []
        title = _title_in(values, sheet)
        if title is None:
            errors.append(_of_sheet(sheet.title, complaints.SHEET_MISSING))
            continue
        header, faults = _header(values[title], sheet)
        errors.extend(faults)
        if not faults:
            found = _rows(values[title], formulas[title], sheet, header)
            rows[sheet.title], fault = _limited(found, sheet)
            errors.extend(fault)
    if not errors and not any(rows.values()):
        errors.append(_of_sheet("", complaints.NO_ROWS))
    if errors:
        raise WorkbookRefused(errors)
    return Book(rows)


def _open(file: BinaryIO, *, data_only: bool) -> Any:
    file.seek(0)
    return load_workbook(file, read_only=True, data_only=data_only)


def _check_mark(book: Any, template: Template) -> None:
    if MARK_SHEET not in book.sheetnames:
        raise WorkbookRefused([_of_sheet("", complaints.FOREIGN, name=template.name)])
    kind, version = (book[MARK_SHEET][address].value for address in ("A1", "A2"))
    if kind != template.kind:
        raise WorkbookRefused([_of_sheet("", complaints.OTHER_KIND, name=template.name)])
    if template.subject and book[MARK_SHEET]["A3"].value != template.subject:
        raise WorkbookRefused([_of_sheet("", complaints.OTHER_SUBJECT)])
    if version != template.version:
        fault = CellError(
            sheet="",
            cell="",
            found=f"phiên bản {shown(version)}",
            expected=complaints.OLD_VERSION.expected % {"version": template.version},
            mend=complaints.OLD_VERSION.mend,
            rule=complaints.OLD_VERSION.rule,
        )
        raise WorkbookRefused([fault])


def _title_in(book: Any, sheet: Sheet) -> str | None:
    wanted = fold(sheet.title)
    return next((title for title in book.sheetnames if fold(title) == wanted), None)


def _header(ws: Any, sheet: Sheet) -> tuple[_Header, list[CellError]]:
    """The row in which most titles of the sheet stand."""
    head = list(ws.iter_rows(max_row=HEADER_WITHIN, max_col=MAX_COLUMNS, values_only=True))
    known = [[sheet.column(shown(value)) for value in row] for row in head]
    matches = [len({column.key for column in row if column}) for row in known]
    best = max(range(len(head)), key=lambda i: (matches[i], -i), default=0)
    if not head:
        return _Header(1, {}), _missing(sheet, set())
    return _faults_of_header(head[best], best + 1, sheet)


def _faults_of_header(
    titles: tuple[Any, ...], number: int, sheet: Sheet
) -> tuple[_Header, list[CellError]]:
    errors: list[CellError] = []
    places: dict[str, int] = {}
    for position, value in enumerate(titles, start=1):
        cell = Cell(sheet.title, f"{get_column_letter(position)}{number}", value)
        column = sheet.column(shown(value))
        if cell.is_blank:
            continue
        if column is None:
            names = ", ".join(c.title for c in sheet.columns)
            errors.append(cell.error(complaints.COLUMN_UNKNOWN, titles=names))
        elif column.key in places:
            first = get_column_letter(places[column.key])
            errors.append(cell.error(complaints.COLUMN_TWICE, first=first))
        else:
            places[column.key] = position
    errors.extend(_missing(sheet, set(places)))
    return _Header(number, {position: key for key, position in places.items()}), errors


def _missing(sheet: Sheet, found: set[str]) -> list[CellError]:
    return [
        _of_sheet(sheet.title, complaints.COLUMN_MISSING, title=column.title)
        for column in sheet.columns
        if column.is_required and column.key not in found
    ]


def _rows(ws: Any, formulas: Any, sheet: Sheet, header: _Header) -> Iterator[Row]:
    """Rows in which anything stands; a formula without result counts as something."""
    last = max(header.letters, default=1)
    bounds = {"min_row": header.row + 1, "max_col": last}
    pairs = zip(ws.iter_rows(**bounds), formulas.iter_rows(**bounds), strict=False)
    for number, (cells, written) in enumerate(pairs, start=header.row + 1):
        row = {
            key: _cell(sheet, number, position, cells, written)
            for position, key in header.letters.items()
        }
        if any(not cell.is_blank or cell.is_formula for cell in row.values()):
            yield Row(sheet.title, number, row)


def _cell(sheet: Sheet, number: int, position: int, cells: Any, written: Any) -> Cell:
    address = f"{get_column_letter(position)}{number}"
    if position > len(cells):
        return Cell(sheet.title, address)
    cell = cells[position - 1]
    is_formula = position <= len(written) and written[position - 1].data_type == "f"
    return Cell(sheet.title, address, cell.value, is_formula, is_error=cell.data_type == "e")


def _limited(rows: Iterator[Row], sheet: Sheet) -> tuple[list[Row], list[CellError]]:
    taken: list[Row] = []
    for row in rows:
        if len(taken) == MAX_ROWS:
            return [], [_of_sheet(sheet.title, complaints.TOO_MANY_ROWS, limit=MAX_ROWS)]
        taken.append(row)
    return taken, []


def _of_sheet(sheet: str, complaint: Complaint, **words: object) -> CellError:
    return Cell(sheet, "").error(complaint, **words)
