"""The periodic work of the cycle, with its heartbeat: called by the schedule and by commands."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.digest import digest_send
from assessments.services.reminding import deadlines_remind
from parindex.history.mailing import notices_deliver
from parindex.history.models import Notice
from parindex.history.periodic import DIGEST, REMINDERS, heartbeat

RETRIED = timedelta(days=1)
"""An urgent notice that could not be mailed is tried again for so long; then the digest has it."""


@shared_task
def remind() -> str:
    with heartbeat(REMINDERS) as beat:
        at = timezone.now()
        count = deadlines_remind(at=at)
        unmailed = Notice.objects.unread().filter(
            is_urgent=True, mailed_at=None, at__gt=at - RETRIED, at__lt=at
        )
        notices_deliver(unmailed.values_list("pk", flat=True), at=at)
        beat.outcome = _("Đã gửi %(count)d lời nhắc.") % {"count": count}
    return beat.outcome


@shared_task
def digest() -> str:
    with heartbeat(DIGEST) as beat:
        count = digest_send(at=timezone.now())
        beat.outcome = _("Đã gửi %(count)d thư tổng hợp.") % {"count": count}
    return beat.outcome
