"""Moves a field sheet along the one table of transitions."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from assessments import access
from assessments.deadlines import lock_reason, too_early
from assessments.explanations import missing_explanations, missing_reviews
from assessments.models import Entry, Explanation, FieldSheet
from assessments.queries import missing_appraisals, missing_declarations
from assessments.sealing import seal
from assessments.services.recomputing import results_invalidate
from assessments.telling import step_told
from assessments.turns import detour
from assessments.workflow import TRANSITIONS, Transition, Verb
from criteria.models import OFFICE_METHODS
from parindex.errors import Conflict, Forbidden, Invalid, Locked, PortalError
from parindex.history.services import Fact, actor_title, event_record, events_record
from parindex.units.models import User


class Incomplete(PortalError):
    """The sheet lacks something; ``missing`` lists the entries with what each lacks."""

    status = 422

    def __init__(self, missing: list[tuple[Entry, str]]) -> None:
        super().__init__(_("Còn %(count)d mục chưa đủ.") % {"count": len(missing)})
        self.missing = missing


@transaction.atomic
def sheet_move(
    *, sheet_id: int, verb: Verb, actor: User, at: datetime, reason: str = ""
) -> FieldSheet:
    """Raises Forbidden, Locked, Invalid (no reason), Incomplete, Conflict (somebody was faster)."""
    transition = TRANSITIONS[verb]
    sheet = _locked_sheet(sheet_id)
    source = sheet.workflow_state
    reason = reason.strip()
    if not access.may_move(actor, sheet, transition):
        raise Forbidden(_refusal(actor, sheet, transition))
    if locked := lock_reason(sheet.assessment, transition.phase, at):
        raise Locked(locked)
    if source not in transition.sources:
        raise Conflict(_already(sheet))
    if why := detour(sheet, transition) or too_early(sheet.assessment, transition.after, at):
        raise Locked(why)
    if transition.needs_reason and not reason:
        raise Invalid({"reason": _("Hãy nêu lý do để người nhận biết cần làm gì.")})
    if missing := _missing(sheet, transition):
        raise Incomplete(missing)
    _advance(sheet, transition, actor=actor, at=at, reason=reason)
    _EFFECTS.get(verb, _no_effect)(sheet, at)
    sealed = seal(sheet, actor=actor, at=at) if verb is Verb.APPROVE else None
    event_record(
        actor=actor,
        action=f"sheet.{verb}",
        subject=sheet,
        scope=sheet.assessment,
        before={"state": source},
        after={
            "state": sheet.state,
            "round": sheet.round,
            **({"digest": sealed.digest} if sealed else {}),
        },
        reason=reason,
    )
    step_told(sheet, verb, actor=actor, reason=reason)
    if verb in _CHANGES_SCORES:
        results_invalidate(sheet.assessment_id)
    return sheet


def sheet_start(*, sheet: FieldSheet, actor: User, at: datetime, verb: Verb = Verb.START) -> None:
    """The first opinion moves a sheet that waits for it on by itself. Inside a transaction."""
    sheets_start(sheets=[sheet], actor=actor, at=at, verb=verb)


def sheets_start(
    *, sheets: Iterable[FieldSheet], actor: User, at: datetime, verb: Verb = Verb.START
) -> None:
    """The same for many sheets, all locked by the caller: one guarded statement, one event each."""
    start = TRANSITIONS[verb]
    waiting = [sheet for sheet in sheets if sheet.workflow_state in start.sources]
    if not waiting:
        return
    changed = FieldSheet.objects.filter(
        pk__in=[sheet.pk for sheet in waiting], state__in=start.sources
    ).update(state=start.target, reason="", changed_at=at, changed_by=actor)
    if changed != len(waiting):
        raise Conflict(_("Có phiếu vừa chuyển sang bước khác. Hãy tải lại trang."))
    facts = []
    for sheet in waiting:
        before = {"state": sheet.state}
        sheet.state, sheet.reason = start.target, ""
        sheet.changed_at, sheet.changed_by = at, actor
        facts.append(Fact(sheet, sheet.assessment, before, {"state": sheet.state}))
    events_record(actor=actor, action=f"sheet.{verb}", facts=facts)


def _locked_sheet(sheet_id: int) -> FieldSheet:
    """Locked first and read afterwards, so that what stands around it is as it is now."""
    FieldSheet.objects.select_for_update().get(pk=sheet_id)
    return (
        FieldSheet.objects.select_related("criterion", "assessment__unit")
        .select_related("assessment__campaign__organiser", "assessment__campaign__standing_office")
        .get(pk=sheet_id)
    )


def _advance(
    sheet: FieldSheet, transition: Transition, *, actor: User, at: datetime, reason: str
) -> None:
    changed = FieldSheet.objects.filter(
        pk=sheet.pk, state__in=transition.sources, round=sheet.round
    ).update(
        state=transition.target,
        round=F("round") + int(transition.opens_round),
        reason=reason,
        changed_at=at,
        changed_by=actor,
    )
    if not changed:
        raise Conflict(_already(sheet))
    sheet.refresh_from_db(fields=["state", "round", "reason", "changed_at", "changed_by"])


def _missing(sheet: FieldSheet, transition: Transition) -> list[tuple[Entry, str]]:
    if transition.needs_complete == "appraisal":
        _settle_adjustments(sheet.entries.all())
    found = _LACKS.get(transition.needs_complete)
    return found(sheet) if found else []


_LACKS = {
    "self": missing_declarations,
    "appraisal": missing_appraisals,
    "explanation": missing_explanations,
    "review": missing_reviews,
}


def _settle_adjustments(entries: "QuerySet[Entry, Entry]") -> None:
    """A bonus nobody claimed and a penalty nobody imposed are zero points."""
    entries.filter(criterion__method="adjustment", appraised_score=None).update(
        appraised_score=F("self_score")
    )
    entries.filter(criterion__method="adjustment", appraised_score=None).update(
        appraised_score=Decimal(0)
    )


def _open_returned(sheet: FieldSheet, at: datetime) -> None:
    """Only what was returned is open; if nothing was marked, everything of the unit's is."""
    marked = sheet.entries.exclude(return_reason="")
    if not marked.exists():
        _open_all(sheet, at)
        return
    sheet.entries.update(is_open=False)
    marked.update(is_open=True, appraised_score=None, cause="", is_absence_agreed=None)


def _open_all(sheet: FieldSheet, at: datetime) -> None:
    """What the unit may change is to be judged anew; what the office entered stays."""
    sheet.entries.update(is_open=True, final_score=None)
    sheet.entries.exclude(
        Q(criterion__method__in=OFFICE_METHODS) | Q(criterion__rule_kind="penalty")
    ).update(appraised_score=None, cause="", is_absence_agreed=None)


def _settle_final(sheet: FieldSheet, at: datetime) -> None:
    sheet.entries.filter(~Q(appraised_score=None)).update(final_score=F("appraised_score"))


def _unsettle_final(sheet: FieldSheet, at: datetime) -> None:
    sheet.entries.update(final_score=None)


def _send_explanations(sheet: FieldSheet, at: datetime) -> None:
    _explanations(sheet).update(sent_at=at)


def _withdraw_explanations(sheet: FieldSheet, at: datetime) -> None:
    _explanations(sheet).update(sent_at=None)


def _explanations(sheet: FieldSheet) -> "QuerySet[Explanation, Explanation]":
    return Explanation.objects.filter(entry__sheet=sheet, round=sheet.round)


def _no_effect(sheet: FieldSheet, at: datetime) -> None:
    return None


_EFFECTS = {
    Verb.RETURN: _open_returned,
    Verb.REOPEN: _open_all,
    Verb.SEND_EXPLANATION: _send_explanations,
    Verb.WITHDRAW_EXPLANATION: _withdraw_explanations,
    Verb.APPROVE: _settle_final,
    Verb.REAPPRAISE: _unsettle_final,
}
_CHANGES_SCORES = {Verb.RETURN, Verb.REOPEN, Verb.APPROVE, Verb.REAPPRAISE, Verb.FINISH}


def _already(sheet: FieldSheet) -> str:
    who = actor_title(sheet.changed_by) if sheet.changed_by else _("người khác")
    return _("Có người đã nhanh hơn: phiếu đang ở trạng thái “%(state)s” (%(who)s).") % {
        "state": sheet.workflow_state.label,
        "who": who,
    }


def _refusal(actor: User, sheet: FieldSheet, transition: Transition) -> str:
    if transition.verb is Verb.APPROVE and access.has_appraised(actor, sheet):
        return _("Bạn đã thẩm định phiếu này nên người khác phải phê duyệt.")
    return _("Bạn không có quyền “%(verb)s” với phiếu này.") % {"verb": transition.label}
