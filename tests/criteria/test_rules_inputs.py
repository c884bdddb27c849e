"""What people type: read forgivingly, refused with a sentence that says how to mend it."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from criteria import rules
from criteria.rules import InputError, Rule

LETTERS = {
    "numerator_label": "Số hồ sơ có thư xin lỗi",
    "denominator_label": "Tổng số hồ sơ trễ hạn",
}


def make(kind: str, params: Mapping[str, object] | None = None, max_score: str = "1") -> Rule:
    return rules.parse(kind, params or {}, Decimal(max_score))


def errors_of(rule: Rule, raw: Mapping[str, str]) -> dict[str, str]:
    with pytest.raises(InputError) as error:
        rules.read_inputs(rule, raw)
    return error.value.errors


def test_typed_figures_become_canonical() -> None:
    read = rules.read_inputs(make("ratio"), {"numerator": " 3.571 ", "denominator": "12 000"})
    assert read == {"numerator": "3571", "denominator": "12000"}


@pytest.mark.parametrize("typed", ["98,26", "98.26", "98,26%", " 98,260 % "])
def test_a_percentage_is_read_with_comma_dot_or_sign(typed: str) -> None:
    rule = make("ratio", {"measure": "percent"})
    assert rules.read_inputs(rule, {"percent": typed}) == {"percent": "98.26"}


def test_blank_is_absent_and_partial_is_allowed() -> None:
    raw = {"numerator": "5", "denominator": "  ", "csrf": "x"}
    assert rules.read_inputs(make("ratio"), raw) == {"numerator": "5"}


def test_numbers_from_a_workbook_are_taken_as_they_are() -> None:
    rule = make("ratio", {"measure": "amounts"})
    raw: dict[str, int | Decimal] = {"numerator": Decimal("3.571"), "denominator": 4}
    assert rules.read_inputs(rule, raw) == {"numerator": "3.571", "denominator": "4"}


def test_a_form_shows_figures_so_that_they_can_be_sent_again() -> None:
    rule = make("ratio", {"measure": "amounts"})
    inputs = {"numerator": "3.571", "denominator": "1234567"}
    shown = {"numerator": "3,571", "denominator": "1234567"}
    assert rules.read_inputs(rule, shown) == inputs


def test_a_float_never_gets_in() -> None:
    with pytest.raises(TypeError):
        rules.read_inputs(make("ratio"), {"numerator": 5.0})  # type: ignore[dict-item]


def test_a_workbook_fraction_is_no_count() -> None:
    with pytest.raises(InputError) as error:
        rules.read_inputs(make("ratio"), {"numerator": Decimal("2.5")})
    assert "không phải là số nguyên" in error.value.errors["numerator"]


def test_a_part_cannot_exceed_the_whole() -> None:
    complaint = errors_of(make("ratio", LETTERS), {"numerator": "280", "denominator": "270"})
    assert complaint == {
        "numerator": "Số hồ sơ có thư xin lỗi (280) lớn hơn tổng số hồ sơ trễ hạn (270)."
        " Sửa lại một trong hai số."
    }


def test_a_rate_over_100_needs_a_rule_that_says_so() -> None:
    bands = {"bands": [{"from": "100", "points": "1"}, {"points": "0"}]}
    figures = {"numerator": "110", "denominator": "100"}
    assert "numerator" in errors_of(make("bands", bands), figures)
    assert rules.read_inputs(make("bands", bands | {"over": True}), figures) == figures


def test_nothing_to_count_needs_a_rule_that_says_what_it_is_worth() -> None:
    complaint = errors_of(make("ratio", LETTERS), {"denominator": "0"})
    assert complaint["denominator"].startswith("Tổng số hồ sơ trễ hạn phải lớn hơn 0.")
    lenient = make("ratio", LETTERS | {"empty": "full"})
    assert rules.read_inputs(lenient, {"denominator": "0"}) == {"denominator": "0"}
    assert "numerator" in errors_of(lenient, {"numerator": "3", "denominator": "0"})


@pytest.mark.parametrize(
    ("kind", "params", "raw", "name", "complaint"),
    [
        ("ratio", {}, {"numerator": "hai"}, "numerator", '"hai" không phải là số nguyên'),
        ("ratio", {}, {"numerator": "1,5"}, "numerator", "phần thập phân"),
        ("ratio", {}, {"denominator": "-5"}, "denominator", "số âm"),
        ("ratio", {"measure": "percent"}, {"percent": "abc"}, "percent", "98,26%"),
        ("ratio", {"measure": "percent"}, {"percent": "120"}, "percent", "Nhập từ 0 đến 100"),
        ("ratio", {"measure": "percent"}, {"percent": "-1"}, "percent", "không được âm"),
        ("ratio", {"measure": "amounts"}, {"numerator": "3.571"}, "numerator", "3571 hoặc 3,571"),
        ("ratio", {"measure": "amounts"}, {"numerator": "-1"}, "numerator", "không được âm"),
        ("milestones", {"late_weight": "1"}, {"due": "0"}, "due", "phải lớn hơn 0"),
        (
            "milestones",
            {"late_weight": "1"},
            {"due": "4", "on_time": "3", "late": "2"},
            "due",
            "cộng lại là 5, lớn hơn tổng số nhiệm vụ đến hạn (4)",
        ),
        (
            "milestones",
            {"late_weight": "1"},
            {"due": "4", "on_time": "5"},
            "due",
            "cộng lại là 5",
        ),
        ("survey", {"mode": "percent"}, {"percent": "100,1"}, "percent", "từ 0 đến 100"),
        ("survey", {"mode": "score"}, {"score": "1,5"}, "score", "Nhập từ 0 đến 1"),
        ("manual", {"step": "0.25"}, {"score": "0,3"}, "score", "Nhập 0,25 hoặc 0,5"),
        ("manual", {"step": "0.25"}, {"score": "-0,25"}, "score", "Nhập từ 0 đến 1"),
        ("bonus", {"label": "mô hình", "each": "1"}, {"count": "-1"}, "count", "số âm"),
    ],
)
def test_each_complaint_says_how_to_mend_it(
    kind: str, params: Mapping[str, object], raw: dict[str, str], name: str, complaint: str
) -> None:
    errors = errors_of(make(kind, params), raw)
    assert complaint in errors[name]


def test_an_unknown_option_lists_the_known_ones() -> None:
    options = [
        {"key": "yes", "label": "Có", "points": "1"},
        {"key": "no", "label": "Không", "points": "0"},
    ]
    errors = errors_of(make("choice", {"options": options}), {"choice": "maybe"})
    assert errors == {"choice": 'Không có phương án "maybe". Chọn một trong: Có; Không.'}


def test_a_survey_without_a_single_vote_is_refused() -> None:
    answers = [
        {"key": "a", "label": "A", "weight": "1"},
        {"key": "b", "label": "B", "weight": "0"},
    ]
    rule = make("survey", {"mode": "votes", "answers": answers})
    assert "Chưa có phiếu hợp lệ" in errors_of(rule, {"a": "0", "b": "0"})["a"]


def test_all_mistakes_are_told_at_once() -> None:
    errors = errors_of(make("ratio"), {"numerator": "x", "denominator": "0"})
    assert set(errors) == {"numerator", "denominator"}


class TestConditional:
    rule = make(
        "conditional",
        {
            "label": "Kiểm tra trong năm",
            "cases": [
                {
                    "key": "done",
                    "label": "Có kiểm tra",
                    "kind": "ratio",
                    "params": {"target": "30"},
                },
                {"key": "not_done", "label": "Không kiểm tra", "points": "0"},
            ],
        },
    )

    def test_only_the_first_question_is_always_asked(self) -> None:
        first, *rest = rules.input_fields(self.rule)
        assert (first.name, first.required, first.when) == ("case", True, None)
        assert [field.name for field in rest] == ["done-numerator", "done-denominator"]
        assert all(field.when == ("case", "done") and not field.required for field in rest)

    def test_answers_of_another_case_are_dropped_even_when_unreadable(self) -> None:
        raw = {"case": "not_done", "done-numerator": "5", "done-denominator": "x"}
        assert rules.read_inputs(self.rule, raw) == {"case": "not_done"}

    def test_complaints_carry_the_full_name(self) -> None:
        raw = {"case": "done", "done-numerator": "5", "done-denominator": "4"}
        assert set(errors_of(self.rule, raw)) == {"done-numerator"}
        unreadable = {"case": "done", "done-numerator": "x"}
        assert set(errors_of(self.rule, unreadable)) == {"done-numerator"}

    def test_figures_without_the_first_answer_are_dropped(self) -> None:
        assert rules.read_inputs(self.rule, {"done-numerator": "5"}) == {}


@pytest.mark.parametrize(
    "inputs",
    [
        {"numerator": "3.571", "denominator": "5000"},
        {"numerator": "1,5", "denominator": "5"},
        {"numerator": "", "denominator": "5"},
        {"numerator": "-1", "denominator": "5"},
        {"numerator": "6", "denominator": "5"},
        {"numerator": "1e2", "denominator": "500"},
    ],
)
def test_only_canonical_inputs_are_scored(inputs: dict[str, str]) -> None:
    with pytest.raises(InputError):
        rules.score(make("ratio"), inputs)


def test_input_labels_come_from_the_criterion() -> None:
    labels = [field.label for field in rules.input_fields(make("ratio", LETTERS))]
    assert labels == ["Số hồ sơ có thư xin lỗi", "Tổng số hồ sơ trễ hạn"]
    violations = [{"key": "late", "label": "báo cáo muộn", "points": "0.5"}]
    (field,) = rules.input_fields(make("deduct", {"violations": violations}))
    assert (field.label, field.kind) == ("Số báo cáo muộn", "count")
