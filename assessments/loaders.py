"""Scoped loading: a view gets the object this person may see, or the page is not there."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from assessments.models import Assessment, Campaign, Entry, FieldSheet
from parindex.errors import Forbidden
from parindex.units.models import User
from parindex.units.permissions import Right, may


def load_campaign(user: User, code: str) -> Campaign:
    return get_object_or_404(
        Campaign.objects.visible_to(user).select_related(
            "criteria_set", "organiser", "standing_office", "previous"
        ),
        code=code,
    )


def load_managed(user: User, code: str) -> Campaign:
    """The campaign, for those who manage it. Raises Http404, Forbidden."""
    campaign = load_campaign(user, code)
    if not may(user, Right.MANAGE_CAMPAIGN, campaign.organiser):
        raise Forbidden(_("Chỉ cơ quan thường trực của đợt này được làm việc đó."))
    return campaign


def load_assessment(user: User, code: str, unit_code: str) -> Assessment:
    return get_object_or_404(
        Assessment.objects.visible_to(user).select_related(
            "unit", "campaign__criteria_set", "campaign__standing_office", "campaign__organiser"
        ),
        campaign__code=code,
        unit__code=unit_code,
    )


def load_sheet(user: User, **lookup: object) -> FieldSheet:
    return get_object_or_404(
        FieldSheet.objects.visible_to(user).select_related(
            "criterion",
            "assessment__unit",
            "assessment__campaign__criteria_set",
            "assessment__campaign__standing_office",
            "assessment__campaign__organiser",
        ),
        **lookup,
    )


def load_entry(user: User, entry_id: int) -> Entry:
    return get_object_or_404(
        Entry.objects.visible_to(user).select_related(
            "criterion__set",
            "sheet__criterion",
            "assessment__unit",
            "assessment__campaign__standing_office",
            "assessment__campaign__organiser",
        ),
        pk=entry_id,
    )
