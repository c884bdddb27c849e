"""The commands: what they print, what they write, what they say when a code is wrong."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from parindex.units.models import Unit, UnitKind
from reports.management.commands.show_results import HELP
from tests.factories import make_campaign, make_unit
from tests.reports.pdfs import text_of
from tests.reports.test_unit_result import give, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def units() -> list[Unit]:
    district = make_unit("huyện Vân Canh", kind=UnitKind.DISTRICT)
    return [make_unit(f"xã Số {n}", parent=district, code=f"XA-{n}") for n in (1, 2)]


def run(name: str, *arguments: str) -> str:
    out = io.StringIO()
    call_command(name, *arguments, stdout=out)
    return out.getvalue()


def test_all_units_come_as_a_list_in_order(units: list[Unit]) -> None:
    campaign = make_campaign(units, code="VC-2022")
    give(campaign, ["2", "1", "1"], ["1", None, "1"])
    first, second = json.loads(run("show_results", "VC-2022", "--json"))
    assert (first["unit"], second["unit"]) == ("XA-1", "XA-2")
    assert first["rank"] == {"rank": 1, "of": 1}
    assert second["rank"] == {"rank": None, "of": None}
    assert first["total"]["previous_percent"] is None
    assert first["survey"] == {"score": None, "max": None, "index": None}


def test_the_table_says_when_figures_are_not_complete(units: list[Unit]) -> None:
    campaign = make_campaign(units[:1], code="VC-2022")
    give(campaign, ["2", None, "1"])
    assert "Chưa đủ điểm mọi mục" in run("show_results", "VC-2022")


def test_the_help_names_every_key_of_the_json(units: list[Unit]) -> None:
    give(make_campaign(units[:1], code="VC-2022"), ["2", "1", "1"])
    shown = json.loads(run("show_results", "VC-2022", "--unit", "XA-1", "--json"))
    keys = {*shown, *shown["total"], *shown["survey"], *shown["fields"][0], *shown["rank"]}
    assert [key for key in sorted(keys) if key not in HELP] == []


def test_an_unknown_campaign_lists_those_there_are(units: list[Unit]) -> None:
    make_campaign(units, code="VC-2022")
    with pytest.raises(CommandError, match=r"Không có đợt đánh giá mã “BD-1999”\. Có: VC-2022\."):
        run("show_results", "BD-1999")


def test_an_unknown_unit_lists_those_that_take_part(units: list[Unit]) -> None:
    make_campaign(units, code="VC-2022")
    with pytest.raises(CommandError, match=r"Có: XA-1, XA-2\."):
        run("show_results", "VC-2022", "--unit", "XA-9")


def test_without_any_campaign_it_says_there_is_none() -> None:
    with pytest.raises(CommandError, match="Chưa có mã nào"):
        run("show_results", "BD-2021")


def test_render_takes_the_last_published_campaign_and_its_first_finished_unit(
    units: list[Unit], tmp_path: Path
) -> None:
    published = make_campaign(units, code="VC-2021", year=2021)
    give(published, ["2", None, "1"], ["2", "1", "1"])
    publish(published)
    make_campaign(units, code="VC-2022")
    out = tmp_path / "bao-cao.pdf"
    printed = run("render", "analysis-report", "--out", str(out))
    assert "Xã Số 2" in printed
    assert "năm 2021 của xã Số 2" in text_of(out.read_bytes())


def test_render_writes_the_unit_that_was_asked_for(units: list[Unit], tmp_path: Path) -> None:
    give(make_campaign(units, code="VC-2022"), ["2", "1", "1"], ["1", "1", "1"])
    out = tmp_path / "bang-diem.xlsx"
    run("render", "scoring-appendix", "--out", str(out), "--campaign", "VC-2022", "--unit", "XA-2")
    assert load_workbook(out)["Thông tin"]["B2"].value == "Xã Số 2"


def test_render_writes_the_ranking_of_all(units: list[Unit], tmp_path: Path) -> None:
    give(make_campaign(units, code="VC-2022"), ["2", "1", "1"], ["1", "1", "1"])
    out = tmp_path / "xep-hang.xlsx"
    run("render", "ranking-appendix", "--out", str(out), "--campaign", "VC-2022")
    assert load_workbook(out).worksheets[0].max_row == 7


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--out", "x.pdf"], "Chưa có đợt nào được công bố"),
        (["--out", "x.pdf", "--campaign", "KHONG-CO"], "Không có đợt đánh giá mã"),
    ],
)
def test_render_says_what_is_missing(arguments: list[str], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        run("render", "analysis-report", *arguments)


def test_render_says_where_it_could_not_write(units: list[Unit], tmp_path: Path) -> None:
    give(make_campaign(units[:1], code="VC-2022"), ["2", "1", "1"])
    out = str(tmp_path / "không-có" / "x.xlsx")
    with pytest.raises(CommandError, match="Không ghi được"):
        run("render", "ranking-appendix", "--out", out, "--campaign", "VC-2022")
