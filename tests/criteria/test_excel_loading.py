"""A table into a draft: every change is shown by its cell, and all are written or none."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from criteria.excel import complaints
from criteria.excel.changes import Plan
from criteria.excel.layout import INFO_SHEET, TABLE_SHEET
from criteria.excel.loading import table_load
from criteria.excel.writing import table_workbook
from criteria.models import CriteriaSet, Criterion
from criteria.services.nodes import criterion_update
from parindex.errors import Conflict
from parindex.history.models import Event
from parindex.units.excel.uploads import PlanChanged, is_kept, upload_keep
from parindex.units.models import WorkbookUpload
from tests.criteria.cases import DraftCase
from tests.criteria.excel_places import GOOD, load, look, make_places
from tests.workbooks.criteria_cases import INFO_CELLS, LETTERS, NODES, ROWS, TOTAL_ROW, plain, saved

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def places(db: None) -> DraftCase:
    return make_places()


def good(name: str) -> bytes:
    return (GOOD / f"{name}.xlsx").read_bytes()


def exported(case: DraftCase, **cells: str | int | None) -> bytes:
    """The draft's own workbook with some cells of the table changed, by key and code."""
    book = load_workbook(BytesIO(table_workbook(case.draft)))
    for place, value in cells.items():
        key, code = place.rsplit("__", 1)
        book[TABLE_SHEET][f"{LETTERS[key]}{ROWS[code.replace('_', '.')]}"] = value
    return saved(book)


@contextmanager
def refusing_bad_rows() -> Iterator[None]:
    """A database that refuses one row in the middle, whatever the reason may be."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TEMP TRIGGER refuse BEFORE UPDATE ON criteria_criterion"
                " WHEN NEW.name = 'không ghi được'"
                " BEGIN SELECT RAISE(ABORT, 'refused by trigger'); END"
            )
        else:
            cursor.execute(
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                " $$ BEGIN RAISE EXCEPTION 'refused by trigger'; END $$"
            )
            cursor.execute(
                "CREATE TRIGGER refuse BEFORE UPDATE ON criteria_criterion FOR EACH ROW"
                " WHEN (NEW.name = 'không ghi được') EXECUTE FUNCTION refuse()"
            )
        yield
        is_lite = connection.vendor == "sqlite"
        on_table = "" if is_lite else " ON criteria_criterion"
        cursor.execute(f"DROP TRIGGER refuse{on_table}")


def rules_of(plan: Plan) -> list[str]:
    return [remark.rule for remark in plan.remarks]


def test_the_right_table_changes_nothing(places: DraftCase) -> None:
    plan = look(good("du-thao"), places.standing)
    assert plan.writes == 0
    assert rules_of(plan) == [complaints.DRAFT_CHANGED.rule]


def test_rows_that_are_only_coloured_are_no_rows(places: DraftCase) -> None:
    assert look(good("dong-trong-co-mau"), places.standing).writes == 0


def test_it_shows_every_changed_cell_before_and_after(places: DraftCase) -> None:
    workbook = exported(
        places,
        max_score__1_2=12,
        max_score__1_1=None,
        max_score__1=62,
        name__2_1="Tên khác",
        rule_params__1_2="Bước: 1\nTên số liệu: Điểm",
        max_score__2=38,
        max_score__2_1=38,
    )
    plan = look(workbook, places.standing)
    found = {
        change.code: {cell.title: (cell.before, cell.after) for cell in change.cells}
        for change in plan.nodes
    }
    assert found == {
        "1": {"Điểm tối đa": ("60", "62")},
        "1.2": {
            "Điểm tối đa": ("10", "12"),
            "Cách chấm (câu)": (
                "Chấm từ 0 đến 10 điểm, theo bước 0,5",
                "Chấm từ 0 đến 12 điểm, theo bước 1",
            ),
        },
        "2": {"Điểm tối đa": ("40", "38")},
        "2.1": {
            "Lĩnh vực/Tiêu chí/Tiêu chí thành phần": ("Nội dung 2.1", "Tên khác"),
            "Điểm tối đa": ("40", "38"),
            "Cách chấm (câu)": (
                "Chấm từ 0 đến 40 điểm, theo bước 0,5",
                "Chấm từ 0 đến 38 điểm, theo bước 0,5",
            ),
        },
    }
    assert (plan.unchanged, [c.row for c in plan.nodes]) == (3, [6, 10, 11, 12])
    assert places.max_of("1.2") == 10


def test_confirmed_it_is_written_once_and_recorded(places: DraftCase) -> None:
    node, kept = places.node("1.2"), places.node("2.1")
    load(exported(places, name__1_2="Tên mới"), places.standing)
    after = places.node("1.2")
    assert (after.pk, after.name, after.version) == (node.pk, "Tên mới", node.version + 1)
    assert places.node("2.1").version == kept.version
    event = Event.objects.get(action="criteria_set.import")
    assert event.actor == places.standing
    title = "Lĩnh vực/Tiêu chí/Tiêu chí thành phần"
    assert event.before == {"1.2": {title: "Nội dung 1.2"}}
    assert event.after is not None
    assert event.after["changed"] == {"1.2": {title: "Tên mới"}}
    upload = WorkbookUpload.objects.get()
    assert upload.applied_at


def test_rows_come_and_go(places: DraftCase) -> None:
    book = load_workbook(BytesIO(exported(places, max_score__1_1_1=45, max_score__1_2=15)))
    table = book[TABLE_SHEET]
    table[f"A{TOTAL_ROW}"], table[f"B{TOTAL_ROW}"] = "2.2", "Mục mới"
    table[f"C{TOTAL_ROW}"], table[f"D{TOTAL_ROW}"] = "0,5", "Tự chấm và thẩm định"
    table[f"C{ROWS['2']}"] = table[f"C{ROWS['1']}"] = table[f"C{ROWS['1.1']}"] = None
    CriteriaSet.objects.filter(code="SAU").delete()
    table.delete_rows(ROWS["1.1.2"])
    plan = load(saved(book), places.standing)
    assert [(c.kind, c.code) for c in plan.nodes if c.kind != "changed"] == [
        ("added", "2.2"),
        ("removed", "1.1.2"),
    ]
    assert places.codes() == ["1", "1.1", "1.1.1", "1.2", "2", "2.1", "2.2"]
    assert places.max_of("2") == Decimal("40.5")
    assert complaints.RULE_NEEDED.rule in rules_of(plan)
    assert any("Tổng điểm là" in text for text in plan.findings)


def test_a_leaf_that_gets_children_gives_up_its_rule(places: DraftCase) -> None:
    book = load_workbook(BytesIO(exported(places)))
    table = book[TABLE_SHEET]
    for key in ("method", "rule_kind", "rule_params", "not_applicable"):
        table[f"{LETTERS[key]}{ROWS['2.1']}"] = None
    table[f"A{TOTAL_ROW}"], table[f"B{TOTAL_ROW}"] = "2.1.1", "Mục mới"
    table[f"C{TOTAL_ROW}"], table[f"D{TOTAL_ROW}"] = 40, "Tự chấm và thẩm định"
    load(saved(book), places.standing)
    assert (places.node("2.1").is_leaf, places.node("2.1").rule_kind) == (False, "")
    assert places.node("2.1.1").parent == places.node("2.1")


def test_numbers_are_read_as_people_type_them(places: DraftCase) -> None:
    load(good("go-tay"), places.standing)
    assert places.max_of("1.1.1") == Decimal("30.5")
    assert places.max_of("1.1") == 50
    assert places.node("1.2").rule_params == {"step": "0.25", "label": "Điểm"}
    assert places.node("1.2").method == "appraisal"


def test_another_code_makes_a_new_draft(places: DraftCase) -> None:
    book = load_workbook(BytesIO(exported(places)))
    book[INFO_SHEET][INFO_CELLS["code"]] = "BO-MOI"
    before = list(places.draft.criteria.values_list())
    plan = load(saved(book), places.standing)
    made = CriteriaSet.objects.get(code="BO-MOI")
    assert (plan.is_new, plan.count("added")) == (True, 7)
    assert (made.owner, made.status, made.criteria.count()) == (places.owner, "draft", 7)
    assert list(places.draft.criteria.values_list()) == before
    actions = Event.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["criteria_set.create", "criteria_set.import"]


def test_the_sets_own_lines_change_with_the_table(places: DraftCase) -> None:
    book = load_workbook(BytesIO(exported(places)))
    book[INFO_SHEET][INFO_CELLS["issued_on"]] = "20/11/2026"
    book[INFO_SHEET][INFO_CELLS["adjustment_cap"]] = "2,5"
    plan = load(saved(book), places.standing)
    assert [(c.title, c.before, c.after) for c in plan.info] == [
        ("Ngày ban hành văn bản", "05/01/2026", "20/11/2026"),
        ("Mức trần thưởng, phạt", "", "2,5"),
    ]
    places.draft.refresh_from_db()
    assert places.draft.adjustment_cap == Decimal("2.5")


def test_a_table_of_an_office_fills_an_empty_draft(places: DraftCase) -> None:
    empty = CriteriaSet.objects.create(
        code="TRONG", name="Bộ trống", level="commune", year=2026, owner=places.owner
    )
    plan = load(good("bang-van-ban"), places.standing, empty)
    nodes = {node.code: node for node in empty.criteria.order_by("sort_key")}
    assert list(nodes) == ["1", "1.1", "1.2", "2"]
    assert nodes["1.1"].rule_text == "Đúng hạn: 3,5 điểm\nMuộn: 0 điểm"
    assert (nodes["1.1"].rule_kind, nodes["1.1"].max_score) == ("manual", Decimal("3.5"))
    assert nodes["1.1"].rule_problem == ""
    needed = [r for r in plan.remarks if r.rule == complaints.RULE_NEEDED.rule]
    assert [(r.sheet, r.cell) for r in needed] == [
        ("Phụ lục", "A6"),
        ("Phụ lục", "A7"),
        ("Phụ lục", "A8"),
    ]


def test_a_table_without_columns_of_rules_keeps_those_there_are(places: DraftCase) -> None:
    rows = ((n["code"], f"{n['name']} sửa", n["max_score"], f"Câu {n['code']}") for n in NODES)
    load(saved(plain(*rows)), places.standing, places.draft)
    node = places.node("1.2")
    assert (node.name, node.rule_text) == ("Nội dung 1.2 sửa", "Câu 1.2")
    assert node.rule_params == {"step": "0.5", "label": "Điểm"}
    assert node.appraising_office == "Phòng Nội vụ"


def test_whoever_rewrites_only_the_sentence_is_told(places: DraftCase) -> None:
    plan = look(exported(places, sentence__1_2="Mỗi lỗi trừ 1 điểm"), places.standing)
    remark = next(r for r in plan.remarks if r.rule == complaints.SENTENCE_IGNORED.rule)
    assert remark.cell == f"{LETTERS['sentence']}{ROWS['1.2']}"
    assert "theo bước 0,5" in remark.expected
    assert plan.writes == 0


def test_other_remarks_stop_nothing(places: DraftCase) -> None:
    book = load_workbook(BytesIO(exported(places, method__1_1="Tự chấm và thẩm định")))
    book[TABLE_SHEET]["P5"] = "Ghi chú"
    book[INFO_SHEET][INFO_CELLS["code"]] = "BO-KHAC"
    plan = look(saved(book), places.standing, places.draft)
    wanted = (complaints.INFO_IGNORED, complaints.COLUMN_IGNORED, complaints.METHOD_IGNORED)
    assert rules_of(plan) == [complaint.rule for complaint in wanted]
    assert plan.writes == 0


def test_a_file_taken_before_the_draft_changed_says_so(places: DraftCase) -> None:
    workbook = exported(places)
    node = places.node("1.2")
    criterion_update(
        criterion=node, version=node.version, values={"name": "Ở cổng"}, actor=places.standing
    )
    plan = look(workbook, places.standing)
    assert complaints.DRAFT_CHANGED.rule in rules_of(plan)
    assert [(c.code, c.kind) for c in plan.nodes] == [("1.2", "changed")]


def test_only_what_was_shown_is_written(places: DraftCase) -> None:
    workbook = exported(places, name__1_2="Theo tệp")
    seen = look(workbook, places.standing).digest
    now = timezone.now()
    kept = upload_keep(file=ContentFile(workbook), name="b.xlsx", owner=places.standing, at=now)
    node = places.node("2.1")
    criterion_update(
        criterion=node, version=node.version, values={"name": "Ở cổng"}, actor=places.standing
    )
    with pytest.raises(PlanChanged) as changed:
        table_load(upload=kept, seen=seen, actor=places.standing, at=now)
    assert {c.code for c in changed.value.plan.nodes} == {"1.2", "2.1"}
    assert places.names(["1.2", "2.1"]) == ["Nội dung 1.2", "Ở cổng"]
    kept.refresh_from_db()
    assert kept.applied_at is None
    assert is_kept(kept)


def test_a_file_is_written_once(places: DraftCase) -> None:
    workbook = exported(places, name__1_2="Theo tệp")
    now = timezone.now()
    kept = upload_keep(file=ContentFile(workbook), name="b.xlsx", owner=places.standing, at=now)
    seen = look(workbook, places.standing).digest
    WorkbookUpload.objects.filter(pk=kept.pk).update(applied_at=now)
    with pytest.raises(Conflict):
        table_load(upload=kept, seen=seen, actor=places.standing, at=now)
    assert places.names(["1.2"]) == ["Nội dung 1.2"]


def test_a_row_that_the_database_refuses_leaves_nothing_behind(places: DraftCase) -> None:
    workbook = exported(places, name__1_1_1="Sửa trước", name__2_1="không ghi được")
    seen = look(workbook, places.standing).digest
    now = timezone.now()
    kept = upload_keep(file=ContentFile(workbook), name="b.xlsx", owner=places.standing, at=now)
    before = list(Criterion.objects.order_by("pk").values_list())
    with refusing_bad_rows(), pytest.raises(Exception, match="refused by trigger"):
        table_load(upload=kept, seen=seen, actor=places.standing, at=now)
    assert list(Criterion.objects.order_by("pk").values_list()) == before
    assert not Event.objects.filter(action="criteria_set.import").exists()
    kept.refresh_from_db()
    assert kept.applied_at is None


def test_the_number_of_queries_does_not_hang_on_the_number_of_unchanged_rows(
    places: DraftCase,
) -> None:
    workbook = exported(places)
    with CaptureQueriesContext(connection) as queries:
        look(workbook, places.standing)
    selects = [q["sql"] for q in queries.captured_queries if q["sql"].startswith("SELECT")]
    assert len(selects) < 20
