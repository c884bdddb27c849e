"""Who is to be told: the people behind a unit, an office or a right. Closed accounts are left out.

The other side of ``permissions``: there, what may this person do; here, who may do this.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from parindex.units.models import SUBTREE_ROLES, Membership, Role, Unit, User
from parindex.units.permissions import GRANTS, Right

UNIT_ROLES = (Role.HEAD, Role.OFFICIAL)
"""Those who act for a unit that is assessed."""


def people_with_role(units: Unit | Iterable[Unit], *roles: Role) -> "QuerySet[User, User]":
    """Who holds one of the roles on one of these very units: "appraisers of this office"."""
    chosen = [units] if isinstance(units, Unit) else units
    held = Membership.objects.filter(unit__in=chosen, role__in=roles)
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


def people_of_unit(units: Unit | Iterable[Unit]) -> "QuerySet[User, User]":
    """The heads and officials of the units."""
    return people_with_role(units, *UNIT_ROLES)


def people_with_right(right: Right, unit: Unit) -> "QuerySet[User, User]":
    """Everybody who may do this on the unit, from there or from above."""
    above = [int(key) for key in unit.path.split("/") if key]
    roles = GRANTS[right]
    held = Membership.objects.filter(
        Q(unit=unit, role__in=roles)
        | Q(unit__in=above, role__in=[role for role in roles if role in SUBTREE_ROLES])
    )
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


def standing_office_of(organiser: Unit) -> "QuerySet[User, User]":
    """The standing office of the organiser itself; if nobody holds it there, the nearest above."""
    above = [int(key) for key in organiser.path.split("/") if key]
    for key in reversed(above):
        found = User.objects.filter(
            is_active=True, memberships__unit=key, memberships__role=Role.STANDING_OFFICE
        )
        if found.exists():
            return people_with_role(Unit.objects.filter(pk=key), Role.STANDING_OFFICE)
    return User.objects.none()


def holders_by_unit(units: Iterable[int], *roles: Role) -> dict[tuple[int, str], list[User]]:
    """Of many units at once who holds which role, by (unit id, role), in the order of names."""
    held = (
        Membership.objects.filter(unit__in=list(units), role__in=roles, user__is_active=True)
        .select_related("user")
        .order_by("user__full_name", "user")
    )
    found: dict[tuple[int, str], list[User]] = defaultdict(list)
    for membership in held:
        found[membership.unit_id, membership.role].append(membership.user)
    return dict(found)
