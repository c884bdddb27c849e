"""Which solution of the library fits a deduction. Pure but for the rows it is given."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parindex.lib.text import fold
from plans.models.library import Solution


@dataclass(frozen=True)
class Suggestion:
    text: str
    product: str = ""


def suggest(solutions: Sequence[Solution], *, field: str, criterion: str, cause: str) -> Suggestion:
    """The field's solution that shares most keywords with the criterion and the cause.

    Where none shares any, the criterion is named and the field's general solution (the first
    without keywords) follows; without a library, the deduction itself is to be mended.
    """
    fitting = [solution for solution in solutions if solution.field == field]
    about = fold(f"{criterion} {cause}")
    best = max(fitting, key=lambda s: _shared(s, about), default=None)
    if best is not None and _shared(best, about):
        return Suggestion(best.text, best.product)
    general = next((solution for solution in fitting if not solution.keywords), None)
    if general is not None:
        return Suggestion(f"{criterion}: {_lowered(general.text)}", general.product)
    return Suggestion(f"Khắc phục: {criterion}")


def _shared(solution: Solution, about: str) -> int:
    """Letters of the keywords found: a longer phrase tells more than a short word."""
    return sum(len(word) for word in _keywords(solution.keywords) if word in about)


def _keywords(text: str) -> Iterable[str]:
    return filter(None, (fold(word) for word in text.split(",")))


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
