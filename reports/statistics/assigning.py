"""The page on which each row gets the offices that enter it."""

from collections import defaultdict
from dataclasses import dataclass

from django.http import QueryDict

from parindex.units.models import Unit
from reports.documents.names import short_name
from reports.models import Collection, Indicator, IndicatorReporter, IndicatorTable, Scope
from reports.statistics.asking import ENTERED, FROM_OFFICES
from reports.statistics.services.collecting import office_choices


@dataclass(frozen=True)
class Choice:
    value: int
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class AssignRow:
    name: str
    input_name: str
    label: str
    printed: str
    communes_too: bool
    choices: list[Choice]

    @property
    def is_unassigned(self) -> bool:
        return not any(choice.is_chosen for choice in self.choices)


@dataclass(frozen=True)
class AssignTable:
    table: IndicatorTable
    rows: list[AssignRow]

    @property
    def unassigned(self) -> int:
        return sum(row.is_unassigned for row in self.rows)


@dataclass(frozen=True)
class AssignPage:
    tables: list[AssignTable]
    from_communes: list[str]
    unassigned: int


def assignment_page(collection: Collection) -> AssignPage:
    offices = office_choices(collection)
    chosen: dict[int, set[int]] = defaultdict(set)
    stored = IndicatorReporter.objects.filter(collection=collection)
    for indicator, office in stored.values_list("indicator", "office"):
        chosen[indicator].add(office)
    tables: dict[int, AssignTable] = {}
    for row in _rows(collection):
        table = tables.setdefault(row.table_id, AssignTable(row.table, []))
        table.rows.append(_row(row, offices, chosen[row.pk]))
    below = Indicator.objects.filter(ENTERED, set=collection.set_id, scope=Scope.BELOW)
    listed = list(tables.values())
    return AssignPage(
        tables=listed,
        from_communes=[row.label for row in below.select_related("parent").order_by("position")],
        unassigned=sum(table.unassigned for table in listed),
    )


def assignments_of(collection: Collection, posted: QueryDict) -> dict[int, list[Unit]]:
    """Rows that the form shows → the offices ticked; what is no office of the unit is dropped."""
    offices = {str(unit.pk): unit for unit in office_choices(collection)}
    return {
        row.pk: [offices[value] for value in posted.getlist(_name(row)) if value in offices]
        for row in _rows(collection)
        if f"{_name(row)}-shown" in posted
    }


def _rows(collection: Collection) -> list[Indicator]:
    rows = Indicator.objects.filter(ENTERED, set=collection.set_id, scope__in=FROM_OFFICES)
    return list(rows.select_related("table", "parent").order_by("position"))


def _row(row: Indicator, offices: list[Unit], chosen: set[int]) -> AssignRow:
    return AssignRow(
        name=f"{row.code}",
        input_name=_name(row),
        label=row.label,
        printed=row.offices or (row.parent.offices if row.parent else ""),
        communes_too=row.scope == Scope.BOTH,
        choices=[Choice(unit.pk, short_name(unit), unit.pk in chosen) for unit in offices],
    )


def _name(row: Indicator) -> str:
    return f"row-{row.pk}"
