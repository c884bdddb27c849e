"""What every write on a campaign begins with: the person's right, the lock, the state."""

from django.utils.translation import gettext as _

from assessments.models import Campaign, CampaignState, FieldSheet
from parindex.errors import Forbidden, Invalid, Locked
from parindex.units.models import User
from parindex.units.permissions import Right, may


def check_manager(actor: User, campaign: Campaign) -> None:
    """Raises Forbidden."""
    if not may(actor, Right.MANAGE_CAMPAIGN, campaign.organiser):
        raise Forbidden(_("Chỉ cơ quan thường trực của đợt này được làm việc đó."))


def locked_campaign(campaign: Campaign, actor: User) -> Campaign:
    """The campaign as stored, locked until the transaction ends. Raises Forbidden."""
    locked = (
        Campaign.objects.select_for_update(of=("self",))
        .select_related("organiser", "criteria_set")
        .get(pk=campaign.pk)
    )
    check_manager(actor, locked)
    return locked


def hold_sheets(campaign: Campaign) -> None:
    """Nobody moves a sheet or enters a score until the transaction ends. Before the campaign is
    locked: an approval locks its sheet first, then the campaign."""
    sheets = FieldSheet.objects.filter(assessment__campaign=campaign.pk).order_by("pk")
    list(sheets.select_for_update(of=("self",)).values_list("pk", flat=True))


def check_draft(campaign: Campaign) -> None:
    """Raises Locked."""
    if campaign.state != CampaignState.DRAFT:
        raise Locked(_("Đợt này đã mở nên không sửa được nội dung đó nữa."))


def check_open(campaign: Campaign) -> None:
    """Raises Locked."""
    if campaign.state != CampaignState.OPEN:
        raise Locked(_("Chỉ làm được việc này khi đợt đang thực hiện."))


def change_reason(campaign: Campaign, reason: str) -> str:
    """A draft changes freely, an open campaign with a reason. Raises Locked, Invalid."""
    if campaign.is_published:
        raise Locked(_("Đợt này đã công bố nên không sửa được nữa."))
    if campaign.is_open and not reason.strip():
        raise Invalid({"reason": _("Đợt đang thực hiện: hãy nêu lý do thay đổi.")})
    return reason.strip()


def stated_reason(reason: str) -> str:
    """Raises Invalid."""
    if not reason.strip():
        raise Invalid({"reason": _("Hãy nêu lý do để các đơn vị và người kiểm tra biết.")})
    return reason.strip()
