"""Moves a plan along the one table of transitions; an issue or amendment freezes a version."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.errors import Conflict, Forbidden, Invalid, PortalError
from parindex.history.services import actor_title, event_record
from parindex.lib.dates import format_date
from parindex.lib.text import nfc
from parindex.units.models import User
from plans.access import may_move
from plans.checks import Fault, faults_of
from plans.models import Plan, PlanComment
from plans.services.freezing import version_freeze
from plans.services.telling import step_told
from plans.workflow import TRANSITIONS, State, Transition, Verb, target_of


class Incomplete(PortalError):
    """The plan lacks something; ``faults`` lists what, with the place to mend it."""

    status = 422

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(_("Còn %(count)d chỗ chưa đủ.") % {"count": len(faults)})
        self.faults = faults


@dataclass(frozen=True)
class Paper:
    """Number, symbol and day that the issued paper bears."""

    number: str
    signed_on: date | None
    symbol: str = ""


@transaction.atomic
def plan_move(
    *,
    plan_id: int,
    verb: Verb,
    actor: User,
    at: datetime,
    today: date,
    reason: str = "",
    paper: Paper | None = None,
) -> Plan:
    """Raises Forbidden, Conflict (somebody was faster), Invalid (reason, number, day), Incomplete.

    ``today`` is the local day: a paper is not signed in the future.
    """
    transition = TRANSITIONS[verb]
    plan = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan_id)
    source, submitter = plan.workflow_state, plan.changed_by
    reason = nfc(reason).strip()
    if not may_move(actor, plan, transition):
        raise Forbidden(
            _("Bạn không có quyền “%(verb)s” với kế hoạch này.") % {"verb": transition.label}
        )
    if source not in transition.sources:
        raise Conflict(_already(plan))
    if transition.needs_reason and not reason:
        raise Invalid({"reason": _("Hãy nêu rõ để người nhận biết cần làm gì.")})
    signed = _signed(plan, transition, paper, today)
    if transition.needs_complete and (faults := faults_of(plan, _first_day(plan, signed))):
        raise Incomplete(faults)
    _advance(plan, transition, signed, actor=actor, at=at, reason=reason)
    if verb is Verb.COMMENT:
        PlanComment.objects.create(
            plan=plan, text=reason, by=actor, by_name=actor_title(actor), at=at
        )
    if transition.freezes and signed.signed_on:
        version_freeze(plan=plan, signed_on=signed.signed_on, actor=actor, at=at)
    event_record(
        actor=actor,
        action=f"plan.{verb}",
        subject=plan,
        before={"state": source},
        after={"state": plan.state, "notation": plan.notation},
        reason=reason,
    )
    step_told(plan, verb, actor=actor, submitter=submitter)
    return plan


def _first_day(plan: Plan, signed: Paper) -> date | None:
    """Tasks of an amended plan may be older than the amendment, not older than the plan."""
    first = plan.versions.first()
    return first.signed_on if first else signed.signed_on


def _signed(plan: Plan, transition: Transition, paper: Paper | None, today: date) -> Paper:
    """What the paper will bear: as given when it is issued, else as it stands."""
    if not transition.needs_number:
        return Paper(plan.number, plan.signed_on, plan.symbol)
    number = nfc(paper.number).strip() if paper else ""
    signed_on = paper.signed_on if paper else None
    symbol = nfc(paper.symbol).strip() if paper else ""
    errors = {}
    if not number:
        errors["number"] = _("Hãy ghi số của văn bản.")
    if signed_on is None:
        errors["signed_on"] = _("Hãy ghi ngày ban hành.")
    elif signed_on > today:
        errors["signed_on"] = _("Ngày ban hành không thể ở sau hôm nay.")
    elif (last := plan.versions.last()) and signed_on < last.signed_on:
        errors["signed_on"] = _("Bản điều chỉnh không thể có ngày trước bản %(day)s.") % {
            "day": format_date(last.signed_on)
        }
    if errors:
        raise Invalid(errors)
    return Paper(number, signed_on, symbol or plan.symbol)


def _advance(
    plan: Plan, transition: Transition, signed: Paper, *, actor: User, at: datetime, reason: str
) -> None:
    """The guarded change: no row changed means somebody was faster."""
    changed = Plan.objects.filter(pk=plan.pk, state__in=transition.sources).update(
        state=target_of(transition, plan.versions.count()),
        reason=reason,
        changed_at=at,
        changed_by=actor,
        number=signed.number,
        symbol=signed.symbol,
        signed_on=signed.signed_on,
        version=plan.version + 1,
    )
    if not changed:
        raise Conflict(_already(plan))
    plan.refresh_from_db()


def _already(plan: Plan) -> str:
    who = actor_title(plan.changed_by) if plan.changed_by else _("người khác")
    return _("Có người đã nhanh hơn: kế hoạch đang ở trạng thái “%(state)s” (%(who)s).") % {
        "state": State(plan.state).label,
        "who": who,
    }
