"""Points from a survey of people or leaders; entered by the standing office only."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Protocol, Self

from criteria.rules.base import InputField, Rule
from criteria.rules.limits import within
from criteria.rules.params import Params, unique
from criteria.rules.values import Values
from criteria.rules.words import figure, measured, percent
from parindex.lib.numbers import plain


class Source(Protocol):
    """What the survey hands over: votes, an index in percent, or the score itself."""

    def params(self) -> dict[str, object]: ...
    def fields(self, max_score: Decimal) -> tuple[InputField, ...]: ...
    def check(self, values: Values, max_score: Decimal) -> dict[str, str]: ...
    def points(self, values: Values, max_score: Decimal) -> Fraction | None: ...
    def sentence(self, max_score: Decimal) -> str: ...
    def steps(self, values: Values, max_score: Decimal) -> str: ...


@dataclass(frozen=True)
class Answer:
    """An answer that people could tick; weight 0 … 1 of the full points."""

    key: str
    label: str
    weight: Decimal

    def params(self) -> dict[str, object]:
        return {"key": self.key, "label": self.label, "weight": plain(self.weight)}


@dataclass(frozen=True)
class Votes:
    """Σ weight × votes ÷ Σ votes × max."""

    answers: tuple[Answer, ...]

    @classmethod
    def read(cls, params: Params) -> Self:
        answers = tuple(
            Answer(item.key(), item.text("label"), item.decimal("weight", low=0, high=1))
            for item in params.items("answers", at_least=2)
        )
        unique(params, "answers", [answer.key for answer in answers])
        if max(answer.weight for answer in answers) != 1:
            raise params.fail("answers", "Phải có một phương án trọng số 1 (đạt điểm tối đa).")
        return cls(answers)

    def params(self) -> dict[str, object]:
        return {"mode": "votes", "answers": [answer.params() for answer in self.answers]}

    def fields(self, max_score: Decimal) -> tuple[InputField, ...]:
        return tuple(
            InputField(answer.key, f"Số phiếu chọn: {answer.label}", "count")
            for answer in self.answers
        )

    def check(self, values: Values, max_score: Decimal) -> dict[str, str]:
        votes = self._votes(values)
        if votes is None or sum(votes) > 0:
            return {}
        complaint = "Chưa có phiếu hợp lệ nào. Nhập số phiếu của từng phương án."
        return {self.answers[0].key: complaint}

    def points(self, values: Values, max_score: Decimal) -> Fraction | None:
        share = self._percent(values)
        return None if share is None else share / 100 * Fraction(max_score)

    def sentence(self, max_score: Decimal) -> str:
        weights = ", ".join(f"{each.label} {percent(each.weight * 100)}" for each in self.answers)
        return f"Điểm = trung bình có trọng số của các phiếu ({weights}) × {figure(max_score)}"

    def steps(self, values: Values, max_score: Decimal) -> str:
        share = self._percent(values)
        return "" if share is None else f"{measured(share)}% × {figure(max_score)}"

    def _votes(self, values: Values) -> tuple[Fraction, ...] | None:
        return values.numbers(tuple(answer.key for answer in self.answers))

    def _percent(self, values: Values) -> Fraction | None:
        votes = self._votes(values)
        if votes is None or sum(votes) == 0:
            return None
        weighted = (
            Fraction(answer.weight) * count
            for answer, count in zip(self.answers, votes, strict=True)
        )
        return sum(weighted, Fraction(0)) / sum(votes) * 100


@dataclass(frozen=True)
class Index:
    """A published index in percent × max."""

    label: str

    @classmethod
    def read(cls, params: Params) -> Self:
        return cls(params.text("label", "Chỉ số hài lòng (%)"))

    def params(self) -> dict[str, object]:
        return {"mode": "percent", "label": self.label}

    def fields(self, max_score: Decimal) -> tuple[InputField, ...]:
        return (InputField("percent", self.label, "percent", hint="Ví dụ 74,87"),)

    def check(self, values: Values, max_score: Decimal) -> dict[str, str]:
        return within(values, "percent", Decimal(100), "%")

    def points(self, values: Values, max_score: Decimal) -> Fraction | None:
        index = values.number("percent")
        return None if index is None else index / 100 * Fraction(max_score)

    def sentence(self, max_score: Decimal) -> str:
        return f"Điểm = chỉ số điều tra (%) × {figure(max_score)}"

    def steps(self, values: Values, max_score: Decimal) -> str:
        index = values.number("percent")
        return "" if index is None else f"{measured(index)}% × {figure(max_score)}"


@dataclass(frozen=True)
class Published:
    """The score as published: an index times the maximum need not give the published score,
    because the two are aggregated differently."""

    label: str

    @classmethod
    def read(cls, params: Params) -> Self:
        return cls(params.text("label", "Điểm điều tra xã hội học"))

    def params(self) -> dict[str, object]:
        return {"mode": "score", "label": self.label}

    def fields(self, max_score: Decimal) -> tuple[InputField, ...]:
        return (InputField("score", self.label, "number", hint=f"Từ 0 đến {figure(max_score)}"),)

    def check(self, values: Values, max_score: Decimal) -> dict[str, str]:
        return within(values, "score", max_score, " điểm")

    def points(self, values: Values, max_score: Decimal) -> Fraction | None:
        return values.number("score")

    def sentence(self, max_score: Decimal) -> str:
        return f"Nhập điểm điều tra đã công bố, từ 0 đến {figure(max_score)} điểm"

    def steps(self, values: Values, max_score: Decimal) -> str:
        return "điểm đã công bố"


_SOURCES: dict[str, type[Votes] | type[Index] | type[Published]] = {
    "votes": Votes,
    "percent": Index,
    "score": Published,
}


@dataclass(frozen=True)
class Survey(Rule):
    kind: ClassVar[str] = "survey"
    title: ClassVar[str] = "Điều tra xã hội học"

    source: Source

    @classmethod
    def read(cls, params: Params, max_score: Decimal) -> Self:
        return cls(max_score, _SOURCES[params.one_of("mode", tuple(_SOURCES))].read(params))

    def params(self) -> dict[str, object]:
        return self.source.params()

    def fields(self) -> tuple[InputField, ...]:
        return self.source.fields(self.max_score)

    def check(self, values: Values) -> dict[str, str]:
        return self.source.check(values, self.max_score)

    def points(self, values: Values) -> Fraction | None:
        return self.source.points(values, self.max_score)

    def sentence(self) -> str:
        return self.source.sentence(self.max_score)

    def steps(self, values: Values) -> str:
        return self.source.steps(values, self.max_score)
