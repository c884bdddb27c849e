"""Sheets taken apart into tables and lines of text."""

from collections.abc import Iterable
from dataclasses import replace

from reports.figure_check.columns import Columns
from reports.figure_check.grid import Line, Sheet
from reports.figure_check.headers import find_header
from reports.figure_check.rows import read_row
from reports.figure_check.tables import Layout, Row, Table, TextLine

_VIEW = 60
"""Lines looked at for a header and what stands below it."""


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
            if header := find_header(self.lines[position : position + _VIEW]):
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
        read = read_row(line, self.table, follows=self.follows) if self.table else None
        if read is None or self.table is None:
            self.layout.texts.append(TextLine(line, self.follows))
            self.follows = self.heading = None
            return
        row, notes = read
        self.layout.notes.extend(note for note in notes if note not in self.layout.notes)
        if row.figures or (row.cause and row.code):
            self._append(row, self.table)
        elif row.code or row.roman:
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
