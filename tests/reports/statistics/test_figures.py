"""Reading and writing one figure."""

from decimal import Decimal

import pytest

from parindex.errors import Invalid
from reports.models import Indicator
from reports.statistics.figures import UNKNOWN, Figure, counted, in_full, read, typed_of, words

COUNT, PERCENT, YES_NO, TEXT = (
    Indicator(kind=kind) for kind in ("count", "percent", "yes_no", "text")
)


@pytest.mark.parametrize(
    ("row", "typed", "figure"),
    [
        (COUNT, {"count": "3.571"}, Figure(count=3571)),
        (COUNT, {"count": "0"}, Figure(count=0)),
        (COUNT, {"count": " "}, UNKNOWN),
        (YES_NO, {"count": "1"}, Figure(count=1)),
        (PERCENT, {"percent": "98,5"}, Figure(percent=Decimal("98.5"))),
        (PERCENT, {"percent": "98.5%"}, Figure(percent=Decimal("98.5"))),
        (PERCENT, {"numerator": "1", "denominator": "8"}, counted(1, 8)),
        (PERCENT, {"numerator": "0", "denominator": "0"}, Figure(numerator=0, denominator=0)),
        (TEXT, {"text": " Tờ rơi "}, Figure(text="Tờ rơi")),
    ],
)
def test_it_reads_what_people_type(row: Indicator, typed: dict[str, str], figure: Figure) -> None:
    found = read(row, typed)
    assert found == figure
    assert found.is_known is (figure != UNKNOWN)
    assert read(row, typed_of(row.kind, found)) == figure


@pytest.mark.parametrize(
    ("row", "typed", "part"),
    [
        (COUNT, {"count": "mười"}, "count"),
        (COUNT, {"count": "-1"}, "count"),
        (COUNT, {"count": "1,5"}, "count"),
        (COUNT, {"count": "9999999999999"}, "count"),
        (YES_NO, {"count": "2"}, "count"),
        (PERCENT, {"percent": "100,01"}, "percent"),
        (PERCENT, {"numerator": "5"}, "denominator"),
        (PERCENT, {"denominator": "5"}, "numerator"),
        (PERCENT, {"numerator": "6", "denominator": "5"}, "numerator"),
        (TEXT, {"text": "a" * 2001}, "text"),
    ],
)
def test_what_is_wrong_is_told_at_its_part(
    row: Indicator, typed: dict[str, str], part: str
) -> None:
    with pytest.raises(Invalid) as refused:
        read(row, typed)
    assert set(refused.value.errors) == {part}
    assert refused.value.errors[part].endswith(".")


def test_the_percentage_comes_from_the_counts() -> None:
    assert in_full("percent", counted(118, 120)) == "98,33% (118/120)"
    assert words("percent", counted(2, 4)) == "50%"
    assert words("percent", Figure(numerator=0, denominator=0)) == "không phát sinh"
    assert words("yes_no", Figure(count=0)) == "Không"
    assert words("count", UNKNOWN) == "–"
