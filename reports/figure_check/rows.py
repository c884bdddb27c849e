"""One line as a row of a table, cell by cell."""

import re
from collections.abc import Iterator

from reports.figure_check.codes import read_code, read_roman, split_code
from reports.figure_check.columns import Column, Columns
from reports.figure_check.figures import (
    Figure,
    Unreadable,
    is_number,
    read_change,
    read_figure,
    read_pair,
)
from reports.figure_check.grid import EMPTY, Cell, Line, Place
from reports.figure_check.roles import Role
from reports.figure_check.subjects import Subject, is_growth, label_subject, year_in
from reports.figure_check.tables import Note, Period, Row, Table

_YEAR = re.compile(r"(năm\s*)?20\d\d", re.IGNORECASE)
_CAUSE_LINE = re.compile(r"\W*(nguyên nhân|lý do)\b", re.IGNORECASE)
_CRITERION_LINE = re.compile(r"\W*tiêu chí.*(\(\s*(bị\s*)?trừ|\d[.:])", re.IGNORECASE | re.DOTALL)


def read_row(line: Line, table: Table, *, follows: Row | None) -> tuple[Row, list[Note]] | None:
    """None when the line is a text of its own. ``follows``: the row right above, if one is."""
    if _is_loose_pair(line, table):
        return None
    columns = table.columns
    line = _unshifted(line, columns)
    row, notes = Row(line.at, line), list[Note]()
    for position, column in columns.items():
        if not _read_cell(row, column, line.cell(position), notes):
            return None
    if not _belongs(row, line, columns) or (not _has_content(row) and not follows):
        return None
    row.figures = _of_own_year(row)
    return row, notes


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
