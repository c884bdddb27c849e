"""Freezes what a plan says on the day it is issued, piece by piece."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from parindex.history.services import actor_title
from parindex.units.models import User
from plans.content import TaskRow, content_of
from plans.measure_words import measure_words
from plans.models import Part, Plan, PlanVersion, VersionLine


@dataclass(frozen=True)
class Piece:
    part: Part
    key: str
    label: str
    text: str


def version_freeze(*, plan: Plan, signed_on: date, actor: User | None, at: datetime) -> PlanVersion:
    """The next version with its lines. Inside the transaction that issues the plan."""
    version = PlanVersion.objects.create(
        plan=plan,
        ordinal=plan.versions.count() + 1,
        number=plan.number,
        symbol=plan.symbol,
        signed_on=signed_on,
        reason=plan.reason if plan.versions.exists() else "",
        at=at,
        by=actor,
        by_name=actor_title(actor),
    )
    VersionLine.objects.bulk_create(
        VersionLine(
            version=version,
            position=position,
            part=piece.part,
            key=piece.key,
            label=piece.label[:400],
            text=piece.text,
        )
        for position, piece in enumerate(pieces_of(plan))
    )
    return version


def pieces_of(plan: Plan) -> Iterator[Piece]:
    """All that the plan says, in its order."""
    yield Piece(Part.HEAD, "title", "Trích yếu", plan.title)
    for name, label in _HEAD:
        if text := getattr(plan, name).strip():
            yield Piece(Part.HEAD, name, label, text)
    for target in plan.targets.prefetch_related("measures__milestones"):
        values = "\n".join(measure_words(m) for m in target.measures.all())
        text = "\n".join(filter(None, (target.text, values, _by(target.lead, target.partners))))
        yield Piece(Part.TARGET, f"target-{target.pk}", f"Chỉ tiêu {target.code}", text)
    for section in plan.sections.all():
        yield Piece(Part.SECTION, f"section-{section.pk}", section.heading, section.text)
    for row in content_of(plan).table.rows:
        label = f"Nhiệm vụ {row.code}".strip()
        yield Piece(Part.TASK, f"task-{row.key}", label, _task_text(row))
    for duty in plan.duties.all():
        yield Piece(Part.DUTY, f"duty-{duty.pk}", duty.office, duty.text)
    yield Piece(Part.FOOT, "closing", "Đoạn kết", plan.closing)
    yield Piece(Part.FOOT, "recipients", "Nơi nhận", plan.recipients)
    signer = " – ".join(filter(None, (plan.get_signing_display(), plan.signer_name)))
    yield Piece(Part.FOOT, "signer", "Người ký", signer)


_HEAD = (
    ("legal_bases", "Căn cứ"),
    ("introduction", "Phần mở đầu"),
    ("purposes", "Mục đích"),
    ("requirements", "Yêu cầu"),
)


def _task_text(row: TaskRow) -> str:
    product = f"Sản phẩm: {row.product}" if row.product else ""
    deadline = f"Thời hạn: {row.deadline}" if row.deadline else ""
    points = f"Điểm dự kiến lấy lại: {row.points}" if row.points else ""
    return "\n".join(
        filter(None, (row.content, product, deadline, _by(row.lead, row.partners), points))
    )


def _by(lead: str, partners: str) -> str:
    parts = [f"Chủ trì: {lead}" if lead else "", f"Phối hợp: {partners}" if partners else ""]
    return "; ".join(filter(None, parts))
