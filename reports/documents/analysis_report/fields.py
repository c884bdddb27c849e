"""Part I.2: one section per field: its table, then what was lost and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from criteria.models import SURVEY_METHODS, Level
from parindex.lib.numbers import format_percent
from reports.documents.names import area_word
from reports.documents.phrases import (
    FIELD_PLACES,
    change_words,
    counted,
    kinds_of,
    lost,
    node_title,
    points,
    points_of,
    sentence,
)
from reports.unit_result import Node, UnitResult


@dataclass(frozen=True)
class Row:
    code: str
    name: str
    maximum: str
    achieved: str
    deducted: str
    style: str


@dataclass(frozen=True)
class Loss:
    title: str
    cause: str


@dataclass(frozen=True)
class FieldSection:
    code: str
    name: str
    summary: str
    rows: tuple[Row, ...]
    verdict: str
    losses: tuple[Loss, ...]


def field_sections(result: UnitResult) -> tuple[FieldSection, ...]:
    return tuple(_section(field, result) for field in result.fields)


def _section(field: Node, result: UnitResult) -> FieldSection:
    return FieldSection(
        code=field.code,
        name=field.name,
        summary=_summary(field, result),
        rows=tuple(_row(node) for node in field.walk()),
        verdict=_verdict(field, result),
        losses=tuple(_losses(field)),
    )


def _summary(field: Node, result: UnitResult) -> str:
    if field.points is None:
        return "Lĩnh vực chưa có điểm."
    share = format_percent(field.percent, FIELD_PLACES, strip=True)
    clauses = [f"Lĩnh vực đạt {points_of(field)} điểm ({share})"]
    if field.is_deducted:
        clauses[0] += f", bị trừ {points(field.deducted)} điểm"
    if field.change is not None:
        clauses.append(
            f"{change_words(field.change, FIELD_PLACES)} so với năm {result.previous_year}"
        )
    return "; ".join(clauses) + "."


def _row(node: Node) -> Row:
    return Row(
        code=node.code,
        name=node.name if node.is_counted else f"{node.name} (không phát sinh, không tính điểm)",
        maximum=points(node.max_points),
        achieved=points(node.points),
        deducted=lost(node),
        style={Level.FIELD: "strong", Level.SUB_CRITERION: "sub"}.get(Level(node.level), ""),
    )


def _verdict(field: Node, result: UnitResult) -> str:
    subject = area_word(result.unit).capitalize()
    if not field.is_scored:
        return "Lĩnh vực chưa đủ điểm của mọi mục; số liệu trên là tạm tính."
    if not field.is_deducted:
        return f"{subject} đạt điểm tối đa đối với tất cả các tiêu chí của lĩnh vực này."
    losses = field.deductions
    return (
        f"Theo từng nội dung cụ thể, {subject.lower()} không đạt điểm tối đa đối với"
        f" {counted(len(losses))} {kinds_of(losses)} sau:"
    )


def _losses(field: Node) -> Iterator[Loss]:
    for leaf in field.deductions:
        yield Loss(
            title=f"{node_title(leaf)} (trừ {points(leaf.deducted)} điểm)", cause=cause_of(leaf)
        )


def cause_of(leaf: Node) -> str:
    """The appraiser's words; said plainly when there are none."""
    if leaf.cause:
        return sentence(leaf.cause)
    if leaf.method in SURVEY_METHODS:
        return "Theo kết quả điều tra xã hội học."
    return "Cơ quan thẩm định chưa nêu nguyên nhân."
