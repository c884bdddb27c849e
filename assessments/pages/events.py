"""What happened to an assessment or one of its sheets, in words, newest first."""

from collections.abc import Iterable, Sequence
from functools import partial

from django.db.models import Q, QuerySet
from django.utils import timezone

from assessments.models import Assessment, Entry, FieldSheet
from assessments.pages.scoring import figures_text
from assessments.workflow import Phase, State
from parindex.history.labels import action_label
from parindex.history.models import Event
from parindex.history.words import ValueWords, event_changes
from parindex.lib.dates import format_moment
from parindex.units.models import Role, User
from parindex.units.permissions import Right, may

EVENTS_SHOWN = 30
AUTOSAVED = ("entry.declare", "entry.explain")
UNSENT = "entry.explain"
"""An explanation is the unit's own until it is sent: its words stand on its page, not here."""


def _state(value: object) -> str:
    known = {state.value: state.label for state in State}
    return known.get(str(value), str(value))


def _phase(value: object) -> str:
    try:
        phase = Phase(str(value))
    except ValueError:
        return str(value)
    return phase.label


def _role(value: object) -> str:
    return str(Role(value).label) if value in Role.values else str(value)


VALUE_WORDS: ValueWords = {"state": _state, "phase": _phase, "role": _role}


def assessment_events(assessment: Assessment, user: User) -> "QuerySet[Event, Event]":
    """Of the whole assessment for whoever reads it; an appraiser's only of the own part.

    Autosaves are many and say little: they stay out here and are found on the sheet's own page.
    """
    found: QuerySet[Event, Event] = Event.objects.of(assessment)
    if not may(user, Right.READ_SHEET, assessment.unit):
        found = found.filter(_about(_sheets(assessment, user), _entries(assessment, user)))
    return found.exclude(action__in=AUTOSAVED)


def sheet_events(sheet: FieldSheet, user: User) -> "QuerySet[Event, Event]":
    """Everything that happened to one sheet and its entries, as far as the person sees them."""
    entries = Entry.objects.visible_to(user).filter(sheet=sheet)
    sheets = FieldSheet.objects.filter(pk=sheet.pk)
    found: QuerySet[Event, Event] = Event.objects.filter(_about(sheets, entries))
    return found


def event_rows(events: Iterable[Event]) -> list[dict[str, object]]:
    """For components/timeline.html."""
    return [
        {
            "iso": event.at.isoformat(),
            "at": format_moment(timezone.localtime(event.at)),
            "who": event.actor_name,
            "text": f"{action_label(event.action)}: {event.subject_name}",
            "changes": changes,
            "reason": event.reason,
        }
        for event, changes in with_changes(list(events))
    ]


def with_changes(events: Sequence[Event]) -> list[tuple[Event, list[str]]]:
    """Each event with what it changed; declared figures are named as their rule names them."""
    label = Entry._meta.label_lower
    keys = [event.subject_id for event in events if event.subject == label]
    entries = Entry.objects.select_related("criterion").in_bulk(keys)
    found = []
    for event in events:
        entry = entries.get(event.subject_id) if event.subject == label else None
        named = {"figures": partial(figures_text, entry)} if entry else {}
        told = event.action != UNSENT
        found.append((event, event_changes(event, {**VALUE_WORDS, **named}) if told else []))
    return found


def _sheets(assessment: Assessment, user: User) -> "QuerySet[FieldSheet, FieldSheet]":
    return FieldSheet.objects.visible_to(user).filter(assessment=assessment)


def _entries(assessment: Assessment, user: User) -> "QuerySet[Entry, Entry]":
    return Entry.objects.visible_to(user).filter(assessment=assessment)


def _about(sheets: "QuerySet[FieldSheet, FieldSheet]", entries: "QuerySet[Entry, Entry]") -> Q:
    sheet, entry = FieldSheet._meta.label_lower, Entry._meta.label_lower
    return Q(subject=sheet, subject_id__in=sheets.values("pk")) | Q(
        subject=entry, subject_id__in=entries.values("pk")
    )
