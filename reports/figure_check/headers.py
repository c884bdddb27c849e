"""Which column is what, by the words of the header: any order, accents or not, merged or not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from parindex.lib.text import fold
from reports.figure_check.codes import read_code
from reports.figure_check.columns import Columns, columns_of
from reports.figure_check.figures import is_number
from reports.figure_check.grid import Cell, Line
from reports.figure_check.roles import FIGURES, IDENTITIES, Role, named_role

HEADER_LINES = 4
_CELL_MAX = 90
_SAMPLE = 40
"""How many lines below the header tell whether a column holds codes."""

_NUMBERING = re.compile(r"\(?([a-z]|\d{1,2})\)?(\s*=.*)?|\(?\d{1,2}\)?\s*[=:].*")


@dataclass(frozen=True)
class Header:
    columns: Columns
    height: int


def find_header(lines: Sequence[Line]) -> Header | None:
    """The header that begins at the first of ``lines``, if one does."""
    rows = _header_rows(lines)
    if not rows:
        return None
    height = len(rows)
    below = list(takewhile(lambda line: not _opens(line), lines[height : height + _SAMPLE]))
    if below and _is_numbering(below[0]):
        height, below = height + 1, below[1:]
    columns = columns_of(_composed(rows, below), below)
    return Header(columns, height) if _is_useful(columns) else None


def _header_rows(lines: Sequence[Line]) -> list[list[str]]:
    if not lines or not _opens(lines[0]):
        return []
    rows = [_texts(lines[0])]
    for line in lines[1:HEADER_LINES]:
        if not _continues(line) or _texts(line) == rows[0]:
            break
        rows.append(_texts(line))
    return rows


def _opens(line: Line) -> bool:
    if len(line.filled) < 2 or not all(_is_header_cell(cell) for cell in line.filled):
        return False
    roles = [_role_in(cell) for cell in line.filled]
    named = [role for role in roles if role]
    if len(named) < 2 or len(named) * 2 < len(roles):
        return False
    has_subject = any(role in IDENTITIES for role in named) or len(named) >= 3
    return has_subject and any(role not in IDENTITIES for role in named)


def _continues(line: Line) -> bool:
    cells = line.filled
    if not cells or not all(_is_header_cell(cell) for cell in cells):
        return False
    roles = [_role_in(cell) for cell in cells]
    is_lone_text = len(cells) == 1 and roles[0] in IDENTITIES
    return all(roles) and not is_lone_text


def _is_header_cell(cell: Cell) -> bool:
    if len(cell.text) > _CELL_MAX or cell.text.endswith((":", ".", ";")) or cell.is_date:
        return False
    return _is_year(cell) or not (is_number(cell) or read_code(cell))


def _is_year(cell: Cell) -> bool:
    return bool(re.fullmatch(r"20\d\d", cell.text))


def _role_in(cell: Cell) -> Role | None:
    return named_role(fold(cell.text))[0]


def _texts(line: Line) -> list[str]:
    return [fold(cell.text) for cell in line.cells]


def _is_numbering(line: Line) -> bool:
    """The line under many headers: 1 2 3 4, (1) (2) (3), A B 1 2, 5=3-4."""
    texts = [fold(cell.text) for cell in line.filled]
    if len(texts) < 3 or not all(_NUMBERING.fullmatch(text) for text in texts):
        return False
    numbers = [int(text.strip("()")) for text in texts if text.strip("()").isdecimal()]
    return len(numbers) >= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _composed(rows: list[list[str]], below: Sequence[Line]) -> list[str]:
    """One text a column: a heading that stands over several columns counts for each of them."""
    width = max(len(row) for row in rows)
    if len(rows) > 1:
        rows = _spread(rows, max((len(line.cells) for line in below[:3]), default=width))
        width = max(len(row) for row in rows)
    padded = [row + [""] * (width - len(row)) for row in rows]
    for upper, lower in pairwise(padded):
        _fill_right(upper, lower)
    return [" ".join(filter(None, column)) for column in zip(*padded, strict=True)]


def _fill_right(upper: list[str], lower: list[str]) -> None:
    head = -1
    for column, text in enumerate(upper):
        if text:
            head = column
        elif head >= 0 and lower[column] and lower[head]:
            upper[column] = upper[head]


def _spread(rows: list[list[str]], width: int) -> list[list[str]]:
    """Word leaves no empty cell behind a merged heading: give each group its columns back."""
    first, *others = rows
    groups = [i for i, text in enumerate(first) if named_role(text)[0] is Role.VALUE]
    lacking = width - len(first)
    if "" in first or not groups or lacking <= 0 or lacking % len(groups):
        return rows
    size = 1 + lacking // len(groups)
    spread: list[str] = []
    under: list[int] = []
    for position, text in enumerate(first):
        if position in groups:
            under.extend(range(len(spread), len(spread) + size))
        spread.extend([text] * (size if position in groups else 1))
    return [spread, *(_placed(row, under, width) for row in others)]


def _placed(row: list[str], under: list[int], width: int) -> list[str]:
    filled = [text for text in row if text]
    if len(filled) != len(under):
        return row
    placed = [""] * width
    for position, text in zip(under, filled, strict=True):
        placed[position] = text
    return placed


def _is_useful(columns: Columns) -> bool:
    roles = {column.role for column in columns.values()}
    return bool(roles & (FIGURES | {Role.CAUSE})) and len(columns) >= 2
