"""Writing many opinions at once, in a fixed number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assessments.models import Appraisal, Decision, Entry
from assessments.services.appraising import OPINION_FIELDS, appraisal_of
from assessments.services.moving import sheets_start
from assessments.services.recomputing import campaign_results_invalidate
from parindex.history.services import Fact, events_record
from parindex.units.models import User


@dataclass(frozen=True)
class Applied:
    """An entry that an opinion has changed, unsaved, and what the history will say of it."""

    entry: Entry
    fact: Fact


def opinions_save(
    applied: Sequence[Applied], *, decision: Decision, actor: User, at: datetime
) -> None:
    """Inside the caller's transaction, which holds the locks; all of one campaign."""
    if not applied:
        return
    entries = [each.entry for each in applied]
    Entry.objects.bulk_update(entries, OPINION_FIELDS)
    Appraisal.objects.bulk_create([appraisal_of(entry, decision, actor) for entry in entries])
    touched = {entry.sheet_id: entry.sheet for entry in entries}
    sheets_start(sheets=touched.values(), actor=actor, at=at)
    events_record(actor=actor, action=f"entry.{decision}", facts=[each.fact for each in applied])
    campaign_results_invalidate(
        entries[0].assessment.campaign_id, {entry.assessment_id for entry in entries}
    )
