"""A collection: who has sent what for a period, and the figures added up over the years."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parindex.lib.dates import format_moment
from parindex.units.models import COMMUNE_LEVEL, Unit, User
from reports.handing import HANDED_IN, Handing
from reports.models import (
    Collection,
    Indicator,
    IndicatorKind,
    IndicatorReporter,
    IndicatorTable,
    Period,
    StatisticsSheet,
)
from reports.statistics.access import may_collect, may_follow
from reports.statistics.asking import ENTERED, FROM_COMMUNES
from reports.statistics.figures import in_full
from reports.statistics.reading import known_counts
from reports.statistics.rollup import Total, by_unit, totals
from reports.statistics.sheet_page import STATE_TONES


@dataclass(frozen=True)
class SheetLine:
    """One unit of the board."""

    sheet: StatisticsSheet
    unit: str
    state: str
    tone: str
    known: int
    asked: int
    deadline: str
    is_late: bool
    is_received: bool
    can_accept: bool

    @property
    def text(self) -> str:
        return f"{self.known}/{self.asked}"


@dataclass(frozen=True)
class PeriodTab:
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class CollectionPage:
    collection: Collection
    period: Period | None
    tabs: list[PeriodTab]
    lines: list[SheetLine]
    follows: bool
    collects: bool
    deadline: str
    sent: int
    late: int


@dataclass(frozen=True)
class Cell:
    text: str
    completeness: str = ""
    remark: str = ""
    is_partial: bool = False


@dataclass(frozen=True)
class FigureRow:
    number: str
    name: str
    offices: str
    measure: str
    depth: int
    is_group: bool
    is_figure: bool
    """Aligned as a number."""
    url: str
    cells: list[Cell]
    remark: str


@dataclass(frozen=True)
class FigureTable:
    table: IndicatorTable
    rows: list[FigureRow]


@dataclass(frozen=True)
class UnitRow:
    unit: str
    cells: list[Cell]


def collection_page(
    collection: Collection, user: User, at: datetime, period_id: str = ""
) -> CollectionPage:
    """Who follows the collection sees every unit, others their own."""
    periods = list(collection.periods.order_by("-until"))
    period = next((p for p in periods if str(p.pk) == period_id), periods[0] if periods else None)
    follows = may_follow(user, collection)
    lines = _lines(collection, period, user, at, follows=follows) if period else []
    return CollectionPage(
        collection=collection,
        period=period,
        tabs=[_tab(collection, p, p == period) for p in reversed(periods)],
        lines=lines,
        follows=follows,
        collects=may_collect(user, collection),
        deadline=format_moment(timezone.localtime(period.due_at)) if period else "",
        sent=sum(line.is_received for line in lines),
        late=sum(line.is_late for line in lines),
    )


def _tab(collection: Collection, period: Period, is_current: bool) -> PeriodTab:
    url = reverse("statistics", args=[collection.code])
    return PeriodTab(period.label, f"{url}?ky={period.pk}", is_current)


def _lines(
    collection: Collection, period: Period, user: User, at: datetime, *, follows: bool
) -> list[SheetLine]:
    found = StatisticsSheet.objects.visible_to(user).filter(period=period).select_related("unit")
    sheets = found if follows else found & StatisticsSheet.objects.of_reporters(user)
    asked = AskedCounts(collection)
    known = known_counts(sheets)
    lines = []
    for sheet in sheets.order_by("unit__position", "unit__code"):
        sheet.period = period
        lines.append(_line(sheet, known[sheet.pk], asked(sheet.unit), at))
    return lines


class AskedCounts:
    """How many rows each unit is asked for, in two queries for all."""

    def __init__(self, collection: Collection) -> None:
        rows = Indicator.objects.filter(ENTERED, set=collection.set_id)
        self.of_communes = rows.filter(scope__in=FROM_COMMUNES).count()
        reporters = IndicatorReporter.objects.filter(collection=collection).order_by()
        self.of_offices = dict(
            reporters.values("office").annotate(rows=Count("pk")).values_list("office", "rows")
        )

    def __call__(self, unit: Unit) -> int:
        if unit.kind in COMMUNE_LEVEL:
            return self.of_communes
        return self.of_offices.get(unit.pk, 0)


def _line(sheet: StatisticsSheet, known: int, asked: int, at: datetime) -> SheetLine:
    return SheetLine(
        sheet=sheet,
        unit=sheet.unit.title,
        state=str(sheet.handing.label),
        tone=STATE_TONES[sheet.handing],
        known=known,
        asked=asked,
        deadline=format_moment(timezone.localtime(sheet.deadline)) if sheet.is_open else "",
        is_late=sheet.is_open and at > sheet.deadline,
        is_received=sheet.state in HANDED_IN,
        can_accept=sheet.state == Handing.SENT,
    )


def figures_page(collection: Collection, periods: Sequence[Period]) -> list[FigureTable]:
    """Every table as printed, one column a period."""
    found = totals(collection, periods)
    rows = Indicator.objects.filter(set=collection.set_id).order_by("position")
    tables: dict[int, FigureTable] = {}
    for row in rows.select_related("table"):
        table = tables.setdefault(row.table_id, FigureTable(row.table, []))
        table.rows.append(figure_row(collection, row, [found[p.pk, row.pk] for p in periods]))
    return list(tables.values())


def figure_row(collection: Collection, row: Indicator, found: Sequence[Total]) -> FigureRow:
    is_group = row.kind == IndicatorKind.GROUP
    return FigureRow(
        number=row.number,
        name=row.name,
        offices=row.offices,
        measure=row.measure,
        depth=1 if row.parent_id else 0,
        is_group=is_group,
        is_figure=row.kind != IndicatorKind.TEXT,
        url="" if is_group else reverse("statistics-row", args=[collection.code, row.code]),
        cells=[Cell("") if is_group else _cell(total) for total in found],
        remark=row.remark,
    )


def _cell(total: Total) -> Cell:
    is_partial = bool(total.asked) and not total.is_complete
    return Cell(total.words, total.completeness, total.remark, is_partial)


def row_page(
    collection: Collection, row: Indicator, periods: Sequence[Period]
) -> tuple[list[UnitRow], list[Cell]]:
    """Each unit's own figures, and the sum under them."""
    source = row.repeats or row
    found = by_unit(collection, source, periods)
    units = Unit.objects.filter(pk__in={unit for unit, _period in found})
    lines = []
    for unit in units.order_by("position", "code"):
        cells = []
        for period in periods:
            merged = found.get((unit.pk, period.pk))
            text = in_full(source.kind, merged.figure) if merged else ""
            cells.append(Cell(text or "–", remark=merged.mark if merged else ""))
        lines.append(UnitRow(unit.title, cells))
    summed = totals(collection, periods)
    return lines, [
        Cell(total.in_full, total.completeness, total.remark)
        for total in (summed[period.pk, source.pk] for period in periods)
    ]


def period_summary(page: CollectionPage) -> str:
    if not page.lines:
        return ""
    return _("%(sent)d/%(all)d đơn vị đã gửi") % {"sent": page.sent, "all": len(page.lines)}
