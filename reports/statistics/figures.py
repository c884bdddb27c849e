"""One figure of one kind: read from what was typed, held together, written in words.

A percentage is kept with its counts: `118/120` gives 98,33 %. Where only the percentage is known it
can be kept alone, but then it cannot be added to others. Nothing counted (0 of 0) is known and has
no percentage.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from parindex.errors import Invalid
from parindex.lib.numbers import (
    DASH,
    NumberError,
    format_decimal,
    format_percent,
    half_up,
    parse_count,
    parse_percent,
)
from parindex.lib.text import nfc
from reports.models import Indicator, IndicatorKind, IndicatorValue

PERCENT_PLACES = 9
TEXT_MAX = 2000
COUNT_MAX = 10**12
PARTS: Mapping[str, tuple[str, ...]] = {
    IndicatorKind.COUNT: ("count",),
    IndicatorKind.YES_NO: ("count",),
    IndicatorKind.PERCENT: ("numerator", "denominator", "percent"),
    IndicatorKind.TEXT: ("text",),
    IndicatorKind.GROUP: (),
}
"""Inputs of each kind, as forms and JSON answers name them."""


@dataclass(frozen=True)
class Figure:
    count: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    percent: Decimal | None = None
    text: str = ""

    @property
    def is_known(self) -> bool:
        figures = (self.count, self.denominator, self.percent)
        return any(figure is not None for figure in figures) or bool(self.text)


UNKNOWN = Figure()


def figure_of(value: IndicatorValue | None) -> Figure:
    if value is None:
        return UNKNOWN
    return Figure(value.count, value.numerator, value.denominator, value.percent, value.text)


def share(numerator: int, denominator: int) -> Decimal | None:
    """The percentage, exact to the place that is stored; None of nothing."""
    if not denominator:
        return None
    return half_up(Fraction(numerator * 100, denominator), PERCENT_PLACES)


def counted(numerator: int, denominator: int) -> Figure:
    percent = share(numerator, denominator)
    return Figure(numerator=numerator, denominator=denominator, percent=percent)


def read(indicator: Indicator, typed: Mapping[str, str]) -> Figure:
    """From typed text by part. Raises Invalid with a message for each part that is wrong."""
    given = {name: typed.get(name, "").strip() for name in PARTS[indicator.kind]}
    if not any(given.values()):
        return UNKNOWN
    if indicator.kind == IndicatorKind.TEXT:
        return _text(given["text"])
    if indicator.kind == IndicatorKind.YES_NO:
        return _yes_no(given["count"])
    if indicator.kind == IndicatorKind.COUNT:
        return Figure(count=_counts(given)["count"])
    return _percentage(given)


def _text(text: str) -> Figure:
    if len(text) > TEXT_MAX:
        raise Invalid({"text": _("Nhiều nhất %(max)d ký tự.") % {"max": TEXT_MAX}})
    return Figure(text=nfc(text))


def _yes_no(text: str) -> Figure:
    if text not in ("0", "1"):
        raise Invalid({"count": _("Chỉ nhận Có = 1 hoặc Không = 0.")})
    return Figure(count=int(text))


def _percentage(given: Mapping[str, str]) -> Figure:
    if given["numerator"] or given["denominator"]:
        return _from_counts(given)
    try:
        percent = half_up(parse_percent(given["percent"]), PERCENT_PLACES)
    except NumberError as error:
        raise Invalid({"percent": str(error)}) from error
    if not 0 <= percent <= 100:
        raise Invalid({"percent": _("Tỷ lệ phải từ 0 đến 100.")})
    return Figure(percent=percent)


def _from_counts(given: Mapping[str, str]) -> Figure:
    """The counts decide; a percentage typed beside them must not say otherwise."""
    missing = {
        name: _("Cần cả hai số đếm.") for name in ("numerator", "denominator") if not given[name]
    }
    if missing:
        raise Invalid(missing)
    counts = _counts({name: given[name] for name in ("numerator", "denominator")})
    numerator, denominator = counts["numerator"], counts["denominator"]
    if numerator > denominator:
        raise Invalid(
            {
                "numerator": _("Không được lớn hơn %(whole)s.")
                % {"whole": format_decimal(denominator, 0)}
            }
        )
    return counted(numerator, denominator)


def _counts(given: Mapping[str, str]) -> dict[str, int]:
    counts, errors = {}, {}
    for name, text in given.items():
        try:
            counts[name] = parse_count(text)
        except NumberError as error:
            errors[name] = str(error)
        else:
            if counts[name] > COUNT_MAX:
                errors[name] = _("Số quá lớn; hãy kiểm tra lại.")
    if errors:
        raise Invalid(errors)
    return counts


def words(kind: str, figure: Figure) -> str:
    """As pages and papers show it; a dash where it is not known."""
    if not figure.is_known:
        return DASH
    if kind == IndicatorKind.TEXT:
        return figure.text
    if kind == IndicatorKind.YES_NO:
        return _("Có") if figure.count else _("Không")
    if kind == IndicatorKind.COUNT:
        return format_decimal(figure.count, 0)
    if figure.percent is None:
        return _("không phát sinh")
    return format_percent(figure.percent, strip=True)


def working(kind: str, figure: Figure) -> str:
    """`118/120` beside the percentage it gives."""
    if kind != IndicatorKind.PERCENT or figure.denominator is None:
        return ""
    return f"{format_decimal(figure.numerator, 0)}/{format_decimal(figure.denominator, 0)}"


def in_full(kind: str, figure: Figure) -> str:
    """Words and working together: for histories, conflicts, previews."""
    found = working(kind, figure)
    return f"{words(kind, figure)} ({found})" if found else words(kind, figure)


def typed_of(kind: str, figure: Figure) -> dict[str, str]:
    """As the inputs show it again."""
    if kind == IndicatorKind.TEXT:
        return {"text": figure.text}
    if kind == IndicatorKind.PERCENT:
        alone = figure.percent if figure.denominator is None else None
        return {
            "numerator": _plain(figure.numerator),
            "denominator": _plain(figure.denominator),
            "percent": "" if alone is None else format_decimal(alone, PERCENT_PLACES, strip=True),
        }
    return {"count": _plain(figure.count)} if PARTS.get(kind) else {}


def _plain(number: int | None) -> str:
    return "" if number is None else str(number)
