"""How much a figure has grown: the difference of the two years that the paper prints."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from parindex.lib.numbers import half_up
from reports.figure_check.digits import resemblance
from reports.figure_check.facts import Measure
from reports.figure_check.figures import machine, shown
from reports.figure_check.findings import Kind, Slip, slip_in
from reports.figure_check.paper import Paper
from reports.figure_check.subjects import NAMES, Subject


def growth_slips(
    paper: Paper, subject: Subject, name: str, true_values: Sequence[Decimal]
) -> Iterator[Slip]:
    """Right from the printed figure or from the true one."""
    now = paper.now(subject, Measure.PERCENT)
    _, before = paper.before(subject, Measure.PERCENT)
    if not now or not before:
        return
    last, first = now[0], before[0].value
    rights = [value - first for value in (last.value, *true_values)]
    for figure in paper.now(subject, Measure.GROWTH):
        paper.check(figure, last, before[0])
        if any(figure.has_percent(right) for right in rights):
            continue
        right = half_up(rights[0], max(figure.places, last.places))
        words = [
            f"{name}: {shown(last.value)} − {shown(first)} = {shown(right)}.",
            resemblance(figure.value, right),
        ]
        yield slip_in(figure, NAMES[subject], Kind.PERCENT, machine(right), words)
