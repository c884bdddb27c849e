"""Units that join or leave a campaign while it is open."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from assessments.candidates import eligible_units
from assessments.models import (
    Assessment,
    Campaign,
    Entry,
    Evidence,
    FieldSheet,
    NodeResult,
    Result,
    Source,
)
from assessments.services.campaigns.guards import check_open, locked_campaign, stated_reason
from assessments.services.campaigns.rows import rows_create
from assessments.tasks import campaign_recompute
from parindex.errors import Invalid, Locked
from parindex.history.services import event_record
from parindex.units.models import Unit, User


@transaction.atomic
def participants_add(
    *, campaign: Campaign, units: Collection[int], reason: str, actor: User, at: datetime
) -> int:
    """Units (ids) join an open campaign with sheets and entries; one that withdrew comes back to
    its own. Returns how many joined.

    Raises Forbidden, Locked (not open, or of recorded figures), Invalid.
    """
    locked = locked_campaign(campaign, actor)
    check_open(locked)
    if locked.source == Source.RECORDED:
        raise Locked(_("Đợt này nhập từ kết quả đã công bố: đơn vị có mặt khi có kết quả."))
    reason = stated_reason(reason)
    taking_part = locked.assessments.taking_part().values("unit")
    joining = list(eligible_units(locked).filter(pk__in=units).exclude(pk__in=taking_part))
    if not joining:
        raise Invalid({"units": _("Hãy chọn ít nhất một đơn vị chưa tham gia.")})
    assessments = [_joined(locked, unit) for unit in joining]
    rows_create(locked, [assessment.pk for assessment in assessments])
    for assessment in assessments:
        event_record(
            actor=actor,
            action="participant.add",
            subject=assessment,
            scope=locked,
            after={"unit": assessment.unit.code},
            reason=reason,
        )
    transaction.on_commit(lambda: campaign_recompute.delay(locked.pk))
    return len(assessments)


@transaction.atomic
def participant_remove(*, assessment: Assessment, reason: str, actor: User, at: datetime) -> bool:
    """A unit leaves an open campaign. Where it has written nothing, its empty sheets go; else it
    withdraws: everything stays to be read, and it has no result and no rank.

    Returns whether nothing is left. Raises Forbidden, Locked (not open), Invalid (no reason).
    """
    locked = locked_campaign(assessment.campaign, actor)
    check_open(locked)
    reason = stated_reason(reason)
    assessment = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if assessment.withdrawn_at is not None:
        raise Locked(_("Đơn vị này đã ngừng tham gia từ trước."))
    vanishes = is_untouched(assessment)
    event_record(
        actor=actor,
        action="participant.remove" if vanishes else "participant.withdraw",
        subject=assessment,
        scope=locked,
        before={"unit": assessment.unit.code},
        reason=reason,
    )
    if vanishes:
        assessment.delete()
    else:
        _withdraw(assessment, reason, at)
    transaction.on_commit(lambda: campaign_recompute.delay(locked.pk))
    return vanishes


def is_untouched(assessment: Assessment) -> bool:
    """Nobody has typed, attached, sent or scored anything in it."""
    written = ~Q(version=0) | ~Q(appraisal_version=0)
    return not (
        Entry.objects.filter(written, assessment=assessment).exists()
        or Evidence.objects.filter(assessment=assessment).exists()
        or FieldSheet.objects.filter(assessment=assessment, changed_at__isnull=False).exists()
    )


def _joined(campaign: Campaign, unit: Unit) -> Assessment:
    assessment, _made = Assessment.objects.update_or_create(
        campaign=campaign,
        unit=unit,
        defaults={"peer_group": unit.peer_group, "withdrawn_at": None, "withdrawn_reason": ""},
    )
    return assessment


def _withdraw(assessment: Assessment, reason: str, at: datetime) -> None:
    """Results are derived: without them the unit is in no rank, mean or count."""
    assessment.withdrawn_at, assessment.withdrawn_reason = at, reason
    assessment.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    Result.objects.filter(assessment=assessment).delete()
    NodeResult.objects.filter(assessment=assessment).delete()
