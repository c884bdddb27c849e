"""How figures are worded in rule sentences, workings and complaints."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from parindex.lib.numbers import format_decimal, half_up

Exact = Decimal | Fraction | int


def figure(value: Exact) -> str:
    """`1,5`, `3.571`; as many decimals as the figure has, at most four."""
    return format_decimal(value, places=4, strip=True)


def points(value: Exact) -> str:
    return f"{figure(value)} điểm"


def percent(value: Exact) -> str:
    return f"{figure(value)}%"


def measured(value: Fraction, edges: Iterable[Decimal] = ()) -> str:
    """Two decimals, or more when two would show the figure on the wrong side of an edge."""
    limits = tuple(edges)
    for places in range(2, 10):
        shown = half_up(value, places)
        if all((shown >= limit) == (value >= limit) for limit in limits):
            return format_decimal(shown, places, strip=True)
    return format_decimal(value, 10, strip=True)


def times(share: str, factor: Exact) -> str:
    """`tỷ lệ × 3`; `× 1` is left out."""
    return share if factor == 1 else f"{share} × {figure(factor)}"


def lower_first(text: str) -> str:
    """For a label inside a sentence; an abbreviation such as TTHC keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
