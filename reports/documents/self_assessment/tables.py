"""Its tables: the fields in the text; every criterion with figures and proofs in the annex."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assessments.models import Assessment, Entry
from criteria.models import OFFICE_METHODS, Level
from parindex.lib.numbers import DASH, format_percent
from reports.appendices.scoring import evidence_texts
from reports.documents.phrases import points, sentence
from reports.unit_result import Node, UnitResult

FOR_OFFICE = "Cơ quan thường trực nhập"


@dataclass(frozen=True)
class FieldRow:
    code: str
    name: str
    maximum: str
    own: str
    percent: str
    is_total: bool = False


@dataclass(frozen=True)
class ScoreRow:
    code: str
    name: str
    maximum: str
    own: str
    figures: str
    proofs: tuple[str, ...]
    note: str
    style: str


@dataclass(frozen=True)
class Shortfall:
    title: str
    reason: str


def field_rows(result: UnitResult) -> tuple[FieldRow, ...]:
    return tuple(
        FieldRow(
            code=field.code,
            name=field.name,
            maximum=points(field.max_points),
            own=points(field.self_points),
            percent=_share(field),
        )
        for field in result.fields
    )


def _share(field: Node) -> str:
    if field.self_points is None or not field.max_points:
        return DASH
    return format_percent(field.self_points / field.max_points * 100)


def score_rows(result: UnitResult, assessment: Assessment) -> tuple[ScoreRow, ...]:
    entries = {e.pk: e for e in Entry.objects.filter(assessment=assessment)}
    proofs = evidence_texts(assessment)
    return tuple(_row(node, entries, proofs) for top in result.top for node in top.walk())


def _row(node: Node, entries: Mapping[int, Entry], proofs: Mapping[int, str]) -> ScoreRow:
    entry = entries.get(node.entry_id or 0)
    by_office = node.is_leaf and node.method in OFFICE_METHODS
    absent = bool(entry and entry.not_applicable)
    return ScoreRow(
        code=node.code,
        name=node.name,
        maximum=points(node.max_points),
        own="" if by_office else points(node.self_points),
        figures=FOR_OFFICE if by_office else (entry.working if entry else ""),
        proofs=tuple(proofs.get(node.entry_id or 0, "").splitlines()),
        note=_note(entry, absent=absent),
        style={Level.FIELD: "strong", Level.SUB_CRITERION: "sub"}.get(Level(node.level), ""),
    )


def _note(entry: Entry | None, *, absent: bool) -> str:
    if entry is None or not entry.note:
        return ""
    return f"Không phát sinh: {entry.note}" if absent else entry.note


def shortfalls(result: UnitResult, assessment: Assessment) -> Iterator[Shortfall]:
    """Leaves where the unit itself gives less than the maximum, with its own words on them."""
    notes = dict(Entry.objects.filter(assessment=assessment).values_list("pk", "note"))
    for field in result.fields:
        for node in field.walk():
            if not node.is_leaf or node.method in OFFICE_METHODS:
                continue
            if node.self_points is None or node.max_points is None:
                continue
            if node.self_points < node.max_points:
                note = notes.get(node.entry_id or 0, "")
                yield Shortfall(
                    title=(
                        f"{Level(node.level).label} {node.code}. {node.name} (tự chấm"
                        f" {points(node.self_points)}/{points(node.max_points)} điểm)"
                    ),
                    reason=sentence(note) if note else "Đơn vị chưa ghi giải trình.",
                )
