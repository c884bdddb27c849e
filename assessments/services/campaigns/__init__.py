"""The standing office's writes on a campaign, from its first draft to its publication."""

from assessments.services.campaigns.correcting import (
    Line,
    correction_drop,
    correction_line,
    correction_publish,
)
from assessments.services.campaigns.drafting import (
    Outline,
    campaign_describe,
    campaign_discard,
    campaign_draft,
    exclusions_set,
    participants_choose,
)
from assessments.services.campaigns.extensions import extension_grant
from assessments.services.campaigns.opening import campaign_open, draft_open
from assessments.services.campaigns.participants import participant_remove, participants_add
from assessments.services.campaigns.publishing import (
    campaign_announce,
    campaign_publish,
    campaign_recall,
)
from assessments.services.campaigns.terms import assignments_set, deadlines_set, groups_set

__all__ = [
    "Line",
    "Outline",
    "assignments_set",
    "campaign_announce",
    "campaign_describe",
    "campaign_discard",
    "campaign_draft",
    "campaign_open",
    "campaign_publish",
    "campaign_recall",
    "correction_drop",
    "correction_line",
    "correction_publish",
    "deadlines_set",
    "draft_open",
    "exclusions_set",
    "extension_grant",
    "groups_set",
    "participant_remove",
    "participants_add",
    "participants_choose",
]
