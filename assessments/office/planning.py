"""From a workbook of the office's figures to what it would change; nothing is written."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import BinaryIO

from assessments import access
from assessments.models import Assessment, Campaign, Entry, SurveyResult
from assessments.office import complaints
from assessments.office.items import Box, Item, items_of
from assessments.office.layout import INDEX, SHEET, UNIT, template_of
from criteria import rules
from parindex.lib.numbers import NumberError, parse_percent, plain
from parindex.lib.workbooks import (
    Cell,
    Collector,
    Row,
    WorkbookRefused,
    choice,
    decimal,
    read,
    text,
)
from parindex.lib.workbooks.complaints import NOT_A_NUMBER
from parindex.units.models import User


@dataclass(frozen=True)
class Change:
    """Figures of one entry that the workbook would set; ``typed`` as a person would type them."""

    row: int
    entry: Entry
    typed: Mapping[str, str]
    figures: Mapping[str, str]
    score: Decimal | None


@dataclass(frozen=True)
class IndexChange:
    """The satisfaction index of one unit that the workbook would set."""

    row: int
    assessment: Assessment
    before: Decimal | None
    index: Decimal


@dataclass(frozen=True)
class Plan:
    changes: list[Change] = field(default_factory=list)
    indexes: list[IndexChange] = field(default_factory=list)
    same: int = 0

    @property
    def writes(self) -> int:
        return len(self.changes) + len(self.indexes)

    @property
    def digest(self) -> str:
        """Changes when the file would do something else, because of it or of what is stored."""
        parts = [(c.entry.pk, c.entry.appraisal_version, c.figures) for c in self.changes]
        more = [(c.assessment.pk, c.before, c.index) for c in self.indexes]
        return hashlib.sha256(repr((parts, more)).encode()).hexdigest()[:32]


def plan_of(file: BinaryIO, campaign: Campaign, actor: User) -> Plan:
    """Raises WorkbookRefused with everything that is wrong."""
    items = items_of(campaign)
    rows = read(file, template_of(campaign, items)).rows[SHEET]
    reader = _Reader(campaign, items, actor)
    for row in rows:
        reader.take_row(row)
    if reader.collector.errors:
        raise WorkbookRefused(reader.collector.errors)
    return Plan(reader.changes, reader.indexes, reader.same)


class _Reader:
    """Reads rows against the campaign's units and gathers what changes and what is wrong."""

    def __init__(self, campaign: Campaign, items: list[Item], actor: User) -> None:
        self.items, self.actor = items, actor
        self.collector = Collector()
        self.changes: list[Change] = []
        self.indexes: list[IndexChange] = []
        self.same = 0
        self.seen: dict[int, str] = {}
        taking_part = Assessment.objects.taking_part().filter(campaign=campaign)
        self.assessments = {a.unit.code.upper(): a for a in taking_part.select_related("unit")}
        leaves = [item.leaf.pk for item in items]
        self.entries: dict[tuple[int, int], Entry] = {}
        rows = Entry.objects.filter(assessment__in=taking_part, criterion__in=leaves)
        for entry in rows.select_related("criterion__set", "sheet", "assessment__unit"):
            entry.assessment.campaign = campaign
            self.entries[entry.assessment_id, entry.criterion_id] = entry
        surveys = SurveyResult.objects.filter(assessment__campaign=campaign)
        self.known: dict[int, Decimal | None] = dict(surveys.values_list("assessment", "index"))

    def take_row(self, row: Row) -> None:
        assessment = self.collector.take(self._assessment, row[UNIT])
        if assessment is None:
            return
        if any(item.is_satisfaction for item in self.items):
            self.collector.take(self._index, row[INDEX], row, assessment)
        for item in self.items:
            entry = self.entries.get((assessment.pk, item.leaf.pk))
            if entry is not None:
                self._take_item(row, item, entry)

    def _assessment(self, cell: Cell) -> Assessment:
        code = text(cell, limit=40, required="mã đơn vị")
        found = self.assessments.get(code.upper())
        if found is None:
            raise cell.refuse(complaints.UNIT_UNKNOWN)
        if found.pk in self.seen:
            raise cell.refuse(complaints.UNIT_TWICE, first=self.seen[found.pk])
        self.seen[found.pk] = cell.address
        return found

    def _index(self, cell: Cell, row: Row, assessment: Assessment) -> None:
        index = _percent(cell)
        before = self.known.get(assessment.pk)
        if index is None:
            return
        if not 0 <= index <= 100:
            raise cell.refuse(complaints.INDEX_OUTSIDE)
        if index == before:
            self.same += 1
        else:
            self.indexes.append(IndexChange(row.number, assessment, before, index))

    def _take_item(self, row: Row, item: Item, entry: Entry) -> None:
        """Blank cells keep what stands; an item is read as a whole, by its rule."""
        before = len(self.collector.errors)
        given: dict[str, str] = {}
        for box in item.boxes:
            value = self.collector.take(_value, row[box.key], box)
            if value:
                given[box.field.name] = value
        if not given or len(self.collector.errors) > before:
            return
        typed = {**_as_typed(entry.figures), **given}
        try:
            figures = rules.read_inputs(entry.criterion.rule, typed)
        except rules.InputError as error:
            self._complain(row, item, error.errors)
            return
        if figures == entry.figures:
            self.same += 1
        elif not access.may_enter(self.actor, entry):
            cell = row[item.boxes[0].key]
            self.collector.add(cell.error(complaints.APPROVED))
        elif (score := rules.score(entry.criterion.rule, figures)) is None:
            missing = {box.field.name for box in item.boxes} - figures.keys()
            self._complain(row, item, dict.fromkeys(missing, "Hãy nhập đủ số liệu của mục."))
        else:
            self.changes.append(Change(row.number, entry, typed, figures, score))

    def _complain(self, row: Row, item: Item, errors: Mapping[str, str]) -> None:
        for box in item.boxes:
            if box.field.name in errors:
                problem = errors[box.field.name]
                self.collector.add(row[box.key].error(complaints.NOT_TAKEN, problem=problem))


def _value(cell: Cell, box: Box) -> str:
    """What stands in the cell, as a person would type it: 74,87."""
    if box.field.choices:
        return choice(cell, dict(box.field.choices))
    found = _percent(cell) if box.field.kind == "percent" else decimal(cell)
    return "" if found is None else plain(found).replace(".", ",")


def _percent(cell: Cell) -> Decimal | None:
    """A number, or a text such as 74,87%."""
    if not isinstance(cell.value, str) or "%" not in cell.value:
        return decimal(cell)
    try:
        return parse_percent(cell.value)
    except NumberError as error:
        raise cell.refuse(NOT_A_NUMBER) from error


def _as_typed(figures: Mapping[str, str]) -> dict[str, str]:
    """Stored figures are canonical (1.5); a person types 1,5."""
    return {name: value.replace(".", ",") for name, value in figures.items()}
