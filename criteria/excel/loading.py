"""A workbook into a draft: first what it would do, then, confirmed, the same for good."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import BinaryIO, cast

from django.db import transaction
from django.utils.translation import gettext as _

from criteria.checks import run
from criteria.excel import complaints
from criteria.excel.cells import in_order
from criteria.excel.changes import Plan, info_changes, node_changes
from criteria.excel.content import checksum, content, stored_content, stored_nodes
from criteria.excel.info import Target, target_of
from criteria.excel.layout import INFO, INFO_SHEET, TABLE_SHEET
from criteria.excel.reading import TableFile, read
from criteria.excel.resource import TableResource, dataset_of
from criteria.excel.table import Table, table_of
from criteria.models import CriteriaSet, Criterion
from criteria.services.drafts import draft_lock
from criteria.services.sets import set_create, set_update
from criteria.services.trees import tree_refresh
from criteria.tree import Tree
from parindex.errors import Conflict, Invalid
from parindex.history.services import event_record
from parindex.lib.workbooks import Cell, CellError, Collector, WorkbookRefused
from parindex.units.excel.uploads import PlanChanged, is_kept
from parindex.units.models import User, WorkbookUpload


@dataclass(frozen=True)
class _Reading:
    file: TableFile
    target: Target
    table: Table
    remarks: list[CellError]


def plan_of(
    file: BinaryIO, *, name: str, size: int, actor: User, chosen: CriteriaSet | None = None
) -> Plan:
    """Writes nothing that stays. Raises WorkbookRefused with every error."""
    with transaction.atomic():
        plan = _load(_reading(file, name, size, actor, chosen), actor, dry_run=True)
        transaction.set_rollback(True)
    return plan


@transaction.atomic
def table_load(
    *,
    upload: WorkbookUpload,
    seen: str,
    actor: User,
    at: datetime,
    chosen: CriteriaSet | None = None,
) -> Plan:
    """Write what the kept file says, all of it or nothing. ``seen``: the digest of what was shown.

    Raises WorkbookRefused, PlanChanged, Forbidden, Locked, Invalid, Conflict (already applied).
    """
    with upload.file.open("rb") as stream:
        file, size = cast(BinaryIO, stream), upload.file.size
        reading = _reading(file, upload.name, size, actor, chosen)
        if reading.target.draft:
            draft_lock(reading.target.draft, actor)
        if _digest(reading) != seen:
            raise PlanChanged(
                plan_of(file, name=upload.name, size=size, actor=actor, chosen=chosen),
                _("Bộ tiêu chí vừa được sửa nên phần khác nhau đã đổi. Hãy xem lại rồi xác nhận."),
            )
    plan = _load(reading, actor, dry_run=False)
    _mark_applied(upload, at)
    _record(plan, upload.name, actor)
    return plan


def _reading(
    file: BinaryIO, name: str, size: int, actor: User, chosen: CriteriaSet | None
) -> _Reading:
    errors = Collector()
    found = read(file, name=name, size=size)
    target = target_of(found, actor, chosen, errors)
    wanted = target.as_set() if target else _stand_in(chosen)
    stored = {node.code: node for node in stored_nodes(wanted)} if wanted.pk else {}
    table = table_of(found, wanted, stored, errors)
    _check_still_needed(stored, table)
    if target is None:
        raise WorkbookRefused(in_order(errors.errors))
    return _Reading(found, target, table, [*_remarks(found, target, wanted), *table.remarks])


def _stand_in(chosen: CriteriaSet | None) -> CriteriaSet:
    """To read the table with, so that its errors are told together with those of “Thông tin”."""
    return chosen or CriteriaSet(adjustment_cap=None, expected_total=Decimal(100))


def _remarks(file: TableFile, target: Target, wanted: CriteriaSet) -> list[CellError]:
    found: list[CellError] = []
    if not target.values and "code" in file.info:
        found.append(file.info["code"].error(complaints.INFO_IGNORED, code=wanted.code))
    mark, draft = file.mark, target.draft
    if (
        mark
        and draft
        and mark.code == draft.code
        and mark.checksum != checksum(stored_content(_fresh(draft)))
    ):
        found.append(Cell(TABLE_SHEET, "").error(complaints.DRAFT_CHANGED))
    return found


def _check_still_needed(stored: Mapping[str, Criterion], table: Table) -> None:
    """Nodes of later sets continue some of the draft's: those may not go."""
    kept = {node.code for node in table.nodes}
    gone = [node.pk for code, node in stored.items() if code not in kept]
    needing = Criterion.objects.filter(predecessor__in=gone)
    links = needing.values_list("predecessor__code", "set__code").order_by("predecessor__sort_key")
    if found := list(links):
        codes = ", ".join(dict.fromkeys(code for code, _set in found))
        sets = ", ".join(sorted({set_code for _code, set_code in found}))
        error = Cell(TABLE_SHEET, "").error(complaints.STILL_NEEDED, codes=codes, sets=sets)
        raise WorkbookRefused([error])


def _load(reading: _Reading, actor: User, *, dry_run: bool) -> Plan:
    target, table = reading.target, reading.table
    stored, info = target.draft, info_changes(target.draft, target.values)
    digest = _digest(reading)
    draft = _write_set(target, reading.file, actor)
    resource = TableResource(draft, table.nodes)
    result = resource.import_data(  # type: ignore[no-untyped-call]
        dataset_of(table.nodes, table.keys),
        dry_run=dry_run,
        raise_errors=True,
        use_transactions=True,
    )
    changes = node_changes(resource, result, table.rows)
    if not dry_run:
        tree_refresh(draft)
    return Plan(
        target=draft,
        is_new=stored is None,
        info=info,
        nodes=changes,
        unchanged=len(table.nodes) - sum(change.kind != "removed" for change in changes),
        remarks=reading.remarks,
        findings=_findings(draft, table),
        digest=digest,
    )


def _digest(reading: _Reading) -> str:
    """What stands in the portal before, and what will after."""
    target, nodes = reading.target, reading.table.nodes
    before = checksum(stored_content(_fresh(target.draft))) if target.draft else ""
    after = checksum(content(target.as_set(), nodes))
    return sha256(f"{before} {after}".encode()).hexdigest()


def _fresh(draft: CriteriaSet) -> CriteriaSet:
    return CriteriaSet.objects.select_related("owner").get(pk=draft.pk)


def _write_set(target: Target, file: TableFile, actor: User) -> CriteriaSet:
    """The set itself by the services that every other way in uses."""
    try:
        if target.draft is None:
            return set_create(values=target.values, actor=actor)
        draft = draft_lock(target.draft, actor)
        if not target.values:
            return draft
        return set_update(
            criteria_set=draft, version=draft.version, values=target.values, actor=actor
        )
    except Invalid as error:
        raise WorkbookRefused(_cells_of(error, file)) from error


def _cells_of(error: Invalid, file: TableFile) -> list[CellError]:
    """What the model refuses of the set's own columns, at their cells."""
    lines = {line.key for line in INFO}
    return [
        (file.info[name] if name in lines else Cell(INFO_SHEET, "")).error(
            complaints.UPLOAD, message=message
        )
        for name, message in error.errors.items()
    ]


def _findings(draft: CriteriaSet, table: Table) -> list[str]:
    """What would still keep the set from being published."""
    return [f.message for f in run(draft, Tree(table.nodes)) if f.severity == "error"]


def _mark_applied(upload: WorkbookUpload, at: datetime) -> None:
    rows = WorkbookUpload.objects.filter(pk=upload.pk, applied_at=None)
    if not rows.update(applied_at=at):
        raise Conflict(_("Tệp này vừa được nạp ở một cửa sổ khác."))
    if is_kept(upload):
        transaction.on_commit(lambda: upload.file.delete(save=False))


def _record(plan: Plan, file_name: str, actor: User) -> None:
    event_record(
        actor=actor,
        action="criteria_set.import",
        subject=plan.target,
        before={
            c.code: {cell.title: cell.before for cell in c.cells} for c in plan.nodes if c.cells
        },
        after={
            "file": file_name,
            "added": [c.code for c in plan.nodes if c.kind == "added"],
            "removed": [c.code for c in plan.nodes if c.kind == "removed"],
            "changed": {
                c.code: {cell.title: cell.after for cell in c.cells}
                for c in plan.nodes
                if c.kind == "changed"
            },
        },
    )
