"""Loose figures in the rows of tables."""

import re
from collections.abc import Iterator

from parindex.lib.text import fold
from reports.figure_check.facts import Fact, Measure, lone_measure
from reports.figure_check.figures import Figure
from reports.figure_check.roles import Role
from reports.figure_check.subjects import (
    Subject,
    is_factor_name,
    is_growth,
    label_subject,
    year_in,
)
from reports.figure_check.tables import Row, Table


def is_loose(row: Row) -> bool:
    """A row of loose figures, not of a field or criterion."""
    if row.code or row.roman:
        return False
    return row.year is not None or _row_subject(row) is not None


def is_total_row(row: Row) -> bool:
    return is_loose(row) and _row_subject(row) is Subject.TOTAL


def _row_subject(row: Row) -> Subject | None:
    if subject := label_subject(row.label):
        return subject
    return Subject.FACTOR if is_factor_name(row.label) else None


def facts_of_row(row: Row, table: Table, position: int) -> Iterator[Fact]:
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
            measure = lone_measure("diem", figure, subject)
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
            return lone_measure(words, figure, subject)
        case _:
            return None


def _is_scale(subject: Subject, role: Role, figure: Figure) -> bool:
    """The maximum of an index or of a factor is the scale of 100, no figure of the paper."""
    return role is Role.MAXIMUM and subject in {Subject.INDEX, Subject.FACTOR}
