"""The yearly cycle: campaigns, sheets, entries, evidence, results."""

from assessments.models.approvals import Approval
from assessments.models.campaign import (
    Assignment,
    Campaign,
    CampaignState,
    Exclusion,
    Extension,
    RatingGroup,
    Source,
)
from assessments.models.council import CouncilSession
from assessments.models.evidence import Evidence, EvidenceFile, EvidenceLink
from assessments.models.notes import InternalNote
from assessments.models.results import (
    Comparability,
    NodeResult,
    RecordedResult,
    Result,
    SurveyFactor,
    SurveyResult,
)
from assessments.models.sheets import (
    Appraisal,
    Assessment,
    Decision,
    Entry,
    Explanation,
    FieldSheet,
)
from assessments.models.versions import CorrectedEntry, Correction, ResultVersion

__all__ = [
    "Appraisal",
    "Approval",
    "Assessment",
    "Assignment",
    "Campaign",
    "CampaignState",
    "Comparability",
    "CorrectedEntry",
    "Correction",
    "CouncilSession",
    "Decision",
    "Entry",
    "Evidence",
    "EvidenceFile",
    "EvidenceLink",
    "Exclusion",
    "Explanation",
    "Extension",
    "FieldSheet",
    "InternalNote",
    "NodeResult",
    "RatingGroup",
    "RecordedResult",
    "Result",
    "ResultVersion",
    "Source",
    "SurveyFactor",
    "SurveyResult",
]
