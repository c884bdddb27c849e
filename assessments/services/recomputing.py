"""Marks results stale in the transaction that changes a score, and asks for them after commit."""

import logging

from django.db import transaction
from django.db.models import F
from kombu.exceptions import OperationalError

from assessments.models import Assessment
from assessments.tasks import assessment_recompute

log = logging.getLogger(__name__)


def results_invalidate(assessment_id: int) -> None:
    """To be called inside the writing transaction. A lost task leaves the result marked stale,
    and the periodic refresh finds it."""
    Assessment.objects.filter(pk=assessment_id).update(revision=F("revision") + 1)

    def dispatch() -> None:
        try:
            assessment_recompute.delay(assessment_id)
        except OperationalError:
            log.warning("broker unreachable; results of assessment %s wait", assessment_id)

    transaction.on_commit(dispatch)
