"""Files as people send them."""

import io

import pikepdf
from playwright.sync_api import FilePayload

PROGRAM = b"MZ\x90\x00" + b"This program cannot be run in DOS mode." * 20


def pdf(name: str = "Quyết định 145.pdf", *, size: int = 0) -> FilePayload:
    """A whole PDF of one blank A4 page, at least ``size`` bytes long."""
    written = io.BytesIO()
    with pikepdf.new() as paper:
        page = paper.add_blank_page(page_size=(595, 842))
        page.Contents = paper.make_stream(b" " * size)
        paper.save(written, compress_streams=False)
    return FilePayload(name=name, mimeType="application/pdf", buffer=written.getvalue())


def program_renamed(name: str = "Báo cáo quý IV.pdf") -> FilePayload:
    return FilePayload(name=name, mimeType="application/pdf", buffer=PROGRAM)
