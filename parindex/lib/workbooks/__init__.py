"""Reads and makes the workbooks by which data comes in: a template, its rows, precise errors.

`read` answers with rows whose cells know their address, and with everything that is wrong; the
converters (`text`, `day`, …) turn a cell into a value or raise `CellRefused`, which a `Collector`
gathers, so that a person sees all errors at once.
"""

from parindex.lib.workbooks.base import (
    XLSX,
    Cell,
    CellError,
    CellRefused,
    Collector,
    Complaint,
    Row,
    WorkbookRefused,
)
from parindex.lib.workbooks.layout import Column, Sheet, Template
from parindex.lib.workbooks.reading import Book, read
from parindex.lib.workbooks.values import choice, count, day, decimal, text
from parindex.lib.workbooks.writing import Guide, template_workbook

__all__ = [
    "XLSX",
    "Book",
    "Cell",
    "CellError",
    "CellRefused",
    "Collector",
    "Column",
    "Complaint",
    "Guide",
    "Row",
    "Sheet",
    "Template",
    "WorkbookRefused",
    "choice",
    "count",
    "day",
    "decimal",
    "read",
    "template_workbook",
    "text",
]
