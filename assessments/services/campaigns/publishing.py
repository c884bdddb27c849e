"""Announcing a campaign's results: provisionally for the units, then with the decision."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Campaign, CampaignState, FieldSheet
from assessments.services.campaigns.guards import (
    check_open,
    hold_sheets,
    locked_campaign,
    stated_reason,
)
from assessments.services.campaigns.versions import versions_freeze
from assessments.telling import campaign_told
from assessments.totals import recompute
from assessments.workflow import State
from parindex.errors import Invalid, Locked
from parindex.history.services import event_record
from parindex.lib.dates import format_date
from parindex.units.models import User


@transaction.atomic
def campaign_announce(*, campaign: Campaign, actor: User, at: datetime) -> Campaign:
    """Let each unit see its own result and rank before the decision; until then nothing changes.

    Raises Forbidden, Locked (not under way, or sheets not yet approved).
    """
    hold_sheets(campaign)
    locked = locked_campaign(campaign, actor)
    check_open(locked)
    _check_approved(locked)
    locked.state, locked.provisional_at = CampaignState.PROVISIONAL, at
    locked.save(update_fields=["state", "provisional_at"])
    recompute(locked, at=at)
    event_record(actor=actor, action="campaign.announce", subject=locked)
    campaign_told(
        locked,
        title=_("Kết quả dự kiến của %(campaign)s") % {"campaign": locked},
        body=_("Số liệu công bố tạm để đơn vị rà soát, chưa dùng làm căn cứ."),
        url=reverse("campaign", args=[locked.code]),
    )
    return locked


@transaction.atomic
def campaign_recall(*, campaign: Campaign, actor: User, reason: str, at: datetime) -> Campaign:
    """Take the provisional announcement back, so that something can still be mended.

    Raises Forbidden, Locked (not announced provisionally), Invalid (no reason).
    """
    locked = locked_campaign(campaign, actor)
    if not locked.is_provisional:
        raise Locked(_("Đợt này không ở trạng thái công bố tạm."))
    reason = stated_reason(reason)
    locked.state, locked.provisional_at = CampaignState.OPEN, None
    locked.save(update_fields=["state", "provisional_at"])
    event_record(actor=actor, action="campaign.recall", subject=locked, reason=reason)
    campaign_told(
        locked,
        title=_("Rút kết quả dự kiến của %(campaign)s") % {"campaign": locked},
        body=reason,
        url=reverse("campaign", args=[locked.code]),
    )
    return locked


@transaction.atomic
def campaign_publish(
    *, campaign: Campaign, actor: User, number: str, signed_on: date, at: datetime
) -> Campaign:
    """Publish the approved results with the decision that announces them; they are frozen as the
    first version, to which later corrections are held.

    Raises Forbidden, Locked (already published, or sheets not yet approved), Invalid.
    """
    hold_sheets(campaign)
    locked = locked_campaign(campaign, actor)
    if not (locked.is_open or locked.is_provisional):
        raise Locked(_("Đợt này không ở trạng thái đang thực hiện nên không công bố được."))
    _check_approved(locked)
    if not number.strip():
        raise Invalid({"number": _("Hãy nhập số quyết định công bố, ví dụ 313/QĐ-UBND.")})
    locked.state, locked.published_at = CampaignState.PUBLISHED, at
    locked.decision_number, locked.decision_date = number.strip(), signed_on
    locked.save(update_fields=["state", "published_at", "decision_number", "decision_date"])
    recompute(locked, at=at)
    versions_freeze(locked, at=at)
    event_record(
        actor=actor,
        action="campaign.publish",
        subject=locked,
        after={"decision": locked.decision_number, "date": signed_on},
    )
    campaign_told(
        locked,
        title=_("Đã công bố kết quả %(campaign)s") % {"campaign": locked},
        body=_("Quyết định số %(number)s ngày %(date)s.")
        % {"number": locked.decision_number, "date": format_date(signed_on)},
        url=reverse("ranking", args=[locked.code]),
    )
    return locked


def _check_approved(campaign: Campaign) -> None:
    waiting = (
        FieldSheet.objects.filter(
            assessment__campaign=campaign, assessment__withdrawn_at__isnull=True
        )
        .exclude(state=State.APPROVED)
        .count()
    )
    if waiting:
        raise Locked(
            _("Còn %(count)d phiếu lĩnh vực chưa phê duyệt nên chưa công bố được.")
            % {"count": waiting}
        )
