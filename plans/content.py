"""A plan as its paper says it: one tree of numbered parts, the rows of its table, head and foot.

Plain values without markup: the preview on screen and the PDF read the same tree.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from parindex.lib.numbers import format_decimal
from parindex.units.models import Unit
from plans.models import TAKEN, Plan, PlanKind, Repair, Signing, Target, Task, TaskState
from plans.queries import missed_sentences

_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@dataclass(frozen=True)
class Part:
    """A numbered heading, its paragraphs, its parts. A part without heading is a bare item."""

    number: str
    heading: str
    lines: tuple[str, ...] = ()
    parts: tuple["Part", ...] = ()


@dataclass(frozen=True)
class TaskRow:
    """A row of the task table; ``points`` and ``causes`` are empty where nothing is repaired."""

    key: int
    code: str
    content: str
    product: str
    deadline: str
    lead: str
    partners: str
    is_heading: bool = False
    field: str = ""
    points: str = ""
    causes: tuple[str, ...] = ()


@dataclass(frozen=True)
class TaskTable:
    rows: tuple[TaskRow, ...]
    points: str
    """Sum of the points that the tasks should bring back; empty where they repair nothing."""

    @property
    def has_products(self) -> bool:
        return any(row.product for row in self.rows)

    @property
    def has_points(self) -> bool:
        return bool(self.points)


@dataclass(frozen=True)
class Signature:
    """``authority`` stands above ``title``: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"."""

    authority: tuple[str, ...]
    title: str
    name: str


@dataclass(frozen=True)
class Content:
    unit: Unit
    number: str
    symbol: str
    place: str
    signed_on: date | None
    title: str
    bases: tuple[str, ...]
    introduction: tuple[str, ...]
    shortfalls: tuple[str, ...]
    """Goals of the plan before that were not reached, a sentence each."""
    parts: tuple[Part, ...]
    table: TaskTable
    closing: tuple[str, ...]
    recipients: tuple[str, ...]
    signature: Signature


def content_of(plan: Plan, *, tasks_annex: str = "Phụ lục") -> Content:
    """``tasks_annex`` is how the annex that holds the tasks is called."""
    tasks = _task_rows(plan)
    return Content(
        unit=plan.unit,
        number=plan.number,
        symbol=plan.symbol,
        place=plan.unit.place_name,
        signed_on=plan.signed_on,
        title=plan.title,
        bases=lines_of(plan.legal_bases),
        introduction=lines_of(plan.introduction),
        shortfalls=_shortfalls(plan),
        parts=_numbered(_parts(plan, tasks_annex if tasks else "")),
        table=TaskTable(tasks, _sum_text(plan)),
        closing=lines_of(plan.closing),
        recipients=lines_of(plan.recipients),
        signature=signature_of(plan),
    )


def lines_of(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def signature_of(plan: Plan) -> Signature:
    """A deputy signs for the head ("KT."), who signs for the committee ("TM.")."""
    committee = "TM. ỦY BAN NHÂN DÂN"
    if plan.signing == Signing.DEPUTY:
        title = plan.signer_title or "Phó Chủ tịch"
        return Signature((committee, "KT. CHỦ TỊCH"), title, plan.signer_name)
    return Signature((committee,), plan.signer_title or "Chủ tịch", plan.signer_name)


def _parts(plan: Plan, tasks_annex: str) -> list[Part]:
    aims = _aims(plan)
    targets = _targets(plan.targets.all(), plan.kind)
    work = _work(plan, tasks_annex)
    duties = Part("", "Tổ chức thực hiện", (), _duties(plan))
    return [part for part in (aims, targets, work, duties) if part.lines or part.parts]


def _aims(plan: Plan) -> Part:
    found = [
        Part("", heading, lines_of(text))
        for heading, text in (("Mục đích", plan.purposes), ("Yêu cầu", plan.requirements))
        if text.strip()
    ]
    return Part("", "Mục đích, yêu cầu", (), tuple(found))


def _targets(targets: Iterable[Target], kind: str) -> Part:
    heading = "Các chỉ tiêu cụ thể" if kind == PlanKind.PROGRAMME else "Mục tiêu, chỉ tiêu phấn đấu"
    items = tuple(Part(target.code, "", lines_of(target.text)) for target in targets)
    return Part("", heading, (), items)


def _work(plan: Plan, tasks_annex: str) -> Part:
    """Sections in the plan's own words; the tasks themselves stand in the table."""
    sections = tuple(Part("", s.heading, lines_of(s.text)) for s in plan.sections.all())
    heading = "Nội dung" if plan.kind == PlanKind.REVIEW else "Nhiệm vụ và giải pháp"
    lines = (f"Nhiệm vụ cụ thể, cơ quan thực hiện và thời hạn: theo {tasks_annex} kèm theo.",)
    return Part("", heading, lines if tasks_annex else (), sections)


def _duties(plan: Plan) -> tuple[Part, ...]:
    return tuple(Part("", duty.office, lines_of(duty.text)) for duty in plan.duties.all())


def _numbered(parts: Sequence[Part]) -> tuple[Part, ...]:
    """I, II … and below them 1, 2 …, where a part has no number of its own."""
    return tuple(
        Part(
            _NUMERALS[i],
            part.heading,
            part.lines,
            tuple(
                Part(inner.number or str(j), inner.heading, inner.lines)
                for j, inner in enumerate(part.parts, start=1)
            ),
        )
        for i, part in enumerate(parts)
    )


def _task_rows(plan: Plan) -> tuple[TaskRow, ...]:
    repairs: dict[int, list[Repair]] = defaultdict(list)
    for repair in plan.repairs.select_related("entry"):
        repairs[repair.task_id].append(repair)
    tasks = plan.tasks.filter(state__in=TAKEN)
    return tuple(_task_row(task, repairs[task.pk]) for task in tasks)


def _task_row(task: Task, repairs: Sequence[Repair]) -> TaskRow:
    expected = sum((repair.expected for repair in repairs), start=Decimal(0))
    causes = [task.cause] if task.cause else [r.entry.cause for r in repairs if r.entry.cause]
    return TaskRow(
        key=task.pk,
        code=task.code,
        content=task.content,
        product=task.product,
        deadline=task.deadline_text,
        lead=task.lead,
        partners=task.partners,
        is_heading=task.is_heading,
        field=task.get_field_display(),
        points=format_decimal(expected, 4, strip=True) if repairs else "",
        causes=tuple(dict.fromkeys(causes)),
    )


def _sum_text(plan: Plan) -> str:
    found = plan.repairs.exclude(task__state__in=(TaskState.PROPOSED, TaskState.DROPPED))
    expected = [repair.expected for repair in found]
    return format_decimal(sum(expected, start=Decimal(0)), 4, strip=True) if expected else ""


def _shortfalls(plan: Plan) -> tuple[str, ...]:
    """Read from the plan before, so that a figure mended there is mended here."""
    return missed_sentences(plan.follows) if plan.follows else ()
