"""Lines of the language: one figure or text each, or one of a list."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from parindex.lib.numbers import NumberError, parse_decimal, plain
from parindex.lib.text import fold, nfc

Form = Literal["text", "number", "percent", "word", "yes"]
Item = dict[str, object]


class LineError(ValueError):
    """A line that cannot be read; ``number`` counts from 1, 0 for the whole cell."""

    def __init__(self, message: str, number: int = 0, line: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.number = number
        self.line = line

    def __str__(self) -> str:
        return (
            f"Dòng {self.number} (“{self.line}”): {self.message}" if self.number else self.message
        )


@dataclass(frozen=True)
class Single:
    """`Mục tiêu: 100%`: a parameter of its own."""

    name: str
    title: str
    form: Form = "text"
    words: tuple[tuple[str, str], ...] = ()
    """For a form of "word": what is stored, and what stands in the cell."""

    def write(self, value: object) -> str:
        return f"{self.title}: {self._text(value)}"

    def read(self, text: str) -> object:
        """Raises NumberError or LineError."""
        if self.form in ("number", "percent"):
            return number_read(text)
        if self.form == "text":
            return unescaped(text)
        words = dict(self.words) if self.form == "word" else {"yes": "có"}
        for stored, shown in words.items():
            if fold(text) in (fold(shown), fold(shown).removesuffix(" %")):
                return True if self.form == "yes" else stored
        raise LineError(f"“{self.title}” chỉ nhận: {'; '.join(words.values())}.")

    @property
    def example(self) -> str:
        if self.form == "word":
            return f"{self.title}: {' | '.join(shown for _stored, shown in self.words)}"
        samples = {"text": "…", "number": "0,5", "percent": "80%", "yes": "có"}
        return f"{self.title}: {samples[self.form]}"

    def _text(self, value: object) -> str:
        if self.form == "word":
            return dict(self.words)[str(value)]
        if self.form == "yes":
            return "có"
        if self.form == "text":
            return escaped(str(value))
        return number_text(value) + ("%" if self.form == "percent" else "")


@dataclass(frozen=True)
class Listed:
    """`1 điểm: Đúng hạn [dung_han]`: one entry of a list of parameters.

    ``head`` is matched against what stands before the first colon, without accents.
    """

    name: str
    head: re.Pattern[str]
    write: Callable[[Mapping[str, object], bool], str]
    """From the entry, and whether figures are percentages."""
    read: Callable[[re.Match[str], str], Item]
    example: str


Line = Single | Listed


def escaped(text: str) -> str:
    """On one line, so that a break inside a label does not end it."""
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def unescaped(text: str) -> str:
    return re.sub(r"\\(n|\\)", lambda m: "\n" if m[1] == "n" else "\\", nfc(text))


def number_text(value: object) -> str:
    """`0.5` as it stands in Vietnamese: `0,5`. Never grouped, so it reads one way only."""
    return str(value).replace(".", ",")


def number_read(text: str) -> str:
    """The stored spelling of `0,5`, `0.5`, `50%`, `1 điểm`. Raises NumberError."""
    bare = re.sub(r"\s*(%|điểm|diem)\s*$", "", text.strip(), flags=re.IGNORECASE)
    return plain(parse_decimal(bare))


__all__ = [
    "Form",
    "Item",
    "Line",
    "LineError",
    "Listed",
    "NumberError",
    "Single",
    "escaped",
    "number_read",
    "number_text",
    "unescaped",
]
