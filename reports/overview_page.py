"""The leader's page: where we stand, whether it is better than last year, where points were lost
and why, who is late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.models import Campaign, CampaignState, RecordedResult, Result, Source
from criteria.models import Block
from parindex.lib.numbers import DASH, format_decimal, format_percent, format_signed
from parindex.units.models import Unit, User
from parindex.units.permissions import Right, memberships_granting
from reports.charts import Column, ColumnChart, column_chart, share
from reports.progress import CampaignProgress, open_campaigns
from reports.results_page import RankingPage, announced_ranks, ranking_page
from reports.unit_page import Row, UnitPage, unit_page
from reports.unit_result import Node, UnitResult, unit_result

WORST = 5


@dataclass(frozen=True)
class Answer:
    """One figure that answers one of the four questions."""

    question: str
    value: str
    unit: str
    note: str
    anchor: str
    delta: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Year:
    """One known year of the unit."""

    year: int
    code: str
    percent: str
    change: str
    rank: str
    column: Column
    is_last: bool


@dataclass(frozen=True)
class FieldLoss:
    label: str
    code: str
    lost: str
    points: str
    meter: int


@dataclass(frozen=True)
class Overview:
    unit: Unit
    answers: tuple[Answer, ...]
    result: UnitResult | None
    page: UnitPage | None
    chart: ColumnChart | None
    years: tuple[Year, ...]
    field_losses: tuple[FieldLoss, ...]
    worst: tuple[Row, ...]
    """The greatest deductions of the appraisal, each with its cause."""
    campaigns: tuple[CampaignProgress, ...]
    ranking: RankingPage | None


def led_units(user: User) -> list[Unit]:
    """The units whose progress the user follows, the highest first."""
    units = {m.unit_id: m.unit for m in memberships_granting(user, Right.READ_PROGRESS)}
    return sorted(units.values(), key=lambda unit: (len(unit.path), unit.position, unit.code))


def overview(user: User, unit: Unit, *, at: datetime) -> Overview:
    """``unit`` is one of ``led_units``."""
    results = _published(user, unit)
    latest = results[-1] if results else None
    result = unit_result(latest.assessment) if latest else None
    page = unit_page(result, shows_rank=True) if result else None
    campaigns = open_campaigns(user, unit, at)
    chart = (
        column_chart([r.percent or Decimal(0) for r in results], ceiling=Decimal(100))
        if results
        else None
    )
    fields = _lost_fields(result) if result else []
    return Overview(
        unit=unit,
        answers=(
            *_standing(result, page),
            _worst(fields),
            _lateness(campaigns),
        ),
        result=result,
        page=page,
        chart=chart,
        years=tuple(_years(unit, results, chart)) if chart else (),
        field_losses=_field_losses(fields),
        worst=tuple(row for row in page.losses if not row.is_survey)[:WORST] if page else (),
        campaigns=tuple(campaigns),
        ranking=_ranking(user, unit),
    )


# -- where we stand, and whether it is better ---------------------------------------------------


def _published(user: User, unit: Unit) -> list[Result]:
    """The unit's own published results, the oldest first."""
    return list(
        Result.objects.visible_to(user)
        .filter(
            assessment__unit=unit,
            assessment__campaign__state=CampaignState.PUBLISHED,
            is_complete=True,
            percent__isnull=False,
        )
        .select_related("assessment__unit")
        .select_related("assessment__campaign__previous")
        .select_related("assessment__campaign__criteria_set", "assessment__campaign__organiser")
        .order_by("assessment__campaign__year", "assessment__campaign__published_at")
    )


def _standing(result: UnitResult | None, page: UnitPage | None) -> tuple[Answer, Answer]:
    where, better = _("Chúng ta đứng ở đâu?"), _("Tốt hơn năm trước không?")
    if result is None or page is None:
        nothing = _("Chưa có kết quả đã công bố của đơn vị trên cổng.")
        return Answer(where, DASH, "", nothing, ""), Answer(better, DASH, "", "", "")
    place = ""
    if page.rank != DASH:
        place = _("Hạng %(rank)s %(note)s") % {"rank": page.rank, "note": page.rank_note}
    known = [_("Năm %(year)d") % {"year": result.year}, place, page.group]
    return (
        Answer(where, page.percent, "", " · ".join(filter(None, known)), "#qua-cac-nam"),
        _compared(better, result, page),
    )


def _compared(question: str, result: UnitResult, page: UnitPage) -> Answer:
    total = result.total
    if total.change is None or total.previous_percent is None:
        return Answer(question, DASH, "", page.comparability, "#qua-cac-nam")
    return Answer(
        question,
        page.change,
        _("điểm %"),
        _("%(before)s năm %(year)d → %(now)s")
        % {
            "before": format_percent(total.previous_percent),
            "year": result.previous_year,
            "now": page.percent,
        },
        "#qua-cac-nam",
        tone="up" if total.change > 0 else "down" if total.change < 0 else "",
    )


def _years(unit: Unit, results: Sequence[Result], chart: ColumnChart) -> list[Year]:
    last = len(results) - 1
    announced = announced_ranks(RecordedResult.objects.filter(unit=unit))
    return [
        Year(
            year=result.assessment.campaign.year,
            code=result.assessment.campaign.code,
            percent=format_percent(result.percent),
            change=DASH if result.change is None else format_signed(result.change),
            rank=_place(result, announced),
            column=column,
            is_last=place == last,
        )
        for place, (result, column) in enumerate(zip(results, chart.columns, strict=True))
    ]


def _place(
    result: Result, announced: Mapping[tuple[int | None, int], tuple[int, int | None]]
) -> str:
    campaign = result.assessment.campaign
    place, of = result.rank, result.rank_of
    if campaign.source == Source.RECORDED:
        place, of = announced.get((campaign.pk, result.assessment.unit_id), (None, None))
    if place is None or of == 1:
        return DASH
    return f"{place}/{of}" if of else str(place)


# -- where points were lost ---------------------------------------------------------------------


def _lost_fields(result: UnitResult) -> list[Node]:
    """Fields and the survey, the greatest loss first; what is full or unknown stays out."""
    nodes = [n for n in result.top if n.block != Block.ADJUSTMENT and n.is_deducted]
    return sorted(nodes, key=lambda node: node.deducted or Decimal(0), reverse=True)


def _field_losses(fields: Sequence[Node]) -> tuple[FieldLoss, ...]:
    greatest = fields[0].deducted if fields else None
    return tuple(
        FieldLoss(
            label=f"{node.code}. {node.name}",
            code=node.code,
            lost=_negative(node.deducted),
            points=f"{format_decimal(node.points)} / {format_decimal(node.max_points, strip=True)}",
            meter=share(node.deducted, greatest),
        )
        for node in fields
    )


def _worst(fields: Sequence[Node]) -> Answer:
    question = _("Mất điểm nhiều nhất ở đâu?")
    if not fields:
        return Answer(question, DASH, "", "", "")
    worst = fields[0]
    return Answer(
        question,
        _negative(worst.deducted),
        _("điểm"),
        f"{worst.code}. {worst.name}",
        "#mat-diem",
        tone="down",
    )


def _negative(value: Decimal | None) -> str:
    return format_signed(None if value is None else -value)


# -- who is late --------------------------------------------------------------------------------


def _lateness(campaigns: Sequence[CampaignProgress]) -> Answer:
    question = _("Ai đang chậm?")
    if not campaigns:
        return Answer(question, DASH, "", _("Không có đợt đánh giá nào đang mở."), "")
    late = sum(campaign.late for campaign in campaigns)
    if not late:
        return Answer(question, "0", "", _("Không có phiếu nào quá hạn."), "#ai-cham", tone="up")
    rows = [row for campaign in campaigns for row in campaign.units if row.late]
    worst = max(rows, key=lambda row: row.late)
    return Answer(
        question,
        str(late),
        _("phiếu quá hạn"),
        _("Ở %(count)d đơn vị; nhiều nhất: %(unit)s (%(late)d)")
        % {"count": len(rows), "unit": worst.unit.title, "late": worst.late},
        "#ai-cham",
        tone="down",
    )


# -- the units below ----------------------------------------------------------------------------


def _ranking(user: User, unit: Unit) -> RankingPage | None:
    """The latest published campaign that the unit itself organised."""
    campaign = (
        Campaign.objects.visible_to(user)
        .filter(organiser=unit, state=CampaignState.PUBLISHED)
        .select_related("criteria_set", "previous")
        .order_by("-year", "-published_at")
        .first()
    )
    return ranking_page(campaign, user) if campaign else None
