"""Who may change a criteria set. Everybody who has signed in may read one."""

from django.db.models import Q, QuerySet

from criteria.models import CriteriaSet, SetStatus
from parindex.units.models import COMMUNE_LEVEL, Unit, User
from parindex.units.permissions import Right, may, memberships_granting, units_where


def may_edit(user: User, criteria_set: CriteriaSet) -> bool:
    """The owner's people while it is a draft; a set without an owner is the administrators'."""
    if criteria_set.is_published:
        return False
    return may_manage(user, criteria_set.owner)


def may_manage(user: User, owner: Unit | None) -> bool:
    if owner is None:
        return bool(memberships_granting(user, Right.ADMINISTER))
    return may(user, Right.MANAGE_CRITERIA, owner)


def may_create(user: User) -> bool:
    return bool(memberships_granting(user, Right.MANAGE_CRITERIA))


def owners_for(user: User) -> "QuerySet[Unit, Unit]":
    """Units for which the person may draw up a set; communes issue none."""
    units = units_where(user, Right.MANAGE_CRITERIA)
    return units.exclude(kind__in=COMMUNE_LEVEL).order_by("path")


def drafts_for(user: User) -> "QuerySet[CriteriaSet, CriteriaSet]":
    """Drafts that the person may change."""
    mine = Q(owner__in=units_where(user, Right.MANAGE_CRITERIA))
    if may_manage(user, None):
        mine |= Q(owner=None)
    return CriteriaSet.objects.filter(mine, status=SetStatus.DRAFT).order_by("-year", "code")
