"""The fixtures of criteria sets come into the database once, whole, and never over a used set."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Campaign
from criteria import rules
from criteria.models import CriteriaSet, Criterion
from criteria.services import fixture_files, sets_load, sort_keys_fill
from parindex.errors import Locked
from parindex.history.models import Event
from tests.factories import make_unit

pytestmark = pytest.mark.django_db

CODES = {"PAR-TINH-1149", "BD-HUYEN-2020", "BD-HUYEN-2021", "PAR-XA-2022"}


@pytest.fixture
def changed_commune_file(tmp_path: Path) -> Path:
    """The commune set with one leaf renamed and one leaf fewer."""
    source = next(path for path in fixture_files() if "commune" in path.name)
    records: list[dict[str, Any]] = json.loads(source.read_text())
    leaves = [r for r in records if r["fields"].get("is_leaf")]
    leaves[0]["fields"]["name"] = "Nội dung đã đổi"
    records.remove(leaves[-1])
    changed = tmp_path / source.name
    changed.write_text(json.dumps(records, ensure_ascii=False))
    return changed


def test_it_loads_every_set_with_its_tree_in_order() -> None:
    assert set(sets_load()) == CODES
    tree = Criterion.objects.get_queryset().filter(set__code="PAR-XA-2022")
    nodes = list(tree.in_order())
    codes = [node.code for node in nodes]
    assert codes.index("1.1") < codes.index("1.1.2") < codes.index("1.2") < codes.index("2.1")
    assert Criterion.objects.get(set__code="PAR-XA-2022", code="7.4.2").sort_key == "007.004.002"
    for leaf in Criterion.objects.leaves():
        assert rules.explain(leaf.rule)


def test_a_second_load_writes_nothing() -> None:
    sets_load()
    events = Event.objects.count()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert sets_load() == []
    written = [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "DELETE"))]
    assert written == []
    assert Event.objects.count() == events


def test_it_fills_the_order_of_sets_that_were_loaded_raw() -> None:
    sets_load()
    criteria_set = CriteriaSet.objects.get(code="PAR-XA-2022")
    before = list(criteria_set.criteria.values_list("code", "sort_key"))
    Criterion.objects.filter(set=criteria_set).update(sort_key="")
    assert sets_load() == []
    assert list(criteria_set.criteria.values_list("code", "sort_key")) == before
    assert sort_keys_fill(criteria_set) == 0


def test_a_changed_set_that_nobody_uses_is_replaced(changed_commune_file: Path) -> None:
    sets_load()
    count = Criterion.objects.filter(set__code="PAR-XA-2022").count()
    assert sets_load(files=[changed_commune_file]) == ["PAR-XA-2022"]
    nodes = Criterion.objects.filter(set__code="PAR-XA-2022")
    assert nodes.count() == count - 1
    assert nodes.filter(name="Nội dung đã đổi").exists()


def test_a_set_that_a_campaign_uses_is_never_overwritten(changed_commune_file: Path) -> None:
    sets_load()
    Campaign.objects.create(
        code="DOT",
        name="Đợt",
        year=2022,
        criteria_set=CriteriaSet.objects.get(code="PAR-XA-2022"),
        organiser=make_unit(),
        opened_at=datetime(2022, 1, 1, tzinfo=UTC),
    )
    with pytest.raises(Locked, match=r"PAR-XA-2022.*đã có đợt đánh giá"):
        sets_load(files=[changed_commune_file])
    assert not Criterion.objects.filter(name="Nội dung đã đổi").exists()
    assert sets_load() == []
