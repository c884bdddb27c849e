"""Writes on one unit: made, described anew, closed, opened again. Never moved, never deleted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.errors import Conflict, Forbidden, Invalid, Locked
from parindex.history.services import event_record
from parindex.lib.dates import format_date
from parindex.lib.text import nfc
from parindex.units.access import may_make_root
from parindex.units.codes import CODE_HINT, code_clean, is_code
from parindex.units.models import Membership, Role, Unit, User
from parindex.units.permissions import Right, forget_memberships, may

EDITABLE = ("name", "kind", "place_name", "symbol", "valid_from", "position")


@dataclass(frozen=True)
class Description:
    """What may be said of a unit at any time; its code and superior are said once."""

    name: str
    kind: str
    place_name: str = ""
    symbol: str = ""
    valid_from: date | None = None
    position: int = 0

    def values(self) -> dict[str, Any]:
        texts = {
            name: nfc(getattr(self, name)).strip() for name in ("name", "place_name", "symbol")
        }
        return {
            "kind": self.kind,
            "valid_from": self.valid_from,
            "position": self.position,
            **texts,
        }


class StaleUnit(Conflict):
    """Somebody saved the unit meanwhile; ``unit`` is what is stored now."""

    def __init__(self, unit: Unit) -> None:
        super().__init__(_("Người khác vừa lưu đơn vị này. Hãy xem hai bản rồi lưu lại."))
        self.unit = unit


def description_of(unit: Unit) -> dict[str, Any]:
    return {name: getattr(unit, name) for name in EDITABLE}


@transaction.atomic
def unit_create(*, code: str, parent: Unit | None, described: Description, actor: User) -> Unit:
    """Raises Forbidden (out of reach), Invalid (code shape or taken, superior closed).

    Whoever makes a unit without superior administers it, or nobody could.
    """
    if not (may(actor, Right.MANAGE_UNITS, parent) if parent else may_make_root(actor)):
        raise Forbidden(_("Bạn không lập được đơn vị ở cấp này."))
    code = code_clean(code)
    if not is_code(code):
        raise Invalid({"code": str(CODE_HINT)})
    if Unit.objects.filter(code__iexact=code).exists():
        raise Invalid(
            {"code": _("Mã %(code)s đã dùng; mỗi đơn vị một mã, kể cả đơn vị cũ.") % {"code": code}}
        )
    if (
        parent
        and parent.valid_to
        and (not described.valid_from or described.valid_from > parent.valid_to)
    ):
        raise Invalid(
            {
                "parent": _("%(parent)s đã hết hiệu lực ngày %(day)s.")
                % {"parent": parent.title, "day": format_date(parent.valid_to)}
            }
        )
    unit = Unit(code=code, parent=parent, **described.values())
    unit.full_clean(exclude=["path"])
    unit.save()
    event_record(
        actor=actor,
        action="unit.create",
        subject=unit,
        after={"code": code, "parent": parent.code if parent else None, **described.values()},
    )
    if parent is None:
        Membership.objects.create(user=actor, unit=unit, role=Role.ADMINISTRATOR)
        forget_memberships(actor)
        event_record(
            actor=actor,
            action="role.give",
            subject=actor,
            scope=unit,
            after={"role": Role.ADMINISTRATOR, "unit": unit.code},
        )
    return unit


@transaction.atomic
def unit_edit(
    *, unit: Unit, described: Description, version: int, actor: User, reason: str = ""
) -> Unit:
    """A save that changes nothing writes nothing. Raises Forbidden, StaleUnit, Invalid."""
    _check_reach(actor, unit)
    stored = Unit.objects.select_for_update().get(pk=unit.pk)
    if stored.version != version:
        raise StaleUnit(stored)
    before, after = description_of(stored), described.values()
    changed = [name for name in EDITABLE if before[name] != after[name]]
    if not changed:
        return stored
    if stored.valid_to and after["valid_from"] and after["valid_from"] > stored.valid_to:
        raise Invalid({"valid_from": _("Đơn vị đã đóng ngày %s.") % format_date(stored.valid_to)})
    for name in changed:
        setattr(stored, name, after[name])
    _save(stored)
    event_record(
        actor=actor,
        action="unit.edit",
        subject=stored,
        before=_only(before, changed),
        after=_only(after, changed),
        reason=reason.strip(),
    )
    return stored


@transaction.atomic
def unit_close(
    *, unit: Unit, on: date, reason: str, actor: User, with_parts: bool = False
) -> list[Unit]:
    """``on`` is the last day; ``with_parts`` closes what is below too. Returns what was closed.

    Roles stay, so that old campaigns can be finished and read. Raises Forbidden, Invalid, Locked.
    """
    _check_reach(actor, unit)
    if not reason.strip():
        raise Invalid({"reason": _("Hãy ghi văn bản hoặc lý do.")})
    below = list(Unit.objects.under(unit).select_for_update().order_by("path"))
    stored = next(part for part in below if part.pk == unit.pk)
    if stored.valid_to is not None:
        raise Locked(_("Đơn vị này đã đóng ngày %s.") % format_date(stored.valid_to))
    open_parts = [p for p in below if p.pk != unit.pk and (not p.valid_to or p.valid_to > on)]
    if open_parts and not with_parts:
        raise Invalid({"with_parts": still_open(open_parts)})
    closing = [stored, *open_parts]
    for part in closing:
        if part.valid_from and part.valid_from > on:
            raise Invalid(
                {
                    "on": _("%(unit)s có hiệu lực từ %(day)s, sau ngày đóng.")
                    % {"unit": part.title, "day": format_date(part.valid_from)}
                }
            )
    for part in closing:
        unit_end(part, on=on, reason=reason.strip(), actor=actor)
    return closing


def unit_end(unit: Unit, *, on: date, reason: str, actor: User) -> None:
    """The last day of one unit, inside the caller's transaction and checks."""
    before = unit.valid_to
    unit.valid_to = on
    _save(unit)
    event_record(
        actor=actor,
        action="unit.close",
        subject=unit,
        before={"valid_to": before},
        after={"valid_to": on},
        reason=reason,
    )


@transaction.atomic
def unit_reopen(*, unit: Unit, reason: str, actor: User) -> Unit:
    """Undo a closing by mistake; not after a merger. Raises Forbidden, Invalid, Locked."""
    _check_reach(actor, unit)
    if not reason.strip():
        raise Invalid({"reason": _("Hãy ghi lý do mở lại.")})
    stored = Unit.objects.select_for_update(of=("self",)).select_related("parent").get(pk=unit.pk)
    if stored.successor_links.exists():
        raise Locked(_("Đơn vị đã sáp nhập hoặc chia tách nên không mở lại được."))
    if stored.parent and stored.parent.valid_to:
        raise Locked(_("Cấp trên của đơn vị đã đóng nên không mở lại được."))
    before, stored.valid_to = stored.valid_to, None
    _save(stored)
    event_record(
        actor=actor,
        action="unit.reopen",
        subject=stored,
        before={"valid_to": before},
        after={"valid_to": None},
        reason=reason.strip(),
    )
    return stored


def still_open(parts: list[Unit]) -> str:
    shown = ", ".join(part.title for part in parts[:5]) + ("…" if len(parts) > 5 else "")
    return _("Còn %(count)d đơn vị trực thuộc còn hiệu lực: %(units)s.") % {
        "count": len(parts),
        "units": shown,
    }


def _check_reach(actor: User, unit: Unit) -> None:
    if not may(actor, Right.MANAGE_UNITS, unit):
        raise Forbidden(_("Đơn vị này không thuộc phạm vi bạn quản lý."))


def _save(unit: Unit) -> None:
    unit.version += 1
    unit.full_clean(exclude=["path"])
    unit.save()


def _only(values: Mapping[str, object], names: list[str]) -> dict[str, object]:
    return {name: values[name] for name in names}
