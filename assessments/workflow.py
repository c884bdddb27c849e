"""The one table of what may happen to a field sheet.

Pure: the service asks it before it writes, the pages ask it for their buttons, the tests walk it.
A sheet is one unit's answers in one field; its state lives in one column of one row.
"""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    DRAFT = "draft"
    SIGNING = "signing"
    SUBMITTED = "submitted"
    APPRAISING = "appraising"
    RETURNED = "returned"
    APPRAISED = "appraised"
    APPROVED = "approved"

    @property
    def label(self) -> str:
        return STATE_LABELS[self]


STATE_LABELS = {
    State.DRAFT: "Đang tự chấm",
    State.SIGNING: "Chờ thủ trưởng ký duyệt",
    State.SUBMITTED: "Đã gửi, chờ thẩm định",
    State.APPRAISING: "Đang thẩm định",
    State.RETURNED: "Trả lại, chờ bổ sung",
    State.APPRAISED: "Đã thẩm định, chờ phê duyệt",
    State.APPROVED: "Đã phê duyệt",
}

HOLDERS = {
    State.DRAFT: "Cán bộ đầu mối",
    State.SIGNING: "Thủ trưởng đơn vị",
    State.SUBMITTED: "Cơ quan thẩm định",
    State.APPRAISING: "Cơ quan thẩm định",
    State.RETURNED: "Cán bộ đầu mối",
    State.APPRAISED: "Cơ quan thường trực",
    State.APPROVED: "",
}
"""Who holds a sheet in each state: "đang ở đâu, ai giữ"."""


class Phase(StrEnum):
    """A stretch of the campaign with its own deadline."""

    SELF = "self"
    APPRAISAL = "appraisal"


class Verb(StrEnum):
    PRESENT = "present"
    SEND_BACK = "send_back"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    START = "start"
    RETURN = "return"
    FINISH = "finish"
    APPROVE = "approve"
    REAPPRAISE = "reappraise"
    REOPEN = "reopen"


@dataclass(frozen=True)
class Transition:
    """One edge: from which states, to which, who may, and under which conditions.

    ``right`` is a value of ``parindex.units.permissions.Right``; ``needs_complete`` names what must
    be complete before it ("self": every own leaf scored; "appraisal": every leaf appraised).
    """

    verb: Verb
    sources: frozenset[State]
    target: State
    right: str
    label: str
    needs_reason: bool = False
    needs_complete: str = ""
    phase: Phase | None = None
    opens_round: bool = False


TRANSITIONS = {
    transition.verb: transition
    for transition in (
        Transition(
            Verb.PRESENT,
            frozenset({State.DRAFT, State.RETURNED}),
            State.SIGNING,
            "declare",
            "Trình thủ trưởng ký duyệt",
            needs_complete="self",
            phase=Phase.SELF,
        ),
        Transition(
            Verb.SEND_BACK,
            frozenset({State.SIGNING}),
            State.DRAFT,
            "sign_off",
            "Chuyển lại cán bộ đầu mối",
            needs_reason=True,
            phase=Phase.SELF,
        ),
        Transition(
            Verb.SUBMIT,
            frozenset({State.DRAFT, State.SIGNING, State.RETURNED}),
            State.SUBMITTED,
            "sign_off",
            "Ký duyệt và gửi",
            needs_complete="self",
            phase=Phase.SELF,
        ),
        Transition(
            Verb.WITHDRAW,
            frozenset({State.SUBMITTED}),
            State.DRAFT,
            "sign_off",
            "Rút lại để sửa",
            needs_reason=True,
            phase=Phase.SELF,
        ),
        Transition(
            Verb.START,
            frozenset({State.SUBMITTED}),
            State.APPRAISING,
            "appraise",
            "Bắt đầu thẩm định",
            phase=Phase.APPRAISAL,
        ),
        Transition(
            Verb.RETURN,
            frozenset({State.SUBMITTED, State.APPRAISING, State.APPRAISED}),
            State.RETURNED,
            "appraise",
            "Trả lại đơn vị",
            needs_reason=True,
            phase=Phase.APPRAISAL,
            opens_round=True,
        ),
        Transition(
            Verb.FINISH,
            frozenset({State.SUBMITTED, State.APPRAISING}),
            State.APPRAISED,
            "appraise",
            "Hoàn thành thẩm định",
            needs_complete="appraisal",
            phase=Phase.APPRAISAL,
        ),
        Transition(
            Verb.APPROVE,
            frozenset({State.APPRAISED}),
            State.APPROVED,
            "approve",
            "Phê duyệt",
            needs_complete="appraisal",
        ),
        Transition(
            Verb.REAPPRAISE,
            frozenset({State.APPRAISED, State.APPROVED}),
            State.APPRAISING,
            "manage_campaign",
            "Mở lại thẩm định",
            needs_reason=True,
        ),
        Transition(
            Verb.REOPEN,
            frozenset({State.SUBMITTED, State.APPRAISING, State.APPRAISED, State.APPROVED}),
            State.DRAFT,
            "manage_campaign",
            "Mở lại để đơn vị sửa",
            needs_reason=True,
            opens_round=True,
        ),
    )
}

UNIT_STATES = frozenset({State.DRAFT, State.RETURNED})
"""The unit may change its open entries."""

APPRAISAL_STATES = frozenset({State.SUBMITTED, State.APPRAISING})
"""The appraising office may score."""

SENT_STATES = frozenset(State) - {State.DRAFT, State.SIGNING}
"""The appraising office sees the sheet."""


def verbs_from(state: State) -> tuple[Transition, ...]:
    return tuple(t for t in TRANSITIONS.values() if state in t.sources)
