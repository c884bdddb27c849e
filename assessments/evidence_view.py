"""The documents that prove entries, ready for a page."""

from collections.abc import Iterable
from typing import Any

from assessments.models import Entry
from parindex.units.models import User


def evidence_of(entries: Iterable[Entry], *, user: User) -> dict[int, list[dict[str, Any]]]:
    return {}
