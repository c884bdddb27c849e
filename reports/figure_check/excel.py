"""Workbooks as sheets of lines. Reads values only; a formula must carry its stored result."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, BinaryIO, Protocol, cast
from xml.etree import ElementTree

from openpyxl import load_workbook

from parindex.lib.numbers import half_up, plain
from parindex.lib.text import nfc
from parindex.lib.uploads import UploadError, inspect
from reports.figure_check.grid import COLUMNS_MAX, EMPTY, ROWS_MAX, TEXT_MAX, Cell, Sheet, sheet_of

FILE_MAX = 5 * 1024 * 1024
UNPACKED_MAX = 60 * 1024 * 1024
SHEETS_MAX = 60
ENDING = ".xlsx"

_FLOAT_NOISE = 9
"""Excel stores 15 significant digits; beyond the ninth decimal there is only noise."""
_LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_DECIMALS = re.compile(r"\.([0#?]+)")
_BROKEN = (
    zipfile.BadZipFile,
    ElementTree.ParseError,
    KeyError,
    ValueError,
    TypeError,
    OSError,
    EOFError,
    IndexError,
    AttributeError,
)


class UnreadableFile(Exception):
    """A file that cannot be checked; the message says why and how to mend it."""


class _ExcelCell(Protocol):
    value: Any
    number_format: str
    data_type: str
    is_date: bool


@dataclass(frozen=True)
class Workbook:
    sheets: tuple[Sheet, ...]
    remarks: tuple[str, ...]
    """What was left out: hidden sheets, rows beyond the limit."""


def read_workbook(file: BinaryIO, *, name: str, size: int) -> Workbook:
    """Raises UnreadableFile."""
    if not name.lower().endswith(ENDING):
        raise UnreadableFile(
            f"Tệp “{name}” không phải tệp Excel (.xlsx). Hãy mở bằng Excel, lưu thành .xlsx; "
            "bảng trong Word hoặc PDF thì chép rồi dán vào ô nhập."
        )
    try:
        inspect(file, name=name, size=size, limit=FILE_MAX)
        _check_unpacked(file, name)
    except UploadError as error:
        raise UnreadableFile(str(error)) from error
    try:
        return _read(file)
    except _BROKEN as error:
        raise UnreadableFile(
            f"Tệp “{name}” bị hỏng, không đọc được. Hãy mở bằng Excel, lưu thành tệp mới rồi thử"
            " lại."
        ) from error


def _check_unpacked(file: BinaryIO, name: str) -> None:
    """A table of figures is small; what unfolds to more would only hold the machine up."""
    with zipfile.ZipFile(file) as pack:
        unpacked = sum(member.file_size for member in pack.infolist())
    file.seek(0)
    if unpacked > UNPACKED_MAX:
        raise UnreadableFile(
            f"Tệp “{name}” quá lớn khi mở ra. Hãy chỉ giữ các trang có bảng điểm rồi thử lại."
        )


def _read(file: BinaryIO) -> Workbook:
    values = load_workbook(file, read_only=True, data_only=True)
    file.seek(0)
    formulas = load_workbook(file, read_only=True)
    remarks: list[str] = []
    sheets: list[Sheet] = []
    pairs = list(zip(values.worksheets, formulas.worksheets, strict=True))
    if len(pairs) > SHEETS_MAX:
        remarks.append(f"Chỉ đọc {SHEETS_MAX} trang đầu.")
    for found, written in pairs[:SHEETS_MAX]:
        if found.sheet_state != "visible":
            remarks.append(f"Bỏ qua trang ẩn “{found.title}”.")
            continue
        sheet = _read_sheet(found.title, _rows(found), _rows(written))
        if len(sheet.lines) == ROWS_MAX:
            remarks.append(f"Trang “{found.title}”: chỉ đọc {shown_count(ROWS_MAX)} dòng đầu.")
        sheets.append(sheet)
    return Workbook(tuple(sheets), tuple(remarks))


def shown_count(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _rows(worksheet: Any) -> Iterator[Sequence[_ExcelCell]]:
    """The stored extent of a sheet is not to be trusted: what wrote the file may have lied."""
    worksheet.reset_dimensions()
    return cast("Iterator[Sequence[_ExcelCell]]", worksheet.iter_rows(max_col=COLUMNS_MAX))


def _read_sheet(
    name: str, found: Iterable[Sequence[_ExcelCell]], written: Iterable[Sequence[_ExcelCell]]
) -> Sheet:
    rows: list[tuple[int, list[Cell]]] = []
    for number, (cells, sources) in enumerate(zip(found, written, strict=True), start=1):
        if number > ROWS_MAX:
            break
        for position, (cell, source) in enumerate(zip(cells, sources, strict=True)):
            if source.data_type == "f" and cell.value is None:
                raise UnreadableFile(_uncomputed(name, number, position))
        rows.append((number, [_cell(cell) for cell in cells]))
    return sheet_of(name, rows)


def _uncomputed(sheet: str, row: int, position: int) -> str:
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return (
        f"Trang “{sheet}”, ô {letters}{row} là công thức chưa có kết quả. "
        "Hãy mở tệp bằng Excel, lưu lại rồi tải lên."
    )


def _cell(cell: _ExcelCell) -> Cell:
    value = cell.value
    if value is None:
        return EMPTY
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(Decimal(repr(value)), cell.number_format or "General")
    is_date = bool(cell.is_date)
    text = nfc(str(value))[:TEXT_MAX].strip()
    return Cell(text, is_date=is_date) if text else EMPTY


def _number(stored: Decimal, number_format: str) -> Cell:
    """As Excel shows it: `0.0%` of 0.664 is 66.4%, `0.00` of 2.9478 is 2.95."""
    if not stored.is_finite():
        return Cell(str(stored))
    section = _LITERALS.sub("", number_format.split(";")[0])
    is_percent = "%" in section
    value = half_up(stored * 100 if is_percent else stored, _FLOAT_NOISE).normalize()
    decimals = _DECIMALS.search(section)
    if "0" not in section:
        return Cell(plain(value), value=value)
    rounded = half_up(value, len(decimals[1]) if decimals else 0)
    keeps_zeros = decimals is not None and "0" in decimals[1]
    text = format(rounded, "f") if keeps_zeros else plain(rounded)
    return Cell(text + "%" * is_percent, value=value)
