"""Part II: the satisfaction index, its factors, and a plain word where two figures disagree."""

from collections.abc import Iterator
from dataclasses import dataclass

from parindex.lib.numbers import DASH, format_decimal, format_percent
from reports.documents.names import peers_word
from reports.documents.phrases import change_words, counted, points_of
from reports.unit_result import Factor, Rank, Satisfaction, UnitResult


@dataclass(frozen=True)
class FactorRow:
    number: int
    name: str
    percent: str
    rank: str


@dataclass(frozen=True)
class SurveySection:
    standing: str
    remark: str
    rows: tuple[FactorRow, ...]
    extremes: str


def survey_section(result: UnitResult) -> SurveySection | None:
    survey = result.satisfaction
    if survey is None:
        return None
    return SurveySection(
        standing="; ".join(_standing(survey, result)) + ".",
        remark=_remark(survey),
        rows=tuple(_row(number, factor) for number, factor in enumerate(survey.factors, start=1)),
        extremes=_extremes(survey),
    )


def _standing(survey: Satisfaction, result: UnitResult) -> Iterator[str]:
    head = (
        "Chỉ số hài lòng của người dân, tổ chức đối với sự phục vụ của cơ quan hành chính nhà nước"
        f" năm {result.year} của {result.unit}"
    )
    worth = f"{points_of(survey.part)} điểm trong Chỉ số CCHC"
    yield (
        f"{head} đạt {format_percent(survey.index)}, tính {worth}"
        if survey.index
        else (f"{head} được tính {worth}")
    )
    if survey.rank and survey.rank.of > 1:
        yield f"xếp thứ {survey.rank.place}/{survey.rank.of} {peers_word(result.unit)}"
    if survey.change is not None:
        yield f"{change_words(survey.change)}{_places(survey)} so với năm {result.previous_year}"


def _places(survey: Satisfaction) -> str:
    if not survey.rank_change:
        return ""
    verb = "tăng" if survey.rank_change > 0 else "giảm"
    return f" và {verb} {counted(abs(survey.rank_change))} bậc"


def _remark(survey: Satisfaction) -> str:
    """Both figures are published; neither is bent to fit the other."""
    if not survey.disagrees:
        return ""
    mean = ", bằng trung bình cộng của các yếu tố," if survey.is_mean_of_factors else ""
    return (
        f"Lưu ý về số liệu: {points_of(survey.part)} điểm tương ứng"
        f" {format_percent(survey.part.percent)}, không trùng với Chỉ số hài lòng"
        f" {format_percent(survey.index)}{mean} vì hai số được công bố theo hai cách tổng hợp khác"
        " nhau. Báo cáo giữ nguyên cả hai số đã công bố; điểm dùng để tính Chỉ số CCHC là"
        f" {points_of(survey.part)}."
    )


def _row(number: int, factor: Factor) -> FactorRow:
    return FactorRow(number, factor.name, format_decimal(factor.percent), _place(factor.rank))


def _place(rank: Rank | None) -> str:
    return f"{rank.place}/{rank.of}" if rank else DASH


def _extremes(survey: Satisfaction) -> str:
    if len(survey.factors) < 2:
        return ""
    best = max(survey.factors, key=lambda factor: factor.percent)
    worst = min(survey.factors, key=lambda factor: factor.percent)
    return (
        f"Yếu tố đạt cao nhất là {best.name} ({format_percent(best.percent)}); thấp nhất là"
        f" {worst.name} ({format_percent(worst.percent)})."
    )
