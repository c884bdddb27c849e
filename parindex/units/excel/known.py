"""What stands in the portal, read once for a whole workbook."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models.functions import Lower

from parindex.units.access import (
    may_grant,
    may_make_root,
    may_manage_person,
    people_in_reach,
    reach_of,
)
from parindex.units.models import Unit, User


@dataclass(frozen=True)
class Known:
    """Units by code in capitals, people by username; and the reach of who imports."""

    actor: User
    units: dict[str, Unit]
    reach: frozenset[int]
    people: dict[str, User]
    people_reach: frozenset[int]
    makes_root: bool

    def unit_in_reach(self, code: str) -> Unit | None:
        found = self.units.get(code)
        return found if found and found.pk in self.reach else None

    def person_in_reach(self, username: str) -> User | None:
        found = self.people.get(username)
        return found if found and found.pk in self.people_reach else None

    def may_manage(self, person: User) -> bool:
        return may_manage_person(self.actor, person)

    def may_grant(self, role: str, unit: Unit | None) -> bool:
        """``unit`` None: below a new unit without superior, which its maker administers."""
        return self.makes_root if unit is None else may_grant(self.actor, role, unit)


def known_to(actor: User, usernames: Iterable[str]) -> Known:
    people = (
        User.objects.annotate(lowered=Lower("username"))
        .filter(lowered__in=set(usernames))
        .select_related("unit")
        .prefetch_related("memberships__unit")
    )
    return Known(
        actor=actor,
        units={unit.code.upper(): unit for unit in Unit.objects.select_related("parent")},
        reach=frozenset(reach_of(actor).values_list("pk", flat=True)),
        people={person.username.lower(): person for person in people},
        people_reach=frozenset(people_in_reach(actor).values_list("pk", flat=True)),
        makes_root=may_make_root(actor),
    )
