"""Where the pages of a sheet are."""

from django.urls import reverse

from assessments.models import Entry, FieldSheet
from assessments.workflow import EXPLANATION_STATES


def explanation_url(sheet: FieldSheet) -> str:
    return reverse("explanation", args=_parts(sheet))


def unit_page_url(sheet: FieldSheet) -> str:
    """Where the unit works on the sheet now: its answers to deductions, or its scores."""
    if sheet.workflow_state in EXPLANATION_STATES:
        return explanation_url(sheet)
    return reverse("sheet", args=_parts(sheet))


def entry_url(entry: Entry) -> str:
    return f"{unit_page_url(entry.sheet)}#e{entry.pk}"


def _parts(sheet: FieldSheet) -> list[str]:
    return [
        sheet.assessment.campaign.code,
        sheet.assessment.unit.code,
        sheet.criterion.code,
    ]
