"""Criteria sets travel through Excel by their codes, and a published one cannot be changed so."""

from decimal import Decimal
from typing import Any

import pytest
from tablib.core import Dataset

from criteria.models import CriteriaSet, Criterion, SetStatus
from criteria.resources import CriteriaSetResource, CriterionResource
from criteria.services import sets_load

pytestmark = pytest.mark.django_db

TREE: Any = CriterionResource
SETS: Any = CriteriaSetResource


def exported(code: str) -> Any:
    return TREE().export(Criterion.objects.filter(set__code=code).order_by("sort_key"))


def edited(dataset: Any, column: str, change: Any) -> Any:
    """A copy in which one column of every row went through ``change``."""
    place = dataset.headers.index(column)
    copy = Dataset(headers=dataset.headers)
    for row in dataset:
        cells = list(row)
        cells[place] = change(cells[place])
        copy.append(cells)
    return copy


def read(dataset: Any) -> Any:
    """As a workbook that was saved and opened again."""
    workbook = Dataset()
    workbook.load(dataset.export("xlsx"), format="xlsx")
    return TREE().import_data(workbook, dry_run=False)


def errors(result: Any) -> list[str]:
    shown = [str(error.error) for _row, found in result.row_errors() for error in found]
    return shown + [str(row.error) for row in result.invalid_rows]


def test_a_tree_becomes_a_new_draft_through_a_workbook() -> None:
    sets_load()
    CriteriaSet.objects.create(code="MOI", name="Bộ mới", level="commune", year=2026)
    result = read(edited(exported("PAR-XA-2022"), "Mã bộ tiêu chí", lambda _cell: "MOI"))
    assert errors(result) == []
    old = Criterion.objects.filter(set__code="PAR-XA-2022").order_by("sort_key")
    new = Criterion.objects.filter(set__code="MOI").order_by("sort_key")
    columns = ["code", "sort_key", "parent__code", "max_score", "rule_kind", "rule_params", "name"]
    assert list(new.values_list(*columns)) == list(old.values_list(*columns))
    assert not new.filter(parent__set__code="PAR-XA-2022").exists()


def test_an_unchanged_published_tree_is_read_without_a_change() -> None:
    sets_load()
    result = read(exported("BD-HUYEN-2021"))
    assert errors(result) == []
    assert result.totals["skip"] == Criterion.objects.filter(set__code="BD-HUYEN-2021").count()


def test_a_published_tree_cannot_be_changed() -> None:
    sets_load()
    result = read(edited(exported("PAR-XA-2022"), "Nội dung", lambda cell: cell + " (sửa)"))
    assert any("đã ban hành" in error for error in errors(result))
    assert not Criterion.objects.filter(name__endswith="(sửa)").exists()


def test_a_rule_that_cannot_be_scored_is_refused_with_its_reason() -> None:
    sets_load()
    CriteriaSet.objects.filter(code="PAR-XA-2022").update(status=SetStatus.DRAFT)
    kinds = edited(exported("PAR-XA-2022"), "Loại cách chấm", lambda cell: cell and "đoán mò")
    assert any("đoán mò" in error for error in errors(read(kinds)))
    assert not Criterion.objects.filter(rule_kind="đoán mò").exists()


def test_points_are_read_the_vietnamese_way() -> None:
    made = CriteriaSet.objects.create(code="MOI", name="Bộ mới", level="commune", year=2026)
    rows = [["MOI", "1", "", "Lĩnh vực", "Lĩnh vực", 1, "Nội dung", "1,75", "manual", "có"]]
    method = "Tự chấm và thẩm định"
    headers = [
        *("Mã bộ tiêu chí", "Mã số", "Thuộc mã số", "Cấp", "Khối", "Thứ tự", "Nội dung"),
        *("Điểm tối đa", "Loại cách chấm", "Mục chấm điểm", "Phương pháp"),
    ]
    assert errors(read(Dataset(*[[*row, method] for row in rows], headers=headers))) == []
    leaf = Criterion.objects.get(set=made)
    assert (leaf.max_score, leaf.sort_key, leaf.is_leaf) == (Decimal("1.75"), "001", True)


def test_a_published_set_cannot_be_renamed() -> None:
    sets_load()
    dataset = SETS().export()
    changed = edited(dataset, "Tên bộ tiêu chí", lambda cell: cell + " (sửa)")
    result = SETS().import_data(changed, dry_run=False)
    assert any("đã ban hành" in error for error in errors(result))
    assert not CriteriaSet.objects.filter(name__endswith="(sửa)").exists()
