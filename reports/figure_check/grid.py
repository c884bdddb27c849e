"""A sheet as it is printed: lines of cells, each line with the number a person sees beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

PASTED = "(dán)"
"""Name of the sheet that stands for pasted text; its rows are the lines of the text."""


ROWS_MAX, COLUMNS_MAX = 5000, 60
"""Of a sheet; tables of the index have some hundred rows and a dozen columns."""
TEXT_MAX = 5000
"""Characters of a cell; a paragraph of a report has two thousand."""


@dataclass(frozen=True, order=True)
class Place:
    sheet: str
    row: int


@dataclass(frozen=True)
class Cell:
    """``text`` as a reader sees it; ``value`` only where Excel holds a number."""

    text: str = ""
    value: Decimal | None = None
    is_date: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.text


EMPTY = Cell()


@dataclass(frozen=True)
class Line:
    at: Place
    cells: tuple[Cell, ...]

    @property
    def filled(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if not cell.is_empty)

    @property
    def is_blank(self) -> bool:
        """Empty, or only a rule drawn with dashes."""
        return all(not cell.text.strip("-–—_=|: ") for cell in self.cells)

    def cell(self, column: int) -> Cell:
        return self.cells[column] if column < len(self.cells) else EMPTY


@dataclass(frozen=True)
class Sheet:
    name: str
    lines: tuple[Line, ...]


def sheet_of(name: str, rows: Iterable[tuple[int, list[Cell]]]) -> Sheet:
    """``rows``: number and cells; trailing empty cells are dropped."""
    lines = []
    for number, cells in rows:
        while cells and cells[-1].is_empty:
            cells.pop()
        lines.append(Line(Place(name, number), tuple(cells)))
    return Sheet(name, tuple(lines))
