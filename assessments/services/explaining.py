"""The unit's answers to its deductions: written entry by entry, sent by the head as a whole."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from assessments import access
from assessments.deadlines import lock_reason
from assessments.explanations import missing_explanations
from assessments.models import Entry, Explanation, FieldSheet
from assessments.services.own_entries import check_explaining, locked_entry
from assessments.workflow import Phase, State
from parindex.errors import Conflict, Forbidden, Invalid, Locked
from parindex.history.services import actor_title, event_record
from parindex.lib.text import nfc
from parindex.units.models import User

TEXT_MAX = 4000


@dataclass(frozen=True)
class Answer:
    """What a person typed for one deduction; ``version`` of what he was looking at, 0 if empty."""

    text: str
    version: int
    agrees: bool = False


class AnswerConflict(Conflict):
    """Somebody wrote the answer since; ``stored`` is what stands, ``answer`` what was typed."""

    def __init__(self, stored: Explanation | None, answer: Answer) -> None:
        super().__init__(
            _("%(name)s vừa lưu mục này với nội dung khác. Nội dung của bạn chưa được ghi đè.")
            % {"name": stored.by_name if stored else _("Người khác")}
        )
        self.stored = stored
        self.answer = answer


@transaction.atomic
def entry_explain(*, entry_id: int, actor: User, answer: Answer, at: datetime) -> int:
    """Keep what the unit answers to one deduction. Returns its version.

    Raises Forbidden, Locked (deadline, state, no deduction), Invalid, AnswerConflict (stale
    version). Writing the same again writes nothing.
    """
    entry = locked_entry(entry_id)
    check_explaining(actor, entry, at)
    text = _read(answer)
    stored = Explanation.objects.filter(entry=entry, round=entry.sheet.round).first()
    before = (stored.text, stored.agrees) if stored else ("", False)
    version = stored.version if stored else 0
    if before == (text, answer.agrees):
        return version
    if answer.version != version:
        raise AnswerConflict(stored, answer)
    kept = _keep(entry, stored, text=text, agrees=answer.agrees, actor=actor, at=at)
    event_record(
        actor=actor,
        action="entry.explain",
        subject=entry,
        scope=entry.assessment,
        before={"text": before[0], "agrees": before[1]},
        after={"text": text, "agrees": answer.agrees},
    )
    return kept.version


@transaction.atomic
def rest_agree(*, sheet_id: int, actor: User, at: datetime) -> int:
    """Agree to every deduction that has no answer yet. Returns how many. Raises Forbidden, Locked.

    A fixed number of statements, one event.
    """
    sheet = (
        FieldSheet.objects.select_for_update(of=("self",))
        .select_related("assessment__unit", "assessment__campaign__organiser", "criterion")
        .select_related("assessment__campaign__standing_office")
        .get(pk=sheet_id)
    )
    if not access.may_explain(actor, sheet):
        if sheet.workflow_state is State.EXPLAINING:
            raise Forbidden(_("Phiếu này do đơn vị được thẩm định giải trình."))
        raise Locked(
            _("Phiếu đang ở trạng thái “%(state)s” nên không sửa được.")
            % {"state": sheet.workflow_state.label}
        )
    if reason := lock_reason(sheet.assessment, Phase.EXPLANATION, at):
        raise Locked(reason)
    waiting = [entry for entry, _why in missing_explanations(sheet)]
    emptied = Explanation.objects.filter(entry__in=waiting, round=sheet.round)
    begun = set(emptied.values_list("entry", flat=True))
    emptied.update(
        agrees=True, by=actor, by_name=actor_title(actor), saved_at=at, version=F("version") + 1
    )
    Explanation.objects.bulk_create(
        _new(entry, sheet.round, agrees=True, actor=actor, at=at)
        for entry in waiting
        if entry.pk not in begun
    )
    if waiting:
        event_record(
            actor=actor,
            action="sheet.agree_rest",
            subject=sheet,
            scope=sheet.assessment,
            after={"entries": [entry.criterion.code for entry in waiting]},
        )
    return len(waiting)


def _read(answer: Answer) -> str:
    text = nfc(answer.text).replace("\r\n", "\n").strip()
    if len(text) > TEXT_MAX:
        raise Invalid(
            {
                "text": _("Giải trình dài %(length)d ký tự; tối đa %(limit)d ký tự.")
                % {"length": len(text), "limit": TEXT_MAX}
            }
        )
    if answer.agrees and text:
        raise Invalid(
            {"agrees": _("Đã viết giải trình thì bỏ dấu “Đồng ý”; đồng ý thì để trống giải trình.")}
        )
    return text


def _keep(
    entry: Entry,
    stored: Explanation | None,
    *,
    text: str,
    agrees: bool,
    actor: User,
    at: datetime,
) -> Explanation:
    kept = _new(entry, entry.sheet.round, text=text, agrees=agrees, actor=actor, at=at)
    if stored:
        kept.pk, kept.version = stored.pk, stored.version + 1
    kept.save()
    return kept


def _new(
    entry: Entry, round_: int, *, agrees: bool, actor: User, at: datetime, text: str = ""
) -> Explanation:
    """Remembers what it answers: the score and cause as they stand."""
    return Explanation(
        entry=entry,
        round=round_,
        text=text,
        agrees=agrees,
        score=entry.appraised_score,
        cause=entry.cause,
        by=actor,
        by_name=actor_title(actor),
        saved_at=at,
    )
