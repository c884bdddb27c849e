"""Whether an office may add proof to an entry in the unit's place."""

from datetime import datetime

from django.utils.translation import gettext as _

from assessments import access
from assessments.deadlines import lock_reason
from assessments.models import Entry
from parindex.errors import Forbidden, Locked
from parindex.units.models import User


def entry_to_stand_in(entry_id: int) -> Entry:
    """The entry with all that `check_stand_in` reads."""
    return (
        Entry.objects.with_office()
        .select_related(
            "sheet__criterion",
            "criterion__set",
            "assessment__unit",
            "assessment__campaign__organiser",
            "assessment__campaign__standing_office",
        )
        .get(pk=entry_id)
    )


def check_stand_in(actor: User, entry: Entry, at: datetime) -> None:
    """Raises Locked (published, withdrawn) or Forbidden. No deadline runs for it: it is what an
    office does when the unit itself no longer can."""
    if not hasattr(entry, "office_id"):
        entry = entry_to_stand_in(entry.pk)
    entry.sheet.assessment = entry.assessment
    if reason := lock_reason(entry.assessment, None, at):
        raise Locked(reason)
    if not access.may_stand_in(actor, entry):
        raise Forbidden(
            _(
                "Chỉ cơ quan đang thẩm định mục này và cơ quan thường trực được tải lên thay "
                "đơn vị, khi phiếu chưa phê duyệt."
            )
        )
