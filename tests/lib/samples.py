"""Files as people have them, made on the spot."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import openpyxl
import pikepdf
from PIL import Image

WORD_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/>{more}</Types>'
)


def pdf(build: Callable[[pikepdf.Pdf], None] = lambda _: None, **options: Any) -> bytes:
    made, stream = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    build(made)
    made.save(stream, **options)
    return stream.getvalue()


def packed(build: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Objects in compressed streams, where a search of the bytes finds nothing."""
    return pdf(build, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def word(more: str = "", parts: dict[str, bytes] | None = None) -> bytes:
    return archive(
        {
            "[Content_Types].xml": WORD_TYPES.format(more=more).encode(),
            "_rels/.rels": b"<Relationships/>",
            "word/document.xml": b"<w:document/>",
            **(parts or {}),
        }
    )


def archive(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return stream.getvalue()


def excel() -> bytes:
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    return stream.getvalue()


def photo(form: str = "JPEG", size: tuple[int, int] = (40, 30)) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, "navy").save(stream, form)
    return stream.getvalue()


def wide_png(width: int, height: int) -> bytes:
    """A PNG that announces a size without carrying it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )
