"""SIPAS of one unit as text: index, points, rank, the factors."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from parindex.lib.numbers import format_percent, format_signed
from reports.charts import share
from reports.unit_result import Rank, Satisfaction
from reports.unit_words import points_of


@dataclass(frozen=True)
class FactorRow:
    name: str
    percent: str
    meter: int
    rank: str


@dataclass(frozen=True)
class SurveyBox:
    index: str
    change: str
    rank: str
    rank_change: str
    part: str
    note: str
    factors: tuple[FactorRow, ...]


def survey_box(survey: Satisfaction) -> SurveyBox:
    notes = []
    if survey.disagrees:
        notes.append(
            _(
                "Chỉ số %(index)s và điểm %(points)s (bằng %(share)s) là hai số được công bố, không"
                " suy ra nhau."
            )
            % {
                "index": format_percent(survey.index),
                "points": points_of(survey.part),
                "share": format_percent(survey.part.percent),
            }
        )
    if survey.is_mean_of_factors:
        notes.append(_("Chỉ số bằng trung bình cộng của các yếu tố."))
    return SurveyBox(
        index=format_percent(survey.index),
        change="" if survey.change is None else format_signed(survey.change),
        rank=rank_of(survey.rank),
        rank_change=_places(survey.rank_change),
        part=points_of(survey.part),
        note=" ".join(notes),
        factors=tuple(
            FactorRow(
                name=factor.name,
                percent=format_percent(factor.percent),
                meter=share(factor.percent, 100),
                rank=rank_of(factor.rank),
            )
            for factor in survey.factors
        ),
    )


def rank_of(rank: Rank | None) -> str:
    return "" if rank is None else f"{rank.place}/{rank.of}"


def _places(change: int | None) -> str:
    if not change:
        return ""
    words = _("tăng %(count)d bậc") if change > 0 else _("giảm %(count)d bậc")
    return words % {"count": abs(change)}
