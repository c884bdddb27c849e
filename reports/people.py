"""Who is told about figures and reports: those who write them, those who collect them."""

from collections.abc import Iterable

from django.db.models import QuerySet

from parindex.units.models import Unit, User
from parindex.units.permissions import GRANTS, Right


def writers_at(offices: Iterable[int]) -> "QuerySet[User, User]":
    return _holding(Right.REPORT).filter(memberships__unit__in=list(offices)).distinct()


def collectors_of(unit: Unit) -> "QuerySet[User, User]":
    return _holding(Right.COLLECT_REPORTS).filter(memberships__unit=unit).distinct()


def _holding(right: Right) -> "QuerySet[User, User]":
    return User.objects.filter(is_active=True, memberships__role__in=GRANTS[right])
