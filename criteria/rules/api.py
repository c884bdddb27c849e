"""The verbs that the rest of the portal uses on rules."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from criteria.rules.base import InputError, InputField, Rule
from criteria.rules.kinds import CLASSES
from criteria.rules.params import Params, RuleError
from criteria.rules.values import Values
from parindex.lib.numbers import (
    NumberError,
    format_decimal,
    half_up,
    parse_amount,
    parse_count,
    parse_percent,
    parse_plain,
    plain,
    whole_number,
)


def parse(kind: str, params: Mapping[str, object], max_score: Decimal) -> Rule:
    """Validate wholly; raises `RuleError` naming the parameter and how to mend it."""
    if kind not in CLASSES:
        raise RuleError(f'Không có cách chấm "{kind}". Chọn: {", ".join(CLASSES)}.', "kind")
    if not max_score.is_finite() or max_score <= 0:
        raise RuleError("Điểm tối đa phải lớn hơn 0.", "max_score")
    reader = Params(params)
    rule = CLASSES[kind].read(reader, max_score)
    reader.done()
    return rule


def dump(rule: Rule) -> dict[str, object]:
    """The parameters back, ready for JSON: `parse(rule.kind, dump(rule), max) == rule`."""
    return rule.params()


def explain(rule: Rule) -> str:
    """The rule as one Vietnamese sentence."""
    return rule.sentence()


def input_fields(rule: Rule) -> tuple[InputField, ...]:
    return rule.fields()


def read_inputs(rule: Rule, raw: Mapping[str, str | int | Decimal]) -> dict[str, str]:
    """What a person typed, as canonical strings; blank is absent; raises `InputError`.

    Numbers that are already numbers (Excel cells) are taken as they are; text is read the
    Vietnamese way. Answers that no longer apply are dropped.
    """
    texts: dict[str, str] = {}
    errors: dict[str, str] = {}
    for field in rule.fields():
        typed = raw.get(field.name, "")
        if isinstance(typed, str) and not typed.strip():
            continue
        try:
            texts[field.name] = _canonical(field, typed)
        except NumberError as error:
            errors[field.name] = str(error)
    values = _values(rule, texts)
    asked = {field.name for field in rule.asked(values)}
    unreadable = {name: error for name, error in errors.items() if name in asked}
    if complaints := rule.check(values.only(asked)) | unreadable:
        raise InputError(complaints)
    return {name: text for name, text in texts.items() if name in asked}


def is_complete(rule: Rule, inputs: Mapping[str, str]) -> bool:
    """Whether everything that the score needs has been declared."""
    return rule.points(_checked(rule, inputs)) is not None


def score(rule: Rule, inputs: Mapping[str, str], *, places: int = 2) -> Decimal | None:
    """Points from canonical inputs, rounded half up once; None while incomplete.

    Raises `InputError` for inputs that `read_inputs` would not have returned.
    """
    points = rule.points(_checked(rule, inputs))
    if points is None:
        return None
    return half_up(min(max(points, Fraction(0)), Fraction(rule.max_score)), places)


def working(rule: Rule, inputs: Mapping[str, str], *, places: int = 2) -> str:
    """`232/270 = 85,93% → 0,86`; empty while incomplete."""
    reached = score(rule, inputs, places=places)
    if reached is None:
        return ""
    steps = rule.steps(_checked(rule, inputs))
    return f"{steps} → {format_decimal(reached, places, strip=True)}"


_READERS: dict[str, Callable[[str], Decimal | int]] = {
    "count": parse_count,
    "number": parse_amount,
    "percent": parse_percent,
}


def _canonical(field: InputField, typed: str | int | Decimal) -> str:
    if field.kind == "choice":
        return _key(field, str(typed).strip())
    if isinstance(typed, str):
        return plain(_READERS[field.kind](typed))
    if isinstance(typed, bool | float):
        raise TypeError(f"{field.name}: {type(typed).__name__}")
    return plain(whole_number(typed)) if field.kind == "count" else plain(typed)


def _key(field: InputField, key: str) -> str:
    labels = dict(field.choices)
    if key not in labels:
        raise NumberError(
            f'Không có phương án "{key[:40]}". Chọn một trong: {"; ".join(labels.values())}.'
        )
    return key


def _values(rule: Rule, inputs: Mapping[str, str]) -> Values:
    """Canonical strings as exact values; anything not canonical is refused."""
    values: dict[str, Fraction | str] = {}
    errors: dict[str, str] = {}
    for field in rule.fields():
        if field.name not in inputs:
            continue
        try:
            values[field.name] = _value(field, inputs[field.name])
        except NumberError as error:
            errors[field.name] = str(error)
    if errors:
        raise InputError(errors)
    return Values(values)


def _value(field: InputField, text: str) -> Fraction | str:
    if field.kind == "choice":
        return _key(field, text)
    number = parse_plain(text)
    return Fraction(whole_number(number) if field.kind == "count" else number)


def _checked(rule: Rule, inputs: Mapping[str, str]) -> Values:
    values = _values(rule, inputs)
    values = values.only({field.name for field in rule.asked(values)})
    if complaints := rule.check(values):
        raise InputError(complaints)
    return values
