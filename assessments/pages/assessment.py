"""One unit's assessment: its fields with state and progress, what waits for whom, its history."""

from datetime import datetime

from django.utils import timezone

from assessments.deadlines import extensions_of
from assessments.models import Assessment
from assessments.pages.scoring import field_links, phase_text
from assessments.totals import running_totals
from assessments.workflow import HOLDERS, PHASES, Phase, State
from parindex.history.labels import action_label
from parindex.history.models import Event
from parindex.lib.dates import format_moment
from parindex.units.models import User

EVENTS_SHOWN = 30
AUTOSAVED = ("entry.declare", "entry.explain")


def assessment_page(assessment: Assessment, user: User, at: datetime) -> dict[str, object]:
    fields = field_links(assessment, running_totals(assessment), user=user)
    for link in fields:
        link["holder"] = HOLDERS[State(str(link["state"]))]
    return {
        "assessment": assessment,
        "campaign": assessment.campaign,
        "fields": fields,
        "deadlines": _deadlines(assessment, {State(str(link["state"])) for link in fields}, at),
        "extensions": extensions_of(assessment),
        "events": timeline(assessment, user),
    }


def _deadlines(assessment: Assessment, states: set[State], at: datetime) -> list[str]:
    """Of the phases that some sheet is in."""
    running = {PHASES[state] for state in states if state in PHASES}
    texts = (phase_text(assessment, phase, at) for phase in Phase if phase in running)
    return [text for text in texts if text]


def timeline(assessment: Assessment, user: User) -> list[dict[str, str]]:
    """The latest events of the sheets. Autosaves are many and say little: they stay out."""
    events = Event.objects.of(assessment).exclude(action__in=AUTOSAVED)[:EVENTS_SHOWN]
    return [
        {
            "iso": event.at.isoformat(),
            "at": format_moment(timezone.localtime(event.at)),
            "who": event.actor_name,
            "text": f"{action_label(event.action)}: {event.subject_name}",
            "reason": event.reason,
        }
        for event in events
    ]
