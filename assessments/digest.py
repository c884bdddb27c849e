"""The mail of the morning: what is unread and what falls due, one mail for each who wants it."""

import logging
from datetime import datetime

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.pages.home import Todo, todos_of
from parindex.history.mailing import MAIL_FAILURES, mail_send
from parindex.history.models import MailChoice, Notice
from parindex.units.models import User

log = logging.getLogger(__name__)

NOTICES_SHOWN = 20
PRESSING = ("warning", "error")
"""Tones of a to-do that falls due within three days or is overdue."""


def digest_send(*, at: datetime) -> int:
    """One mail a day to each person with news or something pressing. Returns how many went out.

    Nothing goes to who has no address, does not want it, had it today, or has neither a notice that
    was not mailed yet nor a to-do that presses.
    """
    today = timezone.localdate(at)
    people = (
        User.objects.filter(is_active=True)
        .exclude(email="")
        .filter(Q(mail_choice=None) | Q(mail_choice__wants_digest=True))
        .exclude(mail_choice__digest_on__gte=today)
        .order_by("pk")
    )
    try:
        with get_connection() as connection:
            return sum(_send(person, connection, at) for person in people)
    except MAIL_FAILURES as error:
        log.warning("mail server unreachable, no digest: %s", error)
        return 0


def _send(person: User, connection: BaseEmailBackend, at: datetime) -> bool:
    unread = list(Notice.objects.unread().filter(recipient=person))
    todos = [todo for todo in todos_of(person, at) if todo.due]
    has_news = any(notice.mailed_at is None for notice in unread)
    if not has_news and not any(todo.tone in PRESSING for todo in todos):
        return False
    if not _claim(person, at):
        return False
    context = {
        "notices": unread[:NOTICES_SHOWN],
        "more": max(0, len(unread) - NOTICES_SHOWN),
        "todos": todos,
        "day": f"{timezone.localdate(at):%d/%m/%Y}",
    }
    if not mail_send(person, _subject(unread, todos), "mail/digest", context, connection):
        MailChoice.objects.filter(user=person).update(digest_on=None)
        return False
    shown = [notice.pk for notice in unread]
    Notice.objects.filter(pk__in=shown, mailed_at=None).update(mailed_at=at)
    return True


def _claim(person: User, at: datetime) -> bool:
    """The day is taken before the mail is sent: schedule and command never send it both."""
    today = timezone.localdate(at)
    MailChoice.objects.bulk_create([MailChoice(user=person)], ignore_conflicts=True)
    waiting = MailChoice.objects.filter(Q(digest_on=None) | Q(digest_on__lt=today), user=person)
    return bool(waiting.update(digest_on=today))


def _subject(unread: list[Notice], todos: list[Todo]) -> str:
    parts = []
    if todos:
        parts.append(_("%(count)d việc có hạn") % {"count": len(todos)})
    if unread:
        parts.append(_("%(count)d thông báo chưa đọc") % {"count": len(unread)})
    return ", ".join(parts)
