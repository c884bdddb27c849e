"""One unit: what it is, where it came from, who works for it, what was done to it."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from parindex.history.models import Event, subject_of
from parindex.lib.dates import format_date, format_moment
from parindex.units.access import reach_of
from parindex.units.models import Membership, Unit, UnitKind, UnitLink, User
from parindex.units.pages.tree import validity
from parindex.units.pages.words import event_text


@dataclass(frozen=True)
class Kin:
    """The unit on the other side of a merger or split; ``unit_id`` None when out of reach."""

    title: str
    code: str
    unit_id: int | None
    since: str
    legal_act: str


@dataclass(frozen=True)
class PersonRow:
    person: User
    roles: list[str]
    workplace: str
    """Empty when it is this unit."""


def unit_page(unit: Unit, user: User) -> dict[str, object]:
    return {
        "unit": unit,
        "kind": UnitKind(unit.kind).label,
        "validity": validity(unit),
        "is_closed": not unit.is_valid_at(timezone.localdate()),
        "predecessors": kin(unit, user, "predecessor"),
        "successors": kin(unit, user, "successor"),
        "children": unit.children.count(),
        "people": people_of(unit),
        "events": events_of(unit),
        "crumbs": crumbs(unit, user),
    }


def crumbs(unit: Unit, user: User) -> list[dict[str, str]]:
    from_top = Unit.objects.filter(pk__in=_path_keys(unit)).order_by("path")
    reach = set(reach_of(user).filter(pk__in=_path_keys(unit)).values_list("pk", flat=True))
    return [
        {"label": part.title, "url": part.get_absolute_url() if part.pk in reach else ""}
        for part in from_top
    ]


def _path_keys(unit: Unit) -> list[int]:
    return [int(key) for key in unit.path.split("/") if key]


def kin(unit: Unit, user: User, side: str) -> list[Kin]:
    here = "successor" if side == "predecessor" else "predecessor"
    links = list(
        UnitLink.objects.filter(**{here: unit})
        .select_related(side)
        .order_by("effective_on", f"{side}__position", f"{side}__code")
    )
    keys = [getattr(link, f"{side}_id") for link in links]
    reach = set(reach_of(user).filter(pk__in=keys).values_list("pk", flat=True))
    found = []
    for link in links:
        other: Unit = getattr(link, side)
        found.append(
            Kin(
                title=other.title,
                code=other.code,
                unit_id=other.pk if other.pk in reach else None,
                since=format_date(link.effective_on),
                legal_act=link.legal_act,
            )
        )
    return found


def people_of(unit: Unit) -> list[PersonRow]:
    """Who works here or holds a role here; closed accounts last."""
    roles: dict[int, list[str]] = defaultdict(list)
    for held in Membership.objects.filter(unit=unit):
        roles[held.user_id].append(held.get_role_display())
    people = User.objects.filter(Q(unit=unit) | Q(pk__in=roles)).select_related("unit")
    return [
        PersonRow(
            person, roles[person.pk], "" if person.unit_id == unit.pk else str(person.unit or "")
        )
        for person in people.order_by("-is_active", "username")
    ]


def events_of(subject: Unit | User) -> list[dict[str, str]]:
    """The newest thirty events about it, in words."""
    label, key = subject_of(subject)
    events = Event.objects.filter(Q(subject=label, subject_id=key) | Q(scope=label, scope_id=key))[
        :30
    ]
    return [
        {
            "iso": event.at.isoformat(),
            "at": format_moment(timezone.localtime(event.at)),
            "who": event.actor_name,
            "text": event_text(event),
            "reason": event.reason,
        }
        for event in events
    ]
