"""From a cell of the table to a value; what holds for any workbook is `parindex.lib.workbooks`."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from criteria.codes import code_key
from criteria.excel import complaints
from criteria.tree import MAX_DEPTH
from parindex.lib.text import nfc
from parindex.lib.workbooks import Cell, CellError, decimal, text

POINT_PLACES = 4
MOST_POINTS = Decimal(10_000)
LONGEST = 20_000

_CODE = re.compile(r"[0-9A-Za-z]{1,6}(\.[0-9]{1,3})*")


def code(cell: Cell) -> str:
    """`1.2.3`; a dot at the end, as lists have it, is left out."""
    if isinstance(cell.value, date):
        raise cell.refuse(complaints.CODE_DAY)
    found = text(cell, limit=40).rstrip(".")
    if not found:
        raise cell.refuse(complaints.CODE_EMPTY)
    if not _CODE.fullmatch(found):
        raise cell.refuse(complaints.CODE_SHAPE)
    depth = len(code_key(found))
    if depth > MAX_DEPTH:
        raise cell.refuse(complaints.CODE_TOO_DEEP, depth=depth, most=MAX_DEPTH)
    return found


def is_number_with_decimals(cell: Cell) -> bool:
    """1.1 as a number, which may have been 1.10 before Excel took it for one."""
    return isinstance(cell.value, float) and not cell.value.is_integer()


def lines(cell: Cell, *, limit: int = LONGEST) -> str:
    """Text with its line breaks, composed, without blanks around it."""
    flat = text(cell, limit=limit)
    if not isinstance(cell.value, str):
        return flat
    return nfc(cell.value).replace("\r\n", "\n").replace("_x000D_\n", "\n").strip()


def points(cell: Cell) -> Decimal | None:
    """A positive maximum; None when blank."""
    value = decimal(cell)
    if value is not None and (value <= 0 or not _fits(value)):
        raise cell.refuse(complaints.MAX_RANGE, places=POINT_PLACES)
    return value


def points_or_zero(cell: Cell) -> Decimal | None:
    """Points of the set as a whole: a cap may be 0."""
    value = decimal(cell)
    if value is not None and (value < 0 or not _fits(value)):
        raise cell.refuse(complaints.POINTS_RANGE)
    return value


def in_order(errors: Iterable[CellError]) -> list[CellError]:
    """Sheet by sheet as they come, then row by row, so that a person mends from the top down."""
    found = list(errors)
    sheets = list(dict.fromkeys(error.sheet for error in found))
    return sorted(found, key=lambda error: (sheets.index(error.sheet), _place(error.cell)))


def _place(address: str) -> tuple[int, int, str]:
    letters = address.rstrip("0123456789")
    number = address.removeprefix(letters)
    return int(number or 0), len(letters), letters


def listed(texts: Iterable[str]) -> str:
    return "; ".join(texts)


def _fits(value: Decimal) -> bool:
    return value < MOST_POINTS and value % Decimal(1).scaleb(-POINT_PLACES) == 0
