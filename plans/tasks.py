"""Background work on plans: call the service. Safe to run twice or in parallel."""

from celery import shared_task
from django.utils import timezone

from plans.services.reminding import reminders_run


@shared_task
def plans_remind() -> int:
    """Reports and tasks that come due, or are overdue. Returns how many notices were sent."""
    return reminders_run(at=timezone.now(), today=timezone.localdate())
