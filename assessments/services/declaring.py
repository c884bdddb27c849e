"""The unit's own writes: figures, self score, note."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments import access
from assessments.deadlines import lock_reason
from assessments.models import Entry, FieldSheet
from assessments.services.recomputing import results_invalidate
from assessments.workflow import UNIT_STATES, Phase
from criteria import rules
from parindex.errors import Conflict, Forbidden, Invalid, Locked
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
    entry = _locked_entry(entry_id)
    _check_open(actor, entry, at)
    figures, note = _read(entry, declared)
    if figures == entry.figures and note == entry.note:
        return entry
    if declared.version != entry.version:
        raise EntryConflict(entry, declared)
    before = _snapshot(entry)
    rule, places = entry.criterion.rule, entry.criterion.set.decimals
    score = rules.score(rule, figures, places=places)
    entry.figures, entry.note = figures, note
    entry.self_score = score
    entry.working = rules.working(rule, figures, places=places) if score is not None else ""
    entry.version += 1
    entry.saved_at, entry.saved_by_name = at, actor_title(actor)
    entry.save(
        update_fields=[
            "figures",
            "note",
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
    if before["self_score"] != entry.self_score:
        results_invalidate(entry.assessment_id)
    return entry


def _locked_entry(entry_id: int) -> Entry:
    """Lock the sheet first, so that a save and a submission of it cannot pass each other."""
    sheet_id = Entry.objects.values_list("sheet_id", flat=True).get(pk=entry_id)
    FieldSheet.objects.select_for_update().get(pk=sheet_id)
    return (
        Entry.objects.select_for_update(of=("self",))
        .select_related("sheet", "assessment__campaign__standing_office", "assessment__unit")
        .select_related("assessment__campaign__organiser", "criterion__set", "sheet__criterion")
        .get(pk=entry_id)
    )


def _check_open(actor: User, entry: Entry, at: datetime) -> None:
    entry.sheet.assessment = entry.assessment
    if reason := lock_reason(entry.assessment, Phase.SELF, at):
        raise Locked(reason)
    if entry.sheet.workflow_state not in UNIT_STATES:
        raise Locked(
            _("Phiếu đang ở trạng thái “%(state)s” nên không sửa được.")
            % {"state": entry.sheet.workflow_state.label}
        )
    if not entry.is_open:
        raise Locked(_("Mục này không bị trả lại nên không mở để sửa."))
    if not access.may_declare_entry(actor, entry):
        raise Forbidden(_("Mục này không do đơn vị bạn tự chấm."))


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
    return figures, note


def _snapshot(entry: Entry) -> dict[str, object]:
    return {"figures": entry.figures, "self_score": entry.self_score, "note": entry.note}
