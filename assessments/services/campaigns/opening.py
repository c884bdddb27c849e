"""Opening a campaign: from here on its units work."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Assessment, Campaign, CampaignState, Source
from assessments.readiness import opening_checks
from assessments.services.campaigns.guards import check_draft, check_manager, locked_campaign
from assessments.services.campaigns.rows import rows_create
from assessments.tasks import campaign_recompute
from parindex.errors import Invalid
from parindex.history.services import event_record
from parindex.units.models import Unit, User


@transaction.atomic
def campaign_open(
    *, campaign: Campaign, units: Iterable[Unit], actor: User | None, at: datetime
) -> None:
    """Create every sheet and entry of these units in set-based SQL, and open the campaign.

    Raises Forbidden, Locked (not a draft), Invalid (the set is not published).
    """
    if actor is not None:
        check_manager(actor, campaign)
    check_draft(campaign)
    if not campaign.criteria_set.is_published:
        raise Invalid({"criteria_set": _("Bộ tiêu chí chưa ban hành nên chưa mở được đợt.")})
    Assessment.objects.bulk_create(
        [Assessment(campaign=campaign, unit=u, peer_group=u.peer_group) for u in units],
        ignore_conflicts=True,
    )
    if campaign.source == Source.SCORED:
        rows_create(campaign)
    campaign.state, campaign.opened_at = CampaignState.OPEN, at
    campaign.save(update_fields=["state", "opened_at"])
    event_record(
        actor=actor,
        action="campaign.open",
        subject=campaign,
        after={"units": campaign.assessments.count()},
    )
    transaction.on_commit(lambda: campaign_recompute.delay(campaign.pk))


@transaction.atomic
def draft_open(*, campaign: Campaign, actor: User, at: datetime) -> Campaign:
    """Open a prepared campaign for the units chosen in it.

    Raises Forbidden, Locked (already open), Invalid (something that it needs is missing).
    """
    locked = locked_campaign(campaign, actor)
    check_draft(locked)
    missing = [check.text for check in opening_checks(locked, at) if check.is_missing]
    if missing:
        raise Invalid({"missing": " ".join(missing)})
    campaign_open(campaign=locked, units=locked.participants.all(), actor=actor, at=at)
    return locked
