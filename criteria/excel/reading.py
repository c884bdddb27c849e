"""From a file to rows of cells: is it a workbook, is it ours, where does the table begin."""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO, cast

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from criteria.excel import complaints
from criteria.excel.layout import (
    BY_KEY,
    COLUMNS,
    INFO,
    INFO_SHEET,
    KIND,
    MAX_NODES,
    NAME,
    TABLE_SHEET,
    VERSION,
    WANTED,
    column_of,
)
from parindex.lib.text import fold
from parindex.lib.uploads import UploadError, inspect
from parindex.lib.uploads.sizes import MEGABYTE
from parindex.lib.workbooks import Cell, CellError, Complaint, Row, WorkbookRefused
from parindex.lib.workbooks import complaints as common
from parindex.lib.workbooks.base import shown
from parindex.lib.workbooks.layout import MARK_SHEET

FILE_MAX = 5 * MEGABYTE
HEADER_WITHIN = 30
"""Official tables carry the names of two offices, a title and its legal act above them."""
MAX_COLUMNS = 60
CHUNK = 1024 * 1024

_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*ref=["']([A-Z]+\d+:[A-Z]+\d+)["']""")
_NUMBERING = re.compile(r"\(?\d{1,2}\)?")


@dataclass(frozen=True)
class Mark:
    """What the portal wrote into its own file: the set, and what it held at that moment."""

    code: str
    checksum: str


@dataclass(frozen=True)
class TableFile:
    """``mark`` is None for a table that the portal did not write; it may lack columns."""

    mark: Mark | None
    rows: list[Row]
    columns: frozenset[str]
    info: Mapping[str, Cell]
    remarks: list[CellError] = field(default_factory=list)


@dataclass(frozen=True)
class _Header:
    row: int
    places: Mapping[str, int]


def read(file: BinaryIO, *, name: str, size: int) -> TableFile:
    """Raises WorkbookRefused with every fault of structure."""
    _check_file(file, name, size)
    book, formulas = _open(file, data_only=True), _open(file, data_only=False)
    mark = _mark(book)
    ws = _table_of(book, is_own=mark is not None)
    header, errors, remarks = _header(ws, is_own=mark is not None)
    if errors:
        raise WorkbookRefused(errors)
    rows = list(_rows(ws, formulas[ws.title], header))
    if len(rows) > MAX_NODES:
        raise _refused(
            ws.title, complaints.TOO_MANY_NODES, limit=f"{MAX_NODES:,}".replace(",", ".")
        )
    if not rows:
        raise _refused(ws.title, common.NO_ROWS)
    if errors := list(_merged(file, ws, header, rows)):
        raise WorkbookRefused(errors)
    info = _info(book, formulas)
    return TableFile(mark, rows, frozenset(header.places), info, remarks)


def _check_file(file: BinaryIO, name: str, size: int) -> None:
    """Before anything is unpacked: it may be no workbook, or one that bursts when opened."""
    try:
        if not name.lower().endswith(".xlsx"):
            raise UploadError(
                f"Tệp “{name}” không phải là tệp Excel (.xlsx). "
                "Hãy mở bằng Excel, lưu thành .xlsx rồi tải lên."
            )
        inspect(file, name=name, size=size, limit=FILE_MAX)
    except UploadError as error:
        raise _refused("", complaints.UPLOAD, message=str(error)) from error


def _open(file: BinaryIO, *, data_only: bool) -> Any:
    file.seek(0)
    try:
        return load_workbook(file, read_only=True, data_only=data_only)
    except Exception as error:  # openpyxl lets through whatever the broken part gives rise to
        raise _refused("", common.BROKEN) from error


def _mark(book: Any) -> Mark | None:
    if MARK_SHEET not in book.sheetnames:
        return None
    kind, version, code, checksum = (book[MARK_SHEET][f"A{row}"].value for row in range(1, 5))
    if kind != KIND:
        raise _refused("", common.OTHER_KIND, name=NAME)
    if version != VERSION:
        fault = common.OLD_VERSION
        expected = fault.expected % {"version": VERSION}
        found = f"phiên bản {shown(version)}"
        raise WorkbookRefused([CellError("", "", found, expected, fault.mend, fault.rule)])
    return Mark(str(code or ""), str(checksum or ""))


def _table_of(book: Any, *, is_own: bool) -> Any:
    """The sheet by its name; of a table of others, the first one with a header."""
    named = [book[title] for title in book.sheetnames if fold(title) == fold(TABLE_SHEET)]
    if named:
        return named[0]
    if is_own:
        raise _refused(TABLE_SHEET, common.SHEET_MISSING)
    sheets = [ws for ws in book.worksheets if ws.sheet_state == "visible"]
    best = max(sheets, key=lambda ws: _best_row(ws, is_own=False)[1], default=None)
    if best is None or _best_row(best, is_own=False)[1] < len(WANTED):
        raise _refused("", complaints.HEADER_MISSING)
    return best


def _best_row(ws: Any, *, is_own: bool) -> tuple[tuple[Any, ...], int, int]:
    """The row in which most of the wanted titles stand, how many, and its number."""
    found: tuple[tuple[Any, ...], int, int] = ((), 0, 0)
    head = ws.iter_rows(max_row=HEADER_WITHIN, max_col=MAX_COLUMNS, values_only=True)
    for number, row in enumerate(head, start=1):
        keys = {c.key for value in row if (c := column_of(shown(value), is_own=is_own))}
        count = len(keys.intersection(WANTED))
        if count > found[1]:
            found = (row, count, number)
    return found


def _header(ws: Any, *, is_own: bool) -> tuple[_Header, list[CellError], list[CellError]]:
    titles, count, number = _best_row(ws, is_own=is_own)
    if not count or (not is_own and count < len(WANTED)):
        raise _refused(ws.title, complaints.HEADER_MISSING)
    places: dict[str, int] = {}
    errors: list[CellError] = []
    remarks: list[CellError] = []
    for position, title in enumerate(titles, start=1):
        cell = Cell(ws.title, f"{get_column_letter(position)}{number}", title)
        column = column_of(shown(title), is_own=is_own)
        if cell.is_blank:
            continue
        if column is None:
            remarks.append(cell.error(complaints.COLUMN_IGNORED))
        elif column.key in places:
            first = get_column_letter(places[column.key])
            errors.append(cell.error(common.COLUMN_TWICE, first=first))
        else:
            places[column.key] = position
    wanted = [c.key for c in COLUMNS if c.key != "sentence"] if is_own else WANTED
    errors.extend(
        Cell(ws.title, "").error(common.COLUMN_MISSING, title=BY_KEY[key].title)
        for key in wanted
        if key not in places
    )
    return _Header(number, places), errors, remarks


def _rows(ws: Any, formulas: Any, header: _Header) -> Iterator[Row]:
    """Rows in which something stands; the row that numbers the columns is not one."""
    bounds = {"min_row": header.row + 1, "max_col": max(header.places.values())}
    pairs = zip(ws.iter_rows(**bounds), formulas.iter_rows(**bounds), strict=False)
    taken = 0
    for number, (cells, written) in enumerate(pairs, start=header.row + 1):
        row = Row(
            ws.title,
            number,
            {
                key: _cell(ws.title, number, position, cells, written)
                for key, position in header.places.items()
            },
        )
        filled = [cell for cell in row.cells.values() if not cell.is_blank or cell.is_formula]
        if not filled or (number == header.row + 1 and _is_numbering(filled)):
            continue
        yield row
        taken += 1
        if taken > MAX_NODES:
            return


def _is_numbering(cells: Sequence[Cell]) -> bool:
    return len(cells) > 2 and all(_NUMBERING.fullmatch(cell.found) for cell in cells)


def _cell(sheet: str, number: int, position: int, cells: Any, written: Any) -> Cell:
    address = f"{get_column_letter(position)}{number}"
    if position > len(cells):
        return Cell(sheet, address)
    cell = cells[position - 1]
    is_formula = position <= len(written) and written[position - 1].data_type == "f"
    return Cell(sheet, address, cell.value, is_formula, is_error=cell.data_type == "e")


def _merged(file: BinaryIO, ws: Any, header: _Header, rows: Sequence[Row]) -> Iterator[CellError]:
    """Areas that reach into the table. Titles above it may be merged, and so may notes below."""
    columns = set(header.places.values())
    by_number = {row.number: row for row in rows}
    for area in _merged_areas(file, ws):
        left, top, right, bottom = cast(tuple[int, int, int, int], range_boundaries(area))
        numbers = [number for number in range(top, bottom + 1) if number in by_number]
        if numbers and columns.intersection(range(left, right + 1)):
            first = Cell(ws.title, area.partition(":")[0], _value_at(by_number[numbers[0]], area))
            yield first.error(complaints.MERGED, area=area)


def _value_at(row: Row, area: str) -> Any:
    start = area.partition(":")[0]
    return next((cell.value for cell in row.cells.values() if cell.address == start), None)


def _merged_areas(file: BinaryIO, ws: Any) -> list[str]:
    """From the sheet's own text: openpyxl knows them only when it keeps every cell in memory,
    and a table may be formatted down to the last row."""
    file.seek(0)
    areas: list[str] = []
    with zipfile.ZipFile(file) as pack, pack.open(ws._worksheet_path.lstrip("/")) as stream:
        tail = b""
        while chunk := stream.read(CHUNK):
            text = tail + chunk
            cut = max(text.rfind(b">"), 0)
            areas.extend(match[1].decode() for match in _MERGED.finditer(text[: cut + 1]))
            tail = text[cut + 1 :]
    return areas


def _info(book: Any, formulas: Any) -> Mapping[str, Cell]:
    title = next((t for t in book.sheetnames if fold(t) == fold(INFO_SHEET)), None)
    if title is None:
        return {}
    keys = {fold(line.title): line.key for line in INFO}
    bounds = {"max_row": 100, "max_col": 2}
    pairs = zip(book[title].iter_rows(**bounds), formulas[title].iter_rows(**bounds), strict=False)
    found: dict[str, Cell] = {}
    for number, (cells, written) in enumerate(pairs, start=1):
        key = keys.get(fold(shown(cells[0].value))) if cells else None
        if key and key not in found:
            found[key] = _cell(title, number, 2, cells, written)
    return found


def _refused(sheet: str, complaint: Complaint, **words: object) -> WorkbookRefused:
    return WorkbookRefused([Cell(sheet, "").error(complaint, **words)])
