"""The sentence that says what a target promised and what came of it, as offices write it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from parindex.lib.numbers import format_decimal
from plans.goals.standing import Comparator, Measure, Outcome, is_met

_UNITS = {
    Measure.PERCENT: "%",
    Measure.SCORE: " điểm",
    Measure.RANK: " bậc",
    Measure.INDEX: " điểm",
    Measure.COUNT: "",
}
_KEPT = {
    Measure.SCORE: "điểm số",
    Measure.RANK: "thứ hạng",
    Measure.INDEX: "chỉ số",
    Measure.PERCENT: "tỷ lệ",
    Measure.COUNT: "số lượng",
}
_GOALS = {
    Comparator.AT_LEAST: "đạt tối thiểu",
    Comparator.OVER: "đạt trên",
    Comparator.EQUAL: "đạt",
    Comparator.AT_MOST: "không quá",
    Comparator.RISE: "tăng",
    Comparator.FALL: "giảm",
}


@dataclass(frozen=True)
class Spoken:
    """One measure with its outcome; ``unit_name`` follows a count ("9 xã")."""

    comparator: Comparator
    measure: Measure
    outcome: Outcome
    baseline_year: int | None = None
    label: str = ""
    unit_name: str = ""


def outcome_sentence(spoken: Sequence[Spoken]) -> str:
    """ "Mục tiêu phấn đấu tăng 01 điểm. Kết quả chỉ tăng 0,97 điểm." Empty without a figure."""
    told = [s for s in spoken if s.outcome.reading is not None]
    if not told:
        return ""
    goal = _joined([goal_words(s) for s in told if s.comparator is not Comparator.KEEP])
    kept = _kept_words([s for s in told if s.comparator is Comparator.KEEP])
    goals = " và ".join(part for part in (goal, kept) if part)
    return f"Mục tiêu phấn đấu {goals}. Kết quả {_joined([result_words(s) for s in told])}."


def goal_words(spoken: Spoken) -> str:
    """ "tăng 01 điểm", "đạt tối thiểu 90%", "hoàn thành"."""
    if spoken.comparator is Comparator.KEEP:
        return _kept_words([spoken])
    if spoken.comparator is Comparator.DONE:
        return _labelled(spoken, "hoàn thành")
    return _labelled(spoken, f"{_GOALS[spoken.comparator]} {_amount(spoken, spoken.outcome.goal)}")


def result_words(spoken: Spoken) -> str:
    """ "chỉ tăng 0,97 điểm", "giảm 26 bậc", "đạt 92%", "mới đạt 78%"."""
    reading, goal = spoken.outcome.reading, spoken.outcome.goal
    if reading is None or goal is None:
        return "chưa có số liệu"
    met = is_met(spoken.comparator, goal, reading.value)
    if spoken.comparator is Comparator.DONE:
        return _labelled(spoken, "đã hoàn thành" if met else "chưa hoàn thành")
    if spoken.comparator.is_change:
        return _labelled(spoken, _change_words(spoken, reading.value, met))
    return _labelled(spoken, f"{_level_verb(spoken, met)} {_amount(spoken, reading.value)}")


def _level_verb(spoken: Spoken, met: bool) -> str:
    if met:
        return "đạt"
    return "ở mức" if spoken.comparator in (Comparator.AT_MOST, Comparator.EQUAL) else "mới đạt"


def _change_words(spoken: Spoken, value: Decimal, met: bool) -> str:
    """ "chỉ" where it went the right way, but not far enough."""
    if value == 0:
        return "giữ nguyên"
    verb = "tăng" if value > 0 else "giảm"
    wanted = "giảm" if spoken.comparator is Comparator.FALL else "tăng"
    only = "chỉ " if verb == wanted and not met else ""
    return f"{only}{verb} {_amount(spoken, abs(value))}"


def _kept_words(kept: Sequence[Spoken]) -> str:
    if not kept:
        return ""
    things = _joined([s.label or _KEPT[s.measure] for s in kept])
    year = kept[0].baseline_year
    return f"giữ nguyên {things}" + (f" như năm {year}" if year else "")


def _labelled(spoken: Spoken, words: str) -> str:
    if not spoken.label or spoken.comparator is Comparator.KEEP:
        return words
    return f"{words} ({spoken.label})"


def _amount(spoken: Spoken, value: Decimal | None) -> str:
    return amount(spoken.measure, value, spoken.unit_name)


def amount(measure: Measure, value: Decimal | None, unit_name: str = "") -> str:
    """ "80%", "0,97 điểm"; a whole number other than of percent, below 10, takes a zero."""
    text = format_decimal(value, 4, strip=True)
    if value is not None and measure is not Measure.PERCENT and _is_digit(value):
        text = f"0{text}"
    return f"{text} {unit_name}" if unit_name else f"{text}{_UNITS[measure]}"


def _is_digit(value: Decimal) -> bool:
    return value == int(value) and 0 < value < 10


def _joined(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} và {parts[-1]}"
