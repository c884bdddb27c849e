"""From parameters to lines."""

from collections.abc import Mapping

from criteria.excel.ruletext.base import Single
from criteria.excel.ruletext.entries import CASES
from criteria.excel.ruletext.kinds import CASE_KIND, CASE_MAX, CASE_POINTS, LINES
from criteria.rules import KINDS

Params = Mapping[str, object]


class NotWritable(ValueError):
    """Parameters of a shape that the kind does not have."""


def write(kind: str, params: Params) -> str:
    """One line for each parameter or entry. Raises NotWritable."""
    try:
        return "\n".join(_lines(kind, params))
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise NotWritable(kind) from error


def _lines(kind: str, params: Params) -> list[str]:
    spec = LINES[kind]
    if unknown := set(params) - {line.name for line in spec}:
        raise NotWritable(", ".join(sorted(unknown)))
    is_rate = params.get("measure", "") != "number"
    found: list[str] = []
    for line in spec:
        if line.name not in params:
            continue
        value = params[line.name]
        if isinstance(line, Single):
            found.append(line.write(value))
        else:
            for item in _items(value):
                found.append(line.write(item, is_rate))
                found.extend(_case(item) if line is CASES else ())
    return found


def _items(value: object) -> list[Params]:
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise NotWritable(str(value))
    return value


def _case(item: Params) -> list[str]:
    """What a case leads to, set in."""
    if "points" in item:
        lines = [CASE_POINTS.write(item["points"])]
    else:
        kind = str(item["kind"])
        lines = [CASE_KIND.write(KINDS[kind])]
        if "max_score" in item:
            lines.append(CASE_MAX.write(item["max_score"]))
        params = item["params"]
        if not isinstance(params, Mapping):
            raise NotWritable(kind)
        lines += _lines(kind, params)
    return [f"    {line}" for line in lines]
