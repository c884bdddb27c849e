"""Columns of a table from the texts of its header and a look at the cells below."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports.figure_check.codes import key_of, read_code, split_code
from reports.figure_check.grid import Line
from reports.figure_check.roles import IDENTITIES, PERIODICAL, POINTS, Role, named_role

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


def columns_of(texts: list[str], below: Sequence[Line]) -> Columns:
    """``texts``: one folded text a column; ``below``: the first rows of the table."""
    return _resolved(_with_label(_in_periods(_named(texts)), texts), texts, below)


_Named = dict[int, tuple[Column, str]]


def _named(texts: list[str]) -> _Named:
    named: _Named = {}
    for position, text in enumerate(texts):
        role, words, year = named_role(text)
        if role:
            column = Column(
                role,
                year if role in PERIODICAL else None,
                has_percent_sign="%" in text,
                maximum_first=role is Role.PAIR and words.find("toi da") < words.find("/"),
            )
            named[position] = (column, words)
    return named


def _in_periods(named: _Named) -> _Named:
    """One year for the whole table counts for none; a `%` belongs to the year on its left."""
    told = POINTS | {Role.PERCENT, Role.VALUE}
    years = {column.year for column, _ in named.values() if column.role in told and column.year}
    periodical: _Named = {}
    last: int | None = None
    for position, (column, words) in sorted(named.items()):
        last = column.year or last
        year = column.year
        if len(years) == 1 and column.role in POINTS | {Role.PERCENT}:
            year = None
        elif len(years) > 1 and column.role is Role.PERCENT:
            year = year or last
        periodical[position] = (replace(column, year=year), words)
    return periodical


def _with_label(named: _Named, texts: list[str]) -> _Named:
    """A table whose words name no text column has it first: `Chỉ số`, `Điểm`, `Tỷ lệ`."""
    has_identity = any(column.role in IDENTITIES for column, _ in named.values())
    first = next((i for i, text in enumerate(texts) if text), 0)
    return named if has_identity or first in named else {first: (Column(Role.LABEL), ""), **named}


def _resolved(named: _Named, texts: list[str], below: Sequence[Line]) -> Columns:
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
    nameless = [i for i in range(len(texts)) if i not in named]
    code = _code_column([*identities, *nameless], below)
    labels = {i: words for i, words in identities.items() if i != code}
    labels = {i: w for i, w in labels.items() if named[i][0].role is not Role.CODE} or labels
    if code is not None:
        columns[code] = Column(Role.CODE)
    if labels:
        label = min(labels, key=lambda i: (_rank(labels[i], _LABEL_ORDER), i))
        is_unit = named[label][0].role is Role.UNIT
        embeds = code is None and _weight(below, label, inside=True) > _NO_CODES
        columns[label] = Column(Role.UNIT if is_unit else Role.LABEL, embeds_code=embeds)
    return columns


def _code_column(candidates: list[int], below: Sequence[Line]) -> int | None:
    """The column that holds the codes; a mere serial number yields to dotted codes."""
    weights = {i: _weight(below, i) for i in candidates}
    embedded = max((_weight(below, i, inside=True) for i in candidates), default=_NO_CODES)
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
