"""Part I.1: where the unit stands, against last year and among its like."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from assessments.models import Comparability
from assessments.predecessors import merged_words
from parindex.lib.dates import format_date, format_moment
from parindex.lib.numbers import format_decimal, format_percent, format_signed, half_up
from reports.documents.names import organ, peers_word
from reports.documents.phrases import (
    FIELD_PLACES,
    band_words,
    change_text,
    change_words,
    counted,
    group_name,
    listed,
    points_of,
)
from reports.unit_result import Figures, Group, Node, UnitResult

NAMED_MEMBERS = 12
"""Longer groups are counted, not listed."""


@dataclass(frozen=True)
class YearRow:
    year: int
    percent: str
    head_rating: str


@dataclass(frozen=True)
class ComparisonRow:
    number: str
    name: str
    previous: str
    previous_percent: str
    current: str
    percent: str
    change: str
    is_total: bool = False


@dataclass(frozen=True)
class Overview:
    standing: str
    years: tuple[YearRow, ...]
    growth: tuple[str, ...]
    movements: tuple[str, ...]
    rows: tuple[ComparisonRow, ...]
    notes: tuple[str, ...]
    has_previous: bool


def overview(result: UnitResult) -> Overview:
    has_previous = result.previous_year is not None and any(
        figures.previous_percent is not None for figures in (result.total, *result.fields)
    )
    return Overview(
        standing=_standing(result),
        years=tuple(_years(result)),
        growth=tuple(_growth(result)),
        movements=tuple(_movements(result)),
        rows=tuple(_rows(result)),
        notes=tuple(_notes(result)) if has_previous else (),
        has_previous=has_previous,
    )


def _standing(result: UnitResult) -> str:
    unit, total = result.unit, result.total
    if total.points is None:
        return f"Chỉ số CCHC năm {result.year} của {unit} chưa có kết quả."
    clauses = [
        f"{_source(result)}, Chỉ số CCHC năm {result.year} của {unit} đạt"
        f" {format_percent(total.percent)} ({points_of(total)} điểm){_parts(result)}"
    ]
    if rank := result.announced_rank:
        clauses.append(f"xếp thứ {rank.place}/{rank.of} {peers_word(unit)}")
    if result.group:
        clauses.append(f"thuộc {_group(result.group, result)}")
    return "; ".join(clauses) + "."


def _source(result: UnitResult) -> str:
    campaign = result.campaign
    if result.is_provisional:
        computed = result.computed_at and timezone.localtime(result.computed_at)
        at = f" lúc {format_moment(computed)}" if computed else ""
        return f"Theo số liệu tạm tính{at}, chưa công bố"
    if not campaign.decision_number:
        return "Theo kết quả đã công bố"
    day = f" ngày {format_date(campaign.decision_date)}" if campaign.decision_date else ""
    return (
        f"Theo kết quả công bố tại Quyết định số {campaign.decision_number}{day}"
        f" của {organ(campaign.organiser)}"
    )


def _parts(result: UnitResult) -> str:
    named = [
        (result.scored, "điểm thẩm định các lĩnh vực"),
        (result.survey, "điểm điều tra xã hội học"),
    ]
    parts = [f"{points_of(part)} {name}" for part, name in named if part.points is not None]
    if result.bonus:
        parts.append(f"{format_decimal(result.bonus, strip=True)} điểm thưởng")
    if result.penalty:
        parts.append(f"{format_decimal(result.penalty, strip=True)} điểm phạt")
    return ", gồm " + ", ".join(parts) if len(parts) > 1 else ""


def _group(group: Group, result: UnitResult) -> str:
    band = band_words(group)
    text = group_name(group) + (f" (chỉ số {band})" if band else "")
    others = [name for name in group.members if name != result.unit.name]
    if others and len(group.members) <= NAMED_MEMBERS:
        return f"{text}, cùng với: {', '.join(others)}"
    return f"{text}, nhóm có {counted(len(group.members))} đơn vị" if others else text


def _years(result: UnitResult) -> Iterator[YearRow]:
    if result.previous_year is not None and result.total.previous_percent is not None:
        yield _year(
            result.previous_year, result.total.previous_percent, result.previous_head_rating
        )
    yield _year(result.year, result.total.percent, result.head_rating)


def _year(year: int, percent: object, head_rating: str) -> YearRow:
    return YearRow(year, format_percent(percent), head_rating or "Chưa có")  # type: ignore[arg-type]


def _growth(result: UnitResult) -> Iterator[str]:
    total = result.total
    if total.change is None:
        if result.previous_year is not None:
            yield f"Chỉ số CCHC năm {result.year} và năm {result.previous_year} không so sánh được."
        return
    text = (
        f"So với năm {result.previous_year}, Chỉ số CCHC của {result.unit}"
        f" {change_words(total.change)} (năm {result.previous_year}:"
        f" {format_percent(total.previous_percent)}; năm {result.year}:"
        f" {format_percent(total.percent)})"
    )
    if result.growth:
        text += (
            f"; mức tăng, giảm đứng thứ {result.growth.place}/{result.growth.of}, bình quân các"
            f" {peers_word(result.unit)} là {format_signed(result.growth.mean)} điểm phần trăm"
        )
    yield text + "."


def _movements(result: UnitResult) -> Iterator[str]:
    """Which fields rose, stand at the maximum, stayed, fell."""
    trend, of = result.trend, len(result.fields)
    if trend.risen:
        yield f"{len(trend.risen)}/{of} lĩnh vực tăng: {_names(trend.risen)}"
    if trend.at_maximum:
        yield f"{_count(trend.at_maximum)} đạt điểm tối đa: {_names(trend.at_maximum)}"
    if trend.unchanged:
        yield f"{_count(trend.unchanged)} không tăng, không giảm: {_names(trend.unchanged)}"
    if trend.fallen:
        fallen = [f"{f.name} ({change_text(f.change)} điểm phần trăm)" for f in trend.fallen]
        yield f"{_count(trend.fallen)} giảm: {listed(fallen)}"
    if trend.incomparable and len(trend.incomparable) < of:
        yield f"{_count(trend.incomparable)} không so sánh được: {_names(trend.incomparable)}"


def _count(fields: tuple[Node, ...]) -> str:
    return f"{counted(len(fields))} lĩnh vực"


def _names(fields: tuple[Node, ...]) -> str:
    return listed(field.name for field in fields)


def _rows(result: UnitResult) -> Iterator[ComparisonRow]:
    for field in result.fields:
        yield _row(field, field.code, field.name, FIELD_PLACES)
    total = _row(result.total, "", "Chỉ số CCHC", 2)
    yield ComparisonRow(**{**vars(total), "is_total": True})


def _row(figures: Figures, number: str, name: str, places: int) -> ComparisonRow:
    before = Figures(points=figures.previous_points, max_points=figures.previous_max)
    return ComparisonRow(
        number=number,
        name=name,
        previous=points_of(before),
        previous_percent=format_decimal(figures.previous_percent, places),
        current=points_of(figures),
        percent=format_decimal(figures.percent, places),
        change=change_text(figures.change, places),
    )


def _notes(result: UnitResult) -> Iterator[str]:
    if result.comparability == Comparability.MERGED:
        yield (
            f"Số liệu năm {result.previous_year} là trung bình tỷ lệ của các đơn vị cũ trước khi"
            f" sắp xếp ({merged_words(result.total.previous_of)}); thứ hạng hai năm không so sánh"
            " được"
        )
    if result.comparability == Comparability.PERCENT_ONLY:
        renewed = sum(field.has_new_maximum for field in result.fields)
        yield (
            f"Bộ tiêu chí năm {result.year} khác năm {result.previous_year} (điểm tối đa thay đổi"
            f" ở {renewed}/{len(result.fields)} lĩnh vực), vì vậy hai năm được so sánh theo tỷ lệ"
            " phần trăm; mức tăng, giảm tính bằng điểm phần trăm"
        )
    if any(_rounding_shows(field) for field in result.fields):
        yield (
            "Tỷ lệ và mức tăng, giảm được làm tròn riêng từ số liệu gốc nên có thể lệch 0,1 so với"
            " hiệu của hai tỷ lệ đã làm tròn"
        )


def _rounding_shows(field: Node) -> bool:
    if field.percent is None or field.previous_percent is None or field.change is None:
        return False
    shown = half_up(field.percent, FIELD_PLACES) - half_up(field.previous_percent, FIELD_PLACES)
    return shown != half_up(field.change, FIELD_PLACES)
