"""Writes on periodic reports."""

from reports.narrative.services.collecting import (
    Asked,
    report_discard,
    report_open,
    report_terms_set,
    sections_assign,
)
from reports.narrative.services.freezing import report_freeze
from reports.narrative.services.moving import section_extend, section_move
from reports.narrative.services.writing import TextConflict, text_restore, text_save, version_keep

__all__ = [
    "Asked",
    "TextConflict",
    "report_discard",
    "report_freeze",
    "report_open",
    "report_terms_set",
    "section_extend",
    "section_move",
    "sections_assign",
    "text_restore",
    "text_save",
    "version_keep",
]
