"""Which column is what, by the words of the header: any order, accents or not, merged or not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise, takewhile

from parindex.lib.text import fold
from reports.figure_check.codes import key_of, read_code, split_code
from reports.figure_check.figures import is_number
from reports.figure_check.grid import Cell, Line


class Role(Enum):
    CODE = auto()
    TITLE = auto()
    """The word "Tiêu chí" alone: a code in one table, a text in another."""
    LABEL = auto()
    UNIT = auto()
    """A text column of units: its rows are not fields."""
    MAXIMUM = auto()
    ACHIEVED = auto()
    PAIR = auto()
    """Achieved and maximum in one cell, `6.46/10`."""
    DEDUCTED = auto()
    PERCENT = auto()
    CHANGE = auto()
    CAUSE = auto()
    INDEX = auto()
    SIPAS = auto()
    YEAR = auto()
    VALUE = auto()
    """A column that says only its year."""


IDENTITIES = {Role.CODE, Role.TITLE, Role.LABEL, Role.UNIT, Role.YEAR}
POINTS = {Role.MAXIMUM, Role.ACHIEVED, Role.PAIR}
FIGURES = POINTS | {Role.DEDUCTED, Role.PERCENT, Role.CHANGE, Role.VALUE, Role.INDEX, Role.SIPAS}
_PERIODICAL = POINTS | {Role.PERCENT, Role.VALUE, Role.INDEX, Role.SIPAS}

HEADER_LINES = 4
_CELL_MAX = 90
_SAMPLE = 40
"""How many lines below the header tell whether a column holds codes."""

_YEAR = re.compile(r"\b(?:nam )?(20\d\d)\b")
_NUMBERING = re.compile(r"\(?([a-z]|\d{1,2})\)?(\s*=.*)?|\(?\d{1,2}\)?\s*[=:].*")
_WORDS: tuple[tuple[Role | None, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (Role.CAUSE, r"nguyen nhan|ly do"),
        (Role.DEDUCTED, r"\btru\b|diem mat|mat diem"),
        (Role.CHANGE, r"\btang\b|chenh lech|so sanh|so voi|thay doi|bien dong"),
        (
            None,
            r"xep hang|thu hang|vi tri|phan loai|ghi chu|trong so|ty trong|\bcha\b|co quan"
            r"|don vi tinh",
        ),
        (Role.INDEX, r"chi so (cchc|cai cach|par)|par index"),
        (Role.SIPAS, r"sipas|hai long"),
        (Role.PERCENT, r"\b(ty|ti) le\b|phan tram"),
        (Role.PAIR, r"(dat|diem)[^/]*/[^/]*toi da|toi da[^/]*/[^/]*(dat|diem)"),
        (Role.MAXIMUM, r"toi da|diem chuan|thang diem|\bmax\b|diem quy dinh"),
        (Role.PERCENT, r"%"),
        (Role.CODE, r"^(ma|ma so|ma hieu|t\.?t\.?|s\.?t\.?t\.?|so t\.?t\.?|so|so thu tu)$|^ma "),
        (Role.TITLE, r"^tieu chi$"),
        (Role.YEAR, r"^nam( danh gia| cham diem)?$"),
        (Role.LABEL, r"noi dung|\bten\b|tieu chi|linh vuc|yeu to|chi tieu|dien giai"),
        (Role.UNIT, r"don vi|dia phuong|^(ten )?(huyen|xa)\b"),
        (Role.ACHIEVED, r"\bdat\b|\bdiem\b|ket qua|gia tri"),
    )
)
_LABEL_ORDER = ("noi dung", "ten", "tieu chi", "yeu to", "chi tieu", "linh vuc", "don vi")
_ACHIEVED_ORDER = ("dat", "chinh thuc", "cong nhan", "tham dinh", "danh gia", "diem", "tu cham")


@dataclass(frozen=True)
class Column:
    role: Role
    year: int | None = None
    has_percent_sign: bool = False
    embeds_code: bool = False
    """A text column whose texts begin with the code."""
    maximum_first: bool = False


Columns = dict[int, Column]


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
    texts = _composed(rows, below)
    columns = _resolved(_with_label(_named(texts), texts), below)
    return Header(columns, height) if _is_useful(columns) else None


def role_of(words: str) -> Role | None:
    """``words``: folded, the year taken out."""
    return next((role for role, pattern in _WORDS if pattern.search(words)), None)


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
    words, year = _without_year(fold(cell.text))
    return role_of(words) or (Role.VALUE if year and not words else None)


def _without_year(words: str) -> tuple[str, int | None]:
    match = _YEAR.search(words)
    bare = " ".join(_YEAR.sub(" ", words).strip(" :-–,.").split())
    return bare, int(match[1]) if match else None


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
    groups = [
        i for i, text in enumerate(first) if _YEAR.search(text) and not _without_year(text)[0]
    ]
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


_Named = dict[int, tuple[Column, str]]


def _named(texts: list[str]) -> _Named:
    named: _Named = {}
    for position, text in enumerate(texts):
        words, year = _without_year(text)
        role = role_of(words) or (Role.VALUE if year and not words else None)
        if role:
            column = Column(
                role,
                year if role in _PERIODICAL else None,
                has_percent_sign="%" in text,
                maximum_first=role is Role.PAIR and words.find("toi da") < words.find("/"),
            )
            named[position] = (column, words)
    return named


def _with_label(named: _Named, texts: list[str]) -> _Named:
    """A table whose words name no text column has it first: `Chỉ số`, `Điểm`, `Tỷ lệ`."""
    has_identity = any(column.role in IDENTITIES for column, _ in named.values())
    first = next((i for i, text in enumerate(texts) if text), 0)
    return named if has_identity or first in named else {first: (Column(Role.LABEL), ""), **named}


def _resolved(named: _Named, below: Sequence[Line]) -> Columns:
    """At most one column of codes, one of texts, and one of each figure and year."""
    identities = {i: words for i, (c, words) in named.items() if c.role in IDENTITIES - {Role.YEAR}}
    columns: Columns = {}
    order = {
        i: (_rank(w, _ACHIEVED_ORDER), not c.has_percent_sign, i) for i, (c, w) in named.items()
    }
    for position in sorted(named, key=lambda i: order[i]):
        column = named[position][0]
        taken = {(c.role, c.year) for c in columns.values()}
        if position not in identities and (column.role, column.year) not in taken:
            columns[position] = column
    code = _code_column(identities, below)
    texts = {i: words for i, words in identities.items() if i != code}
    texts = {i: w for i, w in texts.items() if named[i][0].role is not Role.CODE} or texts
    if code is not None:
        columns[code] = Column(Role.CODE)
    if texts:
        label = min(texts, key=lambda i: (_rank(texts[i], _LABEL_ORDER), i))
        is_unit = named[label][0].role is Role.UNIT
        embeds = code is None and _weight(below, label, inside=True) > _NO_CODES
        columns[label] = Column(Role.UNIT if is_unit else Role.LABEL, embeds_code=embeds)
    return columns


def _code_column(identities: dict[int, str], below: Sequence[Line]) -> int | None:
    """The column that holds the codes; a mere serial number yields to dotted codes."""
    weights = {i: _weight(below, i) for i in identities}
    embedded = max((_weight(below, i, inside=True) for i in identities), default=_NO_CODES)
    best = max(weights, key=lambda i: weights[i], default=None)
    if best is None or weights[best] == _NO_CODES or embedded > weights[best]:
        return None
    return best


_NO_CODES = (False, 0)


def _weight(below: Sequence[Line], position: int, *, inside: bool = False) -> tuple[bool, int]:
    """Whether the column holds dotted codes, and the length of all its codes together."""
    cells = [line.cell(position) for line in below if len(line.filled) > 1]
    codes = [split_code(cell.text)[0] if inside else read_code(cell) for cell in cells]
    found = [code for code in codes if code]
    if inside and len(found) * 2 < sum(not cell.is_empty for cell in cells):
        return _NO_CODES
    return any("." in code for code in found), sum(len(key_of(code)) for code in found)


def _rank(words: str, order: Sequence[str]) -> int:
    return next((i for i, word in enumerate(order) if word in words), len(order))


def _is_useful(columns: Columns) -> bool:
    roles = {column.role for column in columns.values()}
    return bool(roles & (FIGURES | {Role.CAUSE})) and len(columns) >= 2
