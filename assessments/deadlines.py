"""Whether a phase is still open for a unit, by the portal's clock."""

from datetime import datetime

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Assessment, Campaign, Extension
from assessments.workflow import Phase
from parindex.history.services import actor_title
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
    if campaign.is_provisional:
        return _(
            "Kết quả đợt này đang công bố tạm nên phiếu bị khoá; cần sửa, hãy liên hệ %(office)s."
        ) % {"office": contact(campaign)}
    if not campaign.is_open:
        return _("Đợt đánh giá chưa mở; hãy liên hệ %(office)s.") % {"office": contact(campaign)}
    if assessment.withdrawn_at is not None:
        return _("Đơn vị đã ngừng tham gia đợt này (%(reason)s); hãy liên hệ %(office)s.") % {
            "reason": assessment.withdrawn_reason,
            "office": contact(campaign),
        }
    until = deadline(assessment, phase) if phase else None
    if phase is None or until is None or at <= until:
        return ""
    return _(
        "Đã hết hạn lúc %(until)s (%(deadline)s) nên phiếu bị khoá; cần thêm thời gian, hãy liên hệ"
        " %(office)s."
    ) % {
        "until": format_moment(timezone.localtime(until)),
        "deadline": lower_first(phase.deadline_label),
        "office": contact(campaign),
    }


def too_early(assessment: Assessment, phase: Phase | None, at: datetime) -> str:
    """Why what comes after the phase must wait: the unit's time is not over. Else empty."""
    until = deadline(assessment, phase) if phase else None
    if phase is None or until is None or at > until:
        return ""
    return _("Chưa hết %(deadline)s của đơn vị: còn đến %(until)s.") % {
        "deadline": lower_first(phase.deadline_label),
        "until": format_moment(timezone.localtime(until)),
    }


def lower_first(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def extensions_of(assessment: Assessment) -> list[str]:
    """Who gave the unit more time, until when and why; the latest of each phase."""
    granted = Extension.objects.filter(campaign=assessment.campaign_id, unit=assessment.unit_id)
    latest: dict[str, Extension] = {}
    for extension in granted.select_related("granted_by").order_by("until"):
        latest[extension.phase] = extension
    return [extension_words(latest[phase]) for phase in Phase if phase in latest]


def extension_words(extension: Extension) -> str:
    return _("Gia hạn %(phase)s đến %(until)s, %(who)s cho: %(reason)s") % {
        "phase": lower_first(Phase(extension.phase).label),
        "until": format_moment(timezone.localtime(extension.until)),
        "who": actor_title(extension.granted_by),
        "reason": extension.reason,
    }


def contact(campaign: Campaign) -> str:
    return str(campaign.standing_office or campaign.organiser)
