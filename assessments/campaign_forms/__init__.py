"""Forms of the standing office on a campaign."""

from assessments.campaign_forms.assignments import AssignmentsForm
from assessments.campaign_forms.board import ExtensionForm, PublishForm, RecallForm
from assessments.campaign_forms.exclusions import ExclusionsForm
from assessments.campaign_forms.outline import OutlineForm
from assessments.campaign_forms.participants import AddUnitsForm, ReasonForm
from assessments.campaign_forms.terms import DeadlinesForm, GroupsForm

__all__ = [
    "AddUnitsForm",
    "AssignmentsForm",
    "DeadlinesForm",
    "ExclusionsForm",
    "ExtensionForm",
    "GroupsForm",
    "OutlineForm",
    "PublishForm",
    "ReasonForm",
    "RecallForm",
]
