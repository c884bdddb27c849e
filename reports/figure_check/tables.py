"""Sheets taken apart: tables with their rows, and the lines of text around them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from reports.figure_check.codes import read_code, read_roman, split_code
from reports.figure_check.figures import (
    Figure,
    Unreadable,
    is_number,
    read_change,
    read_figure,
    read_pair,
)
from reports.figure_check.grid import EMPTY, Cell, Line, Place, Sheet
from reports.figure_check.headers import Column, Columns, Role, find_header
from reports.figure_check.subjects import Subject, is_growth, label_subject, year_in

Period = int | None
"""The year of a column, None where the header names none."""

_YEAR = re.compile(r"(năm\s*)?20\d\d", re.IGNORECASE)
_BULLET = re.compile(r"\s*[-–—•*+]\s*\S")
_CAUSE_LINE = re.compile(r"\W*(nguyên nhân|lý do)\b", re.IGNORECASE)
_CRITERION_LINE = re.compile(r"\W*tiêu chí.*(\(\s*(bị\s*)?trừ|\d[.:])", re.IGNORECASE | re.DOTALL)


@dataclass
class Row:
    """One row of a table; figures by role and year."""

    at: Place
    line: Line
    code: str = ""
    """As printed; empty for rows that show none."""
    roman: str = ""
    code_cell: Cell = EMPTY
    label: str = ""
    cause: str = ""
    year: Period = None
    figures: dict[tuple[Role, Period], Figure] = field(default_factory=dict)

    def figure(self, role: Role, period: Period = None) -> Figure | None:
        return self.figures.get((role, period))

    def figure_near(self, role: Role, period: Period) -> Figure | None:
        """The figure of that year, or the one that stands for all years."""
        return self.figure(role, period) or self.figure(role, None)

    @property
    def is_bullet(self) -> bool:
        return bool(_BULLET.match(self.label))


@dataclass
class Table:
    at: Place
    columns: Columns
    rows: list[Row] = field(default_factory=list)

    def has(self, *roles: Role) -> bool:
        return any(column.role in roles for column in self.columns.values())

    @property
    def periods(self) -> list[Period]:
        """Years from the first to the last; [None] where the header names none."""
        roles = (Role.ACHIEVED, Role.PAIR, Role.PERCENT, Role.VALUE)
        found = {c.year for c in self.columns.values() if c.role in roles}
        years = sorted(year for year in found if year is not None)
        return [*years] if years else [None]

    @property
    def is_of_units(self) -> bool:
        return self.has(Role.UNIT)

    @property
    def is_of_causes(self) -> bool:
        return self.has(Role.CAUSE) and not self.has(Role.ACHIEVED, Role.PAIR)

    @property
    def is_detail(self) -> bool:
        """A tree of criteria; the other tables list fields, years or loose figures."""
        if self.is_of_units or not self.has(Role.ACHIEVED, Role.PAIR):
            return False
        return self.has(Role.DEDUCTED) or any("." in row.code for row in self.rows)


@dataclass(frozen=True)
class TextLine:
    """A line outside the tables; ``row``: the row of a table that it directly follows."""

    line: Line
    row: Row | None = None


@dataclass(frozen=True)
class Note:
    """Something a person should know that is not a slip."""

    at: Place
    text: str


@dataclass
class Layout:
    tables: list[Table] = field(default_factory=list)
    texts: list[TextLine] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def read_layout(sheets: Iterable[Sheet]) -> Layout:
    layout = Layout()
    for sheet in sheets:
        _Reader(sheet, layout).read()
    return layout


class _Reader:
    """Walks down one sheet; a table stays open until the next header or the end."""

    def __init__(self, sheet: Sheet, layout: Layout) -> None:
        self.lines = [line for line in sheet.lines if not line.is_blank]
        self.layout = layout
        self.table: Table | None = None
        self.follows: Row | None = None
        self.heading: Row | None = None
        """A row that shows its code and text, but whose figures have not come yet."""

    def read(self) -> None:
        position = 0
        while position < len(self.lines):
            if header := find_header(self.lines[position : position + 60]):
                self._open(self.lines[position], header.columns)
                position += header.height
                continue
            self._take(self.lines[position])
            position += 1

    def _open(self, line: Line, columns: Columns) -> None:
        """A header repeated after a page break continues its table."""
        if self.table and self.table.columns == columns and self.follows:
            return
        self.table = Table(line.at, columns)
        self.layout.tables.append(self.table)
        self.follows = self.heading = None

    def _take(self, line: Line) -> None:
        row = self._row(line, self.table) if self.table else None
        if row is None or self.table is None:
            self.layout.texts.append(TextLine(line, self.follows))
            self.follows = self.heading = None
        elif row.figures or (row.cause and row.code):
            self._append(row, self.table)
        elif row.code:
            self.heading = self.follows = row
        else:
            self._lengthen(row)

    def _append(self, row: Row, table: Table) -> None:
        if self.heading and not row.code and not row.is_bullet and row.label[:1].islower():
            row = replace(
                row,
                code=self.heading.code,
                code_cell=self.heading.code_cell,
                label=f"{self.heading.label} {row.label}",
            )
        table.rows.append(row)
        self.follows, self.heading = row, None

    def _lengthen(self, tail: Row) -> None:
        """The end of a text that a page break has cut off."""
        if self.follows:
            self.follows.label = f"{self.follows.label} {tail.label}".strip()
            self.follows.cause = f"{self.follows.cause} {tail.cause}".strip()

    def _row(self, line: Line, table: Table) -> Row | None:
        """The line as a row of the open table; None when it is a text of its own."""
        columns = table.columns
        if _is_loose_pair(line, table):
            return None
        line = _unshifted(line, columns)
        row, notes = Row(line.at, line), list[Note]()
        for position, column in columns.items():
            if not _read_cell(row, column, line.cell(position), notes):
                return None
        if not _belongs(row, line, columns) or (not _has_content(row) and not self.follows):
            return None
        row.figures = _of_own_year(row)
        self._keep(notes)
        return row

    def _keep(self, notes: list[Note]) -> None:
        self.layout.notes.extend(note for note in notes if note not in self.layout.notes)


def _read_cell(row: Row, column: Column, cell: Cell, notes: list[Note]) -> bool:
    """False when the cell shows that the line is no row of the table."""
    match column.role:
        case Role.CODE:
            _read_code_cell(row, cell, notes)
        case Role.LABEL | Role.UNIT | Role.TITLE:
            if is_number(cell):
                return False
            code, text = split_code(cell.text) if column.embeds_code else ("", cell.text)
            row.code = code or row.code
            row.label = f"{row.label} {text}".strip()
        case Role.CAUSE:
            row.cause = cell.text.strip(" -–.")
        case Role.YEAR:
            row.year = year_in(cell.text) if _YEAR.fullmatch(cell.text) else None
        case _:
            _read_figures(row, column, cell, notes)
    return True


def _read_code_cell(row: Row, cell: Cell, notes: list[Note]) -> None:
    row.code_cell = cell
    row.code = read_code(cell)
    row.roman = "" if row.code else read_roman(cell)
    if cell.is_date:
        notes.append(Note(row.at, f"Mã “{cell.text}” bị Excel đổi thành ngày tháng."))
    elif not row.code and not row.roman:
        row.label = f"{cell.text} {row.label}".strip()


def _read_figures(row: Row, column: Column, cell: Cell, notes: list[Note]) -> None:
    try:
        row.figures.update(_figures_in(cell, column, row.at))
    except Unreadable:
        reason = "bị Excel đổi thành ngày tháng" if cell.is_date else "không phải là số"
        shown = cell.text if len(cell.text) <= 30 else f"{cell.text[:30]}…"
        notes.append(Note(row.at, f"Ô “{shown}” {reason} nên không kiểm tra được."))


def _figures_in(
    cell: Cell, column: Column, at: Place
) -> Iterator[tuple[tuple[Role, Period], Figure]]:
    year = column.year
    if column.role is Role.CHANGE:
        if change := read_change(cell, at):
            yield (Role.CHANGE, None), change
        return
    may_be_pair = column.role in {Role.PAIR, Role.ACHIEVED, Role.VALUE}
    is_pair = may_be_pair and (cell.is_date or (cell.value is None and "/" in cell.text))
    role = Role.ACHIEVED if column.role is Role.PAIR else column.role
    if not is_pair:
        if figure := read_figure(cell, at):
            yield (role, year), figure
        return
    if pair := read_pair(cell, at):
        achieved, maximum = reversed(pair) if column.maximum_first else pair
        yield (Role.ACHIEVED, year), achieved
        yield (Role.MAXIMUM, year), maximum


def _of_own_year(row: Row) -> dict[tuple[Role, Period], Figure]:
    """In a table with a column of years, the figures of a row are of the row's year."""
    return {
        (role, row.year if year is None and role is not Role.CHANGE else year): figure
        for (role, year), figure in row.figures.items()
    }


def _has_content(row: Row) -> bool:
    return bool(row.figures or row.code or row.roman)


def _belongs(row: Row, line: Line, columns: Columns) -> bool:
    if row.figures:
        return bool(row.code or row.roman or row.label or row.year)
    is_text = any(p.match(line.filled[0].text) for p in (_CAUSE_LINE, _CRITERION_LINE))
    if row.code or row.roman:
        return bool(row.cause or (row.label and not is_text))
    is_tail = row.label[:1].islower() or (not row.label and row.cause)
    labels = [i for i, c in columns.items() if c.role in {Role.LABEL, Role.CAUSE}]
    in_place = all(line.cell(i).is_empty or i in labels for i in range(len(line.cells)))
    return bool(is_tail and in_place and not is_text)


def _is_loose_pair(line: Line, table: Table) -> bool:
    """A label and its value beside it, below a table of points whose columns they ignore."""
    filled = [i for i, cell in enumerate(line.cells) if not cell.is_empty]
    if len(filled) != 2 or filled[1] != filled[0] + 1 or not is_number(line.cell(filled[1])):
        return False
    label = line.cell(filled[0]).text
    is_loose = label_subject(label) in {Subject.INDEX, Subject.SIPAS} or is_growth(label)
    return is_loose and table.has(Role.MAXIMUM, Role.PAIR)


def _unshifted(line: Line, columns: Columns) -> Line:
    """Pasting can lose the empty first cell: `CẢI CÁCH …`, 12, 8.57 moves back to the right."""
    width = max(columns) + 1
    code = next((i for i, c in columns.items() if c.role is Role.CODE), None)
    first = line.cell(0)
    is_shifted = (
        code == 0
        and 2 < len(line.cells) < width
        and not first.is_empty
        and not is_number(first)
        and not read_code(first)
        and is_number(line.cell(1))
        and is_number(line.cell(2))
        and label_subject(first.text) in {None, Subject.TOTAL}
    )
    return Line(line.at, (EMPTY, *line.cells)) if is_shifted else line
