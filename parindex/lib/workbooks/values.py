"""From a cell to a value. Every converter refuses formulas without result and error values."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from parindex.lib.numbers import NumberError, parse_count, parse_decimal, plain
from parindex.lib.text import fold, nfc
from parindex.lib.workbooks import complaints
from parindex.lib.workbooks.base import Cell

_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff"))


def text(cell: Cell, *, limit: int, required: str = "") -> str:
    """One composed line without outer blanks; a whole number loses the `.0` Excel gave it.

    ``required`` names what must not be missing.
    """
    _check(cell)
    if isinstance(cell.value, date):
        raise cell.refuse(complaints.DAY_IN_TEXT)
    found = _text(cell)
    if required and not found:
        raise cell.refuse(complaints.EMPTY, what=required)
    if len(found) > limit:
        raise cell.refuse(complaints.TOO_LONG, limit=limit, length=len(found))
    return found


def day(cell: Cell) -> date | None:
    """A date of Excel, or a text such as 1/7/2025; None when blank."""
    _check(cell)
    if cell.is_blank:
        return None
    if isinstance(cell.value, datetime):
        return cell.value.date()
    if isinstance(cell.value, date):
        return cell.value
    found = _day_of(_text(cell))
    if found is None:
        raise cell.refuse(complaints.NOT_A_DAY)
    return found


def count(cell: Cell) -> int | None:
    """A whole number from 0 up; None when blank."""
    _check(cell)
    if cell.is_blank:
        return None
    try:
        return parse_count(_text(cell))
    except NumberError as error:
        raise cell.refuse(complaints.NOT_A_COUNT) from error


def decimal(cell: Cell) -> Decimal | None:
    """`1,5`, `1.5` or a number of Excel; None when blank."""
    _check(cell)
    if cell.is_blank:
        return None
    try:
        return parse_decimal(_text(cell))
    except NumberError as error:
        raise cell.refuse(complaints.NOT_A_NUMBER) from error


def choice(cell: Cell, labels: Mapping[str, str], *, required: str = "") -> str:
    """The value whose label (or own name) stands in the cell, whatever accents and capitals."""
    _check(cell)
    found = fold(nfc(_text(cell)))
    if not found:
        if required:
            raise cell.refuse(complaints.EMPTY, what=required)
        return ""
    for value, label in labels.items():
        if found in (fold(value), fold(label)):
            return value
    raise cell.refuse(complaints.NOT_A_CHOICE, choices="; ".join(labels.values()))


def _check(cell: Cell) -> None:
    if cell.is_error:
        raise cell.refuse(complaints.FORMULA_ERROR)
    if cell.is_formula and cell.value is None:
        raise cell.refuse(complaints.FORMULA_EMPTY)


def _text(cell: Cell) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):  # Excel keeps every number so; its shortest form is what was typed
        return plain(Decimal(repr(value)))
    return " ".join(nfc(str(value)).translate(_INVISIBLE).split())


def _day_of(found: str) -> date | None:
    try:
        if match := _DAY.fullmatch(found):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if match := _ISO.fullmatch(found):
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return None
