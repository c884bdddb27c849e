"""Named options worth points, for rules that are answered by choosing one."""

from dataclasses import dataclass
from decimal import Decimal

from criteria.rules.params import Params, unique
from parindex.lib.numbers import plain


@dataclass(frozen=True)
class Option:
    key: str
    label: str
    points: Decimal

    def params(self) -> dict[str, object]:
        return {"key": self.key, "label": self.label, "points": plain(self.points)}


def read_options(params: Params, max_score: Decimal) -> tuple[Option, ...]:
    options = tuple(
        Option(item.key(), item.text("label"), item.decimal("points", low=0, high=max_score))
        for item in params.items("options", at_least=2)
    )
    unique(params, "options", [option.key for option in options])
    unique(params, "options", [option.label for option in options])
    return options


def chosen(options: tuple[Option, ...], key: str) -> Option:
    return next(option for option in options if option.key == key)


def choices(options: tuple[Option, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((option.key, option.label) for option in options)
