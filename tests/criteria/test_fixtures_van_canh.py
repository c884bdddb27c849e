"""The published result of Vân Canh for 2021, recomputed from its own figures."""

import json
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from criteria import rules
from parindex.lib.numbers import half_up

FOLDER = Path(__file__).parents[2] / "fixtures"


def load(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


DEMO = load("demo_van_canh_2021.json")
LEAVES = {
    each["fields"]["code"]: each["fields"]
    for each in load("criteria_district_bd_2021.json")[1:]
    if each["fields"]["is_leaf"]
}


def test_every_leaf_has_a_score_within_its_maximum() -> None:
    assert DEMO["leaves"].keys() == LEAVES.keys()
    for code, leaf in DEMO["leaves"].items():
        assert 0 <= Decimal(leaf["score"]) <= Decimal(LEAVES[code]["max_score"])


def test_the_leaves_add_up_to_the_published_index() -> None:
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for code, leaf in DEMO["leaves"].items():
        totals[code.split(".")[0]] += Decimal(leaf["score"])
    assert totals == {
        "1": Decimal("6.46"),
        "2": Decimal(5),
        "3": Decimal("6.81"),
        "4": Decimal(6),
        "5": Decimal(10),
        "6": Decimal(3),
        "7": Decimal("8.57"),
        "S": Decimal("29.78"),
    }
    assert sum(totals.values()) == Decimal(DEMO["index"]["current"]) == Decimal("75.62")


def test_the_rules_give_the_published_scores_from_the_published_figures() -> None:
    computed = 0
    for code, leaf in DEMO["leaves"].items():
        if "figures" not in leaf:
            continue
        found = LEAVES[code]
        rule = rules.parse(found["rule_kind"], found["rule_params"], Decimal(found["max_score"]))
        assert rules.score(rule, leaf["figures"]) == Decimal(leaf["score"]), code
        computed += 1
    assert computed == 58


def test_the_report_gives_these_figures() -> None:
    figures = {code: leaf.get("figures") for code, leaf in DEMO["leaves"].items()}
    assert figures["1.7"] == {"due": "4", "on_time": "2", "late": "2"}
    assert figures["3.5"] == {"percent": "98.26"}
    assert figures["3.6"] == {"numerator": "232", "denominator": "270"}
    assert figures["5.3.3"] == {"numerator": "715", "denominator": "721"}


def test_every_appraised_deduction_has_its_cause_and_nothing_else_has() -> None:
    for code, leaf in DEMO["leaves"].items():
        is_deducted = Decimal(leaf["score"]) < Decimal(LEAVES[code]["max_score"])
        assert ("cause" in leaf) == (is_deducted and code != "S"), code
    assert DEMO["leaves"]["7.7.1"]["cause"] == "Báo cáo không nêu nguyên nhân"


def test_scores_that_do_not_follow_from_their_figures_say_so() -> None:
    for code in ("7.4.2", "7.4.3"):
        reported = DEMO["leaves"][code]["reported"]
        share = {name: reported[name] for name in ("numerator", "denominator")}
        linear = rules.parse("ratio", {"target": reported["target"]}, Decimal(1))
        assert rules.score(linear, share) != Decimal(DEMO["leaves"][code]["score"])
        assert "không suy ra được" in LEAVES[code]["rule_text"]


def test_satisfaction_is_told_as_points_and_as_an_index_that_disagree() -> None:
    sipas = DEMO["sipas"]
    assert (sipas["points"], sipas["max"], sipas["rank"], sipas["of"]) == ("29.78", "40", 9, 11)
    factors = [Decimal(factor["percent"]) for factor in sipas["factors"]]
    assert half_up(sum(factors, Decimal(0)) / len(factors)) == Decimal(sipas["index"])
    assert sipas["index"] == "74.87"
    assert Decimal(sipas["points"]) / Decimal(sipas["max"]) * 100 == Decimal("74.45")
    assert Decimal(sipas["index"]) - Decimal(sipas["index_change"]) == Decimal("67.37")
    assert sipas["previous_index"] == "67.37"


def test_the_year_before_is_told_by_field() -> None:
    before = {field["code"]: field for field in DEMO["fields_2020"]}
    assert [field["score"] for field in before.values()] == [
        "7.5",
        "4",
        "4",
        "4.5",
        "11.5",
        "3",
        "10",
    ]
    known = {
        each["fields"]["code"]: each["fields"]["max_score"]
        for each in load("criteria_district_bd_2020.json")[1:]
    }
    assert {code: field["max"] for code, field in before.items()} == known
    index = DEMO["index"]
    assert Decimal(index["current"]) - Decimal(index["previous"]) == Decimal(index["change"])


def test_eight_offices_are_proposed_something() -> None:
    assert len(DEMO["proposals"]) == 8
    assert all(proposal["items"] for proposal in DEMO["proposals"])
    assert DEMO["mô tả"]
