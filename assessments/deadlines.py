"""Whether a phase is still open for a unit, by the portal's clock."""

from collections.abc import Iterable
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
    if reason := _closed(assessment):
        return reason
    until = deadline(assessment, phase) if phase else None
    return _overdue(assessment, phase, until, at)


def lock_reasons(assessments: Iterable[Assessment], phase: Phase, at: datetime) -> dict[int, str]:
    """The same for many assessments of one campaign, by assessment: one query for all of them."""
    found = list(assessments)
    if not found:
        return {}
    campaign = found[0].campaign
    general = campaign.deadline_of(phase)
    if general is None or at <= general:
        return {each.pk: _closed(each) for each in found}
    rows = Extension.objects.filter(campaign=campaign, phase=phase).order_by().values("unit")
    extended = dict(rows.annotate(last=Max("until")).values_list("unit", "last"))
    return {
        each.pk: _closed(each)
        or _overdue(each, phase, max(general, extended.get(each.unit_id, general)), at)
        for each in found
    }


def _closed(assessment: Assessment) -> str:
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
    return ""


def _overdue(
    assessment: Assessment, phase: Phase | None, until: datetime | None, at: datetime
) -> str:
    if phase is None or until is None or at <= until:
        return ""
    return _(
        "Đã hết hạn lúc %(until)s (%(deadline)s) nên phiếu bị khoá; cần thêm thời gian, hãy liên hệ"
        " %(office)s."
    ) % {
        "until": format_moment(timezone.localtime(until)),
        "deadline": lower_first(phase.deadline_label),
        "office": contact(assessment.campaign),
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
