"""Loose figures outside the tables: a label and its values, or a sentence."""

import re
from collections.abc import Iterator

from parindex.lib.text import fold
from reports.figure_check.facts import Fact, Measure, lone_measure
from reports.figure_check.figures import Figure, figure_of, is_number, read_change, read_figure
from reports.figure_check.grid import Cell, Line, Place
from reports.figure_check.subjects import (
    Subject,
    is_factor_name,
    is_growth,
    label_subject,
    subject_of,
    year_in,
)
from reports.figure_check.tables import Period

_CRITERION = re.compile(r"\W*(tieu chi|nguyen nhan|ly do)\b")
_CLAUSES = re.compile(r"[;,(]\s+|\.\s+|\n|\s\(")
_NUMBER = r"(?P<number>\d{1,3}(?:[.,]\d+)?)"
_GROWN = re.compile(rf"\b(?P<word>tang|giam)\s*(?:them\s*)?:?\s*{_NUMBER}\s*(?:%|diem)")
_REACHED = re.compile(
    rf"(?:\b(?:dat|la|ty le|ti le|tuong duong|chiem|bang)\b|[:=])\W{{0,5}}{_NUMBER}"
    r"\s*(?P<unit>%|diem)?(?!\s*[/\d])"
)
_PAIR = re.compile(
    r"(?P<points>\d{1,3}(?:[.,]\d+)?)\s*(?:/|(?:diem )?tren(?: tong(?: so)?)?)\s*"
    r"(?P<maximum>\d{1,3}(?:[.,]\d+)?)\s*(?P<unit>diem)?"
)
_LEADS_TO_PAIR = re.compile(r"(?:\b(?:dat|la|diem)\b|[:=])\s*$")
_BARE_PERCENT = re.compile(rf"\W*{_NUMBER}\s*%\W*")
_OUT_OF = re.compile(r"diem\s*/\s*(?P<maximum>\d{1,3})\b")
_SURVEY_LABEL = re.compile(r"\W*(ty le|ti le|diem|toi da|thang diem)\b")


def facts_of_line(line: Line, before: Subject | None) -> tuple[list[Fact], Subject | None]:
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
    if subject is None and _continues(label, before):
        subject = before
    if subject is None:
        return [], None
    words = fold(label)
    year = year_in(label)
    if is_growth(label) or re.search(r"\b(tang|giam)\b", words):
        growth = read_change(values[0], at)
        return ([Fact(subject, Measure.GROWTH, growth)] if growth else []), subject
    return list(_facts_of_values(words, subject, year, values, at)), subject


def _continues(label: str, before: Subject | None) -> bool:
    """`Tăng so với năm 2020` goes on with any subject, `Tỷ lệ`, `Điểm` with the survey."""
    is_of_survey = before is Subject.SIPAS and _SURVEY_LABEL.match(fold(label))
    return is_growth(label) or bool(is_of_survey)


def _facts_of_values(
    words: str, subject: Subject, year: Period, values: tuple[Cell, ...], at: Place
) -> Iterator[Fact]:
    plain = [cell for cell in values if is_number(cell)]
    figures = [figure for cell in plain if (figure := read_figure(cell, at))]
    if subject is Subject.SIPAS and (scale := _OUT_OF.search(words)):
        yield Fact(subject, Measure.MAXIMUM, figure_of(scale["maximum"], at), year)
    for cell in values:
        if match := _PAIR.fullmatch(fold(cell.text)):
            yield from _pair(subject, match, year, at)
    if subject is Subject.SIPAS and len(figures) > 1 and figures[0].value <= figures[1].value:
        measures = (Measure.POINTS, Measure.MAXIMUM, Measure.PERCENT)
        for measure, figure in zip(measures, figures, strict=False):
            yield Fact(subject, measure, figure, year)
    elif figures:
        measure = lone_measure(words, figures[0], subject)
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
    if subject is Subject.INDEX and not is_named:
        return
    if reached := _REACHED.search(words):
        is_points = subject is Subject.SIPAS and reached["unit"] == "diem"
        unit = "%" if reached["unit"] == "%" else ""
        measure = Measure.POINTS if is_points else Measure.PERCENT
        yield Fact(subject, measure, figure_of(reached["number"] + unit, at), year)
    elif subject is Subject.SIPAS and (bare := _BARE_PERCENT.fullmatch(words)):
        yield Fact(subject, Measure.PERCENT, figure_of(bare["number"] + "%", at), year)


def _as_printed(change: Figure, printed: str) -> Figure:
    return Figure(change.value, change.places, printed, change.at)
