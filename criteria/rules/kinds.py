"""Every kind of rule by its name."""

from criteria.rules.adjustment import Bonus, Penalty
from criteria.rules.base import Rule
from criteria.rules.conditional import Conditional
from criteria.rules.simple import SIMPLE

CLASSES: dict[str, type[Rule]] = SIMPLE | {
    Conditional.kind: Conditional,
    Bonus.kind: Bonus,
    Penalty.kind: Penalty,
}

KINDS: dict[str, str] = {kind: cls.title for kind, cls in CLASSES.items()}
