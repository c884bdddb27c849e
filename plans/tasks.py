"""Background work on plans: call the service. Safe to run twice or in parallel."""

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext as _

from parindex.history.periodic import PLANS, heartbeat
from plans.services.reminding import reminders_run


@shared_task
def plans_remind() -> str:
    """Reports and tasks that come due, or are overdue; leaves its heartbeat."""
    with heartbeat(PLANS) as beat:
        sent = reminders_run(at=timezone.now(), today=timezone.localdate())
        beat.outcome = _("Đã gửi %(count)d lời nhắc.") % {"count": sent}
    return beat.outcome
