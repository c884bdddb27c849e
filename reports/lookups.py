"""Finding campaigns and units by the codes typed on a command line."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from assessments.models import Assessment, Campaign, CampaignState, Result, Source
from parindex.errors import PortalError


class NotFound(PortalError):
    """No such code; the message lists the ones there are."""

    status = 404


def campaign_of(code: str) -> Campaign:
    """Raises NotFound."""
    found = Campaign.objects.select_related("previous", "organiser").filter(code=code).first()
    if found is None:
        codes = Campaign.objects.order_by("-year", "code").values_list("code", flat=True)
        raise NotFound(
            _("Không có đợt đánh giá mã “%(code)s”. %(known)s")
            % {"code": code, "known": _known(codes)}
        )
    return found


def assessments_of(campaign: Campaign, unit_code: str = "") -> list[Assessment]:
    """All assessments of the campaign in order, or that of one unit. Raises NotFound."""
    taking_part = Assessment.objects.filter(campaign=campaign).select_related("unit__parent")
    ordered = taking_part.order_by("unit__position", "unit__code")
    found = list(ordered.filter(unit__code=unit_code) if unit_code else ordered)
    if unit_code and not found:
        codes = ordered.values_list("unit__code", flat=True)
        raise NotFound(
            _("Đơn vị mã “%(code)s” không tham gia đợt %(campaign)s. %(known)s")
            % {"code": unit_code, "campaign": campaign.code, "known": _known(codes)}
        )
    for assessment in found:
        assessment.campaign = campaign
    return found


def scored_first(assessments: list[Assessment]) -> Assessment:
    """The first with a complete result, else the first. Raises NotFound when there is none."""
    if not assessments:
        raise NotFound(_("Đợt này chưa có đơn vị tham gia."))
    complete = set(
        Result.objects.filter(assessment__in=assessments, is_complete=True).values_list(
            "assessment_id", flat=True
        )
    )
    return next((found for found in assessments if found.pk in complete), assessments[0])


def latest_campaign() -> Campaign:
    """The last one published from scores of the portal. Raises NotFound."""
    found = (
        Campaign.objects.filter(state=CampaignState.PUBLISHED, source=Source.SCORED)
        .select_related("previous", "organiser")
        .order_by("-year", "-published_at")
        .first()
    )
    if found is None:
        raise NotFound(_("Chưa có đợt nào được công bố; hãy nêu mã đợt bằng --campaign."))
    return found


def _known(codes: Iterable[str]) -> str:
    listed = ", ".join(codes)
    return _("Có: %(codes)s.") % {"codes": listed} if listed else _("Chưa có mã nào.")
