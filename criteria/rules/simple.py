"""The kinds of rule that stand on their own, and so may also stand inside a condition."""

from criteria.rules.bands import Bands
from criteria.rules.base import Rule
from criteria.rules.choice import Choice
from criteria.rules.count import Count
from criteria.rules.deduct import Deduct
from criteria.rules.manual import Manual
from criteria.rules.milestones import Milestones
from criteria.rules.rating import Rating
from criteria.rules.ratio import Ratio
from criteria.rules.survey import Survey

_CLASSES: tuple[type[Rule], ...] = (
    *(Choice, Ratio, Bands, Count, Deduct, Milestones, Rating, Survey, Manual),
)

SIMPLE: dict[str, type[Rule]] = {cls.kind: cls for cls in _CLASSES}
