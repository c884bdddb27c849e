"""An annex of a paper: its title, the template that prints it, what that template prints."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parindex.lib.text import ROMAN


@dataclass(frozen=True)
class Annex:
    """``data`` is the template's; it gets ``annex`` and ``paper``."""

    name: str
    template: str
    data: object
    is_upright: bool = False
    """Text on upright pages; tables lie across."""


@dataclass(frozen=True)
class Labelled:
    label: str
    annex: Annex


def labelled(annexes: Sequence[Annex]) -> Iterator[Labelled]:
    """ "Phụ lục" alone, "Phụ lục I, II" from two on."""
    for number, annex in enumerate(annexes):
        yield Labelled(annex_label(number, len(annexes)), annex)


def annex_label(number: int, of: int) -> str:
    return f"Phụ lục {ROMAN[number]}" if of > 1 else "Phụ lục"
