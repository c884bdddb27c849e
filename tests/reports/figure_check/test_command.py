"""The command on real workbooks: list, JSON, help, exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reports.figure_check import MEANINGS, Kind

WORKBOOKS = Path(__file__).resolve().parents[2] / "workbooks" / "figure_check"
ROOT = Path(__file__).resolve().parents[3]

ONE_SHEET = [
    # dòng, mã, loại, in ra, tính lại
    (5, "Chỉ số", "total", "69,40%", "67.41"),
    (13, "1", "arithmetic", "6.64", "6.46"),
    (13, "1", "percent", "66.4", "64.6"),
    (13, "1", "percent", "+3.9", "+2.1"),
    (16, "4", "percent", "64.2", "64.3"),
    (16, "4", "percent", "85.6", "85.7"),
    (24, "1", "arithmetic", "-3.36", "-3.54"),
    (54, "3", "blank", "", "-3.19"),
    (54, "3", "arithmetic", "-3.29", "-3.19"),
    (58, "3.4", "blank", "", "-1"),
    (62, "3.5", "arithmetic", "-0.15", "-0.05"),
    (68, "4", "blank", "", "-1"),
    (81, "5", "blank", "", "-1"),
    (88, "5.3", "arithmetic", "2", "1.5"),
    (88, "5.3", "blank", "", "-0.5"),
    (114, "7", "blank", "", "-3.43"),
    (117, "7.3", "blank", "", "-1"),
    (120, "7.4", "blank", "", "-2.36"),
    (127, "7.7", "blank", "", "-0.07"),
    (128, "7.7.1", "missing", "", ""),
    (132, "SIPAS", "percent", "74.87%", "74.45"),
]


def run(capsys: pytest.CaptureFixture[str], name: str, *options: str) -> str:
    call_command("check_figures", str(WORKBOOKS / name), *options)
    return capsys.readouterr().out


def test_it_lists_the_slips_of_the_report_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    listed = json.loads(run(capsys, "van_canh_one_sheet.xlsx", "--json"))
    keys = ("row", "code", "kind", "printed", "recomputed")
    assert [tuple(slip[key] for key in keys) for slip in listed] == ONE_SHEET
    assert all(set(slip) == {"sheet", "message", *keys} for slip in listed)
    assert {slip["sheet"] for slip in listed} == {"Báo cáo"}
    assert all(slip["message"].endswith(".") for slip in listed)


def test_it_finds_the_same_slips_on_many_sheets(capsys: pytest.CaptureFixture[str]) -> None:
    listed = json.loads(run(capsys, "van_canh_by_field.xlsx", "--json"))
    expected = sorted((code, kind, right) for _, code, kind, _, right in ONE_SHEET)
    assert sorted((s["code"], s["kind"], s["recomputed"]) for s in listed) == expected
    assert {s["sheet"] for s in listed} >= {"I.1", "2.1", "2.3", "2.7", "SIPAS"}


def test_it_tells_a_person_what_is_wrong_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    told = run(capsys, "van_canh_one_sheet.xlsx")
    assert told.startswith("Tìm thấy 21 chỗ cần sửa trong ")
    assert "Trang “Báo cáo”, dòng 62, mã 3.5 [Cộng trừ sai] in -0.15, tính lại −0,05" in told
    assert "Bảng điểm chi tiết" in told


def test_a_right_workbook_has_nothing_to_mend(capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(run(capsys, "van_canh_right.xlsx", "--json")) == []
    told = run(capsys, "van_canh_right.xlsx")
    assert told.startswith("Đã đối chiếu ")
    assert "không thấy chỗ nào sai" in told


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("không có.xlsx", "Không có tệp"),
        ("uncomputed_formula.xlsx", "công thức chưa có kết quả"),
        ("no_table.xlsx", "Không thấy bảng nào đối chiếu được"),
    ],
)
def test_a_file_that_cannot_be_checked_says_why(name: str, reason: str) -> None:
    with pytest.raises(CommandError, match=reason) as caught:
        call_command("check_figures", str(WORKBOOKS / name))
    assert caught.value.returncode == 2


def shell(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", "check_figures", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_exit_code_is_zero_with_slips_and_two_without_a_file() -> None:
    with_slips = shell(str(WORKBOOKS / "van_canh_one_sheet.xlsx"), "--json")
    assert with_slips.returncode == 0
    assert len(json.loads(with_slips.stdout)) == len(ONE_SHEET)
    unreadable = shell(str(WORKBOOKS / "uncomputed_formula.xlsx"), "--json")
    assert unreadable.returncode == 2
    assert unreadable.stdout == ""
    assert "công thức" in unreadable.stderr


def test_help_explains_every_kind_and_the_exit_codes() -> None:
    text = " ".join(shell("--help").stdout.split())
    for kind in Kind:
        assert f"{kind} {MEANINGS[kind]}" in text
    assert "Mã thoát: 0 khi đã đối chiếu xong, kể cả khi tìm thấy chỗ sai; 2 khi" in text
    for key in ("sheet", "row", "code", "kind", "printed", "recomputed", "message"):
        assert f" {key} " in text
