"""Slips of official tables of the index: sums, deductions, percentages, totals, missing causes.

Pure: reads sheets, knows nothing of the portal's data.
"""

from reports.figure_check.check import check_sheets
from reports.figure_check.example import EXAMPLE
from reports.figure_check.excel import FILE_MAX, UnreadableFile, read_workbook
from reports.figure_check.findings import LABELS, MEANINGS, Findings, Kind, Slip
from reports.figure_check.grid import PASTED
from reports.figure_check.pasted import read_pasted

__all__ = [
    "EXAMPLE",
    "FILE_MAX",
    "LABELS",
    "MEANINGS",
    "PASTED",
    "Findings",
    "Kind",
    "Slip",
    "UnreadableFile",
    "check_sheets",
    "read_pasted",
    "read_workbook",
]
