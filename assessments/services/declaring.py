"""The unit's own writes: figures, self score, note."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Entry
from assessments.services.own_entries import check_open, locked_entry
from assessments.services.recomputing import results_invalidate
from criteria import rules
from criteria.models import NotApplicable
from parindex.errors import Conflict, Invalid
from parindex.history.services import actor_title, event_record
from parindex.lib.text import nfc
from parindex.units.models import User

NOTE_MAX = 4000


@dataclass(frozen=True)
class Declaration:
    """What a person typed for one entry. ``version`` is that of the entry he was looking at."""

    figures: Mapping[str, str]
    note: str
    version: int
    not_applicable: bool = False


class EntryConflict(Conflict):
    """Somebody saved the entry since; ``entry`` is what is stored, ``declared`` what was typed."""

    def __init__(self, entry: Entry, declared: Declaration) -> None:
        super().__init__(
            _("%(name)s vừa lưu mục này với nội dung khác. Nội dung của bạn chưa được ghi đè.")
            % {"name": entry.saved_by_name or _("Người khác")}
        )
        self.entry = entry
        self.declared = declared


@transaction.atomic
def entry_declare(*, entry_id: int, actor: User, declared: Declaration, at: datetime) -> Entry:
    """Save one entry and its computed self score.

    Raises Forbidden, Locked (deadline, state), Invalid (figures), EntryConflict (stale version).
    A save that changes nothing writes nothing.
    """
    entry = locked_entry(entry_id)
    check_open(actor, entry, at)
    figures, note = _read(entry, declared)
    absent = declared.not_applicable
    if (figures, note, absent) == (entry.figures, entry.note, entry.not_applicable):
        return entry
    if declared.version != entry.version:
        raise EntryConflict(entry, declared)
    before = _snapshot(entry)
    entry.figures, entry.note = figures, note
    _score_absence(entry) if absent else _score_figures(entry)
    entry.version += 1
    entry.saved_at, entry.saved_by_name = at, actor_title(actor)
    entry.save(
        update_fields=[
            "figures",
            "note",
            "not_applicable",
            "is_absence_agreed",
            "is_counted",
            "self_score",
            "working",
            "version",
            "saved_at",
            "saved_by_name",
        ]
    )
    event_record(
        actor=actor,
        action="entry.declare",
        subject=entry,
        scope=entry.assessment,
        before=before,
        after=_snapshot(entry),
    )
    if any(before[name] != getattr(entry, name) for name in ("self_score", "is_counted")):
        results_invalidate(entry.assessment_id)
    return entry


def _read(entry: Entry, declared: Declaration) -> tuple[dict[str, str], str]:
    try:
        figures = rules.read_inputs(entry.criterion.rule, declared.figures)
    except rules.InputError as error:
        raise Invalid(error.errors) from error
    note = nfc(declared.note).replace("\r\n", "\n").strip()
    if len(note) > NOTE_MAX:
        raise Invalid(
            {
                "note": _("Ghi chú dài %(length)d ký tự; tối đa %(limit)d ký tự.")
                % {"length": len(note), "limit": NOTE_MAX}
            }
        )
    if declared.not_applicable:
        _check_absence(entry, note)
    return figures, note


def _check_absence(entry: Entry, note: str) -> None:
    if entry.criterion.not_applicable == NotApplicable.NO:
        raise Invalid({"na": _("Bộ tiêu chí không cho phép khai “không phát sinh” ở mục này.")})
    if not note:
        raise Invalid({"note": _("Khai “không phát sinh” thì phải nêu lý do ở đây.")})


def _score_figures(entry: Entry) -> None:
    rule, places = entry.criterion.rule, entry.criterion.set.decimals
    score = rules.score(rule, entry.figures, places=places)
    entry.not_applicable, entry.is_absence_agreed, entry.is_counted = False, None, True
    entry.self_score = score
    entry.working = rules.working(rule, entry.figures, places=places) if score is not None else ""


def _score_absence(entry: Entry) -> None:
    """Full points, or out of the maximum: as the set says for this leaf."""
    is_full = entry.criterion.not_applicable == NotApplicable.FULL
    entry.not_applicable, entry.is_absence_agreed, entry.is_counted = True, None, is_full
    entry.self_score = entry.max_score if is_full else None
    entry.working = str(NotApplicable(entry.criterion.not_applicable).label)


def _snapshot(entry: Entry) -> dict[str, object]:
    return {
        "figures": entry.figures,
        "self_score": entry.self_score,
        "note": entry.note,
        "not_applicable": entry.not_applicable,
        "is_counted": entry.is_counted,
    }
