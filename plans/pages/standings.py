"""How many targets stand where, in words."""

from collections import Counter
from collections.abc import Iterable

from plans.goals import Standing
from plans.queries import TargetOutcome


def standing_counts(outcomes: Iterable[TargetOutcome]) -> list[dict[str, object]]:
    counts = Counter(outcome.standing for outcome in outcomes)
    return [
        {"label": standing.label, "tone": standing.tone, "count": counts[standing]}
        for standing in Standing
        if counts[standing]
    ]
