"""Who is asked for which row: offices by assignment, communes by the row's scope."""

from datetime import date

from django.db.models import Q, QuerySet

from parindex.units.models import COMMUNE_LEVEL, Unit
from reports.models import Collection, Indicator, IndicatorKind, Scope, StatisticsSheet

FROM_COMMUNES = (Scope.BELOW, Scope.BOTH)
FROM_OFFICES = (Scope.OWN, Scope.BOTH)

ENTERED = Q(repeats=None) & ~Q(kind=IndicatorKind.GROUP)


def asked_of(collection: Collection, unit: Unit) -> "QuerySet[Indicator, Indicator]":
    """The rows that the unit enters, in printed order."""
    rows = Indicator.objects.filter(ENTERED, set=collection.set_id).order_by("position")
    if unit.kind in COMMUNE_LEVEL:
        return rows.filter(scope__in=FROM_COMMUNES)
    return rows.filter(
        scope__in=FROM_OFFICES, reporters__collection=collection, reporters__office=unit
    )


def indicators_asked(sheet: StatisticsSheet) -> list[Indicator]:
    found = asked_of(sheet.period.collection, sheet.unit)
    return list(found.select_related("table", "parent"))


def communes_of(organiser: Unit, day: date) -> "QuerySet[Unit, Unit]":
    """Units of commune level that stood under the organiser on the day."""
    return (
        Unit.objects.under(organiser)
        .valid_at(day)
        .filter(kind__in=COMMUNE_LEVEL)
        .exclude(pk=organiser.pk)
        .order_by("position", "code")
    )
