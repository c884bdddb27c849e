"""What the result page of one unit shows: the read model's figures as text, in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.models import Assignment, Campaign, Source
from criteria.models import SURVEY_METHODS, Block
from parindex.lib.numbers import DASH, format_decimal, format_percent, format_signed
from reports.charts import share
from reports.known_figures import Known, announced_rank, known_figures
from reports.survey_box import SurveyBox, survey_box
from reports.unit_result import Node, UnitResult
from reports.unit_words import (
    before,
    change_of,
    comparability_words,
    lost_words,
    members,
    minus,
    points_of,
    rank_words,
    trend_words,
)

WORST = 8
"""How many losses stand open; the rest folds away."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One node of the tree, as text. Deductions are shown negative."""

    code: str
    name: str
    level: int
    is_leaf: bool
    is_counted: bool
    is_survey: bool
    maximum: str
    own: str
    appraised: str
    points: str
    deducted: str
    is_deducted: bool
    percent: str
    previous: str
    change: str
    cause: str
    lead_unit: str
    office: str


@dataclass(frozen=True)
class Section:
    """A field or block with everything below it."""

    head: Row
    rows: tuple[Row, ...]
    losses: int


@dataclass(frozen=True)
class Bar:
    """Two years of one thing, for components/bars.html."""

    label: str
    value_percent: int
    previous_percent: int | None
    value_text: str
    previous_text: str
    change_text: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class UnitPage:
    result: UnitResult
    is_scored: bool
    """Scored on the portal; otherwise only announced figures are known."""
    shows_own: bool
    """Self scores are known, and not kept from this person."""
    percent: str
    points: str
    previous: str
    change: str
    rank: str
    rank_note: str
    group: str
    group_note: str
    scored: str
    lost: str
    survey: str
    survey_lost: str
    bonus: str
    penalty: str
    has_adjustment: bool
    trend: tuple[tuple[str, str], ...]
    comparability: str
    bars: tuple[Bar, ...]
    sections: tuple[Section, ...]
    losses: tuple[Row, ...]
    """The greatest first."""
    survey_box: SurveyBox | None
    known: tuple[Known, ...]

    @property
    def has_bars(self) -> bool:
        return any(bar.value_text != DASH for bar in self.bars)

    @property
    def losses_anchor(self) -> str:
        return "#mat-diem" if self.is_scored else ""

    @property
    def survey_anchor(self) -> str:
        return "#hai-long" if self.survey_box else ""

    @property
    def worst(self) -> tuple[Row, ...]:
        return self.losses[:WORST]

    @property
    def other_losses(self) -> tuple[Row, ...]:
        return self.losses[WORST:]


def unit_page(result: UnitResult, *, shows_rank: bool, shows_own: bool) -> UnitPage:
    """``shows_rank``: a place among units is nobody's business before it is announced, except of
    those who follow the whole campaign. ``shows_own``: what the unit had claimed for itself is
    for those who may read its sheet; what it got is for everybody once announced."""
    offices = appraising_offices(result.campaign)
    compared = result.previous_year is not None
    sections = tuple(_section(node, offices, compared) for node in result.top)
    rows = {row.code: row for section in sections for row in (section.head, *section.rows)}
    known = tuple(known_figures(result))
    is_scored = result.campaign.source == Source.SCORED
    rank, rank_note = rank_words(result, shows_rank) if is_scored else announced_rank(known)
    return UnitPage(
        result=result,
        is_scored=is_scored,
        shows_own=shows_own and result.total.self_points is not None,
        percent=format_percent(result.total.percent) if result.is_complete else DASH,
        points=points_of(result.total) if result.is_complete else DASH,
        previous=before(result.total),
        change=change_of(result.total, compared) if result.is_complete else "",
        rank=rank,
        rank_note=rank_note,
        group=result.group.label if result.group else "",
        group_note=members(result),
        scored=points_of(result.scored),
        lost=lost_words(result.scored, len(result.deductions) if is_scored else 0)
        if result.is_complete
        else _("mới tính các mục đã có điểm"),
        survey=points_of(result.survey) if result.survey.max_points else "",
        survey_lost=lost_words(result.survey, 0) if result.is_complete else "",
        bonus=format_signed(result.bonus),
        penalty=minus(result.penalty),
        has_adjustment=bool(result.bonus or result.penalty),
        trend=tuple(trend_words(result)),
        comparability=comparability_words(result),
        bars=tuple(_bar(node, compared) for node in result.top if node.block != Block.ADJUSTMENT),
        sections=sections,
        losses=tuple(rows[leaf.code] for leaf in by_loss(result)),
        survey_box=survey_box(result.satisfaction) if result.satisfaction else None,
        known=known,
    )


def lost_leaves(result: UnitResult) -> list[Node]:
    """Leaves that lost points, in the order of the set. Bonus points not won are no loss."""
    return [
        leaf for node in result.top if node.block != Block.ADJUSTMENT for leaf in node.deductions
    ]


def by_loss(result: UnitResult) -> list[Node]:
    """The same, the greatest loss first."""
    return sorted(lost_leaves(result), key=lambda leaf: leaf.deducted or Decimal(0), reverse=True)


# -- the tree -----------------------------------------------------------------------------------


def appraising_offices(campaign: Campaign) -> dict[int, str]:
    """The office that appraises, by criterion to which it is assigned."""
    rows = Assignment.objects.filter(campaign=campaign).select_related("office")
    return {row.criterion_id: row.office.title for row in rows}


def _section(node: Node, offices: dict[int, str], compared: bool) -> Section:
    rows = tuple(_rows(node, offices, offices.get(node.criterion_id, ""), compared))
    losses = 0 if node.block == Block.ADJUSTMENT else len(node.deductions)
    return Section(head=rows[0], rows=rows[1:], losses=losses)


def _rows(node: Node, offices: dict[int, str], office: str, compared: bool) -> Iterator[Row]:
    """The node and everything below it; an assignment holds until a nearer one overrides it."""
    office = offices.get(node.criterion_id, office)
    yield _row(node, office, compared)
    for child in node.children:
        yield from _rows(child, offices, office, compared)


def _row(node: Node, office: str, compared: bool) -> Row:
    is_extra = node.block == Block.ADJUSTMENT
    # A share of a maximum that is not yet scored throughout would read like a result.
    is_known = node.is_scored and not is_extra
    return Row(
        code=node.code,
        name=node.name,
        level=node.level,
        is_leaf=node.is_leaf,
        is_counted=node.is_counted,
        is_survey=node.method in SURVEY_METHODS,
        maximum=format_decimal(node.max_points, strip=True),
        own=format_decimal(node.self_points),
        appraised=format_decimal(node.appraised_points),
        points=format_decimal(node.points),
        deducted=DASH if is_extra else minus(node.deducted),
        is_deducted=node.is_deducted and not is_extra,
        percent=format_percent(node.percent) if is_known else DASH,
        previous=before(node),
        change=change_of(node, compared) if is_known else "",
        cause=node.cause or _survey_cause(node),
        lead_unit=node.lead_unit,
        office=office,
    )


def _survey_cause(node: Node) -> str:
    if node.method not in SURVEY_METHODS or not node.is_deducted:
        return ""
    return _("Theo kết quả điều tra xã hội học, không phải điểm trừ khi thẩm định.")


def _bar(node: Node, compared: bool) -> Bar:
    return Bar(
        label=f"{node.code}. {node.name}",
        value_percent=share(node.percent, 100) if node.is_scored else 0,
        previous_percent=None
        if node.previous_percent is None
        else share(node.previous_percent, 100),
        value_text=format_percent(node.percent) if node.is_scored else DASH,
        previous_text=""
        if node.previous_percent is None
        else format_percent(node.previous_percent),
        change_text=change_of(node, compared) if node.is_scored else "",
    )
