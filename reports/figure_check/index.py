"""The index against its parts, and the index of a past year.

The sum is only held against the paper when its parts are complete, that is when the maxima of all
fields and of the survey make 100; otherwise nothing is said. A past index whose parts are not in
the paper cannot be rebuilt and is no slip; but an index is a weighted mean of the percentage of
the fields and that of the survey, so where the paper tells both, it must lie between them.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from parindex.lib.numbers import half_up
from reports.figure_check.digits import is_swapped, resemblance
from reports.figure_check.facts import Measure
from reports.figure_check.figures import Figure, machine, percent_of, shown
from reports.figure_check.findings import Kind, Slip, slip_in
from reports.figure_check.growth import growth_slips
from reports.figure_check.paper import SCALE, Paper, Part, sum_of
from reports.figure_check.subjects import NAMES, Subject
from reports.figure_check.tables import Period

_MARGIN = Decimal("0.1")
"""What rounding of the printed percentages can move the bounds of a past index."""


def check_index(paper: Paper) -> Iterator[Slip]:
    expected = paper.expected_index
    printed = paper.now(Subject.INDEX, Measure.PERCENT)
    for figure in printed:
        if expected is not None or len(printed) > 1:
            paper.check(figure)
        if expected is None:
            yield from _against_first(figure, printed[0])
        elif not figure.has_percent(expected):
            words = _sum_words(paper, figure, expected)
            yield slip_in(figure, NAMES[Subject.INDEX], Kind.TOTAL, machine(expected), words)
    yield from growth_slips(paper, Subject.INDEX, "Chỉ số", [] if expected is None else [expected])
    yield from _past(paper)


def _against_first(figure: Figure, first: Figure) -> Iterator[Slip]:
    """The same index printed twice is the same number."""
    places = min(figure.places, first.places)
    if half_up(figure.value, places) == half_up(first.value, places):
        return
    words = [
        f"Cùng một chỉ số nhưng dòng {first.at.row} in {shown(first.value)}, ở đây in"
        f" {shown(figure.value)}.",
        resemblance(figure.value, first.value),
    ]
    yield slip_in(figure, NAMES[Subject.INDEX], Kind.TOTAL, machine(first.value), words)


def _sum_words(paper: Paper, figure: Figure, expected: Decimal) -> list[str]:
    parts, survey = paper.parts(paper.year), paper.survey
    terms = " + ".join(shown(part.achieved) for part in parts)
    _, fields = sum_of(parts)
    added = f"; thêm SIPAS {shown(survey.points.value)}" if survey else ""
    return [
        f"Cộng các lĩnh vực: {terms} = {shown(fields)}{added} là {shown(expected)}.",
        *(_likely_cause(part, figure.value, expected) for part in parts),
        resemblance(figure.value, expected),
    ]


def _likely_cause(part: Part, printed: Decimal, expected: Decimal) -> str:
    """One field with swapped digits may explain the whole difference."""
    wanted = part.achieved + printed - expected
    if wanted < 0 or not is_swapped(part.achieved, wanted):
        return ""
    return (
        f"Nếu lĩnh vực {part.code} là {shown(wanted)} ({resemblance(part.achieved, wanted)[:-1]})"
        f" thì tổng đúng bằng {shown(printed)}: xem lại ô đó trước."
    )


# -------------------------------------------------------------------- a past year


def _past(paper: Paper) -> Iterator[Slip]:
    """Between the fields' percentage and the survey's, whatever their weights were."""
    year, printed = paper.before(Subject.INDEX, Measure.PERCENT)
    surveys = _past_surveys(paper, year)
    if not printed or not surveys or not _has_same_fields(paper, year):
        return
    maximum, achieved = sum_of(paper.parts(year))
    fields = half_up(percent_of(achieved, maximum), 4)
    bounds = [fields, *surveys]
    likely = achieved + surveys[0] * max(SCALE - maximum, Decimal(0)) / SCALE
    for figure in printed:
        paper.check(figure)
        if min(bounds) - _MARGIN <= figure.value <= max(bounds) + _MARGIN:
            continue
        words = [
            f"Năm {year}: các lĩnh vực cộng lại {shown(achieved)}/{shown(maximum)} ="
            f" {shown(fields, 2)}%, SIPAS {shown(surveys[0], 2)}%; gộp theo tỷ trọng nào thì chỉ số"
            f" cũng nằm giữa hai tỷ lệ này, không thể là {shown(figure.value)}.",
            f"Trên thang 100 (SIPAS {shown(SCALE - maximum)} điểm) là {shown(likely, 2)}; tra lại"
            " kết quả đã công bố của năm đó.",
        ]
        yield slip_in(figure, NAMES[Subject.INDEX], Kind.TOTAL, machine(likely, 2), words)


def _past_surveys(paper: Paper, year: Period) -> list[Decimal]:
    """Printed, or told by this year's figures and their growth."""
    told, printed = paper.before(Subject.SIPAS, Measure.PERCENT)
    if printed and told == year:
        return [figure.value for figure in printed]
    now = [figure.value for figure in paper.now(Subject.SIPAS, Measure.PERCENT)]
    if survey := paper.survey:
        now.append(half_up(survey.ratio.percent, 2))
    growths = paper.now(Subject.SIPAS, Measure.GROWTH)
    return [value - growth.value for value in now for growth in growths[:1]]


def _has_same_fields(paper: Paper, year: Period) -> bool:
    """The fields of this year, which do make up an index, all had points in that year too."""
    return paper.expected_index is not None and _codes(paper.parts(year)) == _codes(
        paper.parts(paper.year)
    )


def _codes(parts: Sequence[Part]) -> list[str]:
    return [part.code for part in parts]
