"""Mergers and splits: the old units end the day before, the new ones begin, links tell which."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.errors import Forbidden, Invalid
from parindex.history.services import event_record
from parindex.lib.dates import format_date
from parindex.units.models import Unit, UnitLink, User
from parindex.units.permissions import Right, may
from parindex.units.services.units import Description, still_open, unit_create, unit_end


@dataclass(frozen=True)
class NewUnit:
    """A successor that the merger itself makes."""

    code: str
    name: str
    kind: str
    place_name: str = ""
    symbol: str = ""


@dataclass(frozen=True)
class Merger:
    """Many predecessors to many successors; one of either side is a merger or a split.

    ``parent`` stands above the new successors; ``existing`` successors go on as they are.
    """

    predecessors: Sequence[Unit]
    existing: Sequence[Unit]
    new: Sequence[NewUnit]
    parent: Unit | None
    effective_on: date
    legal_act: str

    @property
    def last_day(self) -> date:
        return self.effective_on - timedelta(days=1)


@transaction.atomic
def merger_apply(*, merger: Merger, actor: User) -> list[Unit]:
    """Returns the successors. Raises Forbidden, Invalid; nothing is deleted or re-parented.

    A predecessor that ended on the same day by an earlier part of the same reform is taken too.
    """
    predecessors = _locked(merger.predecessors)
    existing = _locked(merger.existing)
    _check_reach(actor, [*predecessors, *existing])
    merger_check(merger, predecessors, existing)
    made = [_make(merger, new, position, actor) for position, new in enumerate(merger.new)]
    successors = [*existing, *made]
    for old in predecessors:
        if old.valid_to != merger.last_day:
            unit_end(old, on=merger.last_day, reason=merger.legal_act.strip(), actor=actor)
    links = [
        UnitLink(
            predecessor=old,
            successor=new,
            effective_on=merger.effective_on,
            legal_act=merger.legal_act.strip(),
        )
        for old in predecessors
        for new in successors
    ]
    UnitLink.objects.bulk_create(links)
    for new in successors:
        event_record(
            actor=actor,
            action="unit.succeed",
            subject=new,
            after={
                "predecessors": [old.code for old in predecessors],
                "effective_on": merger.effective_on,
            },
            reason=merger.legal_act.strip(),
        )
    return successors


def merger_check(merger: Merger, predecessors: Sequence[Unit], existing: Sequence[Unit]) -> None:
    """Raises Invalid with everything that stands against the merger."""
    errors: dict[str, str] = {}
    if not predecessors:
        errors["predecessors"] = _("Hãy chọn ít nhất một đơn vị cũ.")
    if not existing and not merger.new:
        errors["successors"] = _("Hãy nêu ít nhất một đơn vị mới.")
    if not merger.legal_act.strip():
        errors["legal_act"] = _("Hãy ghi văn bản quyết định việc sáp nhập, chia tách.")
    for complaint in _complaints(merger, predecessors, existing):
        errors.setdefault("predecessors", complaint)
    if errors:
        raise Invalid(errors)


def _complaints(
    merger: Merger, predecessors: Sequence[Unit], existing: Sequence[Unit]
) -> Iterable[str]:
    keys = {unit.pk for unit in predecessors}
    for unit in existing:
        yield from _against_successor(unit, keys, merger)
    for unit in predecessors:
        yield from _against_predecessor(unit, keys, merger)
    if _already_linked(keys, existing):
        yield _("Quan hệ này đã ghi trước đó.")


def _against_successor(unit: Unit, predecessors: set[int], merger: Merger) -> Iterable[str]:
    if unit.pk in predecessors:
        yield _("%s vừa là đơn vị cũ vừa là đơn vị mới.") % unit.title
    if not unit.is_valid_at(merger.effective_on):
        yield _("%(unit)s không còn hiệu lực vào ngày %(day)s.") % {
            "unit": unit.title,
            "day": format_date(merger.effective_on),
        }


def _against_predecessor(unit: Unit, predecessors: set[int], merger: Merger) -> Iterable[str]:
    if not unit.is_valid_at(merger.last_day):
        yield _("%(unit)s không có hiệu lực vào ngày %(day)s, ngày trước khi sáp nhập.") % {
            "unit": unit.title,
            "day": format_date(merger.last_day),
        }
    if unit.valid_to and unit.valid_to > merger.last_day:
        yield _("%(unit)s đã có ngày đóng là %(day)s, sau ngày sáp nhập.") % {
            "unit": unit.title,
            "day": format_date(unit.valid_to),
        }
    parts = [p for p in _open_below(unit, merger.last_day) if p.pk not in predecessors]
    if parts:
        yield f"{unit.title}: {still_open(parts)}"


def _open_below(unit: Unit, day: date) -> list[Unit]:
    below = Unit.objects.under(unit).exclude(pk=unit.pk)
    return [part for part in below if part.valid_to is None or part.valid_to > day]


def _already_linked(predecessors: set[int], existing: Sequence[Unit]) -> bool:
    return UnitLink.objects.filter(
        predecessor__in=predecessors, successor__in=[unit.pk for unit in existing]
    ).exists()


def _make(merger: Merger, new: NewUnit, position: int, actor: User) -> Unit:
    first = min((unit.position for unit in merger.predecessors), default=0)
    try:
        return unit_create(
            code=new.code,
            parent=merger.parent,
            described=Description(
                name=new.name,
                kind=new.kind,
                place_name=new.place_name,
                symbol=new.symbol,
                valid_from=merger.effective_on,
                position=first + position,
            ),
            actor=actor,
        )
    except Invalid as error:
        raise Invalid({"successors": f"{new.name}: {error.message}"}) from error


def _locked(units: Sequence[Unit]) -> list[Unit]:
    keys = [unit.pk for unit in units]
    return list(Unit.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def _check_reach(actor: User, units: Iterable[Unit]) -> None:
    if not all(may(actor, Right.MANAGE_UNITS, unit) for unit in units):
        raise Forbidden(_("Có đơn vị không thuộc phạm vi bạn quản lý."))
