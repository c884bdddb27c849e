"""Moving what one unit hands to another, by the table of ``reports.handing``."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from parindex.errors import Conflict, Forbidden, Invalid, Locked
from parindex.history.services import actor_title, event_record
from parindex.lib.dates import format_moment
from parindex.units.models import Unit, User
from parindex.units.permissions import Right, may
from reports.handing import STEPS, Step, Verb
from reports.models.handing import HandedIn


@dataclass(frozen=True)
class Move:
    """Who moves what, when and why; ``receiver`` collects, ``sender`` writes."""

    verb: Verb
    actor: User
    at: datetime
    sender: Unit
    receiver: Unit
    deadline: datetime
    reason: str = ""
    until: datetime | None = None
    """A new day for what is returned."""

    @property
    def step(self) -> Step:
        return STEPS[self.verb]


def may_move(user: User, step: Step, *, sender: Unit, receiver: Unit) -> bool:
    if step.by_receiver:
        return may(user, Right.COLLECT_REPORTS, receiver)
    return may(user, Right.REPORT, sender)


def open_verbs(
    item: HandedIn, user: User, at: datetime, *, sender: Unit, receiver: Unit, deadline: datetime
) -> list[Verb]:
    """The buttons that this person sees now."""
    return [
        verb
        for verb, step in STEPS.items()
        if item.state in step.source
        and may_move(user, step, sender=sender, receiver=receiver)
        and (not step.before_deadline or at <= deadline)
    ]


def handed_move(item: HandedIn, move: Move, *, action: str) -> None:
    """Change the state if it still is what the step starts from, inside the caller's transaction.

    Raises Forbidden, Invalid (no reason), Locked (deadline), Conflict (somebody was faster).
    """
    step = move.step
    _check(move)
    values: dict[str, object] = {"state": step.target, "reason": move.reason.strip()}
    if move.verb is Verb.SEND:
        sender = {"sent_at": move.at, "sent_by": move.actor}
        values |= {**sender, "sent_by_name": actor_title(move.actor), "decided_at": None}
    elif step.by_receiver:
        values["decided_at"] = move.at
    if move.until is not None:
        values["extended_until"] = move.until
    before = item.state
    model = type(item)
    moved = model._default_manager.filter(pk=item.pk, state__in=step.source).update(**values)
    if not moved:
        raise Conflict(_("Tình trạng vừa đổi. Hãy tải lại trang rồi xem lại."))
    item.refresh_from_db()
    event_record(
        actor=move.actor,
        action=f"{action}.{move.verb.value}",
        subject=item,
        before={"state": before},
        after={"state": str(step.target)},
        reason=move.reason.strip(),
    )


def _check(move: Move) -> None:
    step = move.step
    if not may_move(move.actor, step, sender=move.sender, receiver=move.receiver):
        raise Forbidden(_("Bạn không được làm việc này ở đây."))
    if step.needs_reason and not move.reason.strip():
        raise Invalid({"reason": _("Hãy ghi lý do để đơn vị biết cần sửa gì.")})
    if step.before_deadline and move.at > move.deadline:
        raise Locked(overdue_words(move.deadline, move.receiver.title))
    if move.verb is Verb.RETURN and move.at > (move.until or move.deadline):
        raise Invalid({"until": _("Đã quá hạn gửi; hãy đặt hạn gửi lại sau lúc này.")})


def check_extension(*, until: datetime, reason: str, at: datetime) -> None:
    """More time has a reason and a day to come. Raises Invalid."""
    errors = {}
    if not reason.strip():
        errors["reason"] = _("Hãy ghi lý do gia hạn.")
    if until <= at:
        errors["until"] = _("Hạn mới phải sau lúc này.")
    if errors:
        raise Invalid(errors)


def overdue_words(deadline: datetime, office: str) -> str:
    return _("Đã hết hạn lúc %(moment)s. Cần thêm thời gian thì đề nghị %(office)s gia hạn.") % {
        "moment": format_moment(timezone.localtime(deadline)),
        "office": office,
    }
