"""The one table of what may happen to a plan.

Pure: the service asks it before it writes, the pages ask it for their buttons, the tests walk it.
"""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    COMMENTED = "commented"
    ISSUED = "issued"
    AMENDING = "amending"
    AMENDED = "amended"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return STATE_LABELS[self]

    @property
    def tone(self) -> str:
        return _TONES.get(self, "")


STATE_LABELS = {
    State.DRAFT: "Dự thảo",
    State.SUBMITTED: "Đã trình",
    State.COMMENTED: "Đã có ý kiến, chờ hoàn thiện",
    State.ISSUED: "Đã ban hành",
    State.AMENDING: "Đang điều chỉnh",
    State.AMENDED: "Đã ban hành bản điều chỉnh",
    State.CLOSED: "Đã kết thúc",
}

_TONES = {
    State.SUBMITTED: "info",
    State.COMMENTED: "warning",
    State.ISSUED: "ok",
    State.AMENDING: "warning",
    State.AMENDED: "ok",
}

EDITABLE = frozenset({State.DRAFT, State.COMMENTED, State.AMENDING})
"""Words, targets and tasks may change."""

IN_FORCE = frozenset({State.ISSUED, State.AMENDING, State.AMENDED, State.CLOSED})
"""Issued once: known below the unit that issued it, never deleted."""

RUNNING = frozenset({State.ISSUED, State.AMENDING, State.AMENDED})
"""Its tasks are being done and reported on."""


class Verb(StrEnum):
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    COMMENT = "comment"
    ISSUE = "issue"
    AMEND = "amend"
    REISSUE = "reissue"
    CLOSE = "close"
    REOPEN = "reopen"


@dataclass(frozen=True)
class Transition:
    """One edge. ``right`` is a value of ``parindex.units.permissions.Right``.

    ``freezes`` keeps a version; ``needs_number`` asks for number and day of the paper;
    ``needs_complete`` refuses a plan with faults (``plans.checks``).
    """

    verb: Verb
    sources: frozenset[State]
    target: State
    right: str
    label: str
    reason_label: str = ""
    """What the reason is called; empty: none is asked for."""
    needs_complete: bool = False
    needs_number: bool = False
    freezes: bool = False

    @property
    def needs_reason(self) -> bool:
        return bool(self.reason_label)


TRANSITIONS = {
    transition.verb: transition
    for transition in (
        Transition(
            Verb.SUBMIT,
            frozenset({State.DRAFT, State.COMMENTED}),
            State.SUBMITTED,
            "write_plan",
            "Trình kế hoạch",
            needs_complete=True,
        ),
        Transition(
            Verb.WITHDRAW,
            frozenset({State.SUBMITTED}),
            State.DRAFT,
            "write_plan",
            "Rút lại để sửa",
            reason_label="Lý do rút lại",
        ),
        Transition(
            Verb.COMMENT,
            frozenset({State.SUBMITTED}),
            State.COMMENTED,
            "comment_plan",
            "Chuyển lại kèm ý kiến",
            reason_label="Ý kiến cần tiếp thu",
        ),
        Transition(
            Verb.ISSUE,
            frozenset({State.SUBMITTED}),
            State.ISSUED,
            "issue_plan",
            "Ban hành",
            needs_complete=True,
            needs_number=True,
            freezes=True,
        ),
        Transition(
            Verb.AMEND,
            frozenset({State.ISSUED, State.AMENDED}),
            State.AMENDING,
            "write_plan",
            "Điều chỉnh, bổ sung",
            reason_label="Lý do điều chỉnh",
        ),
        Transition(
            Verb.REISSUE,
            frozenset({State.AMENDING}),
            State.AMENDED,
            "issue_plan",
            "Ban hành bản điều chỉnh",
            needs_complete=True,
            needs_number=True,
            freezes=True,
        ),
        Transition(
            Verb.CLOSE,
            frozenset({State.ISSUED, State.AMENDED}),
            State.CLOSED,
            "issue_plan",
            "Kết thúc kế hoạch",
            reason_label="Đánh giá khi kết thúc",
        ),
        Transition(
            Verb.REOPEN,
            frozenset({State.CLOSED}),
            State.ISSUED,
            "issue_plan",
            "Mở lại kế hoạch đã kết thúc",
            reason_label="Lý do mở lại",
        ),
    )
}


def verbs_from(state: State) -> tuple[Transition, ...]:
    return tuple(t for t in TRANSITIONS.values() if state in t.sources)


def target_of(transition: Transition, versions: int) -> State:
    """A reopened plan that was amended stands as amended, not as first issued."""
    if transition.verb is Verb.REOPEN and versions > 1:
        return State.AMENDED
    return transition.target
