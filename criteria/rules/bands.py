"""Points by the half-open band that a figure falls into."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar, Self

from criteria.rules.base import InputField, Rule
from criteria.rules.measure import AMOUNTS, COUNTS, NUMBER, PERCENT, Measure
from criteria.rules.params import Params
from criteria.rules.spans import spans
from criteria.rules.values import Values
from criteria.rules.words import figure, points, upper_first
from parindex.lib.numbers import plain


@dataclass(frozen=True)
class Band:
    """From `start` up; gives fixed points, or max × figure ÷ target. No start: all the rest."""

    start: Decimal | None
    fixed: Decimal | None
    target: Decimal | None = None

    def points(self, value: Fraction, max_score: Decimal) -> Fraction:
        if self.target is None:
            return Fraction(self.fixed or 0)
        return value / Fraction(self.target) * Fraction(max_score)

    def params(self) -> dict[str, object]:
        known: dict[str, object] = {} if self.start is None else {"from": plain(self.start)}
        if self.target is not None:
            return known | {"target": plain(self.target)}
        return known | {"points": plain(self.fixed or Decimal(0))}


@dataclass(frozen=True)
class Bands(Rule):
    """The first band, from the highest down, that the unrounded figure reaches."""

    kind: ClassVar[str] = "bands"
    title: ClassVar[str] = "Theo bậc"

    measure: Measure
    bands: tuple[Band, ...]

    @classmethod
    def read(cls, params: Params, max_score: Decimal) -> Self:
        measure = Measure.read(params, (COUNTS, AMOUNTS, PERCENT, NUMBER))
        bands = tuple(_read_band(item, max_score) for item in params.items("bands", at_least=2))
        _check_order(params, bands)
        if all(band.target is None and band.fixed != max_score for band in bands):
            raise params.fail("bands", f"Không bậc nào đạt điểm tối đa {figure(max_score)}.")
        if measure.ceiling is not None and (bands[0].start or 0) > measure.ceiling:
            raise params.fail("bands", "Bậc cao nhất vượt 100% nên không ai đạt được.")
        return cls(max_score, measure, bands)

    def params(self) -> dict[str, object]:
        return self.measure.params() | {"bands": [band.params() for band in self.bands]}

    def fields(self) -> tuple[InputField, ...]:
        return self.measure.fields()

    def check(self, values: Values) -> dict[str, str]:
        return self.measure.check(values)

    def points(self, values: Values) -> Fraction | None:
        if self.measure.is_empty(values):
            return self.measure.empty_points(self.max_score)
        value = self.measure.value(values)
        return None if value is None else self._band(value).points(value, self.max_score)

    def sentence(self) -> str:
        edges = [band.start for band in self.bands]
        texts = spans(edges, self.measure.show, ceiling=self.measure.ceiling)
        parts = [
            f"{text}: {self._worth(band)}" for text, band in zip(texts, self.bands, strict=True)
        ]
        if self.measure.empty == "full":
            parts.append(f"không phát sinh: {points(self.max_score)}")
        elif self.measure.empty == "zero":
            parts.append("không phát sinh: 0 điểm")
        return upper_first("; ".join(parts))

    def steps(self, values: Values) -> str:
        edges = [band.start for band in self.bands if band.start is not None]
        start = self.measure.steps(values, edges)
        value = self.measure.value(values)
        if value is None:
            return start
        band = self._band(value)
        if band.target is None:
            texts = spans([b.start for b in self.bands], self.measure.show)
            return f"{start}; bậc {texts[self.bands.index(band)]}"
        shown = start.rpartition("= ")[2]
        formula = self._formula(shown, band.target)
        return formula if start == shown else f"{start}; {formula}"

    def _band(self, value: Fraction) -> Band:
        return next(band for band in self.bands if band.start is None or value >= band.start)

    def _worth(self, band: Band) -> str:
        if band.target is None:
            return points(band.fixed or 0)
        return self._formula("tỷ lệ" if self.measure.is_rate else "giá trị", band.target)

    def _formula(self, value: str, target: Decimal) -> str:
        is_whole = self.measure.is_rate and target == 100
        share = value if is_whole else f"{value} ÷ {self.measure.show(target)}"
        return f"{share} × {figure(self.max_score)}"


def _read_band(item: Params, max_score: Decimal) -> Band:
    start = item.decimal("from") if item.has("from") else None
    if item.has("target"):
        if item.has("points"):
            raise item.fail("points", "Một bậc có điểm cố định hoặc tính theo tỷ lệ, không cả hai.")
        return Band(start, None, item.positive("target"))
    return Band(start, item.decimal("points", low=0, high=max_score))


def _check_order(params: Params, bands: tuple[Band, ...]) -> None:
    for index, (upper, lower) in enumerate(pairwise(bands)):
        if upper.start is None:
            raise params.fail(
                f"bands[{index}]", "Chỉ bậc cuối cùng được bỏ trống mốc; thêm mốc cho bậc này."
            )
        if lower.start is not None and lower.start >= upper.start:
            raise params.fail(
                f"bands[{index + 1}].from",
                f"Mốc {figure(lower.start)} phải nhỏ hơn mốc {figure(upper.start)} ở bậc trên.",
            )
    if bands[-1].start is not None:
        raise params.fail(
            f"bands[{len(bands) - 1}].from",
            "Các bậc chưa phủ hết: bậc cuối cùng phải bỏ trống mốc để nhận mọi giá trị còn lại.",
        )
