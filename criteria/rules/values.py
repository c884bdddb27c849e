"""Declared values, exact and typed, between their text form and the arithmetic."""

from collections.abc import Mapping
from fractions import Fraction


class Values:
    """Values by input name: numbers as exact fractions, answers as option keys."""

    def __init__(self, values: Mapping[str, Fraction | str]) -> None:
        self._values = dict(values)

    def number(self, name: str) -> Fraction | None:
        value = self._values.get(name)
        return value if isinstance(value, Fraction) else None

    def choice(self, name: str) -> str | None:
        value = self._values.get(name)
        return value if isinstance(value, str) else None

    def numbers(self, names: tuple[str, ...]) -> tuple[Fraction, ...] | None:
        """All of them, or None when one is missing."""
        found = [self.number(name) for name in names]
        present = tuple(number for number in found if number is not None)
        return present if len(present) == len(names) else None

    def under(self, prefix: str) -> "Values":
        """The values whose names start with the prefix, under their short names."""
        return Values(
            {
                name.removeprefix(prefix): value
                for name, value in self._values.items()
                if name.startswith(prefix)
            }
        )

    def only(self, names: set[str]) -> "Values":
        return Values({name: value for name, value in self._values.items() if name in names})
