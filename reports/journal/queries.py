"""Which events a person may read, and those that match a search."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from assessments.candidates import matching_units
from assessments.models import Assessment, Campaign
from criteria.models import CriteriaSet
from parindex.history.models import Event
from parindex.units.models import Unit, User
from parindex.units.permissions import Right, holds_somewhere, units_where
from plans.models import Plan
from reports.models import Collection, Document, Report, StatisticsSheet

Units = QuerySet[Unit, Unit]


NOTED = "note.add"
"""Notes among appraisers are for who may read them."""


def oversees(user: User) -> bool:
    """An auditor, administrator or standing office: reads the whole journal of the subtree, with
    the addresses the acts came from."""
    return holds_somewhere(user, Right.READ_HISTORY)


def may_read(user: User) -> bool:
    return oversees(user) or holds_somewhere(user, Right.DECLARE)


def readable_events(user: User) -> "QuerySet[Event, Event]":
    """Over the whole country of the portal for who oversees its top; over the own subtree below
    it; of the own sheets for a unit."""
    followed = units_where(user, Right.READ_HISTORY)
    found: QuerySet[Event, Event] = Event.objects.all()
    if not holds_somewhere(user, Right.READ_INTERNAL):
        found = found.exclude(action=NOTED)
    if oversees(user) and not _tops().exclude(pk__in=followed).exists():
        return found
    own = Assessment.objects.filter(unit__in=units_where(user, Right.DECLARE))
    return found.filter(_of_units(followed) | _about(own))


@dataclass(frozen=True)
class Search:
    """What is looked for; empty values ask nothing."""

    person: str = ""
    action: str = ""
    unit: str = ""
    campaign: Campaign | None = None
    since: date | None = None
    until: date | None = None
    words: str = ""
    request_id: str = ""


def matching(
    events: "QuerySet[Event, Event]", search: Search, user: User
) -> QuerySet[Event, Event]:
    conditions = [
        _contains("actor_name", search.person),
        Q(action=search.action) if search.action else Q(),
        _in_units(search.unit, user),
        _in_campaign(search.campaign),
        Q(at__gte=_start(search.since)) if search.since else Q(),
        Q(at__lt=_start(search.until + timedelta(days=1))) if search.until else Q(),
        _contains("subject_name", search.words) | _contains("reason", search.words),
        Q(request_id=search.request_id) if search.request_id else Q(),
    ]
    for condition in conditions:
        events = events.filter(condition)
    return events


def units_read(user: User) -> Units:
    return units_where(user, Right.READ_HISTORY) | units_where(user, Right.DECLARE)


def campaigns_read(user: User) -> "QuerySet[Campaign, Campaign]":
    return Campaign.objects.visible_to(user)


def _tops() -> Units:
    return Unit.objects.filter(parent=None)


def _of_units(units: Units) -> Q:
    """About the units, their people, sheets, campaigns, sets, plans, reports, figures, papers."""
    places: list[QuerySet[Model, Model]] = [
        units,
        User.objects.filter(unit__in=units),
        Assessment.objects.filter(unit__in=units),
        Campaign.objects.filter(organiser__in=units),
        CriteriaSet.objects.filter(owner__in=units),
        Plan.objects.filter(unit__in=units),
        Report.objects.filter(unit__in=units),
        Collection.objects.filter(organiser__in=units),
        StatisticsSheet.objects.filter(unit__in=units),
        Document.objects.get_queryset().filter(issuer__in=units),
    ]
    found = Q(pk__in=[])
    for place in places:
        found |= _about(place)
    return found


def _about(things: "QuerySet[Model, Model] | QuerySet[Assessment, Assessment]") -> Q:
    label, keys = things.model._meta.label_lower, things.order_by().values("pk")
    return Q(subject=label, subject_id__in=keys) | Q(scope=label, scope_id__in=keys)


def _in_units(words: str, user: User) -> Q:
    """Units by name or code, as people remember them: without accents, in part."""
    if not words:
        return Q()
    found = matching_units(units_read(user), search=words)
    return _of_units(Unit.objects.filter(pk__in=[unit.pk for unit in found]))


def _in_campaign(campaign: Campaign | None) -> Q:
    if campaign is None:
        return Q()
    return _about(Campaign.objects.filter(pk=campaign.pk)) | _about(
        Assessment.objects.filter(campaign=campaign)
    )


def _contains(column: str, words: str) -> Q:
    """SQLite ignores the case of ASCII letters only: Đ and đ are asked for separately."""
    words = words.strip()
    if not words:
        return Q()
    spellings = {words, words.lower(), words.upper(), words.capitalize(), words.title()}
    found = Q()
    for spelling in sorted(spellings):
        found |= Q(**{f"{column}__icontains": spelling})
    return found


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
