"""What every write of the unit on its own entries begins with: the lock, and whether it may."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from assessments import access
from assessments.deadlines import lock_reason
from assessments.models import Entry, FieldSheet
from assessments.workflow import EXPLANATION_STATES, UNIT_STATES, Phase, State
from parindex.errors import Forbidden, Locked
from parindex.units.models import User


def entry_to_write(entry_id: int) -> Entry:
    """The entry with all that `check_open` reads, not locked."""
    return _entries().get(pk=entry_id)


def locked_entry(entry_id: int) -> Entry:
    """Lock the sheet first, so that a save and a submission of it cannot pass each other."""
    sheet_id = Entry.objects.values_list("sheet_id", flat=True).get(pk=entry_id)
    FieldSheet.objects.select_for_update().get(pk=sheet_id)
    return _entries().select_for_update(of=("self",)).get(pk=entry_id)


def check_proof(actor: User, entry: Entry, at: datetime) -> None:
    """Proof is added while the unit declares, and in the explanation round where it lost points.

    Raises Locked, Forbidden.
    """
    if entry.sheet.workflow_state in EXPLANATION_STATES:
        check_explaining(actor, entry, at)
    else:
        check_open(actor, entry, at)


def check_explaining(actor: User, entry: Entry, at: datetime) -> None:
    """Raises Locked (publication, deadline, state, no deduction) or Forbidden."""
    entry.sheet.assessment = entry.assessment
    if reason := lock_reason(entry.assessment, Phase.EXPLANATION, at):
        raise Locked(reason)
    if entry.sheet.workflow_state is not State.EXPLAINING:
        raise Locked(_state_lock(entry))
    if not Entry.objects.explainable().filter(pk=entry.pk).exists():
        raise Locked(_("Mục này không bị trừ điểm nên không mở để giải trình."))
    if not access.may_explain(actor, entry.sheet):
        raise Forbidden(_("Mục này do đơn vị được thẩm định giải trình."))


def check_open(actor: User, entry: Entry, at: datetime) -> None:
    """Raises Locked (publication, deadline, state, not returned) or Forbidden."""
    entry.sheet.assessment = entry.assessment
    if reason := lock_reason(entry.assessment, Phase.SELF, at):
        raise Locked(reason)
    if entry.sheet.workflow_state not in UNIT_STATES:
        raise Locked(_state_lock(entry))
    if entry.is_excluded:
        raise Locked(_("Mục này không áp dụng trong đợt này nên không ai chấm."))
    if not entry.is_open:
        raise Locked(_("Mục này không bị trả lại nên không mở để sửa."))
    if not access.may_declare_entry(actor, entry):
        raise Forbidden(_("Mục này không do đơn vị bạn tự chấm."))


def _state_lock(entry: Entry) -> str:
    return _("Phiếu đang ở trạng thái “%(state)s” nên không sửa được.") % {
        "state": entry.sheet.workflow_state.label
    }


def _entries() -> QuerySet[Entry]:
    return Entry.objects.select_related(
        "sheet__criterion",
        "criterion__set",
        "assessment__unit",
        "assessment__campaign__organiser",
        "assessment__campaign__standing_office",
    )
