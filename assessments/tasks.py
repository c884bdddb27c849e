"""Background work: load by id, call the computation. Safe to run twice or in parallel."""

from celery import shared_task
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Assessment, Campaign, CampaignState
from assessments.totals import recompute
from parindex.history.periodic import RESULTS, heartbeat

STALE = Q(withdrawn_at=None) & (Q(result=None) | ~Q(result__revision=F("revision")))


@shared_task
def assessment_recompute(assessment_id: int) -> None:
    """Of several saves that each asked for it, the first brings the result up to date for all."""
    campaign = (
        Campaign.objects.select_related("criteria_set", "previous")
        .filter(assessments__in=Assessment.objects.filter(STALE, pk=assessment_id))
        .first()
    )
    if campaign is not None:
        recompute(campaign, at=timezone.now(), assessment_id=assessment_id)


@shared_task
def campaign_recompute(campaign_id: int) -> None:
    campaign = Campaign.objects.select_related("criteria_set", "previous").get(pk=campaign_id)
    recompute(campaign, at=timezone.now())


@shared_task
def results_refresh() -> int:
    """Find results that a lost task left stale, and rebuild their campaigns. Returns how many."""
    with heartbeat(RESULTS) as beat:
        count = _refresh()
        beat.outcome = _("Đã tính lại %(count)d đợt.") % {"count": count}
    return count


def _refresh() -> int:
    stale = (
        Assessment.objects.exclude(campaign__state=CampaignState.DRAFT)
        .filter(STALE)
        .values_list("campaign", flat=True)
        .distinct()
    )
    campaigns = list(stale)
    for campaign_id in campaigns:
        campaign_recompute(campaign_id)
    return len(campaigns)
