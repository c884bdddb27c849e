"""What the result page of one unit shows: the read model's figures as text, in reading order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.models import Assignment, Campaign, Comparability, RecordedResult, Source
from criteria.models import SURVEY_METHODS, Block
from parindex.lib.numbers import DASH, format_decimal, format_percent, format_signed
from reports.charts import share
from reports.unit_result import Figures, Node, Part, Rank, Satisfaction, UnitResult

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


@dataclass(frozen=True)
class Known:
    """A figure taken over from what was announced, with its source."""

    subject: str
    is_whole: bool
    figure: str
    percent: str
    rank: str
    source: str
    note: str
    is_used: bool


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
    known = tuple(_known(result))
    is_scored = result.campaign.source == Source.SCORED
    rank, rank_note = _rank(result, shows_rank) if is_scored else _announced(known)
    return UnitPage(
        result=result,
        is_scored=is_scored,
        shows_own=shows_own and result.total.self_points is not None,
        percent=format_percent(result.total.percent) if result.is_complete else DASH,
        points=_of(result.total) if result.is_complete else DASH,
        previous=_before(result.total),
        change=_change(result.total, compared) if result.is_complete else "",
        rank=rank,
        rank_note=rank_note,
        group=result.group.label if result.group else "",
        group_note=_members(result),
        scored=_of(result.scored),
        lost=_lost(result.scored, len(result.deductions) if is_scored else 0)
        if result.is_complete
        else _("mới tính các mục đã có điểm"),
        survey=_of(result.survey) if result.survey.max_points else "",
        survey_lost=_lost(result.survey, 0) if result.is_complete else "",
        bonus=format_signed(result.bonus),
        penalty=_minus(result.penalty),
        has_adjustment=bool(result.bonus or result.penalty),
        trend=tuple(_trend(result)),
        comparability=_comparability(result),
        bars=tuple(_bar(node, compared) for node in result.top if node.block != Block.ADJUSTMENT),
        sections=sections,
        losses=tuple(rows[leaf.code] for leaf in by_loss(result)),
        survey_box=_survey_box(result.satisfaction) if result.satisfaction else None,
        known=known,
    )


def by_loss(result: UnitResult) -> list[Node]:
    """Leaves that lost points, the greatest loss first. Bonus points not won are no loss."""
    leaves = [
        leaf for node in result.top if node.block != Block.ADJUSTMENT for leaf in node.deductions
    ]
    return sorted(leaves, key=lambda leaf: leaf.deducted or Decimal(0), reverse=True)


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
        deducted=DASH if is_extra else _minus(node.deducted),
        is_deducted=node.is_deducted and not is_extra,
        percent=format_percent(node.percent) if is_known else DASH,
        previous=_before(node),
        change=_change(node, compared) if is_known else "",
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
        change_text=_change(node, compared) if node.is_scored else "",
    )


# -- words --------------------------------------------------------------------------------------


def _of(figures: Figures | Part) -> str:
    """Points of the maximum: "45,84 / 60"."""
    return _pair(figures.points, figures.max_points)


def _before(figures: Figures) -> str:
    """Last year's points of the maximum; where only the percentage is known, that."""
    if figures.previous_points is None:
        return format_percent(figures.previous_percent)
    return _pair(figures.previous_points, figures.previous_max)


def _pair(points: Decimal | None, maximum: Decimal | None) -> str:
    if points is None:
        return DASH
    return f"{format_decimal(points)} / {format_decimal(maximum, strip=True)}"


def _minus(value: Decimal | None) -> str:
    return format_signed(None if value is None else -value)


def _change(figures: Figures, compared: bool) -> str:
    """In percentage points; in words where the years cannot be compared; empty without a year."""
    if not compared:
        return ""
    return (
        str(Comparability.NONE.label) if figures.change is None else format_signed(figures.change)
    )


def _rank(result: UnitResult, shows_rank: bool) -> tuple[str, str]:
    rank = result.rank
    if not shows_rank:
        return DASH, _("Xếp hạng chỉ hiện khi công bố.")
    if rank is None:
        return DASH, _("Chưa đủ điểm mọi mục nên chưa xếp hạng.")
    if rank.of == 1:
        return DASH, _("Chỉ một đơn vị có kết quả nên không xếp hạng.")
    return str(rank.place), _("trên %(count)d đơn vị đã đủ kết quả") % {"count": rank.of}


def _announced(known: Iterable[Known]) -> tuple[str, str]:
    """The rank that the paper printed; one among the few units known here would mislead."""
    for row in known:
        if row.is_whole and row.is_used and row.rank:
            return row.rank, _("theo văn bản đã công bố")
    return DASH, _("Văn bản nguồn không ghi hạng.")


def _members(result: UnitResult) -> str:
    if result.group is None or len(result.group.members) < 2:
        return ""
    return _("Cùng nhóm: %(units)s") % {"units": ", ".join(result.group.members)}


def _lost(part: Part, places: int) -> str:
    if part.points is None or part.max_points is None:
        return ""
    lost = part.max_points - part.points
    if not lost:
        return _("Đạt điểm tối đa.")
    points = format_decimal(lost)
    if not places:
        return _("Mất %(points)s điểm") % {"points": points}
    return _("Mất %(points)s điểm ở %(places)d mục") % {"points": points, "places": places}


def _trend(result: UnitResult) -> Iterator[tuple[str, str]]:
    """(sign, words) for each way in which fields moved."""
    if result.previous_year is None:
        return
    trend, total = result.trend, len(result.fields)
    for sign, fields, words in (
        ("+", trend.risen, _("%(count)d/%(total)d lĩnh vực tăng")),
        ("-", trend.fallen, _("%(count)d/%(total)d lĩnh vực giảm")),
        ("", trend.unchanged, _("%(count)d/%(total)d lĩnh vực giữ nguyên")),
        ("", trend.at_maximum, _("%(count)d/%(total)d lĩnh vực đạt điểm tối đa")),
        ("", trend.incomparable, _("%(count)d/%(total)d lĩnh vực không so sánh được")),
    ):
        if fields:
            yield sign, words % {"count": len(fields), "total": total}


def _comparability(result: UnitResult) -> str:
    years = {"before": result.previous_year, "now": result.year}
    if result.previous_year is None:
        return _("Chưa có kết quả năm trước để so sánh.")
    if result.comparability == Comparability.SAME_SET:
        return _("Năm %(before)s và năm %(now)s dùng cùng bộ tiêu chí: so sánh được.") % years
    if result.comparability == Comparability.PERCENT_ONLY:
        return _(
            "Bộ tiêu chí hai năm khác nhau: chỉ so sánh tỷ lệ, mức tăng giảm tính bằng điểm phần"
            " trăm."
        )
    return _("Không có kết quả năm %(before)s của đơn vị: không so sánh được.") % years


def rank_of(rank: Rank | None) -> str:
    return "" if rank is None else f"{rank.place}/{rank.of}"


def _survey_box(survey: Satisfaction) -> SurveyBox:
    notes = []
    if survey.disagrees:
        notes.append(
            _(
                "Chỉ số %(index)s và điểm %(points)s (bằng %(share)s) là hai số được công bố, không"
                " suy ra nhau."
            )
            % {
                "index": format_percent(survey.index),
                "points": _of(survey.part),
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
        part=_of(survey.part),
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


def _places(change: int | None) -> str:
    if not change:
        return ""
    words = _("tăng %(count)d bậc") if change > 0 else _("giảm %(count)d bậc")
    return words % {"count": abs(change)}


def _known(result: UnitResult) -> Iterator[Known]:
    rows = (
        RecordedResult.objects.filter(campaign=result.campaign, unit=result.unit)
        .select_related("criterion")
        .order_by("criterion__sort_key", "-is_used", "pk")
    )
    for row in rows:
        yield Known(
            subject=str(row.criterion) if row.criterion else _("Chỉ số cải cách hành chính"),
            is_whole=row.criterion is None,
            figure=_pair(row.points, row.max_points),
            percent=format_percent(row.percent),
            rank=f"{row.rank}/{row.rank_of}" if row.rank and row.rank_of else str(row.rank or ""),
            source=row.source,
            note=row.note,
            is_used=row.is_used,
        )
