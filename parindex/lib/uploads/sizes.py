"""Sizes of files in words."""

from fractions import Fraction

from parindex.lib.numbers import format_decimal

KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE


def format_size(size: int) -> str:
    """340 KB; 1,2 MB. Never 0 KB for a file that has something in it."""
    if size < MEGABYTE:
        return f"{-(-size // KILOBYTE)} KB"
    return f"{format_decimal(Fraction(size, MEGABYTE), 1, strip=True)} MB"


def format_excess(size: int) -> str:
    """As `format_size`, but to 0,01 MB and upwards, so that it never reads like the limit."""
    hundredths = -(-size * 100 // MEGABYTE)
    return f"{format_decimal(Fraction(hundredths, 100), 2, strip=True)} MB"
