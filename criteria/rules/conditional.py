"""A first answer decides which rule applies."""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Self

from criteria.rules.base import InputField, Rule
from criteria.rules.params import Params, unique
from criteria.rules.simple import SIMPLE
from criteria.rules.values import Values
from criteria.rules.words import figure, lower_first, points
from parindex.lib.numbers import plain


@dataclass(frozen=True)
class Case:
    """An answer with the rule that then applies, or with fixed points."""

    key: str
    label: str
    rule: Rule | None
    fixed: Decimal = Decimal(0)

    @property
    def prefix(self) -> str:
        """In front of the inputs of this case; a key holds no "-", so names stay unique."""
        return f"{self.key}-"

    @property
    def most(self) -> Decimal:
        return self.fixed if self.rule is None else self.rule.max_score

    def params(self) -> dict[str, object]:
        known: dict[str, object] = {"key": self.key, "label": self.label}
        if self.rule is None:
            return known | {"points": plain(self.fixed)}
        return known | {
            "kind": self.rule.kind,
            "max_score": plain(self.rule.max_score),
            "params": self.rule.params(),
        }

    def fields(self) -> tuple[InputField, ...]:
        if self.rule is None:
            return ()
        return tuple(
            replace(field, name=self.prefix + field.name, required=False, when=("case", self.key))
            for field in self.rule.fields()
        )

    def sentence(self) -> str:
        if self.rule is None:
            return points(self.fixed)
        return f"({lower_first(self.rule.sentence())})"


@dataclass(frozen=True)
class Conditional(Rule):
    kind: ClassVar[str] = "conditional"
    title: ClassVar[str] = "Theo điều kiện"

    label: str
    cases: tuple[Case, ...]

    @classmethod
    def read(cls, params: Params, max_score: Decimal) -> Self:
        cases = tuple(_read_case(item, max_score) for item in params.items("cases", at_least=2))
        unique(params, "cases", [case.key for case in cases])
        if max(case.most for case in cases) != max_score:
            raise params.fail("cases", f"Không trường hợp nào đạt điểm tối đa {figure(max_score)}.")
        return cls(max_score, params.text("label", "Trường hợp"), cases)

    def params(self) -> dict[str, object]:
        return {"label": self.label, "cases": [case.params() for case in self.cases]}

    def fields(self) -> tuple[InputField, ...]:
        return (self._first(), *(field for case in self.cases for field in case.fields()))

    def check(self, values: Values) -> dict[str, str]:
        case = self._case(values)
        if case is None or case.rule is None:
            return {}
        complaints = case.rule.check(values.under(case.prefix))
        return {case.prefix + name: complaint for name, complaint in complaints.items()}

    def asked(self, values: Values) -> tuple[InputField, ...]:
        case = self._case(values)
        return (self._first(), *(() if case is None else case.fields()))

    def points(self, values: Values) -> Fraction | None:
        case = self._case(values)
        if case is None:
            return None
        if case.rule is None:
            return Fraction(case.fixed)
        found = case.rule.points(values.under(case.prefix))
        return None if found is None else min(found, Fraction(case.rule.max_score))

    def sentence(self) -> str:
        first, *rest = self.cases
        parts = [f"{first.label}: {first.sentence()}"]
        parts += [f"{lower_first(case.label)}: {case.sentence()}" for case in rest]
        return "; ".join(parts)

    def steps(self, values: Values) -> str:
        case = self._case(values)
        if case is None or case.rule is None:
            return "" if case is None else case.label
        return f"{case.label}: {case.rule.steps(values.under(case.prefix))}"

    def _first(self) -> InputField:
        answers = tuple((case.key, case.label) for case in self.cases)
        return InputField("case", self.label, "choice", answers)

    def _case(self, values: Values) -> Case | None:
        key = values.choice("case")
        return next((case for case in self.cases if case.key == key), None)


def _read_case(item: Params, max_score: Decimal) -> Case:
    key, label = item.key(), item.text("label")
    if item.has("points"):
        return Case(key, label, None, item.decimal("points", low=0, high=max_score))
    kind = item.one_of("kind", tuple(SIMPLE))
    most = item.decimal("max_score", low=0, high=max_score, default=max_score)
    nested = Params(item.mapping("params"), item.path("params"))
    rule = SIMPLE[kind].read(nested, most)
    nested.done()
    return Case(key, label, rule)
