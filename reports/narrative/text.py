"""The text of a section: paragraphs, headings, lists, tables, and figures by reference.

Written with the few marks that an official meets elsewhere too: ``# đề mục``, ``- ý``, ``1. ý``,
``| bảng |``, ``**đậm**``, and ``[[mã]]`` for a figure. Anything else is text; no HTML passes.
"""

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from parindex.lib.text import list_letters

REFERENCE = re.compile(r"\[\[\s*([^\[\]\s]{1,80})\s*\]\]")
MARKS = ("-", "+", "•")
"""Of lists within lists, as Vietnamese papers have them."""

_PARSER = MarkdownIt("zero").enable(["heading", "list", "table", "emphasis", "newline"])

Show = Callable[[str], SafeString]
"""A piece of plain text as HTML."""
ShowFigure = Callable[[str], SafeString]
"""A reference as HTML."""


@dataclass(frozen=True)
class Item:
    """One list that is open: its letters, or its mark."""

    letters: Iterator[str] | None
    mark: str


def references(text: str) -> list[str]:
    """The codes of the figures that a text refers to, each once, in order."""
    return list(dict.fromkeys(found[1] for found in REFERENCE.finditer(text)))


def to_html(text: str, *, show: Show, figure: ShowFigure) -> SafeString:
    """Safe HTML of paragraphs and tables; numbered lists become a) b) c) d) đ) e)."""
    tokens = _PARSER.parse("\n".join(_apart(text.splitlines())))
    writer = _Writer(_Inline(show, figure))
    return mark_safe("".join(writer.write(token) for token in tokens))  # noqa: S308


def _apart(lines: Sequence[str]) -> Iterator[str]:
    """Enter begins a new paragraph, as officials expect; only the rows of a table stay together."""
    is_row = False
    for line in lines:
        was_row, is_row = is_row, line.lstrip().startswith("|")
        if not (was_row and is_row):
            yield ""
        yield line


@dataclass(frozen=True)
class _Inline:
    show: Show
    figure: ShowFigure

    def __call__(self, token: Token) -> str:
        return "".join(self._piece(child) for child in token.children or [])

    def _piece(self, token: Token) -> str:
        if token.type in _TAGS:
            return _TAGS[token.type]
        return "".join(self._text(token.content))

    def _text(self, text: str) -> Iterator[str]:
        end = 0
        for found in REFERENCE.finditer(text):
            yield self.show(text[end : found.start()])
            yield self.figure(found[1])
            end = found.end()
        yield self.show(text[end:])


_TAGS: Mapping[str, str] = {
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "em_open": "<em>",
    "em_close": "</em>",
    "softbreak": " ",
}
_TABLE: Mapping[str, str] = {
    name: f"<{'/' if way == 'close' else ''}{tag}>"
    for tag in ("table", "thead", "tbody", "tr")
    for way in ("open", "close")
    for name in (f"{tag}_{way}",)
}
_ALIGNED = {"text-align:right": ' class="r"', "text-align:center": ' class="c"'}


_PARAGRAPH = ("<p>", "</p>")


class _Writer:
    """Token by token; what is open (lists, the frame of the next line of text) is kept here."""

    def __init__(self, inline: _Inline) -> None:
        self.inline = inline
        self.lists: list[Item] = []
        self.lead = ""
        self.around = _PARAGRAPH

    def write(self, token: Token) -> str:
        if token.type == "inline":
            return self._line(token)
        if token.type in _TABLE:
            return _TABLE[token.type]
        self._note(token)
        return ""

    def _line(self, token: Token) -> str:
        written = f"{self.around[0]}{self.lead}{self.inline(token)}{self.around[1]}"
        self.lead, self.around = "", _PARAGRAPH
        return written

    def _note(self, token: Token) -> None:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self.lists.append(_list(token, len(self.lists)))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self.lists.pop()
        elif token.type == "list_item_open":
            self.lead = _lead(self.lists[-1])
        elif token.type == "heading_open":
            self.around = ('<p class="lead"><strong>', "</strong></p>")
        elif token.type in ("th_open", "td_open"):
            self.around = (f"<{token.tag}{_aligned(token)}>", f"</{token.tag}>")


def _list(token: Token, depth: int) -> Item:
    if token.type == "ordered_list_open":
        return Item(islice(list_letters(), int(token.attrGet("start") or 1) - 1, None), "")
    return Item(None, MARKS[min(depth, len(MARKS) - 1)])


def _lead(item: Item) -> str:
    return f"{next(item.letters)}) " if item.letters else f"{item.mark} "


def _aligned(token: Token) -> str:
    return _ALIGNED.get(str(token.attrGet("style") or ""), "")


def plain(text: str) -> SafeString:
    return mark_safe(escape(text))  # noqa: S308  (escaped)


def lost(code: str) -> SafeString:
    """A reference that leads nowhere, as it was typed, so that it can be mended."""
    return format_html('<mark class="lost">[[{}]]</mark>', code)


def lost_references(text: str, known: Container[str]) -> list[str]:
    return [code for code in references(text) if code not in known]
