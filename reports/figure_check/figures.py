"""Numbers of official tables, as they are written: `6.46`, `2,95`, `- 0.25`, `6.46/10`, `+3.9`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from parindex.lib.numbers import (
    Number,
    NumberError,
    format_decimal,
    format_signed,
    half_up,
    parse_decimal,
    plain,
)
from parindex.lib.text import fold
from reports.figure_check.grid import Cell, Place

_NOTHING = re.compile(r"[\s\-–—−_.…/]*")
_DASHES = re.compile(r"[–—−‐‑]")
_UNITS = re.compile(r"\s*(%|điểm( %)?|đ)?\s*\*?$", re.IGNORECASE)
_BRACKETS = re.compile(r"\((?P<inner>[^()]+)\)")
_DECIMALS = re.compile(r"[.,](\d+)\D*$")
_CHANGE = re.compile(r"(?P<word>tang|giam)\s*(them)?\s*(?P<number>.+)")
_UNCHANGED = re.compile(r"khong (tang|giam|doi|thay doi).*|giu nguyen|bang")

_SAME_POINTS = Fraction(1, 200)
"""Points are printed to the hundredth: what differs by less than half of that is the same."""
_EXACT_PLACES = 6


class Unreadable(ValueError):
    """A cell that should hold a number and holds something else."""


@dataclass(frozen=True)
class Figure:
    """A printed number: its value, the decimals shown, the very text, where it stands."""

    value: Decimal
    places: int
    printed: str
    at: Place

    def has_points(self, value: Number) -> bool:
        return are_same(self.value, value)

    def has_percent(self, value: Number) -> bool:
        """Right to the decimals printed, rounded half up; or right far beyond them."""
        places = (self.places, _EXACT_PLACES)
        return any(half_up(self.value, p) == half_up(value, p) for p in places)


def are_same(first: Number, second: Number) -> bool:
    """The same points, one of them perhaps not rounded yet."""
    return abs(Fraction(first) - Fraction(second)) < _SAME_POINTS


def read_figure(cell: Cell, at: Place) -> Figure | None:
    """None for an empty cell or a mere dash. Raises Unreadable."""
    if cell.value is not None:
        return Figure(cell.value, places_of(cell.text), cell.text, at)
    if _NOTHING.fullmatch(cell.text):
        return None
    if cell.is_date:
        raise Unreadable(cell.text)
    return figure_of(cell.text, at)


def figure_of(text: str, at: Place) -> Figure:
    bare = _UNITS.sub("", _DASHES.sub("-", text).strip())
    negative = _BRACKETS.fullmatch(bare)
    try:
        value = parse_decimal(negative["inner"] if negative else bare)
    except NumberError as error:
        raise Unreadable(text) from error
    return Figure(-abs(value) if negative else value, places_of(bare), " ".join(text.split()), at)


def read_pair(cell: Cell, at: Place) -> tuple[Figure, Figure] | None:
    """`6.46/10`: both numbers. None for an empty cell. Raises Unreadable."""
    if _NOTHING.fullmatch(cell.text):
        return None
    parts = cell.text.split("/")
    if len(parts) != 2 or cell.is_date:
        raise Unreadable(cell.text)
    return figure_of(parts[0], at), figure_of(parts[1], at)


def read_change(cell: Cell, at: Place) -> Figure | None:
    """`+3.9`, `-1,2`, `Tăng 3,9`, `Không tăng`. None for an empty cell. Raises Unreadable."""
    if cell.value is not None or _NOTHING.fullmatch(cell.text) or cell.is_date:
        return read_figure(cell, at)
    folded = fold(cell.text)
    if _UNCHANGED.fullmatch(folded):
        return Figure(Decimal(0), 0, cell.text, at)
    match = _CHANGE.fullmatch(folded)
    figure = figure_of(match["number"] if match else cell.text, at)
    sign = -1 if match and match["word"] == "giam" else 1
    return Figure(sign * figure.value, figure.places, cell.text, at)


def is_number(cell: Cell) -> bool:
    if cell.value is not None:
        return True
    try:
        figure_of(cell.text, Place("", 0))
    except Unreadable:
        return False
    return True


def places_of(text: str) -> int:
    match = _DECIMALS.search(text)
    return len(match[1]) if match else 0


def percent_of(points: Decimal, maximum: Decimal) -> Fraction:
    return Fraction(points) / Fraction(maximum) * 100


def machine(value: Number, places: int = 4) -> str:
    """`-3.54`: for programs, whatever mark the table uses."""
    return plain(half_up(value, places))


def shown(value: Number, places: int = 4) -> str:
    """`−3,54`: for people."""
    return format_decimal(value, places, strip=True)


def signed(value: Number, places: int = 4) -> str:
    """`+2,1`, `−0,07`, `0`."""
    return format_signed(value, places, strip=True)


def total(values: Iterable[Decimal]) -> Decimal:
    return sum(values, Decimal(0))
