"""The rule editor: plain inputs for every kind of rule, and back.

An input's name is the path of its parameter ("bands[1].from"), which is also how a `RuleError`
names it, so that every complaint finds its input.
"""

from criteria.forms.rules.draft import RuleDraft
from criteria.forms.rules.layouts import LAYOUTS
from criteria.forms.rules.starters import CARDS, starter

__all__ = ["CARDS", "LAYOUTS", "RuleDraft", "starter"]
