"""Marks results stale in the transaction that changes a score, and asks for them after commit."""

import logging
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from kombu.exceptions import OperationalError

from assessments.models import Assessment
from assessments.tasks import assessment_recompute, campaign_recompute

if TYPE_CHECKING:
    from celery.app.task import Task

log = logging.getLogger(__name__)


def results_invalidate(assessment_id: int) -> None:
    """To be called inside the writing transaction. A lost task leaves the result marked stale,
    and the periodic refresh finds it."""
    Assessment.objects.filter(pk=assessment_id).update(revision=F("revision") + 1)

    _after_commit(assessment_recompute, assessment_id)


def campaign_results_invalidate(campaign_id: int, assessment_ids: Collection[int]) -> None:
    """The same for many assessments of one campaign: one statement, one recomputation."""
    Assessment.objects.filter(pk__in=assessment_ids).update(revision=F("revision") + 1)
    _after_commit(campaign_recompute, campaign_id)


def _after_commit(task: "Task[[int], None]", key: int) -> None:
    def dispatch() -> None:
        try:
            task.delay(key)
        except OperationalError:
            log.warning("broker unreachable; %s of %s waits for the refresh", task.name, key)

    transaction.on_commit(dispatch)
