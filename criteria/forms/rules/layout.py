"""What a rule's form is made of."""

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise

Label = str | Promise
CellKind = Literal["text", "number", "whole", "edge", "select", "flag", "key"]
"""An edge is a figure of what is measured: a percentage, or an amount in the rule's unit. A key
names a row for good and is never shown."""


@dataclass(frozen=True)
class When:
    """Only while another input of the same group has one of these values."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """One input. ``is_parameter`` False: it only steers the form."""

    name: str
    label: Label
    kind: CellKind = "text"
    hint: Label = ""
    choices: tuple[tuple[str, Label], ...] = ()
    default: str = ""
    when: When | None = None
    is_parameter: bool = True
    is_narrow: bool = True


@dataclass(frozen=True)
class Rows:
    """A list of like things, one line each.

    ``has_rules``: each line may hold a rule of its own. ``has_rest``: the last line takes all that
    the others leave, so a new one comes before it.
    """

    name: str
    legend: Label
    columns: tuple[Cell, ...]
    add_label: Label
    hint: Label = ""
    at_least: int = 2
    when: When | None = None
    has_rules: bool = False
    has_rest: bool = False


Layout = tuple[Cell | Rows, ...]
State = dict[str, str]
"""What stands in the form: path of the input → text."""


def row_path(path: str, number: int | str) -> str:
    return f"{path}[{number}]"


def applies(part: Cell | Rows, state: State, prefix: str, layout: tuple[Cell | Rows, ...]) -> bool:
    if part.when is None:
        return True
    steering = next(c for c in layout if isinstance(c, Cell) and c.name == part.when.name)
    return state.get(prefix + steering.name, steering.default) in part.when.values
