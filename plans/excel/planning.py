"""From a workbook to what it would change in the task table; nothing is written."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from parindex.lib.dates import format_date
from parindex.lib.workbooks import (
    Cell,
    Collector,
    Row,
    WorkbookRefused,
    choice,
    read,
    text,
)
from plans.excel import complaints
from plans.excel.layout import FIELDS, SHEET, TEMPLATE
from plans.models import Plan, Task, TaskState
from plans.services.tasks import TaskWords, task_problems

SHOWN = {
    "content": "Nhiệm vụ",
    "deadline_words": "Thời gian hoàn thành",
    "lead": "Cơ quan chủ trì",
    "partners": "Cơ quan phối hợp",
    "product": "Sản phẩm, kết quả",
    "field": "Lĩnh vực",
    "is_heading": "Dòng tiêu đề",
}


@dataclass(frozen=True)
class Change:
    """What one row would do: a new task, other words for one, nothing."""

    row: int
    words: TaskWords
    stored: Task | None

    @property
    def kind(self) -> str:
        if self.stored is None:
            return "new"
        return "changed" if self.differences else "same"

    @property
    def differences(self) -> list[tuple[str, str, str]]:
        """Label, before, after of each column that changes."""
        if self.stored is None:
            return []
        return [
            (label, _shown(getattr(self.stored, name)), _shown(getattr(self.words, name)))
            for name, label in SHOWN.items()
            if getattr(self.stored, name) != getattr(self.words, name)
        ]


@dataclass(frozen=True)
class TablePlan:
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
            (c.kind, c.words, c.stored and (c.stored.pk, c.stored.version)) for c in self.changes
        ]
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def plan_of(file: BinaryIO, plan: Plan) -> TablePlan:
    """Raises WorkbookRefused with everything that is wrong, by cell."""
    rows = read(file, TEMPLATE).rows[SHEET]
    reader = _Reader(plan, [str(row["code"].value or "") for row in rows])
    changes = [change for row in rows if (change := reader.change(row)) is not None]
    if reader.collector.errors:
        raise WorkbookRefused(reader.collector.errors)
    return TablePlan(changes)


class _Reader:
    """Reads rows against the plan's tasks, and gathers what is wrong."""

    def __init__(self, plan: Plan, codes: list[str]) -> None:
        self.plan = plan
        self.codes = codes
        self.collector = Collector()
        self.seen: dict[str, str] = {}
        tasks = [task for task in plan.tasks.all() if task.code]
        counts = Counter(task.code for task in tasks)
        self.unclear = {code for code, count in counts.items() if count > 1}
        self.stored = {task.code: task for task in tasks}

    def change(self, row: Row) -> Change | None:
        before = len(self.collector.errors)
        take = self.collector.take
        code = take(self._code, row["code"]) or ""
        content = take(text, row["content"], limit=4000, required="nội dung nhiệm vụ") or ""
        deadline = take(_deadline, row["deadline"]) or ""
        lead = take(text, row["lead"], limit=300) or ""
        partners = take(text, row["partners"], limit=600) or ""
        product = take(text, row["product"], limit=500) or ""
        reform = take(choice, row["field"], FIELDS) or ""
        if len(self.collector.errors) > before:
            return None
        stored = self.stored.get(code)
        words = TaskWords(
            content=content,
            code=code,
            field=reform,
            product=product,
            lead=lead,
            partners="; ".join(p.strip() for p in partners.split(";") if p.strip()),
            deadline_words=deadline,
            awaited_on=stored.awaited_on if stored else None,
            awaited_days=stored.awaited_days if stored else 0,
            latest=stored.latest if stored else None,
            effort=stored.effort if stored else "",
            state=TaskState.ACCEPTED,
            is_heading=not lead and self._has_rows_below(code),
        )
        return Change(row.number, words, stored) if self._is_right(row, words) else None

    def _code(self, cell: Cell) -> str:
        code = text(cell, limit=12, required="số thứ tự")
        if code in self.unclear:
            raise cell.refuse(complaints.CODE_UNCLEAR)
        if code in self.seen:
            raise cell.refuse(complaints.ROW_TWICE, first=self.seen[code])
        self.seen[code] = cell.address
        return code

    def _has_rows_below(self, code: str) -> bool:
        return any(other.startswith(f"{code}.") for other in self.codes)

    def _is_right(self, row: Row, words: TaskWords) -> bool:
        """The same rules as on the page, each at its cell."""
        problems = task_problems(self.plan, words)
        if "lead" in problems:
            self.collector.add(row["lead"].error(complaints.LEAD_MISSING))
        if "deadline_words" in problems:
            cell = row["deadline"]
            missing = not words.deadline_words
            self.collector.add(
                cell.error(complaints.DEADLINE_MISSING)
                if missing
                else cell.error(complaints.DEADLINE_WRONG, why=problems["deadline_words"])
            )
        return not problems


def _deadline(cell: Cell) -> str:
    """Words, or a date of Excel written out as people write it."""
    if isinstance(cell.value, date):
        return f"Trước ngày {format_date(cell.value)}"
    return text(cell, limit=400)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    return FIELDS.get(str(value), str(value))
