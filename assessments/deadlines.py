"""Whether a phase is still open for a unit, by the portal's clock."""

from datetime import datetime

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Assessment, Campaign, Extension
from assessments.workflow import Phase
from parindex.lib.dates import format_moment


def deadline(assessment: Assessment, phase: Phase) -> datetime | None:
    """The campaign's deadline, or the unit's later one if its time was extended."""
    general = assessment.campaign.deadline_of(phase)
    if general is None:
        return None
    extended = Extension.objects.filter(
        campaign=assessment.campaign_id, unit=assessment.unit_id, phase=phase
    ).aggregate(until=Max("until"))["until"]
    return max(general, extended) if extended else general


def lock_reason(assessment: Assessment, phase: Phase | None, at: datetime) -> str:
    """Why nothing may change now and whom to ask, in one sentence; empty while it may."""
    campaign = assessment.campaign
    if campaign.is_published:
        return _(
            "Kết quả đợt này đã công bố nên không sửa được; cần đính chính, hãy liên hệ %(office)s."
        ) % {"office": contact(campaign)}
    if not campaign.is_open:
        return _("Đợt đánh giá chưa mở; hãy liên hệ %(office)s.") % {"office": contact(campaign)}
    if assessment.withdrawn_at is not None:
        return _("Đơn vị đã ngừng tham gia đợt này (%(reason)s); hãy liên hệ %(office)s.") % {
            "reason": assessment.withdrawn_reason,
            "office": contact(campaign),
        }
    until = deadline(assessment, phase) if phase else None
    if until is None or at <= until:
        return ""
    return _(
        "Đã hết hạn lúc %(until)s nên phiếu bị khoá; cần thêm thời gian, hãy liên hệ %(office)s."
    ) % {
        "until": format_moment(timezone.localtime(until)),
        "office": contact(campaign),
    }


def contact(campaign: Campaign) -> str:
    return str(campaign.standing_office or campaign.organiser)
