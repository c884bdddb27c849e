"""The board of overdue tasks: who, how long, what the unit last said."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from parindex.lib.dates import format_date
from parindex.units.models import Unit, User
from plans.fields import ReformField
from plans.models import Plan
from plans.progress_queries import overdue_tasks
from plans.reporters import may_oversee
from plans.schedule import days_late

LEAST_DAYS = (1, 8, 31, 91)
FILTERS = ("don-vi", "linh-vuc", "ke-hoach", "tu-ngay")


@dataclass(frozen=True, kw_only=True)
class OverdueRow:
    task_id: int
    task: str
    plan: str
    plan_url: str
    unit: str
    days: int
    due: str
    field: str
    said: str
    may_remind: bool


@dataclass(frozen=True)
class OverdueFilter:
    """What is looked for; values that name nothing are passed over."""

    unit: int | None
    field: str
    plan: int | None
    least_days: int

    @classmethod
    def read(cls, query: Any) -> "OverdueFilter":
        return cls(
            _number(query.get("don-vi", "")),
            query.get("linh-vuc", "") if query.get("linh-vuc") in ReformField.values else "",
            _number(query.get("ke-hoach", "")),
            _number(query.get("tu-ngay", "")) or 1,
        )

    def narrow(self, tasks: "QuerySet[Any, Any]", today: date) -> "QuerySet[Any, Any]":
        if self.unit:
            tasks = tasks.filter(reporter_id=self.unit)
        if self.field:
            tasks = tasks.filter(field=self.field)
        if self.plan:
            tasks = tasks.filter(plan=self.plan)
        latest = date.fromordinal(max(1, today.toordinal() - self.least_days))
        return tasks.filter(deadline__lte=latest)

    @property
    def query(self) -> str:
        values = (self.unit, self.field, self.plan, self.least_days)
        return urlencode({n: v for n, v in zip(FILTERS, values, strict=True) if v})


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None


def overdue_page(
    plans: "QuerySet[Plan, Plan]", user: User, today: date, wanted: OverdueFilter
) -> dict[str, object]:
    every = list(overdue_tasks(plans, today))
    shown = list(wanted.narrow(overdue_tasks(plans, today), today))
    units = Unit.objects.in_bulk({task.reporter_id for task in every})
    watched = {plan.pk: may_oversee(user, plan) for plan in {task.plan for task in every}}
    rows = [_row(task, units, watched, today) for task in shown]
    return {
        "rows": rows,
        "total": len(every),
        "shown": len(rows),
        "query": wanted.query,
        "may_remind": any(row.may_remind for row in rows),
        "by_unit": _by_unit(every, units),
        "filters": [
            _choice("don-vi", _("Đơn vị chủ trì"), _units(every, units), wanted.unit),
            _choice("linh-vuc", _("Lĩnh vực"), ReformField.choices, wanted.field),
            _choice("ke-hoach", _("Kế hoạch"), _plans(every), wanted.plan),
            _choice(
                "tu-ngay",
                _("Quá hạn từ"),
                [(days, _("%(days)d ngày") % {"days": days}) for days in LEAST_DAYS],
                wanted.least_days,
                any_label="",
            ),
        ],
    }


def _row(task: Any, units: dict[int, Unit], watched: dict[int, bool], today: date) -> OverdueRow:
    return OverdueRow(
        task_id=task.pk,
        task=f"{task.code}. {task.content}" if task.code else task.content,
        plan=task.plan.title,
        plan_url=reverse("plan-progress", args=[task.plan_id]),
        unit=units[task.reporter_id].title,
        days=days_late(task.deadline, today),
        due=format_date(task.deadline),
        field=task.get_field_display() if task.field else "",
        said=_said(task),
        may_remind=watched[task.plan_id],
    )


def _said(task: Any) -> str:
    """The unit's last word on it."""
    if not task.has_report:
        return _("Chưa có báo cáo tiến độ.")
    parts = []
    if task.last_percent is not None:
        parts.append(_("Đã làm %(percent)d%%.") % {"percent": task.last_percent})
    if task.last_obstacles:
        parts.append(_("Vướng mắc: %(text)s") % {"text": task.last_obstacles})
    return " ".join(parts) or _("Không nêu vướng mắc.")


def _by_unit(tasks: "list[Any]", units: dict[int, Unit]) -> list[tuple[str, int]]:
    counts = Counter(task.reporter_id for task in tasks)
    return [(units[pk].title, count) for pk, count in counts.most_common()]


def _units(tasks: "list[Any]", units: dict[int, Unit]) -> list[tuple[int, str]]:
    found = {task.reporter_id: units[task.reporter_id] for task in tasks}
    ordered = sorted(found.values(), key=lambda unit: (unit.position, unit.code))
    return [(unit.pk, unit.title) for unit in ordered]


def _plans(tasks: "list[Any]") -> list[tuple[int, str]]:
    return [
        (plan.pk, f"{plan.unit.title}: {plan.title}"[:90])
        for plan in dict.fromkeys(t.plan for t in tasks)
    ]


def _choice(
    name: str,
    label: str,
    options: "Sequence[tuple[Any, Any]]",
    chosen: object,
    any_label: str = "–",
) -> dict[str, object]:
    rows = [
        {"value": value, "label": text, "selected": str(value) == str(chosen)}
        for value, text in options
    ]
    return {"name": name, "label": label, "options": rows, "any": any_label}
