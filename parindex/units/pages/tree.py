"""The tree of units as rows in reading order, and what narrows it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from parindex.lib.dates import format_date
from parindex.lib.text import fold
from parindex.units.models import Unit, UnitKind, UnitLink

MAX_INDENT = 4


@dataclass(frozen=True)
class Wanted:
    """What the reader asks for: words, a kind, closed units too."""

    words: str = ""
    kind: str = ""
    shows_closed: bool = False

    @property
    def is_narrow(self) -> bool:
        return bool(self.words or self.kind)


@dataclass(frozen=True)
class Row:
    unit: Unit
    kind: str
    indent: int
    validity: str
    is_closed: bool
    people: int
    successors: list[Unit] = field(default_factory=list)


def tree_rows(reach: "QuerySet[Unit, Unit]", wanted: Wanted, today: date) -> list[Row]:
    """Depth first; a unit whose superior is out of reach or filtered away stands at the margin."""
    units = list(
        reach.annotate(
            people=Count(
                "memberships__user", filter=Q(memberships__user__is_active=True), distinct=True
            )
        ).order_by("position", "code")
    )
    if all(unit.valid_to and unit.valid_to < today for unit in units):
        wanted = replace(wanted, shows_closed=True)  # ai chỉ còn đơn vị cũ thì thấy đơn vị cũ
    kept = [unit for unit in units if _is_wanted(unit, wanted, today)]
    successors = successors_of([unit.pk for unit in kept if unit.valid_to])
    return [
        Row(
            unit=unit,
            kind=str(UnitKind(unit.kind).label),
            indent=0 if wanted.is_narrow else min(indent, MAX_INDENT),
            validity=validity(unit),
            is_closed=not unit.is_valid_at(today),
            people=unit.people,  # type: ignore[attr-defined]
            successors=successors.get(unit.pk, []),
        )
        for unit, indent in in_tree_order(kept)
    ]


def in_tree_order(units: Sequence[Unit]) -> list[tuple[Unit, int]]:
    """(unit, depth) with children after their superior, siblings as they came."""
    keys = {unit.pk for unit in units}
    below: dict[int | None, list[Unit]] = defaultdict(list)
    for unit in units:
        below[unit.parent_id if unit.parent_id in keys else None].append(unit)
    ordered: list[tuple[Unit, int]] = []
    waiting = [(unit, 0) for unit in reversed(below[None])]
    while waiting:
        unit, depth = waiting.pop()
        ordered.append((unit, depth))
        waiting.extend((child, depth + 1) for child in reversed(below[unit.pk]))
    return ordered


def validity(unit: Unit) -> str:
    if unit.valid_from and unit.valid_to:
        return _("%(start)s – %(end)s") % {
            "start": format_date(unit.valid_from),
            "end": format_date(unit.valid_to),
        }
    if unit.valid_to:
        return _("đến hết %s") % format_date(unit.valid_to)
    if unit.valid_from:
        return _("từ %s") % format_date(unit.valid_from)
    return ""


def successors_of(keys: list[int]) -> dict[int, list[Unit]]:
    found: dict[int, list[Unit]] = defaultdict(list)
    for link in UnitLink.objects.filter(predecessor__in=keys).select_related("successor"):
        found[link.predecessor_id].append(link.successor)
    return found


def _is_wanted(unit: Unit, wanted: Wanted, today: date) -> bool:
    if not wanted.shows_closed and unit.valid_to and unit.valid_to < today:
        return False
    if wanted.kind and unit.kind != wanted.kind:
        return False
    return fold(wanted.words) in fold(f"{unit.code} {unit.name}")
