"""Roles: given, taken, handed from one person to another."""

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.errors import Conflict, Forbidden, Invalid, Locked
from parindex.history.services import event_record
from parindex.units.access import is_last_administrator, may_grant
from parindex.units.models import Membership, Role, Unit, User
from parindex.units.permissions import forget_memberships


@transaction.atomic
def role_give(*, person: User, role: str, unit: Unit, actor: User, reason: str = "") -> Membership:
    """Raises Forbidden; Invalid when the person holds it already."""
    _check(actor, role, unit)
    held, made = Membership.objects.get_or_create(user=person, unit=unit, role=role)
    if not made:
        raise Invalid({"role": _("%(person)s đã có vai trò này ở %(unit)s.") % _names(held)})
    forget_memberships(person)
    event_record(
        actor=actor,
        action="role.give",
        subject=person,
        scope=unit,
        after={"role": role, "unit": unit.code},
        reason=reason.strip(),
    )
    return held


@transaction.atomic
def role_take(*, membership: Membership, actor: User, reason: str = "") -> None:
    """Raises Forbidden; Locked for the last administrator, also of himself."""
    _check(actor, membership.role, membership.unit)
    if is_last_administrator(membership):
        raise Locked(last_administrator(membership))
    _taken(membership, actor, reason)


@transaction.atomic
def role_hand_over(
    *, membership: Membership, successor: User, actor: User, reason: str = ""
) -> Membership:
    """The successor holds the role, the predecessor no longer. Raises Forbidden, Invalid, Conflict.

    The administrator's role can be handed over by the last one, to an account that is open.
    """
    _check(actor, membership.role, membership.unit)
    if successor.pk == membership.user_id:
        raise Invalid({"successor": _("Hãy chọn người khác với người đang giữ vai trò.")})
    if not successor.is_active:
        raise Invalid({"successor": _("Tài khoản của %s đang bị khoá.") % successor})
    given, made = Membership.objects.get_or_create(
        user=successor, unit=membership.unit, role=membership.role
    )
    if made:
        event_record(
            actor=actor,
            action="role.give",
            subject=successor,
            scope=membership.unit,
            after={
                "role": membership.role,
                "unit": membership.unit.code,
                "from": membership.user.username,
            },
            reason=reason.strip(),
        )
    _taken(membership, actor, reason, to=successor)
    return given


def last_administrator(membership: Membership) -> str:
    return _(
        "%(person)s là quản trị cuối cùng của %(unit)s. Hãy giao vai trò quản trị cho người khác"
        " trước."
    ) % _names(membership)


def _taken(membership: Membership, actor: User, reason: str, to: User | None = None) -> None:
    deleted, _kinds = Membership.objects.filter(pk=membership.pk).delete()
    if not deleted:
        raise Conflict(_("Vai trò này vừa được người khác thu hồi."))
    forget_memberships(membership.user)
    event_record(
        actor=actor,
        action="role.take",
        subject=membership.user,
        scope=membership.unit,
        before={"role": membership.role, "unit": membership.unit.code},
        after={"to": to.username} if to else None,
        reason=reason.strip(),
    )


def _check(actor: User, role: str, unit: Unit) -> None:
    if role not in Role.values:
        raise Invalid({"role": _("Hãy chọn vai trò.")})
    if not may_grant(actor, role, unit):
        raise Forbidden(_("Bạn không giao hay thu hồi được vai trò này ở %s.") % unit)


def _names(membership: Membership) -> dict[str, object]:
    return {"person": membership.user, "unit": membership.unit}
