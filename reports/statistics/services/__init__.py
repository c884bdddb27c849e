"""Writes on statistics."""

from reports.statistics.services.collecting import (
    collection_open,
    period_due_set,
    period_open,
    reporters_assign,
    sheet_extend,
)
from reports.statistics.services.entering import Entered, ValueConflict, value_enter
from reports.statistics.services.moving import Unfinished, sheet_move

__all__ = [
    "Entered",
    "Unfinished",
    "ValueConflict",
    "collection_open",
    "period_due_set",
    "period_open",
    "reporters_assign",
    "sheet_extend",
    "sheet_move",
    "value_enter",
]
