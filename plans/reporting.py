"""The one table of what may happen to a progress report. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class ReportState(StrEnum):
    DRAFT = "draft"
    PRESENTED = "presented"
    SENT = "sent"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    ReportState.DRAFT: "Đang soạn",
    ReportState.PRESENTED: "Chờ thủ trưởng ký",
    ReportState.SENT: "Đã gửi",
}


class ReportVerb(StrEnum):
    PRESENT = "present"
    SIGN = "sign"
    SEND_BACK = "send_back"
    RETURN = "return"


class Actor(StrEnum):
    """Who may ask for a step; ``plans.access`` says who that is."""

    WRITER = "writer"
    SIGNER = "signer"
    READER = "reader"


@dataclass(frozen=True)
class Step:
    """``checks``: refused while the report lacks something."""

    verb: ReportVerb
    sources: frozenset[ReportState]
    target: ReportState
    actor: Actor
    label: str
    needs_reason: bool = False
    checks: bool = False


STEPS = {
    step.verb: step
    for step in (
        Step(
            ReportVerb.PRESENT,
            frozenset({ReportState.DRAFT}),
            ReportState.PRESENTED,
            Actor.WRITER,
            "Trình thủ trưởng ký",
            checks=True,
        ),
        Step(
            ReportVerb.SIGN,
            frozenset({ReportState.DRAFT, ReportState.PRESENTED}),
            ReportState.SENT,
            Actor.SIGNER,
            "Ký và gửi báo cáo",
            checks=True,
        ),
        Step(
            ReportVerb.SEND_BACK,
            frozenset({ReportState.PRESENTED}),
            ReportState.DRAFT,
            Actor.SIGNER,
            "Chuyển lại để sửa",
            needs_reason=True,
        ),
        Step(
            ReportVerb.RETURN,
            frozenset({ReportState.SENT}),
            ReportState.DRAFT,
            Actor.READER,
            "Trả lại để bổ sung",
            needs_reason=True,
        ),
    )
}


def steps_from(state: ReportState) -> list[Step]:
    return [step for step in STEPS.values() if state in step.sources]
