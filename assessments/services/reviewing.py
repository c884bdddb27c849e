"""The second appraisal: the office answers each explanation, keeping its score or changing it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments import access
from assessments.deadlines import lock_reason
from assessments.explanations import explained_entries
from assessments.models import Appraisal, Decision, Entry
from assessments.services.appraising import Opinion, entry_to_judge, read_score
from assessments.services.moving import sheet_start
from assessments.services.recomputing import results_invalidate
from assessments.workflow import REVIEW_STATES, Phase, Verb
from parindex.errors import Conflict, Forbidden, Invalid, Locked
from parindex.history.services import actor_title, event_record
from parindex.lib.text import nfc
from parindex.units.models import User


@transaction.atomic
def entry_review(*, entry_id: int, actor: User, opinion: Opinion, at: datetime) -> Entry:
    """Keep the score with the reason why the explanation does not change it, or set another.

    Raises Forbidden, Locked (deadline, state, nothing explained), Invalid, Conflict (somebody
    answered it since).
    """
    entry = entry_to_judge(entry_id)
    _check_open(actor, entry, at)
    score_give(entry, opinion, actor=actor, at=at)
    sheet_start(sheet=entry.sheet, actor=actor, at=at, verb=Verb.REVIEW)
    return entry


def score_give(
    entry: Entry, opinion: Opinion, *, actor: User, at: datetime, **facts: object
) -> None:
    """Another score, or the same with an answer, on an entry that was appraised: its round, its
    event with ``facts``, its total. Inside a transaction, the entry locked.

    Raises Invalid, Conflict (somebody gave a score since).
    """
    if opinion.version != entry.appraisal_version:
        raise Conflict(
            _("%(name)s vừa ghi điểm mục này. Hãy xem lại trước khi ghi.")
            % {"name": actor_title(entry.appraised_by) if entry.appraised_by else _("Người khác")}
        )
    before = {"appraised_score": entry.appraised_score, "cause": entry.cause}
    decision = score_settle(entry, opinion)
    entry.appraised_by, entry.appraised_at = actor, at
    entry.appraisal_version += 1
    entry.save(
        update_fields=[
            *("appraised_score", "cause", "appraised_by", "appraised_at", "appraisal_version")
        ]
    )
    Appraisal.objects.create(
        entry=entry,
        round=entry.sheet.round,
        decision=decision,
        self_score=entry.self_score,
        score=entry.appraised_score,
        cause=nfc(opinion.cause).strip(),
        by=actor,
        by_name=actor_title(actor),
    )
    event_record(
        actor=actor,
        action=f"entry.{decision}",
        subject=entry,
        scope=entry.assessment,
        before=before,
        after={"appraised_score": entry.appraised_score, "cause": entry.cause, **facts},
    )
    results_invalidate(entry.assessment_id)


def score_settle(entry: Entry, opinion: Opinion) -> Decision:
    """Set the score and its cause as the opinion says. Raises Invalid.

    The same score again is a score that was kept. No deduction needs no cause.
    """
    cause = nfc(opinion.cause).strip()
    score = entry.appraised_score
    if opinion.decision != Decision.KEEP:
        score = read_score(opinion.score, entry.max_score, entry.criterion.set.decimals)
    is_kept = score == entry.appraised_score
    full = 0 if entry.criterion.rule_kind == "penalty" else entry.max_score
    if not cause and (is_kept or score != full):
        raise Invalid(
            {
                "cause": _("Giữ điểm: hãy nêu vì sao giải trình không được chấp nhận.")
                if is_kept
                else _("Điểm vẫn bị trừ: hãy nêu nguyên nhân.")
            }
        )
    entry.appraised_score = score
    entry.cause = "" if score == full else cause
    if opinion.decision == Decision.COUNCIL:
        return Decision.COUNCIL
    return Decision.KEEP if is_kept else Decision.REVISE


def _check_open(actor: User, entry: Entry, at: datetime) -> None:
    if reason := lock_reason(entry.assessment, Phase.REVIEW, at):
        raise Locked(reason)
    if entry.sheet.workflow_state not in REVIEW_STATES:
        raise Locked(
            _("Phiếu đang ở trạng thái “%(state)s” nên không thẩm định lần 2 được.")
            % {"state": entry.sheet.workflow_state.label}
        )
    if not explained_entries(entry.sheet).filter(pk=entry.pk).exists():
        raise Locked(_("Đơn vị không giải trình mục này nên điểm thẩm định giữ nguyên."))
    if not access.may_review(actor, entry):
        raise Forbidden(_("Mục này không thuộc phần thẩm định của cơ quan bạn."))
