"""Accounts: made with a password shown once, given a new one, shut and opened."""

import re
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.errors import Forbidden, Invalid, Locked
from parindex.history.services import event_record
from parindex.lib.text import nfc
from parindex.units.access import is_last_administrator, may_manage_person
from parindex.units.models import Membership, Role, Unit, User
from parindex.units.permissions import Right, may
from parindex.units.services.passwords import password_hash, password_make
from parindex.units.services.roles import last_administrator, role_give

USERNAME_MAX = 60
USERNAME_HINT = gettext_lazy(
    "Tên đăng nhập gồm 3 đến 60 chữ thường không dấu, chữ số, dấu chấm hoặc gạch ngang."
)
_USERNAME = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")


@dataclass(frozen=True)
class NewPassword:
    """The only moment at which a password can be read."""

    person: User
    password: str


@dataclass(frozen=True)
class NewPerson:
    username: str
    full_name: str
    job_title: str = ""


def username_clean(text: str) -> str:
    return nfc(text).strip().lower()


def is_username(text: str) -> bool:
    return bool(_USERNAME.fullmatch(text)) and 3 <= len(text) <= USERNAME_MAX


@transaction.atomic
def person_create(*, unit: Unit, new: NewPerson, role: str, actor: User) -> NewPassword:
    """An account at the unit with a first role there. Raises Forbidden, Invalid."""
    if not may(actor, Right.MANAGE_UNITS, unit):
        raise Forbidden(_("Đơn vị này không thuộc phạm vi bạn quản lý."))
    username = username_clean(new.username)
    if not is_username(username):
        raise Invalid({"username": str(USERNAME_HINT)})
    if User.objects.filter(username__iexact=username).exists():
        raise Invalid(
            {"username": _("Tên đăng nhập %s đã có người dùng. Hãy chọn tên khác.") % username}
        )
    password = password_make()
    person = User.objects.create(
        username=username,
        full_name=nfc(new.full_name).strip(),
        job_title=nfc(new.job_title).strip(),
        unit=unit,
        password=password_hash(password),
    )
    event_record(
        actor=actor,
        action="person.create",
        subject=person,
        scope=unit,
        after={"username": username, "unit": unit.code},
    )
    if role:
        role_give(person=person, role=role, unit=unit, actor=actor)
    return NewPassword(person, password)


@transaction.atomic
def person_edit(*, person: User, unit: Unit, new: NewPerson, actor: User, reason: str = "") -> User:
    """Name, position and workplace; the username stays. Raises Forbidden."""
    _check(actor, person)
    if not may(actor, Right.MANAGE_UNITS, unit):
        raise Forbidden(_("Đơn vị này không thuộc phạm vi bạn quản lý."))
    before = _described(person)
    person.full_name = nfc(new.full_name).strip()
    person.job_title = nfc(new.job_title).strip()
    person.unit = unit
    after = _described(person)
    changed = [name for name in before if before[name] != after[name]]
    if changed:
        person.save(update_fields=changed)
        event_record(
            actor=actor,
            action="person.edit",
            subject=person,
            scope=unit,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
            reason=reason.strip(),
        )
    return person


def _described(person: User) -> dict[str, str]:
    return {
        "full_name": person.full_name,
        "job_title": person.job_title,
        "unit": person.unit.code if person.unit else "",
    }


@transaction.atomic
def password_reset(*, person: User, actor: User) -> NewPassword:
    """A new password; open sessions of the person end. Raises Forbidden."""
    _check(actor, person)
    password = password_make()
    person.password = password_hash(password)
    person.save(update_fields=["password"])
    event_record(actor=actor, action="person.password", subject=person, scope=person.unit)
    return NewPassword(person, password)


@transaction.atomic
def person_shut(*, person: User, reason: str, actor: User) -> None:
    """Nobody signs in with the account any more; what the person did stays.

    Raises Forbidden, Invalid, Locked (a unit would be left without administrator).
    """
    _check(actor, person)
    if not reason.strip():
        raise Invalid({"reason": _("Hãy ghi lý do khoá tài khoản.")})
    held = Membership.objects.filter(user=person, role=Role.ADMINISTRATOR).select_related("unit")
    for membership in held:
        if is_last_administrator(membership):
            raise Locked(last_administrator(membership))
    person.is_active = False
    person.save(update_fields=["is_active"])
    event_record(
        actor=actor,
        action="person.shut",
        subject=person,
        scope=person.unit,
        before={"is_active": True},
        after={"is_active": False},
        reason=reason.strip(),
    )


@transaction.atomic
def person_open(*, person: User, actor: User) -> None:
    """The account works again, with its old password. Raises Forbidden."""
    _check(actor, person)
    person.is_active = True
    person.save(update_fields=["is_active"])
    event_record(
        actor=actor,
        action="person.open",
        subject=person,
        scope=person.unit,
        before={"is_active": False},
        after={"is_active": True},
    )


def _check(actor: User, person: User) -> None:
    if not may_manage_person(actor, person):
        raise Forbidden(
            _("Tài khoản này còn làm việc ở đơn vị ngoài phạm vi bạn quản lý, hoặc là quản trị.")
        )
