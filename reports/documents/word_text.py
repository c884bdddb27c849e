"""Text of a parsed paper: runs with their weight and slant, blanks as dots, white space folded."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

_SPACE = re.compile(r"[ \t\r\n]+")
BLANK = "     "
"""Room for a number or a day that a draft leaves open."""


@dataclass(frozen=True)
class Run:
    text: str
    bold: bool = False
    italic: bool = False
    is_break: bool = False


def classes(node: Element) -> set[str]:
    return set(node.get("class", "").split())


def find_class(node: Element, name: str) -> Element | None:
    """The first descendant that has the class."""
    return next((part for part in node.iter() if name in classes(part)), None)


def block_text(node: Element) -> str:
    return "".join(run.text for run in runs(node))


def runs(node: Element, *, upper: bool = False) -> Iterator[Run]:
    """The text inside one block, without the white space of the template around it."""
    found = list(_walk(node, bold=False, italic=False))
    kept = _folded(found)
    for run in kept:
        yield Run(run.text.upper(), run.bold, run.italic, run.is_break) if upper else run


def _walk(node: Element, *, bold: bool, italic: bool) -> Iterator[Run]:
    yield Run(node.text or "", bold, italic)
    for child in node:
        if child.tag == "br":
            yield Run("", is_break=True)
        elif "blank" in classes(child):
            yield Run(BLANK, bold, italic)
        else:
            yield from _walk(
                child, bold=bold or child.tag == "strong", italic=italic or child.tag == "em"
            )
        yield Run(child.tail or "", bold, italic)


def _folded(found: list[Run]) -> list[Run]:
    """Runs of white space become one blank; none stands at either end."""
    kept: list[Run] = []
    for run in found:
        if run.is_break or run.text == BLANK:
            kept.append(run)
            continue
        text = _SPACE.sub(" ", run.text)
        if not kept or kept[-1].is_break or kept[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if text:
            kept.append(Run(text, run.bold, run.italic))
    while kept and not kept[-1].is_break and not kept[-1].text.rstrip(" "):
        kept.pop()
    if kept and not kept[-1].is_break:
        last = kept[-1]
        kept[-1] = Run(last.text.rstrip(" "), last.bold, last.italic)
    return kept
