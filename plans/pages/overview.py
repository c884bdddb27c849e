"""The first page of a plan: figures, next steps, faults, comments, versions."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parindex.lib.dates import format_date, format_moment
from parindex.units.models import User
from parindex.units.permissions import Right, acts_for
from plans.access import moves_for
from plans.checks import Fault, faults_of
from plans.forms.moves import PaperForm
from plans.models import Plan, PlanKind
from plans.pages.frame import frame
from plans.pages.standings import standing_counts
from plans.queries import plan_totals, target_outcomes
from plans.workflow import EDITABLE, IN_FORCE, State, Transition

PLACES = {"words": "plan-words", "targets": "plan-targets", "tasks": "plan-tasks"}
ROWS = {"targets": "plan-target", "tasks": "plan-task"}


def overview_page(plan: Plan, user: User, form: PaperForm | None = None) -> dict[str, object]:
    return {
        **frame(plan, user, "overview"),
        "totals": plan_totals(plan),
        "has_repairs": plan.repairs.exists(),
        "standings": standing_counts(target_outcomes(plan, timezone.localdate())),
        "facts": _facts(plan),
        "moves": [_move(plan, t, form) for t in moves_for(user, plan)],
        "form": form,
        "faults": fault_lines(plan, _open_faults(plan)),
        "fault_title": _("Còn thiếu trước khi trình, ban hành"),
        "comments": plan.comments.all(),
        "versions": plan.versions.all(),
        "paper_kind": _paper_kind(plan, user),
    }


PAPER_KINDS = {
    PlanKind.IMPROVEMENT: "improvement-plan",
    PlanKind.REMEDIATION: "remediation-plan",
    PlanKind.PROGRAMME: "implementation-plan",
    PlanKind.REVIEW: "summary-plan",
}
"""How the register of papers calls them."""


def _paper_kind(plan: Plan, user: User) -> str:
    """What the person may draft of this plan in the register; empty while it is not issued."""
    may_draft = acts_for(user, Right.DRAFT_DOCUMENT, plan.unit)
    is_out = plan.workflow_state in IN_FORCE
    return PAPER_KINDS[PlanKind(plan.kind)] if is_out and may_draft else ""


def fault_lines(plan: Plan, faults: Iterable[Fault]) -> list[dict[str, str]]:
    """Each with the address where it is mended."""
    lines = []
    for fault in faults:
        if fault.row:
            href = reverse(ROWS[fault.place], args=[plan.pk, fault.row])
        else:
            href = reverse(PLACES[fault.place], args=[plan.pk])
        lines.append({"href": href, "text": fault.text})
    return lines


def _open_faults(plan: Plan) -> list[Fault]:
    return faults_of(plan) if plan.workflow_state in EDITABLE else []


def _facts(plan: Plan) -> list[tuple[str, str]]:
    facts = [
        (_("Loại"), plan.get_kind_display()),
        (_("Thời gian"), plan.period),
        (_("Số, ký hiệu"), plan.notation),
        (_("Ngày ban hành"), format_date(plan.signed_on) if plan.signed_on else ""),
        (_("Người ký"), plan.signer_name),
        (
            _("Chuyển trạng thái"),
            format_moment(timezone.localtime(plan.changed_at)) if plan.changed_at else "",
        ),
    ]
    return [(label, value) for label, value in facts if value]


def _move(plan: Plan, transition: Transition, sent: PaperForm | None) -> dict[str, object]:
    is_sent = sent is not None and sent.transition is transition
    blank = PaperForm(transition=transition, initial={"symbol": plan.symbol})
    return {
        "verb": transition.verb.value,
        "label": transition.label,
        "form": sent if is_sent else blank,
        "asks": transition.needs_reason or transition.needs_number,
        "is_open": is_sent,
        "is_backwards": transition.target in (State.DRAFT, State.COMMENTED, State.CLOSED),
        "url": reverse("plan-move", args=[plan.pk, transition.verb.value]),
    }
