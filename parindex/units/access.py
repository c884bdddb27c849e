"""Who may keep which units and people: the table of ``permissions`` narrowed to the object.

A loader answers 404 for what lies outside the user's reach, so no page tells that it is there.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from parindex.units.models import Membership, Role, Unit, User
from parindex.units.permissions import (
    Right,
    holds_somewhere,
    may,
    memberships_granting,
    units_where,
)


def reach_of(user: User) -> "QuerySet[Unit, Unit]":
    """All units that the user keeps. Raises PermissionDenied for who keeps none."""
    if not holds_somewhere(user, Right.MANAGE_UNITS):
        raise PermissionDenied
    return units_where(user, Right.MANAGE_UNITS)


def load_unit(user: User, unit_id: int) -> Unit:
    return get_object_or_404(reach_of(user).select_related("parent"), pk=unit_id)


def people_in_reach(user: User) -> "QuerySet[User, User]":
    """Everybody who works or holds a role in the user's reach."""
    reach = reach_of(user)
    held = Membership.objects.filter(unit__in=reach).values("user")
    return User.objects.filter(Q(unit__in=reach) | Q(pk__in=held))


def load_person(user: User, person_id: int) -> User:
    return get_object_or_404(people_in_reach(user).select_related("unit"), pk=person_id)


def may_manage_person(user: User, person: User) -> bool:
    """Password and access of a person belong to who reaches every place where the person acts.

    Otherwise the office of one district could take over an account of the province.
    """
    memberships = list(person.memberships.select_related("unit"))
    places = {m.unit_id: m.unit for m in memberships}
    if person.unit:
        places[person.unit.pk] = person.unit
    if not places or (person.is_superuser and not user.is_superuser):
        return False
    return all(may(user, Right.MANAGE_UNITS, place) for place in places.values()) and all(
        may(user, Right.ADMINISTER, m.unit) for m in memberships if m.role == Role.ADMINISTRATOR
    )


def may_grant(user: User, role: str, unit: Unit) -> bool:
    """Only an administrator makes administrators."""
    right = Right.ADMINISTER if role == Role.ADMINISTRATOR else Right.MANAGE_UNITS
    return may(user, right, unit)


def may_make_root(user: User) -> bool:
    """A unit without a superior is made by an administrator of such a unit."""
    held = memberships_granting(user, Right.ADMINISTER)
    return user.is_superuser or any(m.unit.parent_id is None for m in held)


def is_last_administrator(membership: Membership) -> bool:
    """Whether nobody else, active, would administer the unit; locks what the answer rests on."""
    if membership.role != Role.ADMINISTRATOR:
        return False
    above = [int(key) for key in membership.unit.path.split("/") if key]
    others = (
        Membership.objects.select_for_update()
        .filter(role=Role.ADMINISTRATOR, unit__in=above)
        .order_by("pk")
        .values_list("user", "user__is_active")
    )
    return not any(active and user != membership.user_id for user, active in others)
