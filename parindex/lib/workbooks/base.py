"""A cell with its address, and what is wrong with it in five parts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

FOUND_MAX = 60
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Given = ParamSpec("Given")
Value = TypeVar("Value")


@dataclass(frozen=True)
class CellError:
    """Where, what stands there, what should, how to mend it; ``cell`` empty: the whole sheet."""

    sheet: str
    cell: str
    found: str
    expected: str
    mend: str
    rule: str = ""
    """The rule's own name, for tests and logs."""

    def __str__(self) -> str:
        place = f"Trang “{self.sheet}”" if self.sheet else "Tệp"
        where = f"{place}, ô {self.cell}" if self.cell else place
        found = f" có “{self.found}”" if self.found else " để trống"
        if not self.cell and not self.found:
            found = ""
        return f"{where}{found}: {self.expected} {self.mend}".strip()


class Complaint(NamedTuple):
    """A rule in words, with %(named)s places: what is expected, and how to mend it."""

    rule: str
    expected: str
    mend: str


class CellRefused(Exception):
    """One cell that cannot be taken."""

    def __init__(self, error: CellError) -> None:
        super().__init__(str(error))
        self.error = error


class WorkbookRefused(Exception):
    """A workbook in which no row can be read at all."""

    def __init__(self, errors: list[CellError]) -> None:
        super().__init__("; ".join(str(error) for error in errors))
        self.errors = errors


@dataclass(frozen=True)
class Cell:
    """``value`` as Excel keeps it; ``address`` like B4."""

    sheet: str
    address: str
    value: Any = None
    is_formula: bool = False
    is_error: bool = False

    @property
    def is_blank(self) -> bool:
        return self.value is None or (isinstance(self.value, str) and not shown(self.value))

    @property
    def found(self) -> str:
        return shown(self.value)

    def error(self, complaint: Complaint, **words: object) -> CellError:
        return CellError(
            sheet=self.sheet,
            cell=self.address,
            found=self.found,
            expected=complaint.expected % words,
            mend=complaint.mend % words,
            rule=complaint.rule,
        )

    def refuse(self, complaint: Complaint, **words: object) -> CellRefused:
        return CellRefused(self.error(complaint, **words))


@dataclass(frozen=True)
class Row:
    """One row by the keys of its columns; a column that the sheet lacks has no cell."""

    sheet: str
    number: int
    cells: Mapping[str, Cell]

    def __getitem__(self, key: str) -> Cell:
        return self.cells.get(key) or Cell(self.sheet, f"{self.number}")

    def has(self, key: str) -> bool:
        return key in self.cells


@dataclass
class Collector:
    """Gathers what is wrong, so that everything is told at once."""

    errors: list[CellError] = field(default_factory=list)

    def add(self, error: CellError) -> None:
        self.errors.append(error)

    def take(
        self,
        convert: Callable[Concatenate[Cell, Given], Value],
        cell: Cell,
        *args: Given.args,
        **kwargs: Given.kwargs,
    ) -> Value | None:
        """The cell's value, or None with the error kept."""
        try:
            return convert(cell, *args, **kwargs)
        except CellRefused as refused:
            self.errors.append(refused.error)
            return None


def shown(value: Any) -> str:
    """A value as the person sees it in the cell, short, on one line."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = f"{value:%d/%m/%Y}" if value.time() == time() else f"{value:%d/%m/%Y %H:%M}"
    elif isinstance(value, date):
        value = f"{value:%d/%m/%Y}"
    elif isinstance(value, bool):
        value = "TRUE" if value else "FALSE"
    elif isinstance(value, float) and value.is_integer():
        value = f"{value:.0f}"
    words = " ".join(str(value).replace("\u200b", "").replace("\ufeff", "").split())
    return words[:FOUND_MAX] + "…" if len(words) > FOUND_MAX else words
