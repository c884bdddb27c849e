"""One unit's assessment: its fields with state and progress, what waits for whom, its history."""

from datetime import datetime

from assessments.deadlines import extensions_of
from assessments.models import Assessment
from assessments.pages.events import EVENTS_SHOWN, assessment_events, event_rows
from assessments.pages.scoring import field_links, phase_text
from assessments.totals import running_totals
from assessments.workflow import HOLDERS, PHASES, Phase, State
from parindex.units.models import User


def assessment_page(assessment: Assessment, user: User, at: datetime) -> dict[str, object]:
    fields = field_links(assessment, running_totals(assessment), user=user)
    for link in fields:
        link["holder"] = HOLDERS[State(str(link["state"]))]
    return {
        "assessment": assessment,
        "campaign": assessment.campaign,
        "fields": fields,
        "has_returned": any(link["state"] == State.RETURNED for link in fields),
        "deadlines": _deadlines(assessment, {State(str(link["state"])) for link in fields}, at),
        "extensions": extensions_of(assessment),
        "events": event_rows(assessment_events(assessment, user)[:EVENTS_SHOWN]),
    }


def _deadlines(assessment: Assessment, states: set[State], at: datetime) -> list[str]:
    """Of the phases that some sheet is in."""
    running = {PHASES[state] for state in states if state in PHASES}
    texts = (phase_text(assessment, phase, at) for phase in Phase if phase in running)
    return [text for text in texts if text]
