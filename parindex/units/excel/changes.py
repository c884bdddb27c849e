"""What a workbook would do, row by row, before anything is written."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

Kind = Literal["new", "changed", "same"]
KIND_LABELS = {"new": _("mới"), "changed": _("đổi"), "same": _("giữ nguyên")}


@dataclass(frozen=True)
class CellChange:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One row: ``key`` is its code or username, ``values`` what would be stored."""

    sheet: str
    row: int
    key: str
    title: str
    kind: Kind
    cells: Sequence[CellChange] = ()
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def kind_label(self) -> str:
        return str(KIND_LABELS[self.kind])


@dataclass(frozen=True)
class Plan:
    units: Sequence[Change]
    people: Sequence[Change]
    roles: Sequence[Change]

    @property
    def all(self) -> list[Change]:
        return [*self.units, *self.people, *self.roles]

    def count(self, kind: Kind) -> int:
        return sum(change.kind == kind for change in self.all)

    @property
    def writes(self) -> int:
        return self.count("new") + self.count("changed")

    @property
    def digest(self) -> str:
        """Equal for equal effects: tells whether what was looked at still is what would happen."""
        lines = [
            f"{c.sheet}|{c.row}|{c.key}|{c.kind}|{[(x.label, x.before, x.after) for x in c.cells]}"
            for c in self.all
        ]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def text_of(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)
