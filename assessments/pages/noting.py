"""Internal notes, ready for a page of those who appraise."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from assessments.models import Entry, FieldSheet, InternalNote
from parindex.lib.dates import format_moment
from parindex.units.models import User


@dataclass(frozen=True)
class NoteView:
    who: str
    when: str
    text: str


def notes_of(entries: Iterable[Entry], user: User) -> dict[int, list[NoteView]]:
    """By entry, oldest first; nothing for whom they are not meant. One query."""
    found: dict[int, list[NoteView]] = {}
    keys = [entry.pk for entry in entries]
    for note in InternalNote.objects.visible_to(user).filter(entry__in=keys):
        found.setdefault(note.entry_id or 0, []).append(_view(note))
    return found


def sheet_notes(sheet: FieldSheet, user: User) -> list[NoteView]:
    """Those on the sheet as a whole."""
    notes = InternalNote.objects.visible_to(user).filter(sheet=sheet, entry=None)
    return [_view(note) for note in notes]


def _view(note: InternalNote) -> NoteView:
    return NoteView(note.by_name, format_moment(timezone.localtime(note.at)), note.text)
