"""A recipient opens a paper for the first time."""

from django.utils import timezone

from parindex.history.services import actor_title
from parindex.units.models import User
from parindex.units.permissions import memberships_of
from reports.models import Delivery, Document


def document_open(*, document: Document, reader: User) -> None:
    """Note it once for each unit where the reader has a role, so that the issuer sees who has the
    paper in hand."""
    if not document.is_out:
        return
    workplaces = [membership.unit_id for membership in memberships_of(reader)]
    Delivery.objects.filter(document=document, unit__in=workplaces, opened_at=None).update(
        opened_at=timezone.now(), opened_by=actor_title(reader)
    )
