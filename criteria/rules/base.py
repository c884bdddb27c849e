"""What every kind of rule has in common."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal, Self

from criteria.rules.params import Params
from criteria.rules.values import Values

FieldKind = Literal["count", "number", "percent", "choice"]


class InputError(ValueError):
    """What a person declared cannot be used; `errors` says per input how to mend it."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = errors


@dataclass(frozen=True)
class InputField:
    """One figure or answer that a person declares for a leaf."""

    name: str
    label: str
    kind: FieldKind
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    required: bool = True
    when: tuple[str, str] | None = None
    """Asked only when the named choice has this key."""


@dataclass(frozen=True)
class Rule(ABC):
    """One way of scoring a leaf, with its parameters; immutable and comparable."""

    kind: ClassVar[str]
    title: ClassVar[str]

    max_score: Decimal

    @classmethod
    @abstractmethod
    def read(cls, params: Params, max_score: Decimal) -> Self:
        """Build from parameters; raises `RuleError` for anything that cannot be scored."""

    @abstractmethod
    def params(self) -> dict[str, object]:
        """The parameters back, ready for JSON."""

    @abstractmethod
    def fields(self) -> tuple[InputField, ...]: ...

    @abstractmethod
    def points(self, values: Values) -> Fraction | None:
        """Exact points, not yet rounded or capped; None while something is missing."""

    @abstractmethod
    def sentence(self) -> str:
        """The rule in one Vietnamese sentence."""

    @abstractmethod
    def steps(self, values: Values) -> str:
        """How the points follow from complete values, without the points themselves."""

    def check(self, values: Values) -> dict[str, str]:
        """Complaints about values that do not go together, per input name."""
        return {}

    def asked(self, values: Values) -> tuple[InputField, ...]:
        """The inputs that still matter, given the answers so far."""
        return self.fields()
