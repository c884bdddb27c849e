"""What holds for every rule and every figure."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from criteria import rules
from criteria.rules import InputField, Rule

hundredths = st.integers(min_value=1, max_value=10_000).map(lambda n: Decimal(n) / 100)
percents = st.integers(min_value=0, max_value=10_000).map(lambda n: Decimal(n) / 100)
labels = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxy ", min_size=1, max_size=12).filter(str.strip)


def some_points(draw: st.DrawFn, max_score: Decimal, count: int) -> list[str]:
    """Falling points that start at the maximum."""
    shares = draw(st.lists(st.integers(0, 100), min_size=count - 1, max_size=count - 1))
    return [str(max_score)] + [str(max_score * s / 100) for s in sorted(shares, reverse=True)]


def falling(draw: st.DrawFn, count: int, low: int, high: int) -> list[int]:
    numbers = st.lists(st.integers(low, high), min_size=count, max_size=count, unique=True)
    return sorted(draw(numbers), reverse=True)


@st.composite
def ratios(draw: st.DrawFn) -> Rule:
    target = draw(percents.filter(bool))
    params: dict[str, object] = {
        "measure": draw(st.sampled_from(["counts", "percent"])),
        "target": str(target),
        "floor": str(draw(st.integers(0, 100)) * target / 100),
    }
    if params["measure"] == "counts":
        params["empty"] = draw(st.sampled_from(["error", "full", "zero"]))
        params["numerator_label"] = draw(labels)
    return rules.parse("ratio", params, draw(hundredths))


@st.composite
def monotone_bands(draw: st.DrawFn) -> Rule:
    max_score = draw(hundredths)
    count = draw(st.integers(1, 4))
    points = some_points(draw, max_score, count + 1)
    starts = falling(draw, count, 1, 100)
    bands = [
        {"from": str(start), "points": worth} for start, worth in zip(starts, points, strict=False)
    ]
    measure = draw(st.sampled_from(["counts", "percent"]))
    params = {"measure": measure, "bands": [*bands, {"points": points[-1]}]}
    return rules.parse("bands", params, max_score)


@st.composite
def choices(draw: st.DrawFn, kind: str = "choice") -> Rule:
    max_score = draw(hundredths)
    points = some_points(draw, max_score, draw(st.integers(2, 5)))
    options = [
        {"key": f"o{index}", "label": f"Phương án {index}", "points": worth}
        for index, worth in enumerate(points)
    ]
    params = {"label": draw(labels), "options": options}
    return rules.parse(kind, params, max_score)


@st.composite
def counts(draw: st.DrawFn) -> Rule:
    max_score = draw(hundredths)
    count = draw(st.integers(1, 4))
    points = some_points(draw, max_score, count + 1)
    starts = [*falling(draw, count, 1, 50), 0]
    steps = [{"at_least": n, "points": p} for n, p in zip(starts, points, strict=True)]
    return rules.parse("count", {"unit": draw(labels), "steps": steps}, max_score)


@st.composite
def deducts(draw: st.DrawFn) -> Rule:
    max_score = draw(hundredths)
    violations: list[dict[str, str]] = []
    for index in range(draw(st.integers(1, 3))):
        share = draw(st.integers(1, 100))
        violation = {
            "key": f"v{index}",
            "label": draw(labels),
            "points": str(max_score * share / 100),
        }
        if draw(st.booleans()):
            violation["cap"] = str(max_score * draw(st.integers(share, 100)) / 100)
        violations.append(violation)
    return rules.parse("deduct", {"violations": violations}, max_score)


@st.composite
def milestones(draw: st.DrawFn) -> Rule:
    weight = draw(st.integers(0, 100).map(lambda n: str(Decimal(n) / 100)))
    empty = draw(st.sampled_from(["error", "full", "zero"]))
    return rules.parse("milestones", {"late_weight": weight, "empty": empty}, draw(hundredths))


@st.composite
def surveys(draw: st.DrawFn) -> Rule:
    mode = draw(st.sampled_from(["votes", "percent", "score"]))
    if mode != "votes":
        return rules.parse("survey", {"mode": mode, "label": draw(labels)}, draw(hundredths))
    weights = ["1", *draw(st.lists(st.sampled_from(["0", "0.2", "0.6"]), min_size=1, max_size=3))]
    answers = [
        {"key": f"a{index}", "label": f"Mức {index}", "weight": weight}
        for index, weight in enumerate(weights)
    ]
    return rules.parse("survey", {"mode": mode, "answers": answers}, draw(hundredths))


@st.composite
def ratings(draw: st.DrawFn) -> Rule:
    shares = ["1", *draw(st.lists(st.sampled_from(["0", "0.5", "0.75"]), min_size=1, max_size=3))]
    grades = [
        {"key": f"g{index}", "label": f"Loại {index}", "share": share}
        for index, share in enumerate(shares)
    ]
    return rules.parse("rating", {"ratings": grades}, draw(hundredths))


@st.composite
def manuals(draw: st.DrawFn) -> Rule:
    return rules.parse("manual", {"step": "0.01", "label": draw(labels)}, draw(hundredths))


@st.composite
def adjustments(draw: st.DrawFn) -> Rule:
    max_score = draw(hundredths)
    each = max_score * draw(st.integers(1, 100)) / 100
    kind = draw(st.sampled_from(["bonus", "penalty"]))
    return rules.parse(kind, {"label": draw(labels), "each": str(each)}, max_score)


simple = st.one_of(
    *(ratios(), monotone_bands(), choices(), counts(), deducts()),
    *(milestones(), surveys(), ratings(), manuals()),
)


@st.composite
def conditionals(draw: st.DrawFn) -> Rule:
    nested = draw(simple)
    cases = [
        {
            "key": "first",
            "label": "Trường hợp đầu",
            "kind": nested.kind,
            "max_score": str(nested.max_score),
            "params": rules.dump(nested),
        },
        {"key": "rest", "label": "Trường hợp khác", "points": "0"},
    ]
    return rules.parse("conditional", {"cases": cases}, nested.max_score)


every_rule = st.one_of(
    simple, conditionals(), adjustments(), choices(kind="bonus"), choices(kind="penalty")
)


def typed(draw: st.DrawFn, field: InputField) -> str:
    if field.kind == "choice":
        return draw(st.sampled_from([key for key, _ in field.choices]))
    if field.kind == "count":
        return str(draw(st.integers(0, 60)))
    return str(draw(percents)).replace(".", ",")


def read(rule: Rule, raw: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """What was understood, or what is wrong with it."""
    try:
        return rules.read_inputs(rule, raw), {}
    except rules.InputError as error:
        return {}, error.errors


def without_floats(value: Any) -> bool:
    if isinstance(value, dict):
        return all(without_floats(item) for item in value.values())
    if isinstance(value, list):
        return all(without_floats(item) for item in value)
    return not isinstance(value, float)


@given(st.data(), every_rule)
def test_a_score_is_a_decimal_between_0_and_the_maximum(data: st.DataObject, rule: Rule) -> None:
    raw = {field.name: data.draw(st.composite(typed)(field)) for field in rules.input_fields(rule)}
    inputs, errors = read(rule, raw)
    assert set(errors) <= set(raw)
    if errors:
        return
    reached = rules.score(rule, inputs, places=4)
    assert type(reached) is Decimal
    assert 0 <= reached <= rule.max_score
    assert reached.as_tuple().exponent == -4
    assert rules.is_complete(rule, inputs)
    assert rules.working(rule, inputs)
    shown = {name: text.replace(".", ",") for name, text in inputs.items()}
    assert rules.read_inputs(rule, shown) == inputs


@given(every_rule)
def test_a_rule_survives_json(rule: Rule) -> None:
    params = rules.dump(rule)
    assert without_floats(params)
    restored = json.loads(json.dumps(params, ensure_ascii=False))
    assert rules.parse(rule.kind, restored, rule.max_score) == rule


@given(every_rule)
def test_every_rule_can_be_explained_and_asked(rule: Rule) -> None:
    assert len(rules.explain(rule)) > 5
    fields = rules.input_fields(rule)
    names = [field.name for field in fields]
    assert names
    assert len(set(names)) == len(names)
    assert all(field.label.strip() for field in fields)
    assert rules.score(rule, {}) is None


@given(st.one_of(ratios(), monotone_bands()), percents, percents)
def test_a_higher_rate_never_scores_less(rule: Rule, one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    assert at_rate(rule, low) <= at_rate(rule, high)


@given(deducts(), st.integers(0, 20), st.integers(0, 20))
def test_more_violations_never_score_more(rule: Rule, one: int, other: int) -> None:
    few, many = sorted((one, other))
    names = [field.name for field in rules.input_fields(rule)]
    scores = [rules.score(rule, dict.fromkeys(names, str(n)), places=4) for n in (few, many)]
    assert scores[0] is not None
    assert scores[1] is not None
    assert scores[0] >= scores[1]


@given(st.integers(0, 500), st.integers(1, 500), hundredths)
def test_a_plain_ratio_is_exact(part: int, rest: int, max_score: Decimal) -> None:
    whole = part + rest
    rule = rules.parse("ratio", {}, max_score)
    reached = rules.score(rule, {"numerator": str(part), "denominator": str(whole)}, places=6)
    assert reached is not None
    exact = Fraction(part, whole) * Fraction(max_score)
    assert abs(Fraction(reached) - exact) * 2 <= Fraction(1, 10**6)


def at_rate(rule: Rule, percent: Decimal) -> Decimal:
    fields = {field.name for field in rules.input_fields(rule)}
    figures = (
        {"percent": format(percent, "f")}
        if "percent" in fields
        else {"numerator": str(int(percent * 100)), "denominator": "10000"}
    )
    reached = rules.score(rule, rules.read_inputs(rule, figures), places=6)
    assert reached is not None
    return reached
