"""Text in cells: made harmless, and measured so that no line is cut off."""

import math
import re
from functools import cache

from django.conf import settings
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from PIL import ImageFont

from parindex.lib.text import nfc

FONT_SIZE = 12
LINE_HEIGHT = 16
"""Points from line to line of 12-point Times."""
MAX_ROW_HEIGHT = 409
"""Excel draws no higher row."""

_PIXELS_PER_POINT = 96 / 72
_DIGIT_PIXELS = 7
_PADDING_PIXELS = 10
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_WORDS = re.compile(r"\S+\s*")


def safe_text(text: str) -> str:
    """Typed text that a spreadsheet can neither run nor refuse: a leading apostrophe, no control
    characters (OWASP, CSV injection)."""
    lines = nfc(text).replace("\r\n", "\n").replace("\r", "\n").lstrip("\n")
    clean = ILLEGAL_CHARACTERS_RE.sub("", lines)
    return "'" + clean if clean.startswith(_FORMULA_STARTS) else clean


def lines_needed(text: str, width: float, *, bold: bool = False) -> int:
    """How many lines the text takes in a column of ``width`` characters, wrapped by words."""
    room = width * _DIGIT_PIXELS - _PADDING_PIXELS
    return sum(_wrapped(line, room, bold) for line in text.split("\n"))


def row_height(cells: list[tuple[str, float]], *, bold: bool = False) -> int:
    """The height in which every (text, column width) of a row is whole."""
    lines = max((lines_needed(text, width, bold=bold) for text, width in cells), default=1)
    return min(lines * LINE_HEIGHT + 4, MAX_ROW_HEIGHT)


def fitting_width(texts: list[str], width: float) -> float:
    """The width, or as much more as the longest text needs to stay within the highest row."""
    while any(lines_needed(text, width) * LINE_HEIGHT + 4 > MAX_ROW_HEIGHT for text in texts):
        width *= 1.25
        if width > 200:
            return 200
    return width


def _wrapped(line: str, room: float, bold: bool) -> int:
    lines, used = 1, 0.0
    for word in _WORDS.findall(line):
        size = _pixels(word.rstrip(), bold)
        if used and used + size > room:
            lines, used = lines + 1, 0.0
        if size > room:
            lines += math.ceil(size / room) - 1
        used += _pixels(word, bold)
    return lines


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    """Liberation Serif, whose widths are those of Times New Roman."""
    name = "LiberationSerif-Bold.ttf" if bold else "LiberationSerif-Regular.ttf"
    path = settings.BASE_DIR / "static" / "fonts" / name
    size = round(FONT_SIZE * _PIXELS_PER_POINT)
    # The basic layout measures any character; the complex one fails on control characters.
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def _pixels(text: str, bold: bool) -> float:
    return _font(bold).getlength(text)
