"""The rounds of a sheet, and what stood in each: read back from the history.

A round ends when the sheet is sent back or opened again; the last one is what stands now. What the
unit had written when a round ended is what its last save before that moment says.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assessments.models import Appraisal, Entry, FieldSheet
from parindex.history.models import Event, subject_of

EVIDENCE_ACTIONS = ("evidence.add", "evidence.link", "evidence.replace", "evidence.unlink")
DECLARED = ("self_score", "figures", "note", "not_applicable")


@dataclass(frozen=True)
class Round:
    """``ended_at`` None: it still runs; ``why``: the reason for which it was ended."""

    number: int
    ended_at: datetime | None
    why: str = ""


@dataclass(frozen=True)
class Standing:
    """One entry at the end of a round: what the unit said, what the office said."""

    declared: dict[str, Any]
    appraisal: Appraisal | None


def rounds_of(sheet: FieldSheet) -> list[Round]:
    """In order; at least one."""
    label, key = subject_of(sheet)
    moves = Event.objects.filter(
        subject=label, subject_id=key, action__startswith="sheet."
    ).order_by("at", "pk")
    ended: dict[int, Event] = {}
    number = 1
    for event in moves:
        reached = int((event.after or {}).get("round") or number)
        for each in range(number, reached):
            ended[each] = event
        number = max(number, reached)
    return [
        Round(each, ended[each].at, ended[each].reason) if each in ended else Round(each, None)
        for each in range(1, sheet.round + 1)
    ]


def standings(entries: list[Entry], end: Round) -> dict[int, Standing]:
    """By entry id. What was saved after the round ended does not count."""
    saves = _saves(entries)
    appraisals = _appraisals(entries, end.number)
    return {
        entry.pk: Standing(_declared_at(entry, saves[entry.pk], end), appraisals.get(entry.pk))
        for entry in entries
    }


def evidence_changes(entries: list[Entry], first: Round, second: Round) -> dict[int, list[Event]]:
    """What was added, replaced or taken away between the ends of two rounds, by entry id."""
    found = Event.objects.filter(
        subject=Entry._meta.label_lower,
        subject_id__in=[entry.pk for entry in entries],
        action__in=EVIDENCE_ACTIONS,
    ).order_by("at", "pk")
    if first.ended_at:
        found = found.filter(at__gt=first.ended_at)
    if second.ended_at:
        found = found.filter(at__lte=second.ended_at)
    changes: dict[int, list[Event]] = defaultdict(list)
    for event in found:
        changes[event.subject_id].append(event)
    return changes


def _saves(entries: list[Entry]) -> dict[int, list[Event]]:
    found: dict[int, list[Event]] = defaultdict(list)
    saves = Event.objects.filter(
        subject=Entry._meta.label_lower,
        subject_id__in=[entry.pk for entry in entries],
        action="entry.declare",
    ).order_by("at", "pk")
    for event in saves:
        found[event.subject_id].append(event)
    return found


def _declared_at(entry: Entry, saves: list[Event], end: Round) -> dict[str, Any]:
    now = {name: getattr(entry, name) for name in DECLARED}
    if end.ended_at is None:
        return now
    earlier = [event for event in saves if event.at <= end.ended_at]
    if earlier:
        return {**dict.fromkeys(DECLARED), **(earlier[-1].after or {})}
    later = [event for event in saves if event.at > end.ended_at]
    return {**dict.fromkeys(DECLARED), **(later[0].before or {})} if later else now


def _appraisals(entries: list[Entry], number: int) -> dict[int, Appraisal]:
    rows = Appraisal.objects.filter(entry__in=entries, round=number).order_by("at", "pk")
    return {row.entry_id: row for row in rows}
