"""Loose figures, from rows and sentences: the index, its growth, the survey and its factors."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from parindex.lib.text import fold
from reports.figure_check.figures import (
    Figure,
    Unreadable,
    figure_of,
    is_number,
    read_change,
    read_figure,
)
from reports.figure_check.grid import Cell, Line, Place
from reports.figure_check.headers import Role
from reports.figure_check.subjects import (
    Subject,
    is_factor_name,
    is_growth,
    label_subject,
    subject_of,
    year_in,
)
from reports.figure_check.tables import Layout, Period, Row, Table


class Measure(Enum):
    POINTS = auto()
    MAXIMUM = auto()
    PERCENT = auto()
    GROWTH = auto()


@dataclass(frozen=True)
class Fact:
    subject: Subject
    measure: Measure
    figure: Figure
    year: Period = None
    table: int | None = None
    """Position of the table, for totals that close one."""

    @property
    def at(self) -> Place:
        return self.figure.at


_CRITERION = re.compile(r"\W*(tieu chi|nguyen nhan|ly do)\b")
_CLAUSES = re.compile(r"[;,(]\s+|\.\s+|\n|\s\(")
_NUMBER = r"(?P<number>\d{1,3}(?:[.,]\d+)?)"
_GROWN = re.compile(rf"\b(?P<word>tang|giam)\s*(?:them\s*)?:?\s*{_NUMBER}\s*(?:%|diem)")
_REACHED = re.compile(
    rf"(?:\b(?:dat|la|ty le|ti le|tuong duong|chiem|bang)\b|[:=])\W{{0,5}}{_NUMBER}"
    r"\s*(?P<unit>%|diem)?(?!\s*[/\d])"
)
_PAIR = re.compile(
    r"(?P<points>\d{1,3}(?:[.,]\d+)?)\s*/\s*(?P<maximum>\d{1,3}(?:[.,]\d+)?)\s*(?P<unit>diem)?"
)
_LEADS_TO_PAIR = re.compile(r"(?:\b(?:dat|la|diem)\b|[:=])\s*$")
_MAXIMUM = re.compile(r"toi da|thang diem|diem chuan")
_PERCENT = re.compile(r"%|\b(ty|ti) le\b|phan tram")
_POINTS_BELOW = 40
"""A lone figure of the survey up to the usual 40 points is points, above it a percentage."""


def read_facts(layout: Layout) -> list[Fact]:
    facts: list[Fact] = []
    for position, table in enumerate(layout.tables):
        for row in table.rows:
            facts.extend(_facts_of_row(row, table, position))
    subject: Subject | None = None
    for text in layout.texts:
        found, subject = _facts_of_line(text.line, subject)
        facts.extend(found)
    return _distinct(facts)


def is_loose(row: Row) -> bool:
    """A row of loose figures, not of a field or criterion."""
    if row.code or row.roman:
        return False
    return row.year is not None or _row_subject(row) is not None


def is_total_row(row: Row) -> bool:
    return is_loose(row) and _row_subject(row) is Subject.TOTAL


def _distinct(facts: Iterable[Fact]) -> list[Fact]:
    return list(dict.fromkeys(facts))


def _row_subject(row: Row) -> Subject | None:
    if subject := label_subject(row.label):
        return subject
    return Subject.FACTOR if is_factor_name(row.label) else None


# ---------------------------------------------------------------- rows of tables


def _facts_of_row(row: Row, table: Table, position: int) -> Iterator[Fact]:
    if table.is_of_units:
        return
    if not row.label and not row.code:
        yield from _facts_of_columns(row, table)
    elif not row.code and not row.roman and (subject := _row_subject(row)):
        yield from _facts_of_label(row, subject, position)


def _facts_of_columns(row: Row, table: Table) -> Iterator[Fact]:
    """The columns say what the figures are: `Năm | Chỉ số CCHC (%)`."""
    subjects = {Role.INDEX: Subject.INDEX, Role.SIPAS: Subject.SIPAS}
    found = None
    for (role, year), figure in row.figures.items():
        if role in subjects:
            found = subjects[role]
            yield Fact(found, Measure.PERCENT, figure, year)
    change = row.figure(Role.CHANGE)
    if change and found:
        yield Fact(found, Measure.GROWTH, change)


def _facts_of_label(row: Row, subject: Subject, position: int) -> Iterator[Fact]:
    own_year = year_in(row.label)
    for (role, year), figure in row.figures.items():
        measure = _measure_of(role, row, figure, subject)
        if measure and role is Role.ACHIEVED and row.figure(Role.MAXIMUM, year):
            measure = _lone_measure("diem", figure, subject)
        if measure and not _is_scale(subject, role, figure):
            yield Fact(subject, measure, figure, year or own_year, position)


def _measure_of(role: Role, row: Row, figure: Figure, subject: Subject) -> Measure | None:
    words = fold(row.label)
    match role:
        case Role.CHANGE:
            return Measure.GROWTH
        case Role.MAXIMUM:
            return Measure.MAXIMUM
        case Role.PERCENT | Role.INDEX | Role.SIPAS:
            return Measure.PERCENT
        case Role.ACHIEVED | Role.VALUE:
            if is_growth(row.label) or re.search(r"\btang\b", words):
                return Measure.GROWTH
            return _lone_measure(words, figure, subject)
        case _:
            return None


def _is_scale(subject: Subject, role: Role, figure: Figure) -> bool:
    """The maximum of an index or of a factor is the scale of 100, no figure of the paper."""
    return role is Role.MAXIMUM and subject in {Subject.INDEX, Subject.FACTOR}


def _lone_measure(words: str, figure: Figure, subject: Subject) -> Measure:
    """What a single value under a plain heading means."""
    if subject in {Subject.INDEX, Subject.FACTOR}:
        return Measure.PERCENT
    if _MAXIMUM.search(words) and "/" not in words:
        return Measure.MAXIMUM
    if subject is Subject.TOTAL or "diem" in words:
        return Measure.POINTS if "%" not in figure.printed else Measure.PERCENT
    if _PERCENT.search(words + figure.printed) or figure.value > _POINTS_BELOW:
        return Measure.PERCENT
    return Measure.POINTS


# ---------------------------------------------------------------- lines outside tables


def _facts_of_line(line: Line, before: Subject | None) -> tuple[list[Fact], Subject | None]:
    """The facts, and the subject that a following line `Tăng so với …` continues."""
    cells = line.filled
    if not cells or _CRITERION.match(fold(cells[0].text)):
        return [], None
    values = _value_cells(cells)
    if values:
        label = " ".join(cell.text for cell in cells[: len(cells) - len(values)])
        return _facts_of_pairing(label, values, line.at, before)
    text = " ".join(cell.text for cell in cells)
    facts = list(_facts_of_sentence(text, line.at))
    return facts, facts[-1].subject if facts else subject_of(text)


def _value_cells(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The numbers behind a label: `Chỉ số CCHC năm 2021`, `75,62`, …"""
    start = next((i for i, cell in enumerate(cells) if i and _is_value(cell)), len(cells))
    return tuple(cell for cell in cells[start:] if _is_value(cell)) if start else ()


def _is_value(cell: Cell) -> bool:
    return is_number(cell) or bool(_PAIR.fullmatch(fold(cell.text))) or is_growth(cell.text)


def _facts_of_pairing(
    label: str, values: tuple[Cell, ...], at: Place, before: Subject | None
) -> tuple[list[Fact], Subject | None]:
    subject = label_subject(label) or (Subject.FACTOR if is_factor_name(label) else None)
    if subject is None and is_growth(label):
        subject = before
    if subject is None:
        return [], None
    words = fold(label)
    year = year_in(label)
    if is_growth(label) or re.search(r"\b(tang|giam)\b", words):
        growth = read_change(values[0], at)
        return ([Fact(subject, Measure.GROWTH, growth)] if growth else []), subject
    return list(_facts_of_values(words, subject, year, values, at)), subject


def _facts_of_values(
    words: str, subject: Subject, year: Period, values: tuple[Cell, ...], at: Place
) -> Iterator[Fact]:
    plain = [cell for cell in values if is_number(cell)]
    figures = [figure for cell in plain if (figure := read_figure(cell, at))]
    for cell in values:
        if match := _PAIR.fullmatch(fold(cell.text)):
            yield from _pair(subject, match, year, at)
    if subject is Subject.SIPAS and len(figures) > 1 and figures[0].value <= figures[1].value:
        measures = (Measure.POINTS, Measure.MAXIMUM, Measure.PERCENT)
        for measure, figure in zip(measures, figures, strict=False):
            yield Fact(subject, measure, figure, year)
    elif figures:
        measure = _lone_measure(words, figures[0], subject)
        has_pair = len(plain) < len(values)
        yield Fact(subject, Measure.PERCENT if has_pair else measure, figures[0], year)


def _pair(subject: Subject, match: re.Match[str], year: Period, at: Place) -> Iterator[Fact]:
    points, maximum = figure_of(match["points"], at), figure_of(match["maximum"], at)
    if subject is Subject.INDEX:
        yield Fact(subject, Measure.PERCENT, points, year)
        return
    yield Fact(subject, Measure.POINTS, points, year)
    yield Fact(subject, Measure.MAXIMUM, maximum, year)


# ---------------------------------------------------------------- sentences


def _facts_of_sentence(text: str, at: Place) -> Iterator[Fact]:
    """Clause by clause; a clause without a subject goes on with the one before."""
    subject: Subject | None = None
    year: Period = None
    for clause in _CLAUSES.split(text):
        own = subject_of(clause)
        words = fold(clause)
        if own:
            subject, year = own, year_in(clause)
        if subject:
            yield from _facts_of_clause(words, subject, year, at, is_named=own is not None)


def _facts_of_clause(
    words: str, subject: Subject, year: Period, at: Place, *, is_named: bool
) -> Iterator[Fact]:
    if growth := _GROWN.search(words):
        change = read_change(Cell(f"{growth['word']} {growth['number']}"), at)
        if change and subject is not Subject.FACTOR:
            yield Fact(subject, Measure.GROWTH, _as_printed(change, growth["number"]))
        return
    pair = _PAIR.search(words)
    if pair and (pair["unit"] or _LEADS_TO_PAIR.search(words[: pair.start()])):
        yield from _pair(subject, pair, year, at)
        return
    reached = _REACHED.search(words)
    if not reached or (subject is Subject.INDEX and not is_named):
        return
    try:
        figure = figure_of(reached["number"] + (reached["unit"] or "").replace("diem", ""), at)
    except Unreadable:
        return
    is_points = subject is Subject.SIPAS and reached["unit"] == "diem"
    yield Fact(subject, Measure.POINTS if is_points else Measure.PERCENT, figure, year)


def _as_printed(change: Figure, printed: str) -> Figure:
    return Figure(change.value, change.places, printed, change.at)
