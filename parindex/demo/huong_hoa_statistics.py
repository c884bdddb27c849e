"""The statistics of huyện Hướng Hóa by the form of its plan, filled with illustrative figures."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from parindex.demo.huong_hoa_figures import COMMUNES, NOTE, OFFICES, TEXTS
from parindex.demo.huong_hoa_places import DISTRICT
from parindex.history.services import actor_title
from parindex.units.models import Unit, User
from reports.handing import Handing
from reports.models import (
    Collection,
    Indicator,
    IndicatorKind,
    IndicatorReporter,
    IndicatorSet,
    IndicatorValue,
    Period,
    StatisticsSheet,
)
from reports.statistics.figures import Figure, counted
from reports.statistics.loading import indicator_sets_load
from reports.statistics.services import collection_open, period_open
from reports.statistics.services.collecting import Column

CODE = "tk-huong-hoa"
FORM = "TK-CCHC-HUYEN-2020"
YEARS = range(2015, 2021)
UNFINISHED = {f"PNV-{DISTRICT}": ("V.", "I.6"), "TT-KHE-SANH": ("III.", "VII.")}
"""Who still writes the running period, and which rows are empty."""
RETURNED = {"LIA": "Thiếu số phản ánh, kiến nghị đã công khai (III.6) và số liệu một cửa điện tử."}
RUNNING_DAYS = 10


def statistics_load(units: Mapping[str, Unit], people: Mapping[str, User], at: datetime) -> None:
    """Made once; afterwards people's own figures stay."""
    indicator_sets_load()
    if Collection.objects.filter(code=CODE).exists():
        return
    office = people["noivu.huonghoa"]
    form = IndicatorSet.objects.get(code=FORM)
    collection = collection_open(
        form=form,
        organiser=units[DISTRICT],
        code=CODE,
        name="Thống kê cải cách hành chính huyện Hướng Hóa",
        note=NOTE,
        actor=office,
    )
    for index, column in enumerate(form.columns.order_by("until")):
        due = _due(column.until, at, is_running=column.year == YEARS[-1])
        period = period_open(
            collection=collection,
            column=Column(column.year, column.until, column.label, due),
            actor=office,
        )
        _fill(period, index, units, office, at)


def _due(until: date, at: datetime, *, is_running: bool) -> datetime:
    if is_running:
        day = timezone.localdate(at) + timedelta(days=RUNNING_DAYS)
    else:
        day = date(until.year + 1, 1, 15)
    return timezone.make_aware(datetime.combine(day, time(17, 0)))


def _fill(
    period: Period, index: int, units: Mapping[str, Unit], office: User, at: datetime
) -> None:
    rows = {row.code: row for row in Indicator.objects.filter(set=period.collection.set_id)}
    sheets = {sheet.unit_id: sheet for sheet in period.sheets.select_related("unit")}
    is_running = period.year == YEARS[-1]
    values = [
        IndicatorValue(
            sheet=sheet,
            indicator=row,
            count=figure.count,
            numerator=figure.numerator,
            denominator=figure.denominator,
            percent=figure.percent,
            text=figure.text,
            saved_at=at,
            saved_by=office,
            saved_by_name=actor_title(office),
        )
        for sheet, row, figure in _figures(period, index, rows, sheets, units)
        if not (is_running and row.code.startswith(UNFINISHED.get(sheet.unit.code, ("-",))))
    ]
    IndicatorValue.objects.bulk_create(values)
    _states(period, office, at, is_running=is_running)


def _figures(
    period: Period,
    index: int,
    rows: Mapping[str, Indicator],
    sheets: Mapping[int, StatisticsSheet],
    units: Mapping[str, Unit],
) -> Iterator[tuple[StatisticsSheet, Indicator, Figure]]:
    reporters = IndicatorReporter.objects.filter(collection=period.collection)
    for code, office in reporters.values_list("indicator__code", "office"):
        if code in TEXTS:
            yield sheets[office], rows[code], Figure(text=TEXTS[code][index])
        else:
            yield sheets[office], rows[code], _figure(rows[code], OFFICES[code].split()[index])
    for unit_code, known in COMMUNES.items():
        sheet = sheets.get(units[unit_code].pk)
        if sheet is None:
            continue
        for code, series in known.items():
            listed = series.split()
            yield sheet, rows[code], _figure(rows[code], listed[min(index, len(listed) - 1)])


def _figure(row: Indicator, written: str) -> Figure:
    if row.kind == IndicatorKind.PERCENT:
        top, bottom = map(int, written.split("/"))
        return counted(top, bottom)
    return Figure(count=int(written))


def _states(period: Period, office: User, at: datetime, *, is_running: bool) -> None:
    sheets = StatisticsSheet.objects.filter(period=period)
    sent = {"sent_at": at, "sent_by": office, "sent_by_name": actor_title(office)}
    if not is_running:
        sheets.update(state=Handing.ACCEPTED, decided_at=at, **sent)
        return
    busy = [*UNFINISHED, *RETURNED]
    sheets.exclude(unit__code__in=busy).update(state=Handing.SENT, **sent)
    sheets.filter(unit__code="TAN-LIEN").update(state=Handing.ACCEPTED, decided_at=at)
    for code, reason in RETURNED.items():
        sheets.filter(unit__code=code).update(
            state=Handing.RETURNED, reason=reason, decided_at=at, **sent
        )
