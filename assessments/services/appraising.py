"""An opinion on one entry: agree, deduct with a cause, mark for return, enter a score."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from assessments import access
from assessments.deadlines import lock_reason
from assessments.models import Appraisal, Decision, Entry, FieldSheet
from assessments.services.moving import sheet_start
from assessments.services.recomputing import results_invalidate
from assessments.workflow import APPRAISAL_STATES, ENTERING_STATES, Phase, State
from criteria import rules
from criteria.models import NotApplicable
from parindex.errors import Conflict, Forbidden, Invalid, Locked
from parindex.history.services import Fact, actor_title, events_record
from parindex.lib.numbers import NumberError, format_decimal, parse_decimal
from parindex.lib.text import nfc
from parindex.units.models import User


@dataclass(frozen=True)
class Opinion:
    """What the appraiser decided on one entry, as typed; ``version`` as seen.

    ``figures`` are what the standing office enters for a survey, a statistic or a penalty.
    """

    decision: Decision
    version: int
    score: str = ""
    cause: str = ""
    figures: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def entry_appraise(*, entry_id: int, actor: User, opinion: Opinion, at: datetime) -> Entry:
    """Raises Forbidden, Locked, Invalid, Conflict (somebody appraised it since)."""
    entry = entry_to_judge(entry_id)
    _check_open(actor, entry, opinion, at)
    if opinion.version != entry.appraisal_version:
        raise Conflict(
            _("%(name)s vừa thẩm định mục này. Hãy xem lại trước khi ghi.")
            % {"name": actor_title(entry.appraised_by) if entry.appraised_by else _("Người khác")}
        )
    fact = opinion_apply(entry, opinion, actor=actor, at=at)
    if fact is None:
        return entry
    entry.save(update_fields=OPINION_FIELDS)
    appraisal_of(entry, opinion.decision, actor).save()
    sheet_start(sheet=entry.sheet, actor=actor, at=at)
    events_record(actor=actor, action=f"entry.{opinion.decision}", facts=[fact])
    results_invalidate(entry.assessment_id)
    return entry


OPINION_FIELDS = [
    *("figures", "working", "is_absence_agreed", "is_counted"),
    *("appraised_score", "cause", "return_reason"),
    *("appraised_by", "appraised_at", "appraisal_version"),
]
"""What an opinion may change of an entry."""


def opinion_apply(entry: Entry, opinion: Opinion, *, actor: User, at: datetime) -> Fact | None:
    """Change the entry, unsaved, as the opinion asks; None when it says what stands already.

    Raises Invalid.
    """
    before = _snapshot(entry)
    if opinion.decision == Decision.ENTER:
        _enter(entry, opinion)
    else:
        _judge(entry, opinion)
    after = _snapshot(entry)
    if before == after and entry.appraised_by_id:
        return None
    entry.appraised_by, entry.appraised_at = actor, at
    entry.appraisal_version += 1
    return Fact(entry, entry.assessment, before, after)


def appraisal_of(entry: Entry, decision: Decision, actor: User) -> Appraisal:
    """The round's row for the opinion that was just applied, unsaved."""
    return Appraisal(
        entry=entry,
        round=entry.sheet.round,
        decision=decision,
        self_score=entry.self_score,
        score=entry.appraised_score,
        cause=entry.cause or entry.return_reason,
        by=actor,
        by_name=actor_title(actor),
    )


def entry_to_judge(entry_id: int) -> Entry:
    """Lock the sheet, then the entry; both carry what the checks read, the entry its office."""
    sheet_id = Entry.objects.values_list("sheet_id", flat=True).get(pk=entry_id)
    FieldSheet.objects.select_for_update().get(pk=sheet_id)
    sheet = (
        FieldSheet.objects.select_related("criterion", "assessment__unit")
        .select_related("assessment__campaign__organiser", "assessment__campaign__standing_office")
        .get(pk=sheet_id)
    )
    entry = (
        Entry.objects.with_office()
        .select_for_update(of=("self",))
        .select_related("criterion__set")
        .get(pk=entry_id)
    )
    entry.sheet, entry.assessment = sheet, sheet.assessment
    return entry


def _check_open(actor: User, entry: Entry, opinion: Opinion, at: datetime) -> None:
    if reason := lock_reason(entry.assessment, Phase.APPRAISAL, at):
        raise Locked(reason)
    if entry.criterion.is_office_scored != (opinion.decision == Decision.ENTER):
        raise Forbidden(_("Mục này không chấm theo cách đó."))
    if entry.criterion.is_office_scored:
        _check_entering(actor, entry)
        return
    if entry.sheet.workflow_state not in APPRAISAL_STATES:
        raise Locked(
            _("Phiếu đang ở trạng thái “%(state)s” nên không thẩm định được.")
            % {"state": entry.sheet.workflow_state.label}
        )
    if not access.may_appraise_entry(actor, entry):
        raise Forbidden(_("Mục này không thuộc phần thẩm định của cơ quan bạn."))


def _check_entering(actor: User, entry: Entry) -> None:
    state = entry.sheet.workflow_state
    if state is State.APPROVED:
        raise Locked(_("Phiếu đã phê duyệt; cần mở lại thẩm định trước khi sửa điểm."))
    if state not in ENTERING_STATES:
        raise Locked(
            _("Phiếu đang ở trạng thái “%(state)s” nên không nhập điểm được.")
            % {"state": state.label}
        )
    if not access.may_enter(actor, entry):
        raise Forbidden(_("Điểm này do cơ quan thường trực nhập."))


def _judge(entry: Entry, opinion: Opinion) -> None:
    """Set the score, cause and return reason that follow from the opinion."""
    cause = nfc(opinion.cause).strip()
    entry.appraised_score, entry.cause, entry.return_reason = None, "", ""
    _judge_absence(entry, opinion)
    if opinion.decision == Decision.RETURN:
        if not cause:
            raise Invalid({"cause": _("Hãy nêu rõ cần bổ sung, giải trình điều gì.")})
        entry.return_reason = cause
    elif opinion.decision == Decision.AGREE:
        if not entry.is_counted:
            return
        if entry.self_score is None:
            raise Invalid({"score": _("Đơn vị chưa chấm mục này; hãy nhập điểm thẩm định.")})
        entry.appraised_score, entry.cause = entry.self_score, _own_cause(entry)
    else:
        score = read_score(opinion.score, entry.max_score, entry.criterion.set.decimals)
        if score < entry.max_score and not cause:
            raise Invalid({"cause": _("Điểm thấp hơn tối đa: hãy nêu nguyên nhân trừ điểm.")})
        entry.appraised_score, entry.cause = score, cause


def _judge_absence(entry: Entry, opinion: Opinion) -> None:
    """Agreeing consents to "did not arise"; scoring otherwise refuses it and counts the entry."""
    if not entry.not_applicable:
        return
    if opinion.decision == Decision.RETURN:
        entry.is_absence_agreed = None
        return
    entry.is_absence_agreed = opinion.decision == Decision.AGREE
    keeps = entry.is_absence_agreed and entry.criterion.not_applicable == NotApplicable.RESCALE
    entry.is_counted = not keeps


def _enter(entry: Entry, opinion: Opinion) -> None:
    """The standing office's figures and the score that the rule gives for them.

    Nothing at all takes out what was entered by mistake: empty is not zero.
    """
    rule, places = entry.criterion.rule, entry.criterion.set.decimals
    if entry.figures and not any(text.strip() for text in opinion.figures.values()):
        entry.figures, entry.appraised_score, entry.working, entry.cause = {}, None, "", ""
        return
    try:
        figures = rules.read_inputs(rule, opinion.figures)
    except rules.InputError as error:
        raise Invalid(error.errors) from error
    score = rules.score(rule, figures, places=places)
    if score is None:
        raise Invalid({item.name: _("Hãy nhập đủ số liệu.") for item in rules.input_fields(rule)})
    entry.figures, entry.appraised_score = figures, score
    entry.working = rules.working(rule, figures, places=places)
    entry.cause = nfc(opinion.cause).strip() or (entry.working if score < entry.max_score else "")


def _own_cause(entry: Entry) -> str:
    """Agreeing to a self score below the maximum keeps the unit's own explanation as the cause."""
    if entry.self_score == entry.max_score:
        return ""
    return entry.note or entry.working


def read_score(text: str, maximum: Decimal, places: int) -> Decimal:
    """A typed score between 0 and the maximum. Raises Invalid with what is expected."""
    if not text.strip():
        raise Invalid({"score": _("Hãy nhập điểm thẩm định.")})
    try:
        score = parse_decimal(text)
    except NumberError as error:
        raise Invalid({"score": str(error)}) from error
    limits = {"max": format_decimal(maximum, strip=True), "found": text.strip()}
    if not 0 <= score <= maximum:
        raise Invalid({"score": _("Điểm phải từ 0 đến %(max)s; bạn nhập “%(found)s”.") % limits})
    if score != round(score, places):
        raise Invalid(
            {
                "score": _("Điểm có tối đa %(places)d chữ số thập phân; bạn nhập “%(found)s”.")
                % {**limits, "places": places}
            }
        )
    return score


def _snapshot(entry: Entry) -> dict[str, object]:
    return {
        "figures": entry.figures,
        "is_absence_agreed": entry.is_absence_agreed,
        "appraised_score": entry.appraised_score,
        "cause": entry.cause,
        "return_reason": entry.return_reason,
    }
