"""The paper of a plan: its numbered parts, the table of its tasks as an annex.

The words, targets and tasks are the plan's (``plans.content``); only the form of the paper is made
here. Numbering runs I → 1 → a) b) c) d) đ) e), as Nghị định 30/2020/NĐ-CP has it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from parindex.lib.text import list_letters
from parindex.units.models import Unit
from plans import content as plan_content
from plans.models import Plan, PlanKind
from reports.documents.annexes import Annex, Labelled, annex_label, labelled
from reports.documents.content import Content, titled
from reports.documents.letterhead import Foot, Issuing, Letterhead, Signature, letterhead
from reports.documents.names import organ
from reports.documents.phrases import sentence
from reports.documents.plan.review import review_annexes

MARKS = ("-", "+", "•")


@dataclass(frozen=True)
class Heading:
    """``number`` "1." and its words; ``lines`` numbered with letters below it, or plain."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    title: str
    lines: tuple[str, ...]
    items: tuple[Heading, ...]


MoreAnnexes = Callable[[Plan], tuple[Annex, ...]]
MORE_ANNEXES: Mapping[str, MoreAnnexes] = {PlanKind.REVIEW: review_annexes}
"""By kind of plan: annexes from other data of the portal. They come before that of the tasks."""


@dataclass(frozen=True, kw_only=True)
class PlanPaper(Content):
    template: ClassVar[str] = "documents/plan.html"

    bases: tuple[str, ...]
    introduction: tuple[str, ...]
    shortfalls: tuple[str, ...]
    parts: tuple[Part, ...]
    closing: tuple[str, ...]
    table: plan_content.TaskTable
    annexes: tuple[Labelled, ...]


TASKS_NAMES: Mapping[str, str] = {
    PlanKind.REMEDIATION: "Các nội dung bị trừ điểm và nhiệm vụ khắc phục",
    PlanKind.IMPROVEMENT: "Nhiệm vụ nâng cao Chỉ số cải cách hành chính",
    PlanKind.PROGRAMME: "Nhiệm vụ triển khai thực hiện",
    PlanKind.REVIEW: "Phân công nhiệm vụ",
}
WITHOUT_POINTS = "Nhiệm vụ khắc phục tồn tại, hạn chế"
"""A remediation that was not drawn up from deductions."""
TASKS_TEMPLATE = "documents/plan/tasks.html"


def plan_context(plan: Plan, *, issuing: Issuing, issuer: Unit | None = None) -> PlanPaper:
    make = MORE_ANNEXES.get(plan.kind)
    more = make(plan) if make else ()
    tasks_label = annex_label(len(more), len(more) + 1)
    found = plan_content.content_of(plan, tasks_annex=tasks_label)
    issuer = issuer or plan.unit
    return PlanPaper(
        title=titled("Kế hoạch", found.title),
        subject=found.title,
        author=organ(issuer),
        kind="Kế hoạch",
        issuer=issuer,
        letterhead=_letterhead(issuer, issuing, found.symbol),
        addressee="",
        foot=Foot(tuple(_clean(line) for line in found.recipients), _signature(found)),
        bases=tuple(line.rstrip(" ;.,") for line in found.bases),
        introduction=found.introduction,
        shortfalls=tuple(text.rstrip(" ;.") for text in found.shortfalls),
        parts=tuple(_part(part) for part in found.parts),
        closing=tuple(_closed(found.closing)),
        table=found.table,
        annexes=tuple(labelled((*more, *_tasks_annex(plan, found)))),
    )


def _letterhead(issuer: Unit, issuing: Issuing, notation: str) -> Letterhead:
    made = letterhead(issuer, "KH", issuing)
    return Letterhead(made.parent_lines, made.name_lines, notation, made.place, issuing)


def _clean(line: str) -> str:
    return line.strip().lstrip("-– ").rstrip(" ;.,")


def _signature(found: plan_content.Content) -> Signature:
    signed = found.signature
    return Signature((*signed.authority, signed.title), signed.name)


def _part(part: plan_content.Part) -> Part:
    return Part(
        title=f"{part.number}. {part.heading.upper()}".strip(),
        lines=tuple(_lettered(part.lines)),
        items=tuple(_item(inner) for inner in part.parts),
    )


def _item(part: plan_content.Part) -> Heading:
    """A part without heading is one numbered paragraph and what follows it; so is a heading that
    is a whole sentence with nothing below it."""
    if part.heading.endswith(".") and not part.lines:
        return Heading("", (f"{part.number}. {part.heading}",))
    if part.heading:
        return Heading(f"{part.number}. {part.heading}", tuple(_lettered(part.lines)))
    first, *rest = part.lines or ("",)
    return Heading("", (f"{part.number}. {first}", *rest))


def _lettered(lines: tuple[str, ...]) -> Iterator[str]:
    """a) b) c) d) đ) e) where several paragraphs stand side by side without marks of their own."""
    if len(lines) < 2 or any(line.startswith(MARKS) or _is_lettered(line) for line in lines):
        yield from lines
        return
    for letter, line in zip(list_letters(), lines, strict=False):
        yield f"{letter}) {line}"


def _is_lettered(line: str) -> bool:
    return len(line) > 2 and line[1] == ")" and line[0].isalpha()


def _closed(closing: tuple[str, ...]) -> Iterator[str]:
    """The last paragraph ends with "./.", once."""
    lines = closing or ("Các cơ quan, đơn vị có liên quan tổ chức thực hiện Kế hoạch này.",)
    yield from lines[:-1]
    yield f"{sentence(lines[-1].removesuffix('./.')).rstrip('.')}./."


def _tasks_annex(plan: Plan, found: plan_content.Content) -> Iterator[Annex]:
    if found.table.rows:
        yield Annex(_tasks_name(plan, found), TASKS_TEMPLATE, found.table)


def _tasks_name(plan: Plan, found: plan_content.Content) -> str:
    if plan.kind == PlanKind.REMEDIATION and not found.table.has_points:
        return WITHOUT_POINTS
    return TASKS_NAMES[plan.kind]
