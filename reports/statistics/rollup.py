"""The district's or province's figures: what offices and communes sent, added in the database.

Counts are added; a percentage is that of the added counts, never a mean of percentages. Beside each
figure stands how many of those asked are in it. Only what was handed in counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from parindex.units.models import COMMUNE_LEVEL, UnitLink
from reports.handing import HANDED_IN
from reports.models import (
    Collection,
    Indicator,
    IndicatorKind,
    IndicatorReporter,
    IndicatorValue,
    Period,
    StatisticsSheet,
)
from reports.statistics.asking import FROM_COMMUNES, FROM_OFFICES
from reports.statistics.figures import UNKNOWN, Figure, counted, figure_of, in_full, words

Key = tuple[int, int]
"""Period, indicator."""


@dataclass(frozen=True)
class Total:
    """``reported`` of ``asked`` are in the figure; ``alone`` know a percentage without counts,
    which cannot be added."""

    kind: str
    figure: Figure = UNKNOWN
    reported: int = 0
    asked: int = 0
    alone: int = 0

    @property
    def is_complete(self) -> bool:
        return self.asked > 0 and self.reported == self.asked

    @property
    def words(self) -> str:
        if self.kind == IndicatorKind.YES_NO and self.asked > 1 and self.reported:
            said = {"yes": self.figure.count or 0, "of": self.reported}
            return _("%(yes)d/%(of)d có") % said
        return words(self.kind, self.figure)

    @property
    def in_full(self) -> str:
        return self.words if self.kind == IndicatorKind.YES_NO else in_full(self.kind, self.figure)

    @property
    def completeness(self) -> str:
        """`5/7`, where more than one was asked or nobody has answered."""
        return f"{self.reported}/{self.asked}" if self.asked > 1 or not self.reported else ""

    @property
    def remark(self) -> str:
        if not self.alone or self.asked <= 1:
            return ""
        return _("%(count)d đơn vị chỉ có tỷ lệ, chưa cộng được") % {"count": self.alone}


@dataclass(frozen=True)
class Merged:
    """A figure of one unit and period; ``of`` predecessors added, 0 when it is the unit's own."""

    figure: Figure
    of: int = 0

    @property
    def mark(self) -> str:
        if not self.of:
            return ""
        if self.of == 1:
            return _("lấy của 1 đơn vị cũ")
        return _("gộp từ %(count)d đơn vị") % {"count": self.of}


def totals(collection: Collection, periods: Sequence[Period]) -> dict[Key, Total]:
    """Every figure of the collection in these periods; a printed double shows its first."""
    indicators = list(Indicator.objects.filter(set=collection.set_id))
    asked = _asked(collection, periods, indicators)
    sums = _sums(_handed_in(periods))
    texts = _texts(periods)
    found: dict[Key, Total] = {}
    for period in periods:
        for row in indicators:
            key = period.pk, row.repeats_id or row.pk
            count = asked.get(key, 0)
            found[period.pk, row.pk] = _total(row, sums.get(key), texts.get(key, []), count)
    return found


def by_unit(
    collection: Collection, indicator: Indicator, periods: Sequence[Period]
) -> dict[tuple[int, int], Merged]:
    """(unit, period) → figure handed in; a merged unit shows its predecessors' sum for the time
    before it was."""
    rows = _handed_in(periods).filter(indicator=indicator).select_related("sheet")
    own = {(v.sheet.unit_id, v.sheet.period_id): Merged(figure_of(v)) for v in rows}
    units = StatisticsSheet.objects.filter(period__in=periods).values("unit")
    added = inherited(_handed_in(periods).filter(indicator=indicator), units)
    return {(unit, period): merged for (unit, period, _row), merged in added.items()} | own


def previous_period(period: Period) -> Period | None:
    """The fullest column of the year before; without one, the last column before this."""
    earlier = Period.objects.filter(collection=period.collection_id, until__lt=period.until)
    of_last_year = earlier.filter(year=period.year - 1).order_by("until").last()
    return of_last_year or earlier.filter(year__lt=period.year).order_by("until").last()


def previous_figures(sheet: StatisticsSheet, period: Period | None) -> dict[int, Merged]:
    """Indicator → what the unit, or those merged into it, reported for the earlier period."""
    if period is None:
        return {}
    rows = IndicatorValue.objects.filter(sheet__period=period)
    added = inherited(rows, [sheet.unit_id])
    found = {row: merged for (_unit, _period, row), merged in added.items()}
    for value in rows.filter(sheet__unit=sheet.unit_id):
        if value.is_known:
            found[value.indicator_id] = Merged(figure_of(value))
    return found


def inherited(
    rows: "QuerySet[IndicatorValue, IndicatorValue]", units: Any
) -> dict[tuple[int, int, int], Merged]:
    """(successor, period, indicator) → sum of the predecessors merged after the period.

    A predecessor that was split among several has no share that anybody knows: it is left out.
    """
    link = "sheet__unit__successor_links"
    split = (
        UnitLink.objects.order_by()
        .values("predecessor")
        .annotate(heirs=Count("pk"))
        .filter(heirs__gt=1)
        .values("predecessor")
    )
    merged = (
        rows.filter(
            **{f"{link}__successor__in": units},
            **{f"{link}__effective_on__gt": F("sheet__period__until")},
        )
        .exclude(sheet__unit__in=split)
        .order_by()
        .values(f"{link}__successor", "sheet__period", "indicator", "indicator__kind")
        .annotate(**_AGGREGATES)
    )
    found = {}
    for row in merged:
        figure, of, _alone = _figure(row["indicator__kind"], row, [])
        if figure.is_known:
            key = (row[f"{link}__successor"], row["sheet__period"], row["indicator"])
            found[key] = Merged(figure, of)
    return found


_AGGREGATES = {
    "summed": Sum("count"),
    "tops": Sum("numerator"),
    "bottoms": Sum("denominator"),
    "counts": Count("count"),
    "counted": Count("denominator"),
    "percents": Count("percent", filter=Q(denominator=None)),
    "percent_alone": Sum("percent", filter=Q(denominator=None)),
}
"""Of percentages alone only one can be shown, as it stands: the sum is read when it is of one."""


def _handed_in(periods: Iterable[Period]) -> "QuerySet[IndicatorValue, IndicatorValue]":
    return IndicatorValue.objects.filter(sheet__period__in=periods, sheet__state__in=HANDED_IN)


def _sums(rows: "QuerySet[IndicatorValue, IndicatorValue]") -> dict[Key, dict[str, Any]]:
    grouped = rows.order_by().values("sheet__period", "indicator").annotate(**_AGGREGATES)
    return {(row["sheet__period"], row["indicator"]): dict(row) for row in grouped}


def _texts(periods: Sequence[Period]) -> dict[Key, list[tuple[str, str]]]:
    found: dict[Key, list[tuple[str, str]]] = defaultdict(list)
    rows = _handed_in(periods).exclude(text="").select_related("sheet__unit")
    for value in rows.order_by("sheet__unit__position", "sheet__unit__code"):
        key = value.sheet.period_id, value.indicator_id
        found[key].append((value.sheet.unit.title, value.text))
    return found


def _total(
    row: Indicator, sums: Mapping[str, Any] | None, texts: Sequence[tuple[str, str]], asked: int
) -> Total:
    if row.kind == IndicatorKind.GROUP:
        return Total(row.kind)
    if sums is None:
        return Total(row.kind, asked=asked)
    figure, reported, alone = _figure(row.kind, sums, texts)
    if alone and asked <= 1:
        return Total(row.kind, Figure(percent=sums["percent_alone"]), 1, asked)
    return Total(row.kind, figure, reported, asked, alone)


def _figure(
    kind: str, sums: Mapping[str, Any], texts: Sequence[tuple[str, str]]
) -> tuple[Figure, int, int]:
    """The added figure, how many are in it, how many percentages could not be added."""
    if kind == IndicatorKind.TEXT:
        return Figure(text=_joined(texts)), len(texts), 0
    if kind == IndicatorKind.PERCENT:
        if not sums["counted"]:
            return UNKNOWN, 0, sums["percents"]
        figure = counted(int(sums["tops"]), int(sums["bottoms"]))
        return figure, sums["counted"], sums["percents"]
    if not sums["counts"]:
        return UNKNOWN, 0, 0
    return Figure(count=int(sums["summed"])), sums["counts"], 0


def _joined(texts: Sequence[tuple[str, str]]) -> str:
    if len(texts) == 1:
        return texts[0][1]
    return "\n".join(f"{unit}: {text}" for unit, text in texts)


def _asked(
    collection: Collection, periods: Sequence[Period], indicators: Sequence[Indicator]
) -> dict[Key, int]:
    """How many: communes with a sheet in the period, offices to which the row is assigned."""
    sheets = StatisticsSheet.objects.filter(period__in=periods).order_by()
    of_communes = dict(
        sheets.filter(unit__kind__in=COMMUNE_LEVEL)
        .values("period")
        .annotate(units=Count("pk"))
        .values_list("period", "units")
    )
    offices: dict[int, set[int]] = defaultdict(set)
    own_sheets = sheets.exclude(unit__kind__in=COMMUNE_LEVEL)
    for period_id, unit in own_sheets.values_list("period", "unit"):
        offices[period_id].add(unit)
    assigned: dict[int, set[int]] = defaultdict(set)
    rows = IndicatorReporter.objects.filter(collection=collection)
    for indicator, office in rows.values_list("indicator", "office"):
        assigned[indicator].add(office)
    found = {}
    for period in periods:
        for row in indicators:
            communes = of_communes.get(period.pk, 0) if row.scope in FROM_COMMUNES else 0
            own = assigned[row.pk] & offices[period.pk] if row.scope in FROM_OFFICES else set()
            found[period.pk, row.pk] = communes + len(own)
    return found
