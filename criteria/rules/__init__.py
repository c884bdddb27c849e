"""How a leaf of a criteria set is scored: rules as data, computed here and nowhere else.

Pure: no Django, no floats. A rule is parsed once from its parameters; inputs are kept as
canonical strings (`"232"`, `"1.5"`, an option key), so that they can be stored and compared.
"""

from criteria.rules.api import (
    dump,
    explain,
    input_fields,
    is_complete,
    parse,
    read_inputs,
    score,
    working,
)
from criteria.rules.base import InputError, InputField, Rule
from criteria.rules.kinds import KINDS
from criteria.rules.params import RuleError

__all__ = [
    "KINDS",
    "InputError",
    "InputField",
    "Rule",
    "RuleError",
    "dump",
    "explain",
    "input_fields",
    "is_complete",
    "parse",
    "read_inputs",
    "score",
    "working",
]
