"""Reading a finished PDF back: where the words stand, in which font and size."""

import io
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

import pdfplumber

MM = 72 / 25.4


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    words: tuple[dict[str, Any], ...]
    lines: tuple[dict[str, Any], ...]

    @property
    def text(self) -> str:
        return " ".join(word["text"] for word in self.words)

    @property
    def top_number(self) -> str:
        """What stands alone in the upper margin."""
        return " ".join(word["text"] for word in self.words if word["bottom"] < 20 * MM)

    @property
    def body(self) -> list[dict[str, Any]]:
        return [word for word in self.words if word["bottom"] >= 20 * MM]

    def find(self, text: str) -> dict[str, Any]:
        """The first word of the first place where the text stands."""
        wanted = text.split()
        for start in range(len(self.words)):
            run = self.words[start : start + len(wanted)]
            if [word["text"] for word in run] == wanted:
                return run[0]
        raise AssertionError(f"{text!r} is not on the page: {self.text[:300]}")


def pages_of(pdf: bytes) -> list[Page]:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [
            Page(
                width=float(page.width),
                height=float(page.height),
                words=tuple(
                    {**word, "size": round(word["size"], 1)}
                    for word in page.extract_words(extra_attrs=["fontname", "size"])
                ),
                lines=tuple(page.lines + page.rects),
            )
            for page in document.pages
        ]


def table_rows(pdf: bytes, *, pages: slice = slice(None)) -> list[list[str]]:
    """The rows of every table on the pages, each cell's text on one line."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        tables = [table for page in document.pages[pages] for table in page.extract_tables()]
    return [[" ".join((cell or "").split()) for cell in row] for table in tables for row in table]


def text_of(pdf: bytes) -> str:
    """All words, single-spaced."""
    return re.sub(r"\s+", " ", " ".join(page.text for page in pages_of(pdf)))


def is_nfc(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text)
