"""Rows "Tổng", "Cộng": a total may close its own table, all fields, or fields and survey."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from reports.figure_check.digits import resemblance
from reports.figure_check.facts import Fact, Measure
from reports.figure_check.figures import machine, shown
from reports.figure_check.findings import Kind, Slip, slip_in
from reports.figure_check.paper import Paper, Parts, are_consecutive, parts_of, sum_of
from reports.figure_check.subjects import NAMES, Subject


def check_totals(paper: Paper, by_table: Mapping[int, Parts]) -> Iterator[Slip]:
    """``by_table``: the fields that each table shows, by its position."""
    for fact in paper.facts:
        if fact.subject is not Subject.TOTAL:
            continue
        if fact.measure not in {Measure.POINTS, Measure.MAXIMUM}:
            continue
        sums = list(_possible_sums(fact, paper, by_table))
        if not sums:
            continue
        paper.check(fact.figure)
        if any(fact.figure.has_points(value) for value in sums):
            continue
        printed = fact.figure.value
        right = min(sums, key=lambda value: abs(value - printed))
        words = [
            f"Các dòng cộng lại được {shown(right)}, dòng tổng in {shown(printed)}.",
            resemblance(printed, right),
        ]
        yield slip_in(fact.figure, NAMES[Subject.TOTAL], Kind.TOTAL, machine(right), words)


def _possible_sums(fact: Fact, paper: Paper, by_table: Mapping[int, Parts]) -> Iterator[Decimal]:
    column = 0 if fact.measure is Measure.MAXIMUM else 1
    year = fact.year if fact.year is not None else paper.year
    own = by_table.get(fact.table, {}) if fact.table is not None else {}
    if parts := parts_of(own, year):
        yield sum_of(parts)[column]
    parts = paper.parts(year)
    if not are_consecutive(parts):
        return
    fields = sum_of(parts)[column]
    yield fields
    if paper.survey and year == paper.year:
        yield fields + (paper.survey.maximum, paper.survey.points)[column].value
