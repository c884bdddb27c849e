"""Opening a collection and its periods, who reports which row, until when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parindex.errors import Forbidden, Invalid
from parindex.history.notices import notices_send
from parindex.history.services import event_record
from parindex.lib.dates import format_moment
from parindex.lib.text import fold
from parindex.units.models import COMMUNE_LEVEL, Unit, User
from parindex.units.permissions import Right, may
from reports.handing import OPEN
from reports.handing_in import check_extension
from reports.models import (
    Collection,
    Indicator,
    IndicatorReporter,
    IndicatorSet,
    Period,
    StatisticsSheet,
)
from reports.people import writers_at
from reports.statistics.access import check_collects
from reports.statistics.asking import ENTERED, FROM_COMMUNES, FROM_OFFICES, communes_of


@dataclass(frozen=True)
class Column:
    """One period: whole year or up to a day."""

    year: int
    until: date
    label: str
    due_at: datetime


@transaction.atomic
def collection_open(
    *, form: IndicatorSet, organiser: Unit, code: str, name: str, actor: User | None, note: str = ""
) -> Collection:
    """Rows are assigned to the organiser's offices whose names the form prints.

    Raises Forbidden, Invalid (the organiser collects this form already).
    """
    if actor is not None and not may(actor, Right.COLLECT_REPORTS, organiser):
        raise Forbidden(_("Bạn không được mở bộ số liệu cho đơn vị này."))
    if Collection.objects.filter(set=form, organiser=organiser).exists():
        raise Invalid({"form": _("%(unit)s đã thu biểu này.") % {"unit": organiser.title}})
    made = Collection.objects.create(code=code, name=name, set=form, organiser=organiser, note=note)
    assigned = suggested_reporters(made)
    IndicatorReporter.objects.bulk_create(
        IndicatorReporter(collection=made, indicator_id=row, office=office)
        for row, offices in assigned.items()
        for office in offices
    )
    event_record(actor=actor, action="statistics.open", subject=made, after={"form": form.code})
    return made


@transaction.atomic
def period_open(*, collection: Collection, column: Column, actor: User | None) -> Period:
    """With a sheet for each office that reports and each commune of the time.

    Raises Forbidden, Invalid.
    """
    if actor is not None:
        check_collects(actor, collection)
    if Period.objects.filter(collection=collection, until=column.until).exists():
        raise Invalid({"until": _("Đã có cột số liệu tính đến ngày này.")})
    if not column.year == column.until.year:
        raise Invalid({"until": _("Ngày tính đến phải thuộc năm %d.") % column.year})
    made = Period.objects.create(
        collection=collection,
        year=column.year,
        until=column.until,
        label=column.label,
        due_at=column.due_at,
    )
    _sheets_make(made)
    event_record(
        actor=actor,
        action="statistics.period",
        subject=made,
        scope=collection,
        after={"due_at": column.due_at},
    )
    _tell(made)
    return made


@transaction.atomic
def reporters_assign(
    *, collection: Collection, offices: Mapping[int, Iterable[Unit]], actor: User
) -> None:
    """``offices`` by row; only rows named change. Figures entered before stay with their office.

    Raises Forbidden, Invalid.
    """
    check_collects(actor, collection)
    allowed = {unit.pk for unit in office_choices(collection)}
    wanted = {(row, unit.pk) for row, units in offices.items() for unit in units}
    if not {unit for _row, unit in wanted} <= allowed:
        raise Invalid({"office": _("Chỉ giao được cho cơ quan của %s.") % collection.organiser})
    stored = IndicatorReporter.objects.filter(collection=collection, indicator__in=offices)
    before = set(stored.values_list("indicator", "office"))
    for row, unit in before - wanted:
        stored.filter(indicator=row, office=unit).delete()
    IndicatorReporter.objects.bulk_create(
        IndicatorReporter(collection=collection, indicator_id=row, office_id=unit)
        for row, unit in sorted(wanted - before)
    )
    if before == wanted:
        return
    for period in collection.periods.all():
        _sheets_make(period)
    event_record(
        actor=actor,
        action="statistics.assign",
        subject=collection,
        after={"added": len(wanted - before), "removed": len(before - wanted)},
    )


@transaction.atomic
def period_due_set(*, period: Period, due_at: datetime, actor: User) -> Period:
    """Another day for everybody. Raises Forbidden."""
    check_collects(actor, period.collection)
    before = period.due_at
    if due_at != before:
        Period.objects.filter(pk=period.pk).update(due_at=due_at)
        period.refresh_from_db()
        event_record(
            actor=actor,
            action="statistics.due",
            subject=period,
            scope=period.collection,
            before={"due_at": before},
            after={"due_at": due_at},
        )
        _tell(period)
    return period


@transaction.atomic
def sheet_extend(
    *, sheet: StatisticsSheet, until: datetime, reason: str, actor: User, at: datetime
) -> StatisticsSheet:
    """More time for one unit. Raises Forbidden, Invalid."""
    check_collects(actor, sheet.period.collection)
    check_extension(until=until, reason=reason, at=at)
    before = sheet.deadline
    StatisticsSheet.objects.filter(pk=sheet.pk).update(extended_until=until)
    sheet.refresh_from_db()
    event_record(
        actor=actor,
        action="statistics.extend",
        subject=sheet,
        before={"until": before},
        after={"until": until},
        reason=reason.strip(),
    )
    return sheet


def _tell(period: Period) -> None:
    """Those who have not sent yet, while there is time; a new day is a new notice."""
    if period.due_at <= timezone.now():
        return
    waiting = period.sheets.filter(state__in=OPEN).values_list("unit", flat=True)
    notices_send(
        to=writers_at(waiting),
        kind="info",
        title=_("Nhập số liệu %(label)s: gửi trước %(due)s")
        % {"label": period.label, "due": format_moment(timezone.localtime(period.due_at))},
        body=period.collection.name,
        url=reverse("reports"),
        about=period,
    )


def office_choices(collection: Collection) -> list[Unit]:
    """Offices of the organiser, which may be asked for rows."""
    return offices_of(collection.organiser)


def offices_of(unit: Unit) -> list[Unit]:
    """Its offices that last as long as it does."""
    below = Unit.objects.filter(parent=unit, valid_to=unit.valid_to)
    return [office for office in below.select_related("parent") if office.is_office]


def suggested_reporters(collection: Collection) -> dict[int, list[Unit]]:
    """Row → offices whose names the row, the rows above it, or its table print."""
    offices = {_name_key(unit.name, collection): unit for unit in office_choices(collection)}
    rows = Indicator.objects.filter(ENTERED, set=collection.set_id, scope__in=FROM_OFFICES)
    found: dict[int, list[Unit]] = {}
    for row in rows.select_related("table", "parent"):
        above = row.parent.offices if row.parent else ""
        printed = row.offices or above or row.table.offices.replace(", ", "\n")
        names = (_name_key(line, collection) for line in printed.splitlines())
        found[row.pk] = [offices[name] for name in names if name in offices]
    return found


def _name_key(name: str, collection: Collection) -> str:
    """Spaces, capitals and the unit's own name aside; the three printed names of the office of the
    people's committee are one."""
    key = fold(name.replace("-", " ").replace("–", " "))
    key = key.removesuffix(fold(collection.organiser.name)).removesuffix(" huyen").strip()
    return "van phong" if key.startswith("van phong") else key


def _sheets_make(period: Period) -> None:
    """One for each unit asked; those that stand there stay, but an office's that was never used."""
    collection = period.collection
    StatisticsSheet.objects.filter(period=period, values=None, sent_at=None).exclude(
        unit__kind__in=COMMUNE_LEVEL
    ).delete()
    offices = IndicatorReporter.objects.filter(collection=collection).values("office")
    units = list(Unit.objects.filter(pk__in=offices))
    if Indicator.objects.filter(set=collection.set_id, scope__in=FROM_COMMUNES).exists():
        units += communes_of(collection.organiser, period.until)
    StatisticsSheet.objects.bulk_create(
        (StatisticsSheet(period=period, unit=unit) for unit in units), ignore_conflicts=True
    )
