"""What people took away from the portal, opened again."""

import io
from pathlib import Path

from openpyxl import Workbook, load_workbook
from playwright.sync_api import Download
from pypdf import PdfReader


def pdf_text(download: Download) -> str:
    """All text of a PDF, lines joined by single spaces."""
    path = Path(download.path())
    assert path.read_bytes().startswith(b"%PDF-")
    pages = [page.extract_text() for page in PdfReader(path).pages]
    return " ".join(" ".join(pages).split())


def text_of(content: bytes) -> str:
    """All text of a PDF that opened in the browser."""
    assert content.startswith(b"%PDF-")
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    return " ".join(" ".join(pages).split())


def workbook(download: Download) -> Workbook:
    assert download.suggested_filename.endswith(".xlsx")
    with Path(download.path()).open("rb") as file:
        return load_workbook(file)


def values(book: Workbook) -> list[object]:
    """Every filled cell, sheet by sheet, row by row."""
    rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    return [value for row in rows for value in row if value is not None]
