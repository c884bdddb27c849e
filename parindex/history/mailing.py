"""Mail for notices: at once for the urgent ones, once a day for the rest."""

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from parindex.history.models import Notice
from parindex.units.models import User

log = logging.getLogger(__name__)

MAIL_FAILURES = (SMTPException, OSError)


def notices_deliver(keys: Iterable[int], *, at: datetime) -> int:
    """Mail these notices, one by one, to those who have an address. Returns how many went out.

    A notice that could not be sent stays unmailed: the next round, or the digest, takes it up.
    """
    waiting = list(
        Notice.objects.unread()
        .filter(pk__in=list(keys), mailed_at=None, recipient__is_active=True)
        .exclude(recipient__email="")
        .select_related("recipient")
    )
    if not waiting:
        return 0
    try:
        with get_connection() as connection:
            return sum(_deliver(notice, connection, at) for notice in waiting)
    except MAIL_FAILURES as error:
        log.warning("mail server unreachable; %s notices wait: %s", len(waiting), error)
        return 0


def _deliver(notice: Notice, connection: BaseEmailBackend, at: datetime) -> bool:
    """Claimed before it is sent, so that two workers never send it both."""
    unmailed = Notice.objects.filter(pk=notice.pk, mailed_at=None)
    if not unmailed.update(mailed_at=at):
        return False
    if mail_send(notice.recipient, notice.title, "mail/notice", {"notice": notice}, connection):
        return True
    Notice.objects.filter(pk=notice.pk).update(mailed_at=None)
    return False


def mail_send(
    person: User,
    subject: str,
    template: str,
    context: Mapping[str, object],
    connection: BaseEmailBackend,
) -> bool:
    """One mail as text and as simple HTML. False when the server would not take it."""
    words = {**context, "person": person, "portal": settings.PORTAL_URL}
    mail = EmailMultiAlternatives(
        subject=_("[PAR INDEX] %(subject)s") % {"subject": subject},
        body=render_to_string(f"{template}.txt", words),
        to=[person.email],
        connection=connection,
    )
    mail.attach_alternative(render_to_string(f"{template}.html", words), "text/html")
    try:
        mail.send()
    except MAIL_FAILURES as error:
        log.warning("mail to user %s failed: %s", person.pk, error)
        return False
    return True
