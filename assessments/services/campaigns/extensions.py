"""More time for one unit."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Assessment, Extension
from assessments.services.campaigns.guards import check_manager
from assessments.workflow import Phase
from parindex.errors import Invalid
from parindex.history.services import event_record
from parindex.units.models import User


@transaction.atomic
def extension_grant(
    *, assessment: Assessment, phase: Phase, until: datetime, reason: str, actor: User, at: datetime
) -> Extension:
    """Raises Forbidden, Invalid."""
    check_manager(actor, assessment.campaign)
    errors = {}
    general = assessment.campaign.deadline_of(phase)
    if until <= at or (general and until <= general):
        errors["until"] = _("Thời điểm gia hạn phải sau hạn chung và sau lúc này.")
    if not reason.strip():
        errors["reason"] = _("Hãy nêu lý do gia hạn.")
    if errors:
        raise Invalid(errors)
    extension = Extension.objects.create(
        campaign=assessment.campaign,
        unit=assessment.unit,
        phase=phase,
        until=until,
        reason=reason.strip(),
        granted_by=actor,
    )
    event_record(
        actor=actor,
        action="extension.grant",
        subject=assessment,
        scope=assessment,
        after={"phase": phase, "until": until},
        reason=reason.strip(),
    )
    return extension
