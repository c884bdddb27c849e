"""The leader's page: where we stand, whether it is better than last year, where points were lost
and why, who is late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from assessments.models import Campaign, CampaignState, RecordedResult, Result, Source
from parindex.lib.numbers import DASH, format_percent, format_signed
from parindex.units.models import Unit, User
from parindex.units.permissions import Right, memberships_granting
from reports.answers import Answer, lateness_answer, own_answers, units_answers
from reports.charts import Column, ColumnChart, column_chart
from reports.losses import LossLine, field_losses, loss_lines
from reports.progress import CampaignProgress, open_campaigns
from reports.results_page import RankingPage, announced_ranks, ranking_page
from reports.unit_page import Row, UnitPage, unit_page
from reports.unit_result import unit_result
from reports.units_summary import units_summary

WORST = 5


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
class Own:
    """The unit's own latest published result and the years before it."""

    page: UnitPage
    chart: ColumnChart
    years: tuple[Year, ...]
    worst: tuple[Row, ...]
    """The greatest deductions of the appraisal, each with its cause."""


@dataclass(frozen=True)
class Overview:
    unit: Unit
    answers: tuple[Answer, ...]
    own: Own | None
    losses: tuple[LossLine, ...]
    """Of the unit itself; on average of its units where it has no result of its own."""
    campaigns: tuple[CampaignProgress, ...]
    ranking: RankingPage | None
    """Of the latest published campaign that the unit organised."""


def led_units(user: User) -> list[Unit]:
    """The units whose progress the user follows, the highest first."""
    units = {m.unit_id: m.unit for m in memberships_granting(user, Right.READ_PROGRESS)}
    return sorted(units.values(), key=lambda unit: (unit.path.count("/"), unit.position, unit.code))


def overview(user: User, unit: Unit, *, at: datetime) -> Overview:
    """``unit`` is one of ``led_units``."""
    own = _own(user, unit)
    organised = _organised(user, unit)
    if own is not None:
        losses = field_losses(own.page.result)
        first = own_answers(own.page, losses)
    else:
        summary = units_summary(user, organised) if organised else None
        losses = summary.losses if summary else ()
        first = units_answers(summary)
    campaigns = open_campaigns(user, unit, at)
    return Overview(
        unit=unit,
        answers=(*first, lateness_answer(campaigns)),
        own=own,
        losses=loss_lines(losses),
        campaigns=tuple(campaigns),
        ranking=ranking_page(organised, user) if organised else None,
    )


def _own(user: User, unit: Unit) -> Own | None:
    results = list(
        Result.objects.visible_to(user)
        .filter(
            assessment__unit=unit,
            assessment__campaign__state=CampaignState.PUBLISHED,
            is_complete=True,
            percent__isnull=False,
        )
        .select_related("assessment__unit", "assessment__campaign__previous")
        .select_related("assessment__campaign__criteria_set", "assessment__campaign__organiser")
        .order_by("assessment__campaign__year", "assessment__campaign__published_at")
    )
    if not results:
        return None
    page = unit_page(unit_result(results[-1].assessment), shows_rank=True, shows_own=True)
    chart = column_chart([r.percent or Decimal(0) for r in results], ceiling=Decimal(100))
    return Own(
        page=page,
        chart=chart,
        years=tuple(_years(unit, results, chart)),
        worst=tuple(row for row in page.losses if not row.is_survey)[:WORST],
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
    """A place among one is no place; a year taken over from papers has the announced place."""
    campaign = result.assessment.campaign
    place, of = result.rank, result.rank_of
    if campaign.source == Source.RECORDED:
        place, of = announced.get((campaign.pk, result.assessment.unit_id), (None, None))
    if place is None or of == 1:
        return DASH
    return f"{place}/{of}" if of else str(place)


def _organised(user: User, unit: Unit) -> Campaign | None:
    return (
        Campaign.objects.visible_to(user)
        .filter(organiser=unit, state=CampaignState.PUBLISHED)
        .select_related("criteria_set", "previous")
        .order_by("-year", "-published_at")
        .first()
    )
