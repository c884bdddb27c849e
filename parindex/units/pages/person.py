"""One account: its roles, and which of them this reader may change."""

from dataclasses import dataclass

from parindex.units.access import may_grant, may_manage_person, reach_of
from parindex.units.models import Membership, User
from parindex.units.pages.unit import events_of
from parindex.units.permissions import Right, may


@dataclass(frozen=True)
class RoleRow:
    membership: Membership
    label: str
    may_change: bool
    is_in_reach: bool


def person_page(person: User, user: User) -> dict[str, object]:
    return {
        "person": person,
        "may_manage": may_manage_person(user, person),
        "roles": _roles(person, user),
        "workplace_in_reach": bool(
            person.unit and reach_of(user).filter(pk=person.unit.pk).exists()
        ),
        "events": events_of(person),
    }


def _roles(person: User, user: User) -> list[RoleRow]:
    held = person.memberships.select_related("unit").order_by("unit__path", "role")
    return [
        RoleRow(
            membership=m,
            label=m.get_role_display(),
            may_change=may_grant(user, m.role, m.unit),
            is_in_reach=may(user, Right.MANAGE_UNITS, m.unit),
        )
        for m in held
    ]
