"""Options of a filter, with the one that was chosen."""

from collections.abc import Iterable, Mapping


def options(choices: Iterable[tuple[str, object]], chosen: str) -> list[Mapping[str, object]]:
    return [{"value": value, "label": label, "chosen": value == chosen} for value, label in choices]
