"""What a workbook of a kind looks like: its sheets, their columns, the mark that tells the kind."""

from dataclasses import dataclass

from parindex.lib.text import fold

MARK_SHEET = "_parindex"
"""Hidden: A1 holds the kind, A2 the version of the template, A3 what the workbook is about."""


@dataclass(frozen=True)
class Column:
    key: str
    title: str
    is_required: bool = False
    hint: str = ""
    choices: tuple[str, ...] = ()
    form: str = "text"
    """How Excel keeps the column: text, day or number."""
    width: int = 18


@dataclass(frozen=True)
class Sheet:
    title: str
    columns: tuple[Column, ...]

    def column(self, title: str) -> Column | None:
        """By its title, whatever the accents, capitals and the star of a required column."""
        wanted = folded(title)
        return next((c for c in self.columns if folded(c.title) == wanted), None)


@dataclass(frozen=True)
class Template:
    """``kind``, ``version``, ``subject`` stand in the hidden sheet of every workbook made from it.

    A workbook about one subject (the sheet of one unit) is refused for another.
    """

    kind: str
    version: int
    name: str
    sheets: tuple[Sheet, ...]
    subject: str = ""


def folded(title: str) -> str:
    return fold(title.replace("*", " "))
