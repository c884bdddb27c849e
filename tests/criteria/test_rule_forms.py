"""The rule editor's form: every kind of rule by plain inputs, there and back, errors in place."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from criteria import rules
from criteria.forms.rules import CARDS, LAYOUTS, RuleDraft, starter
from criteria.forms.rules.layout import Cell, Layout, Rows
from criteria.forms.rules.showing import CellView, RowsView, RuleView, shown
from criteria.forms.rules.state import flattened
from criteria.rules.kinds import CLASSES

MAXIMA = ("0.005", "0.25", "0.33", "1", "2.5", "10", "40")


def real_rules() -> list[tuple[str, str, str, dict[str, Any]]]:
    found = []
    for path in sorted(Path(settings.FIXTURE_DIRS[0]).glob("criteria_*.json")):
        for record in json.loads(path.read_text()):
            node = record["fields"]
            if node.get("rule_kind"):
                name = f"{node['set'][0]} {node['code']}"
                found.append((name, node["rule_kind"], node["max_score"], node["rule_params"]))
    return found


def draft(kind: str, most: str, params: dict[str, Any]) -> RuleDraft:
    return RuleDraft(kind, most, flattened(LAYOUTS[kind], params))


def typed(kind: str, most: str, **inputs: str) -> RuleDraft:
    """``bands_0_from`` is the input "bands[0].from"."""
    names = {re.sub(r"_(\d+)_", r"[\1].", name): text for name, text in inputs.items()}
    return RuleDraft.typed(kind, {"max_score": most} | {f"p.{n}": t for n, t in names.items()})


def cells(view: RuleView) -> list[CellView]:
    def walk(parts: list[CellView | RowsView]) -> list[CellView]:
        found: list[CellView] = []
        for part in parts:
            if isinstance(part, CellView):
                found.append(part)
            else:
                for line in part.lines:
                    found += [*line.cells, *walk(line.nested)]
        return found

    return walk(view.parts)


def test_every_kind_has_a_form_a_card_and_a_beginning() -> None:
    assert set(LAYOUTS) == set(CARDS) == set(CLASSES) == set(rules.KINDS)


@pytest.mark.parametrize("most", MAXIMA)
@pytest.mark.parametrize("kind", CARDS)
def test_a_beginning_can_be_scored_whatever_the_maximum(kind: str, most: str) -> None:
    begun = draft(kind, most, starter(kind, Decimal(most)))
    assert begun.read(), begun.errors
    assert rules.explain(rules.parse(kind, begun.params, Decimal(most)))


@pytest.mark.parametrize(
    ("name", "kind", "most", "params"), real_rules(), ids=lambda v: str(v)[:20]
)
def test_every_rule_of_the_real_sets_comes_back_as_it_was(
    name: str, kind: str, most: str, params: dict[str, Any]
) -> None:
    found = draft(kind, most, params).read()
    assert found, name
    assert rules.dump(found) == params


def test_every_parameter_of_every_kind_has_an_input() -> None:
    """What a rule can hold, a person can type: the union of all real and begun parameters."""
    every = [(kind, params) for _name, kind, _most, params in real_rules()]
    every += [(kind, starter(kind, Decimal(1))) for kind in CARDS]
    for kind, params in every:
        known = {part.name for part in LAYOUTS[kind]}
        assert set(params) <= known, kind


def test_numbers_are_typed_the_vietnamese_way() -> None:
    found = typed(
        "bands", "2,5", bands_0_from="90,5%", bands_0_points="2,50", bands_1_points="0"
    ).read()
    assert found
    assert rules.explain(found) == "Từ 90,5% trở lên: 2,5 điểm; dưới 90,5%: 0 điểm"


def test_a_band_of_an_amount_is_read_as_an_amount() -> None:
    banded = typed("bands", "1", measure="number", bands_0_from="1.000", bands_0_points="1")
    assert banded.read() is None
    assert "1000 hoặc 1,000" in banded.errors["bands[0].from"]


def test_a_number_of_things_may_have_dots() -> None:
    counted = typed(
        "count", "1", steps_0_at_least="1.000", steps_0_points="1", steps_1_at_least="0",
        steps_1_points="0",
    )  # fmt: skip
    assert counted.read()
    assert counted.params["steps"][0]["at_least"] == 1000  # type: ignore[index]


def test_blank_lines_are_no_lines() -> None:
    chosen = typed(
        "choice",
        "1",
        options_0_label="",
        options_0_points="",
        options_3_label="Có",
        options_3_points="1",
        options_5_label="Không",
        options_5_points="0",
    )
    assert chosen.read()
    assert sorted(n for n in chosen.state if n.endswith("label")) == [
        "options[0].label",
        "options[1].label",
    ]


def test_lines_keep_their_keys_and_new_ones_get_their_own() -> None:
    chosen = typed(
        "choice",
        "1",
        options_0_key="co",
        options_0_label="Đã đổi tên",
        options_0_points="1",
        options_1_label="Không đạt",
        options_1_points="0",
        options_2_label="Không đạt!",
        options_2_points="0",
        options_3_label="???",
        options_3_points="0",
    )
    assert chosen.read(), chosen.errors
    lines: Any = chosen.params["options"]
    assert [line["key"] for line in lines] == ["co", "khong_dat", "khong_dat_2", "muc"]


def test_inputs_of_another_measure_are_left_out() -> None:
    """A person who switches to a percentage need not clean up what is no longer shown."""
    found = typed("ratio", "1", measure="percent", numerator_label="Số A", label="Tỷ lệ B").read()
    assert found
    assert rules.dump(found) == {"measure": "percent", "label": "Tỷ lệ B", "target": "100"}


def test_a_case_begins_with_something_when_its_kind_is_chosen() -> None:
    case = typed(
        "conditional", "2", cases_0_label="Có", cases_0_kind="bands", cases_1_label="Không"
    )
    case.change("refresh")
    assert case.state["cases[0].params.bands[0].points"] == "2"
    case.state["cases[1].points"] = "0"
    assert case.read(), case.errors


def test_lines_are_added_and_removed() -> None:
    counted = draft("count", "1", starter("count", Decimal(1)))
    counted.change("add:steps")
    assert counted.state["steps[2].at_least"] == "0", "the new line comes before the rest"
    counted.state |= {"steps[1].points": "9"}
    counted.change("remove:steps[0]")
    assert counted.state["steps[0].points"] == "9"
    assert counted.state["steps[1].at_least"] == "0"


def test_a_new_option_comes_last() -> None:
    chosen = draft("choice", "1", starter("choice", Decimal(1)))
    chosen.change("add:options")
    assert chosen.state["options[1].label"] == "Không đạt yêu cầu"
    assert chosen.state["options[2].label"] == ""


def test_lines_count_as_they_stand_in_the_form_whatever_their_numbers() -> None:
    counted = typed(
        "count", "1", steps_7_at_least="2", steps_7_points="1", steps_9_at_least="1",
        steps_9_points="0,5", steps_8_at_least="0", steps_8_points="0",
    )  # fmt: skip
    assert counted.read(), counted.errors
    assert [step["at_least"] for step in counted.params["steps"]] == [2, 1, 0]  # type: ignore[attr-defined]


def test_lines_of_a_nested_rule_are_added() -> None:
    nested = draft("conditional", "1", starter("conditional", Decimal(1)))
    nested.state["cases[0].kind"] = "bands"
    nested.change("refresh")
    before = len([n for n in nested.state if "bands[" in n])
    nested.change("add:cases[0].params.bands")
    assert len([n for n in nested.state if "bands[" in n]) == before + 1


ERRORS: list[tuple[str, str, dict[str, str], str]] = [
    ("choice", "5", {}, "options"),
    ("choice", "1", {"options_0_points": "2"}, "options[0].points"),
    ("choice", "1", {"options_1_label": ""}, "options[1].label"),
    ("choice", "1", {"options_1_label": "Đạt yêu cầu"}, "options"),
    ("choice", "1", {"options_0_key": "Có dấu"}, "options[0].label"),
    ("choice", "1", {"options_0_points": "một"}, "options[0].points"),
    ("ratio", "1", {"target": "120"}, "target"),
    ("ratio", "1", {"target": "0"}, "target"),
    ("ratio", "1", {"floor": "101"}, "floor"),
    ("ratio", "1", {"measure": "number"}, "measure"),
    ("bands", "1", {"bands_1_from": "100"}, "bands[1].from"),
    ("bands", "1", {"bands_2_from": "10"}, "bands[2].from"),
    ("bands", "1", {"bands_0_from": ""}, "bands[0].from"),
    ("bands", "1", {"bands_0_target": "100"}, "bands[0].points"),
    ("bands", "1", {"bands_0_points": "", "bands_0_from": "100"}, "bands[0].points"),
    ("bands", "1", {"bands_0_from": "101"}, "bands"),
    ("count", "1", {"steps_1_at_least": "2"}, "steps[1].at_least"),
    ("count", "1", {"steps_1_at_least": "0,5"}, "steps[1].at_least"),
    ("deduct", "1", {"violations_0_points": "3"}, "violations[0].points"),
    ("deduct", "1", {"violations_0_cap": "0,1"}, "violations[0].cap"),
    ("milestones", "1", {"late_weight": "1,5"}, "late_weight"),
    ("milestones", "1", {"late_weight": ""}, "late_weight"),
    ("rating", "1", {"ratings_0_share": "0,9"}, "ratings"),
    ("rating", "1", {"ratings_0_share": "1,2"}, "ratings[0].share"),
    ("survey", "1", {"mode": "votes"}, "answers"),
    ("survey", "1", {"mode": "khac"}, "mode"),
    ("manual", "1", {"step": "0,3"}, "step"),
    ("manual", "1", {"label": "x" * 400}, "label"),
    ("conditional", "3", {}, "cases"),
    ("conditional", "1", {"cases_0_label": ""}, "cases[0].label"),
    ("conditional", "1", {"cases_1_points": "2"}, "cases[1].points"),
    ("conditional", "1", {"cases_0_max_score": "2"}, "cases[0].max_score"),
    ("conditional", "1", {"cases_0_kind": "khac"}, "cases[0].kind"),
    ("conditional", "1", {"cases[0].params.target": "300"}, "cases[0].params.target"),
    ("conditional", "1", {"cases[0].params.target": "x"}, "cases[0].params.target"),
    ("bonus", "1", {"each": "2"}, "each"),
    ("bonus", "1", {"label": ""}, "label"),
    ("penalty", "1", {"mode": "options"}, "options"),
    ("manual", "-1", {}, "max_score"),
    ("manual", "không", {}, "max_score"),
    ("manual", "1,00001", {}, "max_score"),
]


@pytest.mark.parametrize(("kind", "most", "inputs", "place"), ERRORS)
def test_an_error_stands_at_its_input(
    kind: str, most: str, inputs: dict[str, str], place: str
) -> None:
    wrong = draft(kind, most, starter(kind, Decimal(1)))
    names = {re.sub(r"_(\d+)_", r"[\1].", n) if "[" not in n else n: t for n, t in inputs.items()}
    wrong.state |= names
    assert wrong.read() is None
    view = shown(wrong)
    if place == "max_score":
        assert view.max_error
        return
    marked = [c.path for c in cells(view) if c.error]
    marked += [p.path for p in view.parts if isinstance(p, RowsView) and p.error]
    assert marked == [place]
    assert len(view.complaints) == 1
    assert view.complaints[0].href
    assert "[" not in view.complaints[0].text


def columns(layout: Layout) -> list[Cell]:
    found: list[Cell] = []
    for part in layout:
        found += part.columns if isinstance(part, Rows) else (part,)
    return found


@pytest.mark.parametrize("kind", CARDS)
def test_nobody_sees_a_parameters_name(kind: str) -> None:
    for cell in columns(LAYOUTS[kind]):
        assert cell.kind == "key" or (cell.label and str(cell.label) != cell.name)


@pytest.mark.parametrize("kind", CARDS)
def test_every_input_has_an_id_of_its_own(kind: str) -> None:
    ids = [cell.id for cell in cells(shown(draft(kind, "1", starter(kind, Decimal(1)))))]
    assert len(ids) == len(set(ids))
