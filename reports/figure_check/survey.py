"""The survey: its percentage against its points, its growth against last year's."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from parindex.lib.numbers import half_up
from reports.figure_check.facts import Measure
from reports.figure_check.fields import percent_words
from reports.figure_check.figures import Figure, machine, shown, total
from reports.figure_check.findings import Kind, Slip, slip_in
from reports.figure_check.growth import growth_slips
from reports.figure_check.paper import Paper
from reports.figure_check.subjects import NAMES, Subject

_MEAN_OF = 2
"""A mean needs at least two factors."""


def check_survey(paper: Paper) -> Iterator[Slip]:
    yield from _percent(paper)
    yield from growth_slips(paper, Subject.SIPAS, "Chỉ số hài lòng", _true_percents(paper))


def _percent(paper: Paper) -> Iterator[Slip]:
    survey = paper.survey
    if not survey:
        return
    right = survey.ratio
    for figure in paper.now(Subject.SIPAS, Measure.PERCENT):
        paper.check(figure, survey.points)
        if figure.has_percent(right.percent):
            continue
        words = [*percent_words(figure, right, None), _mean_words(paper, figure)]
        recomputed = machine(right.percent, figure.places or 1)
        yield slip_in(figure, NAMES[Subject.SIPAS], Kind.PERCENT, recomputed, words)


def _mean_words(paper: Paper, figure: Figure) -> str:
    """How a percentage may have come about that the points do not give."""
    factors = [factor.value for factor in paper.now(Subject.FACTOR, Measure.PERCENT)]
    if len(factors) < _MEAN_OF:
        return ""
    if not figure.has_percent(Fraction(total(factors)) / len(factors)):
        return ""
    listed = "; ".join(shown(value) for value in factors)
    return (
        f"{shown(figure.value)} là trung bình cộng của {len(factors)} yếu tố ({listed}): hai cách"
        " tính khác nhau, phải chọn một và nêu rõ."
    )


def _true_percents(paper: Paper) -> list[Decimal]:
    survey = paper.survey
    return [half_up(survey.ratio.percent, 4)] if survey else []
