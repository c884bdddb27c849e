"""From a workbook to what it would change; nothing is written."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import BinaryIO

from assessments.candidates import FITTING_KINDS, existing_in
from assessments.models import Campaign, RecordedResult
from assessments.recorded import complaints
from assessments.recorded.layout import (
    CRITERION,
    FIELD,
    LEVELS,
    SHEET,
    TEMPLATE,
    TOTAL,
    level_of,
)
from criteria.models import Criterion
from parindex.lib.numbers import NumberError, format_decimal, half_up, parse_percent
from parindex.lib.text import fold
from parindex.lib.workbooks import (
    Cell,
    Collector,
    Complaint,
    Row,
    WorkbookRefused,
    choice,
    count,
    decimal,
    read,
    text,
)
from parindex.lib.workbooks.complaints import NOT_A_NUMBER
from parindex.units.models import Unit

POINT_PLACES, PERCENT_PLACES = 4, 9
FIGURES = ("points", "max_points", "percent", "rank", "rank_of", "note")

Key = tuple[int, int | None]
"""Unit, criterion (None: the whole index)."""


@dataclass(frozen=True)
class Figure:
    """One row of the workbook, read and found right."""

    row: int
    unit: Unit
    criterion: Criterion | None
    points: Decimal | None
    max_points: Decimal | None
    percent: Decimal | None
    rank: int | None
    rank_of: int | None
    source: str
    note: str

    @property
    def key(self) -> Key:
        return self.unit.pk, self.criterion.pk if self.criterion else None

    @property
    def subject(self) -> str:
        return str(self.criterion) if self.criterion else LEVELS[TOTAL]

    @property
    def mismatch(self) -> str:
        """The percentage that the points give, where the paper prints another."""
        if self.points is None or not self.max_points or self.percent is None:
            return ""
        computed = half_up(self.points / self.max_points * 100)
        return "" if computed == half_up(self.percent) else format_decimal(computed)


@dataclass(frozen=True)
class Change:
    """What one row would do: a new figure, another value of one from the same source, nothing."""

    figure: Figure
    stored: RecordedResult | None
    rivals: int
    """How many other figures of the same key there will be beside it."""

    @property
    def kind(self) -> str:
        if self.stored is None:
            return "new"
        same = all(getattr(self.stored, n) == getattr(self.figure, n) for n in FIGURES)
        return "same" if same else "changed"


@dataclass(frozen=True)
class Plan:
    changes: list[Change] = field(default_factory=list)

    def of_kind(self, kind: str) -> list[Change]:
        return [change for change in self.changes if change.kind == kind]

    @property
    def writes(self) -> int:
        return sum(change.kind != "same" for change in self.changes)

    @property
    def digest(self) -> str:
        """Changes when the file would do something else, because of it or of what is stored."""
        parts = [
            (c.kind, c.rivals, c.figure, [getattr(c.stored, n, None) for n in FIGURES])
            for c in self.changes
        ]
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def plan_of(file: BinaryIO, campaign: Campaign) -> Plan:
    """Raises WorkbookRefused with everything that is wrong."""
    rows = read(file, TEMPLATE).rows[SHEET]
    reader = _Reader(campaign)
    figures = [figure for row in rows if (figure := reader.figure(row)) is not None]
    if reader.collector.errors:
        raise WorkbookRefused(reader.collector.errors)
    stored: dict[Key, list[RecordedResult]] = {}
    for known in RecordedResult.objects.filter(campaign=campaign):
        stored.setdefault((known.unit_id, known.criterion_id), []).append(known)
    return Plan([_change(figure, stored.get(figure.key, []), figures) for figure in figures])


def _change(figure: Figure, known: list[RecordedResult], figures: list[Figure]) -> Change:
    same = next((r for r in known if fold(r.source) == fold(figure.source)), None)
    sources = {fold(r.source) for r in known}
    sources |= {fold(f.source) for f in figures if f.key == figure.key}
    return Change(figure, same, len(sources) - 1)


class _Reader:
    """Reads rows against the campaign's units and criteria, and gathers what is wrong."""

    def __init__(self, campaign: Campaign) -> None:
        self.campaign = campaign
        self.collector = Collector()
        self.seen: dict[tuple[Key, str], str] = {}

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        return {u.code.upper(): u for u in Unit.objects.under(self.campaign.organiser)}

    @cached_property
    def then(self) -> set[int]:
        found = existing_in(Unit.objects.under(self.campaign.organiser), self.campaign.year)
        return set(found.values_list("pk", flat=True))

    @cached_property
    def nodes(self) -> Mapping[str, Criterion]:
        return {n.code: n for n in Criterion.objects.filter(set=self.campaign.criteria_set_id)}

    def figure(self, row: Row) -> Figure | None:
        before = len(self.collector.errors)
        take = self.collector.take
        unit = take(self._unit, row["unit"])
        level = take(choice, row["level"], LEVELS, required="mức")
        criterion = take(self._criterion, row["criterion"], level) if level else None
        points = take(_number, row["points"], POINT_PLACES)
        maximum = take(_number, row["maximum"], POINT_PLACES)
        percent = take(_percent, row["percent"])
        rank, rank_of = take(count, row["rank"]), take(count, row["rank_of"])
        source = take(text, row["source"], limit=300, required="văn bản nêu số này")
        note = take(text, row["note"], limit=2000)
        if len(self.collector.errors) == before:
            self._check_figures(row, points, maximum, percent, rank, rank_of)
        if len(self.collector.errors) > before or unit is None:
            return None
        found = Figure(
            row=row.number,
            unit=unit,
            criterion=criterion,
            points=points,
            max_points=maximum,
            percent=percent,
            rank=rank,
            rank_of=rank_of,
            source=source or "",
            note=note or "",
        )
        return found if self._is_first(row["unit"], found) else None

    def _unit(self, cell: Cell) -> Unit:
        code = text(cell, limit=40, required="mã đơn vị")
        unit = self.units.get(code.upper())
        if unit is None:
            raise cell.refuse(complaints.UNIT_UNKNOWN, organiser=self.campaign.organiser.title)
        if unit.kind not in FITTING_KINDS[self.campaign.criteria_set.level]:
            level = self.campaign.criteria_set.get_level_display()
            raise cell.refuse(complaints.UNIT_OTHER_LEVEL, level=level.lower())
        if unit.pk not in self.then:
            raise cell.refuse(complaints.UNIT_NOT_THEN, year=self.campaign.year)
        return unit

    def _criterion(self, cell: Cell, level: str) -> Criterion | None:
        required = "mã số trong bộ tiêu chí" if level in (FIELD, CRITERION) else ""
        code = text(cell, limit=20, required=required)
        if level == TOTAL:
            if code:
                raise cell.refuse(complaints.CODE_AT_TOTAL)
            return None
        node = self.nodes.get(code)
        if node is None:
            raise cell.refuse(complaints.CODE_UNKNOWN, set=self.campaign.criteria_set.name)
        if level_of(node) != level:
            found = LEVELS[level_of(node)].lower()
            raise cell.refuse(complaints.CODE_OTHER_LEVEL, code=node.code, level=found)
        return node

    def _check_figures(
        self,
        row: Row,
        points: Decimal | None,
        maximum: Decimal | None,
        percent: Decimal | None,
        rank: int | None,
        rank_of: int | None,
    ) -> None:
        if points is None and percent is None:
            self._complain(row["points"], complaints.FIGURE_MISSING)
        elif points is not None and not maximum:
            self._complain(row["maximum"], complaints.MAXIMUM_MISSING)
        elif points is not None and maximum is not None and not 0 <= points <= maximum:
            shown = format_decimal(maximum, POINT_PLACES, strip=True)
            self._complain(row["points"], complaints.POINTS_OUTSIDE, maximum=shown)
        if percent is not None and not 0 <= percent <= 100:
            self._complain(row["percent"], complaints.PERCENT_OUTSIDE)
        if rank is not None and not 1 <= rank <= (rank_of or rank):
            self._complain(row["rank"], complaints.RANK_OUTSIDE, of=rank_of or "n")

    def _complain(self, cell: Cell, complaint: Complaint, **words: object) -> None:
        self.collector.add(cell.error(complaint, **words))

    def _is_first(self, cell: Cell, figure: Figure) -> bool:
        place = (figure.key, fold(figure.source))
        if place in self.seen:
            self._complain(cell, complaints.ROW_TWICE, first=self.seen[place])
            return False
        self.seen[place] = cell.address
        return True


def _number(cell: Cell, places: int) -> Decimal | None:
    found = decimal(cell)
    if found is not None and found != half_up(found, places):
        raise cell.refuse(complaints.TOO_PRECISE, places=places)
    return found


def _percent(cell: Cell) -> Decimal | None:
    """A number, or a text such as 75,62%."""
    if not isinstance(cell.value, str) or "%" not in cell.value:
        return _number(cell, PERCENT_PLACES)
    try:
        return parse_percent(cell.value)
    except NumberError as error:
        raise cell.refuse(NOT_A_NUMBER) from error
