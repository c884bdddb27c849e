"""JSON whose numbers are the decimals themselves, never floats as the standard encoder makes."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal

INDENT = "  "

Value = None | bool | int | str | Decimal | Sequence["Value"] | Mapping[str, "Value"]


def dumps(value: Value, level: int = 0) -> str:
    """Decimals are written as they are, with the places they carry: 6.46, 5.00."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Mapping):
        items = [
            f"{json.dumps(k, ensure_ascii=False)}: {dumps(v, level + 1)}" for k, v in value.items()
        ]
        return _enclosed("{", items, "}", level)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _enclosed("[", [dumps(item, level + 1) for item in value], "]", level)
    return json.dumps(value, ensure_ascii=False)


def _enclosed(opening: str, items: list[str], closing: str, level: int) -> str:
    if not items:
        return opening + closing
    inner = "\n" + INDENT * (level + 1)
    return opening + inner + ("," + inner).join(items) + "\n" + INDENT * level + closing
