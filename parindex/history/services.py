"""Writing the history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import models

from parindex.history.context import current
from parindex.history.models import Event, subject_of
from parindex.lib.numbers import plain
from parindex.units.models import User


@dataclass(frozen=True)
class Fact:
    """What an event is about: the thing, what it belongs to, and how it was before and after."""

    subject: models.Model
    scope: models.Model | None = None
    before: Mapping[str, object] | None = None
    after: Mapping[str, object] | None = None


def event_record(
    *,
    actor: User | None,
    action: str,
    subject: models.Model,
    scope: models.Model | None = None,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    reason: str = "",
) -> Event:
    """Append one event inside the caller's transaction. ``actor`` None means the portal itself."""
    event = _event(actor, action, Fact(subject, scope, before, after), reason)
    event.save(force_insert=True)
    return event


def events_record(*, actor: User | None, action: str, facts: Iterable[Fact]) -> None:
    """The same act on many things at once: one event for each of them, in one statement."""
    Event.objects.bulk_create([_event(actor, action, fact, "") for fact in facts])


def _event(actor: User | None, action: str, fact: Fact, reason: str) -> Event:
    request = current()
    label, key = subject_of(fact.subject)
    scope_label, scope_key = subject_of(fact.scope) if fact.scope else ("", None)
    return Event(
        actor=actor,
        actor_name=actor_title(actor),
        action=action,
        subject=label,
        subject_id=key,
        subject_name=str(fact.subject)[:300],
        scope=scope_label,
        scope_id=scope_key,
        before=_plain(fact.before),
        after=_plain(fact.after),
        reason=reason,
        request_id=request.request_id,
        ip_address=request.ip_address,
    )


def actor_title(actor: User | None) -> str:
    """Name and workplace, kept as text: the person may move or leave, the record may not."""
    if actor is None:
        return "Hệ thống"
    return f"{actor.full_name} ({actor.unit})"[:160] if actor.unit else actor.full_name[:160]


def _plain(values: Mapping[str, object] | None) -> dict[str, object] | None:
    if values is None:
        return None
    return {key: _plain_value(value) for key, value in values.items()}


def _plain_value(value: object) -> object:
    if isinstance(value, Decimal):
        return plain(value)
    if value is None or isinstance(value, bool | int | dict | list):
        return value
    return str(value)
