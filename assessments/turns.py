"""The turns that a sheet must take before it goes on: explanation, council, approval."""

from datetime import datetime

from django.utils.translation import gettext as _

from assessments.models import Campaign, Extension, FieldSheet
from assessments.models.sheets import FieldSheetQuerySet
from assessments.workflow import Phase, Ready, Transition, Turn


def detour(sheet: FieldSheet, transition: Transition) -> str:
    """Why this step is not the next one for the sheet, and which is; empty while it may be."""
    turns = sheet.assessment.campaign.turns
    if transition.turn is not None and transition.turn not in turns:
        return _NOT_TAKEN[transition.turn]()
    if transition.needs_session:
        return _("Kết luận của Hội đồng được ghi ở trang Hội đồng, cùng biên bản.")
    if transition.ready is None:
        return ""
    if FieldSheet.objects.ready(transition.ready).filter(pk=sheet.pk).exists():
        return ""
    if transition.ready is Ready.EXPLANATION:
        return _("Phiếu không có mục nào bị trừ điểm nên không cần giải trình.")
    if FieldSheet.objects.ready(Ready.EXPLANATION).filter(pk=sheet.pk).exists():
        return _("Phiếu còn mục bị trừ điểm: hãy gửi đơn vị giải trình trước.")
    return _("Kết quả đợt này do Hội đồng kết luận: hãy ghi kết luận của Hội đồng trước.")


def waiting_sheets(campaign: Campaign, transition: Transition, at: datetime) -> FieldSheetQuerySet:
    """Sheets of the campaign that may take the step now: state, what comes before it, deadline."""
    found = FieldSheet.objects.get_queryset().filter(
        assessment__campaign=campaign,
        assessment__withdrawn_at=None,
        state__in=transition.sources,
    )
    if transition.turn is not None and transition.turn not in campaign.turns:
        return found.none()
    if transition.ready is not None:
        found = found.ready(transition.ready)
    return _past(found, campaign, transition.after, at) if transition.after else found


def _past(
    sheets: FieldSheetQuerySet, campaign: Campaign, phase: Phase, at: datetime
) -> FieldSheetQuerySet:
    """Those whose unit's time in the phase is over."""
    general = campaign.deadline_of(phase)
    if general is None or at <= general:
        return sheets.none()
    longer = Extension.objects.filter(campaign=campaign, phase=phase, until__gte=at)
    return sheets.exclude(assessment__unit__in=longer.values("unit"))


_NOT_TAKEN = {
    Turn.EXPLANATION: lambda: _("Đợt này không có vòng giải trình."),
    Turn.COUNCIL: lambda: _("Kết quả đợt này không đưa ra Hội đồng."),
}
