"""Codes of criteria: `1`, `1.1`, `1.1.2`, `1.1.a`, also `I`, `Tiêu chí 1.1.` or `1,1`."""

import re
from collections.abc import Collection

from reports.figure_check.grid import Cell

Key = tuple[str, ...]
"""A code taken apart: `1.1.2` → ("1", "1", "2")."""

_WORDS = r"(?:(?:lĩnh vực|tiêu chí thành phần|tiêu chí|tctp|tc|mục)\s*)?"
_CODE = r"\d{1,2}(?:[.,]\d{1,2})*(?:[.,]?[a-zđ])?"
_WHOLE = re.compile(rf"{_WORDS}(?P<code>{_CODE})\s*[.):]?", re.IGNORECASE)
_LEADING = re.compile(
    rf"[-–•*+\s]*{_WORDS}(?P<code>{_CODE})\s*(?:[.):]\s*|\s)(?P<rest>\D.*)",
    re.IGNORECASE | re.DOTALL,
)
_LETTER = re.compile(r"(?<=\d)([a-zđ])$")
_ROMAN = {"I": 1, "V": 5, "X": 10}


def key_of(code: str) -> Key:
    return tuple(code.split("."))


def code_of(key: Key) -> str:
    return ".".join(key)


def read_code(cell: Cell) -> str:
    """The code that fills the cell, or nothing."""
    match = _WHOLE.fullmatch(cell.text.strip())
    return _tidy(match["code"]) if match and not cell.is_date else ""


def read_roman(cell: Cell) -> str:
    """`IV` → `4`: some tables number their fields so."""
    text = cell.text.strip(" .")
    if not text or len(text) > 5 or set(text) - set(_ROMAN):
        return ""
    values = [_ROMAN[letter] for letter in text]
    signs = [-1 if a < b else 1 for a, b in zip(values, [*values[1:], 0], strict=True)]
    return str(sum(s * v for s, v in zip(signs, values, strict=True)))


def split_code(text: str) -> tuple[str, str]:
    """`1.1. Kế hoạch` → (`1.1`, `Kế hoạch`); without a code the text stays whole."""
    match = _LEADING.fullmatch(text.strip())
    return (_tidy(match["code"]), match["rest"].strip()) if match else ("", text)


def mended(code: str, cell: Cell, seen: Collection[Key], last: Key) -> str:
    """Excel turns the code 1.10 into the number 1.1: after 1.9 it is 1.10 again."""
    key = key_of(code)
    if cell.value is None or len(key) != 2 or key not in seen or len(last) < 2:
        return code
    following = (last[0], str(int(last[1]) + 1)) if last[1].isdecimal() else ()
    is_cut = following and key[0] == last[0] and following[1] == key[1] + "0"
    return code_of(following) if is_cut else code


def parent_in(key: Key, known: Collection[Key]) -> Key:
    """The nearest ancestor that the table shows."""
    while len(key) > 1:
        key = key[:-1]
        if key in known:
            return key
    return ()


def has_gaps(last_parts: Collection[str]) -> bool:
    """Rows are missing between the first and the last of these siblings."""
    if any(not part.isdecimal() for part in last_parts):
        return False
    return {int(part) for part in last_parts} != set(range(1, len(last_parts) + 1))


def _tidy(code: str) -> str:
    dotted = code.lower().replace(",", ".")
    return _LETTER.sub(r".\1", dotted)
