"""Internal notes of those who appraise."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments import access
from assessments.models import Entry, FieldSheet, InternalNote
from parindex.errors import Forbidden, Invalid
from parindex.history.services import actor_title, event_record
from parindex.lib.text import nfc
from parindex.units.models import User

LONGEST = 2000


@transaction.atomic
def entry_note(*, entry: Entry, actor: User, text: str, at: datetime) -> InternalNote:
    """A note on one entry. Raises Forbidden, Invalid."""
    if not access.may_note(actor, entry.sheet, entry):
        raise Forbidden(_("Ghi chú nội bộ do cơ quan thẩm định và cơ quan thường trực ghi."))
    return _add(entry.sheet, entry, actor, text, at)


@transaction.atomic
def sheet_note(*, sheet: FieldSheet, actor: User, text: str, at: datetime) -> InternalNote:
    """A note on the whole sheet. Raises Forbidden, Invalid."""
    if not access.may_note(actor, sheet):
        raise Forbidden(_("Ghi chú nội bộ do cơ quan thẩm định và cơ quan thường trực ghi."))
    return _add(sheet, None, actor, text, at)


def _add(
    sheet: FieldSheet, entry: Entry | None, actor: User, text: str, at: datetime
) -> InternalNote:
    """The event stands by itself, outside the sheet's history, and does not repeat the text."""
    text = nfc(text).strip()
    if not text:
        raise Invalid({"text": _("Hãy gõ nội dung ghi chú.")})
    if len(text) > LONGEST:
        raise Invalid(
            {
                "text": _("Ghi chú dài %(length)d ký tự; tối đa %(limit)d.")
                % {"length": len(text), "limit": LONGEST}
            }
        )
    note = InternalNote.objects.create(
        sheet=sheet, entry=entry, text=text, by=actor, by_name=actor_title(actor), at=at
    )
    event_record(actor=actor, action="note.add", subject=note)
    return note
