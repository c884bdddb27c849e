"""Tables with their rows, and the lines of text around them."""

import re
from dataclasses import dataclass, field

from reports.figure_check.columns import Columns
from reports.figure_check.figures import Figure
from reports.figure_check.grid import EMPTY, Cell, Line, Place
from reports.figure_check.roles import Role

Period = int | None
"""The year of a column, None where the header names none."""

_BULLET = re.compile(r"\s*[-–—•*+]\s*\S")


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
