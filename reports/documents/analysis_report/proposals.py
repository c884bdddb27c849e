"""Part III and the annex: who is asked to do what about the points that were lost."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from reports.documents.analysis_report.fields import cause_of
from reports.documents.phrases import lost, node_title, points, points_of, sentence
from reports.documents.wording import Wording
from reports.models import Section
from reports.unit_result import Node, UnitResult

NOBODY_NAMED = "Các cơ quan, đơn vị có liên quan"


@dataclass(frozen=True)
class Proposal:
    office: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class AnnexRow:
    number: int
    name: str
    maximum: str
    achieved: str
    deducted: str
    cause: str


@dataclass(frozen=True)
class AnnexGroup:
    office: str
    rows: tuple[AnnexRow, ...]


def proposals(result: UnitResult, wording: Wording) -> tuple[Proposal, ...]:
    """The office's own words; without any, the duties that follow from the deductions."""
    worded = tuple(
        Proposal(passage.heading or NOBODY_NAMED, tuple(sentence(line) for line in passage.lines))
        for passage in wording.of(Section.PROPOSAL)
    )
    return worded or tuple(_from_deductions(result))


def _from_deductions(result: UnitResult) -> Iterator[Proposal]:
    """Offices in the order of the set: what each is to mend, and which fields it is to hold."""
    duties: dict[str, list[str]] = defaultdict(list)
    for field in result.fields:
        for leaf in field.deductions:
            duties[leaf.lead_unit or NOBODY_NAMED].append(_duty(leaf))
        if field.is_at_maximum:
            duties[field.lead_unit or NOBODY_NAMED].append(
                f"Duy trì điểm tối đa của lĩnh vực {field.name} ({points_of(field)} điểm)."
            )
    for office, items in duties.items():
        yield Proposal(office, tuple(items))


def _duty(leaf: Node) -> str:
    return (
        f"Chủ trì, tham mưu khắc phục hạn chế ở {_uncapitalised(node_title(leaf))}"
        f" (đạt {points_of(leaf)} điểm, bị trừ {points(leaf.deducted)} điểm)."
    )


def _uncapitalised(text: str) -> str:
    return text[:1].lower() + text[1:]


def annex_groups(result: UnitResult) -> tuple[AnnexGroup, ...]:
    """Every deduction once, under the office whose work it measures; the dearest first."""
    by_office: dict[str, list[Node]] = defaultdict(list)
    for leaf in result.deductions:
        by_office[leaf.lead_unit or NOBODY_NAMED].append(leaf)
    numbers = iter(range(1, len(result.deductions) + 1))
    return tuple(
        AnnexGroup(office, tuple(_row(next(numbers), leaf) for leaf in _dearest_first(leaves)))
        for office, leaves in by_office.items()
    )


def _dearest_first(leaves: list[Node]) -> list[Node]:
    return sorted(leaves, key=lambda leaf: -(leaf.deducted or 0))


def _row(number: int, leaf: Node) -> AnnexRow:
    return AnnexRow(
        number=number,
        name=f"{leaf.code}. {leaf.name}",
        maximum=points(leaf.max_points),
        achieved=points(leaf.points),
        deducted=lost(leaf),
        cause=cause_of(leaf),
    )
