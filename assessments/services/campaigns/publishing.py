"""Publishing a campaign's results."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Campaign, CampaignState, FieldSheet
from assessments.services.campaigns.guards import locked_campaign
from assessments.tasks import campaign_recompute
from assessments.workflow import State
from parindex.errors import Invalid, Locked
from parindex.history.services import event_record
from parindex.units.models import User


@transaction.atomic
def campaign_publish(
    *, campaign: Campaign, actor: User, number: str, signed_on: date, at: datetime
) -> Campaign:
    """Publish the approved results with the decision that announces them.

    Raises Forbidden, Locked (already published, or sheets not yet approved), Invalid.
    """
    _hold_sheets(campaign)
    locked = locked_campaign(campaign, actor)
    if locked.state != CampaignState.OPEN:
        raise Locked(_("Đợt này không ở trạng thái đang thực hiện nên không công bố được."))
    waiting = (
        FieldSheet.objects.filter(
            assessment__campaign=campaign.pk, assessment__withdrawn_at__isnull=True
        )
        .exclude(state=State.APPROVED)
        .count()
    )
    if waiting:
        raise Locked(
            _("Còn %(count)d phiếu lĩnh vực chưa phê duyệt nên chưa công bố được.")
            % {"count": waiting}
        )
    if not number.strip():
        raise Invalid({"number": _("Hãy nhập số quyết định công bố, ví dụ 313/QĐ-UBND.")})
    locked.state, locked.published_at = CampaignState.PUBLISHED, at
    locked.decision_number, locked.decision_date = number.strip(), signed_on
    locked.save(update_fields=["state", "published_at", "decision_number", "decision_date"])
    event_record(
        actor=actor,
        action="campaign.publish",
        subject=locked,
        after={"decision": locked.decision_number, "date": signed_on},
    )
    transaction.on_commit(lambda: campaign_recompute.delay(campaign.pk))
    return locked


def _hold_sheets(campaign: Campaign) -> None:
    """Nobody moves a sheet or enters a score while the campaign is being published. Sheets before
    the campaign, as an approval locks them."""
    sheets = FieldSheet.objects.filter(assessment__campaign=campaign.pk).order_by("pk")
    list(sheets.select_for_update(of=("self",)).values_list("pk", flat=True))
