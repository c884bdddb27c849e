"""The criteria sets that ship with the portal: whole, summing up, scorable, honest."""

import json
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from criteria import rules

FOLDER = Path(__file__).parents[2] / "fixtures"

PROVINCE = "criteria_province.json"
DISTRICT = "criteria_district_bd_2021.json"
DISTRICT_2020 = "criteria_district_bd_2020.json"
COMMUNE = "criteria_commune.json"
ALL = (PROVINCE, DISTRICT, DISTRICT_2020, COMMUNE)

Node = dict[str, Any]


def load(name: str) -> list[Any]:
    objects: list[Any] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return objects


def criteria_set(name: str) -> Node:
    first, *rest = load(name)
    assert first["model"] == "criteria.criteriaset"
    assert all(each["model"] == "criteria.criterion" for each in rest)
    fields: Node = first["fields"]
    return fields


def nodes(name: str) -> list[Node]:
    return [each["fields"] for each in load(name)[1:]]


def leaves(name: str) -> list[Node]:
    return [node for node in nodes(name) if node["is_leaf"]]


def points(found: list[Node]) -> Decimal:
    return sum((Decimal(node["max_score"]) for node in found), Decimal(0))


def in_block(found: list[Node], block: str) -> list[Node]:
    return [node for node in found if node["block"] == block]


def rule_of(node: Node) -> rules.Rule:
    return rules.parse(node["rule_kind"], node["rule_params"], Decimal(node["max_score"]))


@pytest.mark.parametrize("name", ALL)
def test_natural_keys_only(name: str) -> None:
    code = criteria_set(name)["code"]
    assert all("pk" not in each for each in load(name))
    seen: set[str] = set()
    for node in nodes(name):
        assert node["set"] == [code]
        if node["parent"] is not None:
            assert node["parent"][0] == code
            assert node["parent"][1] in seen, "the parent must come first"
        seen.add(node["code"])


@pytest.mark.parametrize("name", ALL)
def test_codes_are_unique_and_in_order(name: str) -> None:
    codes = [node["code"] for node in nodes(name)]
    assert len(set(codes)) == len(codes)
    numbers = [[int(part) for part in code.split(".")] for code in codes if code != "S"]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize("name", ALL)
def test_codes_levels_and_positions_follow_the_tree(name: str) -> None:
    positions: dict[str | None, int] = defaultdict(int)
    for node in nodes(name):
        parent = node["parent"][1] if node["parent"] else None
        positions[parent] += 1
        assert node["position"] == positions[parent]
        assert node["level"] == len(node["code"].split("."))
        assert node["code"] == f"{parent}.{node['position']}" or parent is None


@pytest.mark.parametrize("name", ALL)
def test_parents_are_the_sum_of_their_children(name: str) -> None:
    children: dict[str, list[Node]] = defaultdict(list)
    for node in nodes(name):
        if node["parent"]:
            children[node["parent"][1]].append(node)
    for node in nodes(name):
        assert node["is_leaf"] == (node["code"] not in children)
        if node["code"] in children and node["block"] != "adjustment":
            assert points(children[node["code"]]) == Decimal(node["max_score"]), node["code"]


@pytest.mark.parametrize("name", ALL)
def test_a_subtree_stays_in_one_block(name: str) -> None:
    blocks = {node["code"]: node["block"] for node in nodes(name)}
    assert set(blocks.values()) <= {"field", "survey", "adjustment"}
    assert all(block == blocks[code.split(".")[0]] for code, block in blocks.items())


@pytest.mark.parametrize("name", ALL)
def test_every_leaf_has_a_rule_that_can_be_scored(name: str) -> None:
    for node in nodes(name):
        if not node["is_leaf"]:
            assert (node["rule_kind"], node["rule_params"]) == ("", {})
            continue
        rule = rule_of(node)
        assert rules.dump(rule) == node["rule_params"]
        assert rules.explain(rule)
        assert node["rule_text"]
        assert "[" not in node["rule_text"]
        assert rules.input_fields(rule)


@pytest.mark.parametrize("name", ALL)
def test_every_node_says_where_it_comes_from_in_plain_words(name: str) -> None:
    sources = [criteria_set(name)["provenance"], *(node["provenance"] for node in nodes(name))]
    for source in sources:
        assert len(source) > 40
        assert source.endswith(".")
        for word in ("seed", "GitHub", "csv", "official", "reconstructed", "script"):
            assert word.lower() not in source.lower()


@pytest.mark.parametrize("name", ALL)
def test_methods_and_policies_are_known_words(name: str) -> None:
    for node in nodes(name):
        survey = {"survey_leaders", "survey_sipas"}
        known = survey | {"appraisal", "statistics", "adjustment"}
        assert node["method"] in (known if node["is_leaf"] else known | {"mixed"})
        assert node["not_applicable"] in {"no", "full", "rescale"}
        assert node["lead_unit"]
        assert node["appraising_office"]
        if node["is_leaf"]:
            assert (node["rule_kind"] == "survey") == (node["method"] in survey)
            assert (node["rule_kind"] in {"bonus", "penalty"}) == (node["method"] == "adjustment")


@pytest.mark.parametrize("name", ALL)
def test_a_set_is_published_with_its_basis(name: str) -> None:
    fields = criteria_set(name)
    assert fields["status"] == "published"
    assert fields["published_at"].endswith("+07:00")
    assert fields["decimals"] == 2
    assert fields["issuer"]
    assert fields["legal_basis"]


def test_the_province_has_the_published_counts() -> None:
    counted: dict[str, list[int]] = {str(field): [0, 0] for field in range(1, 9)}
    for node in nodes(PROVINCE):
        if node["level"] > 1:
            counted[node["code"].split(".")[0]][node["level"] - 2] += 1
    assert counted == {
        "1": [6, 2],
        "2": [4, 8],
        "3": [5, 19],
        "4": [4, 12],
        "5": [9, 17],
        "6": [4, 15],
        "7": [5, 22],
        "8": [6, 7],
    }
    assert len(nodes(PROVINCE)) == 8 + 43 + 102
    assert len(leaves(PROVINCE)) == 114
    assert points(leaves(PROVINCE)) == 100


def test_the_province_splits_points_by_method() -> None:
    by_method: dict[str, Decimal] = defaultdict(Decimal)
    for leaf in leaves(PROVINCE):
        by_method[leaf["method"]] += Decimal(leaf["max_score"])
    assert by_method == {
        "appraisal": Decimal("61.5"),
        "statistics": Decimal(5),
        "survey_sipas": Decimal(10),
        "survey_leaders": Decimal("23.5"),
    }


def test_the_province_never_claims_the_words_of_the_ministry() -> None:
    for node in nodes(PROVINCE):
        assert "dựng lại" in node["provenance"]


def test_the_district_has_sixty_appraised_points_and_forty_of_satisfaction() -> None:
    assert len(nodes(DISTRICT)) == 7 + 45 + 30 + 1
    assert len(in_block(leaves(DISTRICT), "field")) == 64
    assert points(in_block(leaves(DISTRICT), "field")) == 60
    (sipas,) = in_block(nodes(DISTRICT), "survey")
    assert (sipas["code"], sipas["max_score"], sipas["method"]) == ("S", "40", "survey_sipas")


def test_the_year_before_is_known_by_field_only() -> None:
    fields = nodes(DISTRICT_2020)
    assert [node["max_score"] for node in fields] == ["12", "4", "6", "7", "16", "5", "16"]
    assert all(node["is_leaf"] for node in fields)


def test_fields_of_2021_follow_those_of_2020() -> None:
    before = criteria_set(DISTRICT_2020)["code"]
    for node in nodes(DISTRICT):
        is_field = node["level"] == 1 and node["block"] == "field"
        assert node["predecessor"] == ([before, node["code"]] if is_field else None)


def test_the_commune_has_a_hundred_points_and_a_bonus_block_outside_them() -> None:
    found = leaves(COMMUNE)
    assert len(in_block(found, "field")) == 72
    assert points(in_block(found, "field")) == 100
    kinds = {node["code"]: node["rule_kind"] for node in in_block(found, "adjustment")}
    assert kinds == {
        **dict.fromkeys(("9.1", "9.2", "9.3"), "bonus"),
        **dict.fromkeys(("9.4", "9.5", "9.6", "9.7"), "penalty"),
    }
    assert all(Decimal(node["max_score"]) > 0 for node in nodes(COMMUNE))


def test_judged_scores_are_the_exception() -> None:
    judged = {
        name: [leaf["code"] for leaf in leaves(name) if leaf["rule_kind"] == "manual"]
        for name in (PROVINCE, DISTRICT, COMMUNE)
    }
    assert judged == {
        PROVINCE: [],
        DISTRICT: ["1.1.2", "7.4.2", "7.4.3", "7.7.1"],
        COMMUNE: [],
    }


def test_figures_are_asked_for_by_name() -> None:
    """No share may fall back to the nameless "how many of how many"."""
    labels = Counter(
        field.label
        for name in (PROVINCE, DISTRICT, COMMUNE)
        for leaf in leaves(name)
        for field in rules.input_fields(rule_of(leaf))
    )
    assert not labels.keys() & {"Số đạt yêu cầu", "Tổng số", "Tỷ lệ (%)", "Số lượng", "Giá trị"}
