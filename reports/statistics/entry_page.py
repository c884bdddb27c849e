"""One unit's table for one period, row by row beside the year before, as finished strings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from parindex.units.models import User
from reports.models import (
    Indicator,
    IndicatorKind,
    IndicatorTable,
    IndicatorValue,
    StatisticsSheet,
)
from reports.statistics.access import lock_reason, may_report
from reports.statistics.asking import indicators_asked
from reports.statistics.checking import by_indicator, checks_of, findings
from reports.statistics.figures import (
    PARTS,
    Figure,
    figure_of,
    in_full,
    typed_of,
    words,
    working,
)
from reports.statistics.rollup import Merged, previous_figures, previous_period

NO_ERRORS: Mapping[str, str] = {}


@dataclass(frozen=True)
class Typed:
    """What a refused row says, with what is wrong; ``conflict``: what another person saved."""

    values: Mapping[str, str]
    errors: Mapping[str, str] = field(default_factory=dict)
    conflict: str = ""


@dataclass(frozen=True)
class Input:
    part: str
    name: str
    label: str
    value: str
    error: str


@dataclass(frozen=True)
class Row:
    """A printed row; one without inputs is a heading, a double, or another office's."""

    indicator: Indicator
    number: str
    name: str
    measure: str
    depth: int
    note: str
    inputs: tuple[Input, ...] = ()
    version: int = 0
    shown: str = ""
    working: str = ""
    before: str = ""
    before_mark: str = ""
    warnings: tuple[str, ...] = ()
    conflict: str = ""
    saved: str = ""

    @property
    def kind(self) -> str:
        return self.indicator.kind

    @property
    def is_bad(self) -> bool:
        return bool(self.conflict or self.warnings or any(item.error for item in self.inputs))


@dataclass(frozen=True)
class EntryPage:
    sheet: StatisticsSheet
    table: IndicatorTable
    rows: list[Row]
    is_editable: bool
    lock: str
    before_label: str
    known: int
    asked: int


@dataclass(frozen=True)
class _Context:
    sheet: StatisticsSheet
    asked: set[int]
    values: Mapping[int, IndicatorValue]
    before: Mapping[int, Merged]
    warnings: Mapping[int, list[str]]
    typed: Mapping[int, Typed]
    is_editable: bool


def prefix_of(indicator: Indicator) -> str:
    return f"e{indicator.pk}-"


def entry_page(
    sheet: StatisticsSheet,
    table: IndicatorTable,
    user: User,
    at: datetime,
    typed: Mapping[int, Typed] | None = None,
) -> EntryPage:
    """Only rows that concern the unit: its own, with the headings above them and their doubles."""
    lock = lock_reason(sheet, at)
    period = previous_period(sheet.period)
    values = {v.indicator_id: v for v in IndicatorValue.objects.filter(sheet=sheet)}
    asked = {row.pk for row in indicators_asked(sheet)}
    context = _Context(
        sheet=sheet,
        asked=asked,
        values=values,
        before=previous_figures(sheet, period),
        warnings=warnings_of(sheet, values),
        typed=typed or {},
        is_editable=not lock and may_report(user, sheet),
    )
    rows = [_row(row, context) for row in rows_shown(table, asked)]
    own = [row.indicator.pk for row in rows if row.indicator.pk in asked]
    return EntryPage(
        sheet=sheet,
        table=table,
        rows=rows,
        is_editable=context.is_editable,
        lock=lock,
        before_label=period.label if period else "",
        known=sum(pk in values and values[pk].is_known for pk in own),
        asked=len(own),
    )


def rows_shown(table: IndicatorTable, asked: set[int]) -> list[Indicator]:
    """The asked rows of a table with the headings over them and the doubles of them."""
    rows = list(table.indicators.select_related("parent", "repeats").order_by("position"))
    above = {row.parent_id for row in rows if row.pk in asked}
    return [row for row in rows if row.pk in asked or row.pk in above or row.repeats_id in asked]


def warnings_of(
    sheet: StatisticsSheet, values: Mapping[int, IndicatorValue]
) -> dict[int, list[str]]:
    figures = {pk: figure_of(value) for pk, value in values.items() if value.is_known}
    found = by_indicator(findings(checks_of(sheet.period.collection.set_id), figures))
    return {pk: [finding.message for finding in listed] for pk, listed in found.items()}


def _row(row: Indicator, context: _Context) -> Row:
    source = row.repeats_id or row.pk
    value = context.values.get(source)
    figure = figure_of(value)
    before = context.before.get(source)
    is_asked = row.pk in context.asked
    typed = context.typed.get(row.pk)
    return Row(
        indicator=row,
        number=row.number,
        name=row.name,
        measure=row.measure,
        depth=1 if row.parent_id else 0,
        note=row.remark,
        inputs=_inputs(row, figure, typed) if is_asked and context.is_editable else (),
        version=value.version if value else 0,
        shown=words(row.kind, figure) if source in context.asked else "",
        working=working(row.kind, figure),
        before=in_full(row.kind, before.figure) if before else "",
        before_mark=before.mark if before else "",
        warnings=tuple(context.warnings.get(row.pk, ())),
        conflict=typed.conflict if typed else "",
        saved=_saved(value),
    )


def _saved(value: IndicatorValue | None) -> str:
    return value.saved_by_name if value else ""


def _inputs(row: Indicator, figure: Figure, typed: Typed | None) -> tuple[Input, ...]:
    values = typed.values if typed else typed_of(row.kind, figure)
    errors = typed.errors if typed else NO_ERRORS
    return tuple(
        Input(
            part=part,
            name=f"{prefix_of(row)}{part}",
            label=_label(row, part),
            value=values.get(part, ""),
            error=errors.get(part, ""),
        )
        for part in PARTS[row.kind]
    )


def _label(row: Indicator, part: str) -> str:
    if part == "numerator":
        return row.part_label
    if part == "denominator":
        return row.whole_label
    if part == "percent":
        return _("Hoặc tỷ lệ %, khi không có số đếm")
    if row.kind == IndicatorKind.COUNT:
        return _("Số liệu (%s)") % row.measure if row.measure else _("Số liệu")
    return _("Nội dung") if row.kind == IndicatorKind.TEXT else row.name
