"""What can be chosen for a campaign: sets, participants, appraising offices, the year before."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from assessments.models import Campaign
from criteria.models import CriteriaSet, SetLevel, SetStatus
from parindex.lib.text import fold
from parindex.units.models import COMMUNE_LEVEL, Unit, UnitKind, User
from parindex.units.permissions import Right, units_where

ORGANISING_KINDS = (UnitKind.PROVINCE, UnitKind.DISTRICT)
OFFICE_KINDS = (UnitKind.DEPARTMENT, UnitKind.OFFICE, UnitKind.SECTOR)

FITTING_LEVELS: dict[str, tuple[SetLevel, ...]] = {
    UnitKind.PROVINCE: tuple(SetLevel),
    UnitKind.DISTRICT: (SetLevel.DEPARTMENT, SetLevel.COMMUNE),
}
"""Sets of which levels a unit of this kind can hold a campaign with."""

FITTING_KINDS: dict[str, tuple[UnitKind, ...]] = {
    SetLevel.PROVINCE: (UnitKind.PROVINCE,),
    SetLevel.DEPARTMENT: (
        *(UnitKind.DEPARTMENT, UnitKind.OFFICE, UnitKind.SECTOR, UnitKind.SERVICE_UNIT),
    ),
    SetLevel.DISTRICT: (UnitKind.DISTRICT,),
    SetLevel.COMMUNE: COMMUNE_LEVEL,
}
"""Units of which kinds a set of this level is made for."""


def organisers_for(user: User) -> QuerySet[Unit]:
    """Provinces and districts whose campaigns the person manages."""
    managed = units_where(user, Right.MANAGE_CAMPAIGN)
    return managed.filter(kind__in=ORGANISING_KINDS).order_by("path")


def published_sets(organisers: Iterable[Unit]) -> QuerySet[CriteriaSet]:
    levels = {level for unit in organisers for level in FITTING_LEVELS[unit.kind]}
    return CriteriaSet.objects.filter(status=SetStatus.PUBLISHED, level__in=levels)


def last_day(year: int) -> date:
    """A unit takes part in the campaign of a year if it still exists on its last day."""
    return date(year, 12, 31)


def eligible_units(campaign: Campaign) -> QuerySet[Unit]:
    """Units under the organiser, of the kind the set is made for, that outlive the year."""
    return (
        Unit.objects.under(campaign.organiser)
        .valid_at(last_day(campaign.year))
        .filter(kind__in=FITTING_KINDS[campaign.criteria_set.level])
        .order_by("position", "code")
    )


def matching_units(
    units: QuerySet[Unit], *, search: str = "", below: str = "", kind: str = ""
) -> list[Unit]:
    """Of ``units`` those below the one with code ``below``, of the kind, named like ``search``."""
    if below:
        path = Unit.objects.filter(code=below).values_list("path", flat=True).first()
        units = units.filter(path__startswith=path) if path else units.none()
    if kind:
        units = units.filter(kind=kind)
    wanted = fold(search)
    return [u for u in units if wanted in fold(f"{u.code} {u.name}")]


def offices_under(organiser: Unit, year: int) -> QuerySet[Unit]:
    """The organiser's own offices, and those of its departments; not those of lower levels."""
    own = Q(parent=organiser) | Q(parent__parent=organiser, parent__kind__in=OFFICE_KINDS)
    return (
        Unit.objects.valid_at(last_day(year))
        .filter(own, kind__in=OFFICE_KINDS)
        .order_by("position", "code")
    )


def campaign_before(
    *, organiser: Unit, level: str, year: int, campaign: Campaign | None = None
) -> Campaign | None:
    """The organiser's campaign of the year before with a set of the same level."""
    found = Campaign.objects.filter(organiser=organiser, criteria_set__level=level, year=year - 1)
    return found.exclude(pk=campaign.pk if campaign else 0).order_by("code").first()


def existing_in(units: QuerySet[Unit], year: int) -> QuerySet[Unit]:
    """Units that existed on some day of the year."""
    return units.filter(
        Q(valid_from=None) | Q(valid_from__lte=last_day(year)),
        Q(valid_to=None) | Q(valid_to__gte=date(year, 1, 1)),
    )
