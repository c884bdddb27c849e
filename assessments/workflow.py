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
    EXPLAINING = "explaining"
    EXPLANATION_SIGNING = "explain_sign"
    EXPLAINED = "explained"
    REVIEWING = "reviewing"
    REVIEWED = "reviewed"
    DECIDED = "decided"
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
    State.APPRAISED: "Đã thẩm định",
    State.EXPLAINING: "Chờ đơn vị giải trình",
    State.EXPLANATION_SIGNING: "Chờ thủ trưởng ký giải trình",
    State.EXPLAINED: "Đã giải trình, chờ thẩm định lần 2",
    State.REVIEWING: "Đang thẩm định lần 2",
    State.REVIEWED: "Xong vòng giải trình",
    State.DECIDED: "Hội đồng đã kết luận",
    State.APPROVED: "Đã phê duyệt",
}

HOLDERS = {
    State.DRAFT: "Cán bộ đầu mối",
    State.SIGNING: "Thủ trưởng đơn vị",
    State.SUBMITTED: "Cơ quan thẩm định",
    State.APPRAISING: "Cơ quan thẩm định",
    State.RETURNED: "Cán bộ đầu mối",
    State.APPRAISED: "Cơ quan thường trực",
    State.EXPLAINING: "Cán bộ đầu mối",
    State.EXPLANATION_SIGNING: "Thủ trưởng đơn vị",
    State.EXPLAINED: "Cơ quan thẩm định",
    State.REVIEWING: "Cơ quan thẩm định",
    State.REVIEWED: "Cơ quan thường trực",
    State.DECIDED: "Cơ quan thường trực",
    State.APPROVED: "",
}
"""Who holds a sheet in each state: "đang ở đâu, ai giữ"."""


class Phase(StrEnum):
    """A stretch of the campaign with its own deadline."""

    SELF = "self"
    APPRAISAL = "appraisal"
    EXPLANATION = "explanation"
    REVIEW = "review"

    @property
    def label(self) -> str:
        return PHASE_LABELS[self]

    @property
    def deadline_label(self) -> str:
        """Hạn tự chấm, hạn thẩm định, …"""
        return f"Hạn {self.label[0].lower()}{self.label[1:]}"


PHASE_LABELS = {
    Phase.SELF: "Tự chấm",
    Phase.APPRAISAL: "Thẩm định",
    Phase.EXPLANATION: "Giải trình",
    Phase.REVIEW: "Thẩm định lần 2",
}


class Turn(StrEnum):
    """A turn of the way that a campaign takes or leaves out."""

    EXPLANATION = "explanation"
    COUNCIL = "council"


class Ready(StrEnum):
    """What must be true of a sheet beside its state; ``FieldSheet.objects.ready`` finds them."""

    EXPLANATION = "explanation"
    COUNCIL = "council"
    APPROVAL = "approval"


class Verb(StrEnum):
    PRESENT = "present"
    SEND_BACK = "send_back"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    START = "start"
    RETURN = "return"
    FINISH = "finish"
    EXPLAIN = "explain"
    PRESENT_EXPLANATION = "present_explanation"
    SEND_BACK_EXPLANATION = "send_back_explanation"
    SEND_EXPLANATION = "send_explanation"
    CONCEDE = "concede"
    WITHDRAW_EXPLANATION = "withdraw_explanation"
    CLOSE_EXPLANATION = "close_explanation"
    REVIEW = "review"
    FINISH_REVIEW = "finish_review"
    REVIEW_AGAIN = "review_again"
    CONCLUDE = "conclude"
    APPROVE = "approve"
    REAPPRAISE = "reappraise"
    REOPEN = "reopen"


@dataclass(frozen=True)
class Transition:
    """One edge: from which states, to which, who may, and under which conditions.

    ``right`` is a value of ``parindex.units.permissions.Right``; ``needs_complete`` names what must
    be complete before it ("self": every own leaf scored; "appraisal": every leaf appraised;
    "explanation": every deduction explained or agreed to; "review": every explanation answered).
    ``turn`` is the part of the way it belongs to, ``ready`` what the sheet must have passed,
    ``after`` the phase whose time must be over. One that needs a session is done on the council's
    page, for all sheets that wait for it.
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
    turn: Turn | None = None
    ready: Ready | None = None
    after: Phase | None = None
    needs_session: bool = False


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
            Verb.EXPLAIN,
            frozenset({State.APPRAISED}),
            State.EXPLAINING,
            "manage_campaign",
            "Gửi đơn vị giải trình",
            opens_round=True,
            turn=Turn.EXPLANATION,
            ready=Ready.EXPLANATION,
        ),
        Transition(
            Verb.PRESENT_EXPLANATION,
            frozenset({State.EXPLAINING}),
            State.EXPLANATION_SIGNING,
            "declare",
            "Trình thủ trưởng ký giải trình",
            needs_complete="explanation",
            phase=Phase.EXPLANATION,
        ),
        Transition(
            Verb.SEND_BACK_EXPLANATION,
            frozenset({State.EXPLANATION_SIGNING}),
            State.EXPLAINING,
            "sign_off",
            "Chuyển lại cán bộ đầu mối",
            needs_reason=True,
            phase=Phase.EXPLANATION,
        ),
        Transition(
            Verb.SEND_EXPLANATION,
            frozenset({State.EXPLAINING, State.EXPLANATION_SIGNING}),
            State.EXPLAINED,
            "sign_off",
            "Ký và gửi giải trình",
            needs_complete="explanation",
            phase=Phase.EXPLANATION,
        ),
        Transition(
            Verb.CONCEDE,
            frozenset({State.EXPLAINING, State.EXPLANATION_SIGNING}),
            State.REVIEWED,
            "sign_off",
            "Đồng ý kết quả, không giải trình",
            phase=Phase.EXPLANATION,
        ),
        Transition(
            Verb.WITHDRAW_EXPLANATION,
            frozenset({State.EXPLAINED}),
            State.EXPLAINING,
            "sign_off",
            "Rút giải trình để sửa",
            needs_reason=True,
            phase=Phase.EXPLANATION,
        ),
        Transition(
            Verb.CLOSE_EXPLANATION,
            frozenset({State.EXPLAINING, State.EXPLANATION_SIGNING}),
            State.REVIEWED,
            "manage_campaign",
            "Đóng vòng giải trình đã hết hạn",
            after=Phase.EXPLANATION,
        ),
        Transition(
            Verb.REVIEW,
            frozenset({State.EXPLAINED}),
            State.REVIEWING,
            "appraise",
            "Bắt đầu thẩm định lần 2",
            phase=Phase.REVIEW,
        ),
        Transition(
            Verb.FINISH_REVIEW,
            frozenset({State.EXPLAINED, State.REVIEWING}),
            State.REVIEWED,
            "appraise",
            "Hoàn thành thẩm định lần 2",
            needs_complete="review",
            phase=Phase.REVIEW,
        ),
        Transition(
            Verb.REVIEW_AGAIN,
            frozenset({State.REVIEWED, State.DECIDED}),
            State.REVIEWING,
            "manage_campaign",
            "Mở lại thẩm định lần 2",
            needs_reason=True,
        ),
        Transition(
            Verb.CONCLUDE,
            frozenset({State.APPRAISED, State.REVIEWED}),
            State.DECIDED,
            "manage_campaign",
            "Ghi kết luận của Hội đồng",
            needs_complete="appraisal",
            turn=Turn.COUNCIL,
            ready=Ready.COUNCIL,
            needs_session=True,
        ),
        Transition(
            Verb.APPROVE,
            frozenset({State.APPRAISED, State.REVIEWED, State.DECIDED}),
            State.APPROVED,
            "approve",
            "Phê duyệt",
            needs_complete="appraisal",
            ready=Ready.APPROVAL,
        ),
        Transition(
            Verb.REAPPRAISE,
            frozenset({State.APPRAISED, State.REVIEWED, State.DECIDED, State.APPROVED}),
            State.APPRAISING,
            "manage_campaign",
            "Mở lại thẩm định",
            needs_reason=True,
        ),
        Transition(
            Verb.REOPEN,
            frozenset(State) - {State.DRAFT, State.SIGNING, State.RETURNED},
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

EXPLANATION_STATES = frozenset({State.EXPLAINING, State.EXPLANATION_SIGNING})
"""The unit answers its deductions."""

REVIEW_STATES = frozenset({State.EXPLAINED, State.REVIEWING})
"""The appraising office judges the explanations."""

UNIT_HELD = UNIT_STATES | EXPLANATION_STATES | {State.SIGNING}
"""The unit holds the sheet."""

OFFICE_HELD = APPRAISAL_STATES | REVIEW_STATES
"""The appraising office holds the sheet."""

STANDING_HELD = frozenset({State.APPRAISED, State.REVIEWED, State.DECIDED})
"""The standing office leads the sheet on."""

ENTERING_STATES = (
    frozenset(State) - EXPLANATION_STATES - REVIEW_STATES - {State.DECIDED, State.APPROVED}
)
"""The standing office may enter what no unit declares."""

PHASES = {
    State.DRAFT: Phase.SELF,
    State.SIGNING: Phase.SELF,
    State.RETURNED: Phase.SELF,
    State.SUBMITTED: Phase.APPRAISAL,
    State.APPRAISING: Phase.APPRAISAL,
    State.EXPLAINING: Phase.EXPLANATION,
    State.EXPLANATION_SIGNING: Phase.EXPLANATION,
    State.EXPLAINED: Phase.REVIEW,
    State.REVIEWING: Phase.REVIEW,
}
"""The phase whose deadline runs for a sheet; none where the standing office leads it on."""

SENT_STATES = frozenset(State) - {State.DRAFT, State.SIGNING}
"""The appraising office sees the sheet."""


def verbs_from(state: State, turns: frozenset[Turn] = frozenset(Turn)) -> tuple[Transition, ...]:
    """The edges out of a state, in a campaign that takes these turns."""
    return tuple(
        t
        for t in TRANSITIONS.values()
        if state in t.sources and (t.turn is None or t.turn in turns)
    )
