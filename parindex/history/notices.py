"""Telling people: rows in their inbox, and mail at once for what cannot wait for the digest."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID, uuid4

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError

from parindex.history.models import URGENT_KINDS, Notice, NoticeKind, Reminder, subject_of
from parindex.history.models.notices import TITLE_MAX
from parindex.history.tasks import notices_mail
from parindex.units.models import User

log = logging.getLogger(__name__)

Recipients: TypeAlias = "Iterable[User] | QuerySet[User, User]"
BATCH = 500


@dataclass(frozen=True)
class Message:
    """What is said, to whomever: a title of one line, the address of the thing, more if needed."""

    kind: NoticeKind
    title: str
    url: str
    body: str = ""
    urgent: bool = False
    about: models.Model | None = None


def notices_send(
    *,
    to: Recipients,
    kind: NoticeKind | str,
    title: str,
    url: str,
    body: str = "",
    urgent: bool = False,
    about: models.Model | None = None,
) -> int:
    """Tell these people, inside the caller's transaction. Returns how many are told anew.

    Closed accounts get nothing; whoever has the same notice still unread gets no second one.
    ``url`` is a path of the portal. ``urgent`` mails at once, which only a return, an approval or
    a deadline may (ValueError otherwise). Nobody is left out for doing it himself: the caller
    excludes the actor where that is meant.
    """
    message = Message(NoticeKind(kind), title, url, body, urgent, about)
    return messages_send([(person_ids(to), message)])


def messages_send(
    parcels: Iterable[tuple[Sequence[int], Message]], at: datetime | None = None
) -> int:
    """Many messages, each to its people (ids), in as few statements. As ``notices_send``."""
    moment = at or timezone.now()
    wanted = [(key, message) for keys, message in parcels for key in dict.fromkeys(keys)]
    for _key, message in wanted:
        _check(message)
    active = _active({key for key, _message in wanted})
    batch = uuid4()
    rows = [_row(key, message, moment, batch) for key, message in wanted if key in active]
    Notice.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    made = Notice.objects.filter(batch=batch)
    urgent = list(made.filter(is_urgent=True).values_list("pk", flat=True))
    if urgent:
        _mail_after_commit(urgent)
    return made.count()


def reminders_claim(keys: Iterable[str], *, at: datetime) -> set[str]:
    """Of these reminders those that have not gone out yet; from now on they have.

    Inside the transaction that sends them. A second caller, even at the same moment, gets none of
    them.
    """
    batch = uuid4()
    rows = [Reminder(key=key, at=at, batch=batch) for key in dict.fromkeys(keys)]
    Reminder.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    return set(Reminder.objects.filter(batch=batch).values_list("key", flat=True))


def person_ids(to: Recipients) -> list[int]:
    if isinstance(to, QuerySet):
        return list(to.order_by().values_list("pk", flat=True))
    return [person.pk for person in to]


def _check(message: Message) -> None:
    if message.urgent and message.kind not in URGENT_KINDS:
        raise ValueError(f"a notice of kind {message.kind} waits for the digest")


def _active(keys: set[int]) -> set[int]:
    found = User.objects.filter(pk__in=keys, is_active=True)
    return set(found.values_list("pk", flat=True))


def _row(key: int, message: Message, at: datetime, batch: UUID) -> Notice:
    about, about_id = subject_of(message.about) if message.about else ("", None)
    return Notice(
        recipient_id=key,
        at=at,
        kind=message.kind,
        title=_one_line(message.title),
        body=message.body.strip(),
        url=message.url,
        about=about,
        about_id=about_id,
        is_urgent=message.urgent,
        batch=batch,
    )


def _one_line(title: str) -> str:
    line = " ".join(title.split())
    return line if len(line) <= TITLE_MAX else f"{line[: TITLE_MAX - 1]}…"


def _mail_after_commit(keys: list[int]) -> None:
    def dispatch() -> None:
        try:
            notices_mail.delay(keys)
        except OperationalError:
            log.warning("broker unreachable; %s notices wait for the digest", len(keys))

    transaction.on_commit(dispatch)
