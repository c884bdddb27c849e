"""Geometry of the charts, in whole SVG units, from exact figures.

Pure: no colour, no words, no Django. Whole numbers, because a decimal comma breaks an attribute.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from parindex.lib.numbers import half_up


def share(part: Decimal | int | None, whole: Decimal | int | None, *, of: int = 100) -> int:
    """``part`` of ``whole`` on a scale of 0 … ``of``; something is never drawn as nothing."""
    if not part or not whole:
        return 0
    drawn = int(half_up(Decimal(part) * of / Decimal(whole), 0))
    return min(max(drawn, 1), of)


@dataclass(frozen=True)
class Column:
    x: int
    y: int
    width: int
    height: int
    middle: int
    """Centre of the column, for its words."""
    value_y: int
    """Base line of the value above the column."""


@dataclass(frozen=True)
class ColumnChart:
    width: int
    height: int
    floor: int
    """Where the columns stand."""
    label_y: int
    columns: tuple[Column, ...]


def column_chart(
    values: Sequence[Decimal],
    *,
    ceiling: Decimal,
    width: int = 320,
    height: int = 150,
    widest: int = 56,
) -> ColumnChart:
    """Columns on a common floor, from zero to ``ceiling``, with room for words above and below."""
    words = 22
    floor = height - words
    slot = width // max(len(values), 1)
    thick = min(widest, slot * 3 // 5)
    columns = []
    for place, value in enumerate(values):
        tall = share(value, ceiling, of=floor - words)
        middle = place * slot + slot // 2
        columns.append(
            Column(
                x=middle - thick // 2,
                y=floor - tall,
                width=thick,
                height=tall,
                middle=middle,
                value_y=floor - tall - 7,
            )
        )
    return ColumnChart(width, height, floor, height - 5, tuple(columns))


@dataclass(frozen=True)
class Segment:
    key: str
    x: int
    width: int
    count: int


def stacked(counts: Sequence[tuple[str, int]], *, width: int = 1000) -> tuple[Segment, ...]:
    """Parts of one bar, end to end; the edges are rounded, so that the bar is always full."""
    total = sum(count for _, count in counts)
    segments = []
    passed = 0
    for key, count in counts:
        if not count:
            continue
        start = passed * width // total
        passed += count
        segments.append(Segment(key, start, passed * width // total - start, count))
    return tuple(segments)
