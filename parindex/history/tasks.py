"""Background work of the inbox: load by id, call the service. Safe to run twice."""

from celery import shared_task
from django.utils import timezone

from parindex.history.mailing import notices_deliver


@shared_task
def notices_mail(notice_ids: list[int]) -> int:
    return notices_deliver(notice_ids, at=timezone.now())
