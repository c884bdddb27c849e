"""Báo cáo phân tích Chỉ số CCHC năm 2021 của huyện Vân Canh: its figures as printed, and right."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"

DETAIL = """\
1 10 6.46 -3.36
1.1 1 0.75 -0.25
1.1.1 0.5 0.5 .
1.1.2 0.5 0.25 -0.25
1.2 1 0.96 -0.04
1.3 1 0.5 -0.5
1.4 1 0 -1
1.5 2 2 .
1.5.1 1 1 .
1.5.2 1 1 .
1.6 1 0 -1
1.7 1 0.75 -0.25
1.8 2 1.5 -0.5
1.8.1 1 1.0 .
1.8.2 0.5 0.5 .
1.8.3 0.5 0 -0.5
2 5 5 .
2.1 1 1 .
2.2 1 1 .
2.3 1 1 .
2.4 1 1 .
2.5 1 1 .
3 10 6.81 .
3.1 2 0 -2
3.2 1.5 1.5 .
3.3 1 1 .
3.4 1.5 0.5 .
3.4.1 0.5 0 -0.5
3.4.2 0.5 0 -0.5
3.4.3 0.5 0.5 .
3.5 3 2.95 -0.15
3.6 1 0.86 -0.14
4 7 6 .
4.1 1 0 -1
4.2 1 1 .
4.3 1 1 .
4.4 1 1 .
4.5 3 3 .
4.5.1 1 1 .
4.5.2 1 1 .
4.5.3 1 1 .
5 11 10 .
5.1 2 2 .
5.1.1 0.5 0.5 .
5.1.2 0.5 0.5 .
5.1.3 0.5 0.5 .
5.1.4 0.5 0.5 .
5.2 1 1 .
5.3 2 2 .
5.3.1 0.5 0.5 .
5.3.2 0.5 0.5 .
5.3.3 1 0.5 -0.5
5.4 0.5 0.5 .
5.5 1.5 1.5 .
5.5.1 1 1 .
5.5.2 0.5 0.5 .
5.6 1 1 .
5.7 1 1 .
5.8 1 1 .
5.9 1 0.5 -0.5
6 5 3 -2
6.1 1 0 -1
6.2 1 1 .
6.3 1 1 .
6.4 1 0.5 -0.5
6.5 1 0.5 -0.5
7 12 8.57 .
7.1 1 1 .
7.2 1 1 .
7.3 2 1 .
7.3.1 1 1 .
7.3.2 1 0 -1
7.4 4 1.64 .
7.4.1 1 0 -1
7.4.2 1 0.53 -0.47
7.4.3 1 0.11 -0.89
7.4.4 1 1 .
7.5 1 1 .
7.6 2 2 .
7.7 1 0.93 .
7.7.1 0.5 0.43 -0.07
7.7.2 0.5 0.5 .
"""

SUMMARY = """\
1 7.5 12 62.5 6.64 10 66.4 +3.9
2 4 4 100 5 5 100 0
3 4 6 66.7 6.81 10 68.1 +1.4
4 4.5 7 64.2 6 7 85.6 +21.4
5 11.5 16 71.9 10 11 90.9 +19
6 3 5 60 3 5 60 0
7 10 16 62.5 8.57 12 71.4 +8.9
"""

UNEXPLAINED = "7.7.1"
MISLABELLED = {"1.8.3": "1.8", "5.9": "5.3.3"}
"""What the text below the tables calls them."""
EXPLAINED_ABOVE = {"1.1.2": "1.1"}
"""The cause stands with the criterion."""

Found = tuple[str, str, str]
"""Code, kind, recomputed."""

DETAIL_SLIPS: set[Found] = {
    ("1", "arithmetic", "-3.54"),
    ("3", "blank", "-3.19"),
    ("3", "arithmetic", "-3.19"),
    ("3.4", "blank", "-1"),
    ("3.5", "arithmetic", "-0.05"),
    ("4", "blank", "-1"),
    ("5", "blank", "-1"),
    ("5.3", "arithmetic", "1.5"),
    ("5.3", "blank", "-0.5"),
    ("7", "blank", "-3.43"),
    ("7.3", "blank", "-1"),
    ("7.4", "blank", "-2.36"),
    ("7.7", "blank", "-0.07"),
}
SUMMARY_SLIPS: set[Found] = {
    ("1", "arithmetic", "6.46"),
    ("1", "percent", "64.6"),
    ("1", "percent", "+2.1"),
    ("4", "percent", "64.3"),
    ("4", "percent", "85.7"),
}
CAUSE_SLIPS: set[Found] = {("7.7.1", "missing", "")}
TEXT_SLIPS: set[Found] = {("3.5", "arithmetic", "0.05")}
SIPAS_SLIPS: set[Found] = {("SIPAS", "percent", "74.45")}
PAST_SLIPS: set[Found] = {("Chỉ số", "total", "67.41")}


FACTORS = {
    "Tiếp cận dịch vụ": "75.16",
    "Thủ tục hành chính": "68.16",
    "Công chức, viên chức giải quyết TTHC": "65.96",
    "Kết quả giải quyết TTHC": "79.47",
    "Tiếp nhận, xử lý phản ánh kiến nghị": "85.61",
}


@dataclass(frozen=True)
class Figures:
    """What the tables and sentences of the paper say; numbers as text with a decimal point."""

    detail: tuple[tuple[str, ...], ...]
    """Code, maximum, achieved, deducted."""
    summary: tuple[tuple[str, ...], ...]
    """Code; points, maximum and percentage of 2020 and of 2021; change."""
    index: str = "75.62"
    past_index: str = "69.40"
    growth: str = "6.22"
    sipas_points: str = "29.78"
    sipas_max: str = "40"
    sipas_percent: str = "74.87"
    sipas_growth: str = "7.5"
    unexplained: frozenset[str] = frozenset({UNEXPLAINED})


def _table(text: str) -> tuple[tuple[str, ...], ...]:
    """A full stop is an empty cell."""
    return tuple(
        tuple("" if cell == "." else cell for cell in line.split()) for line in text.splitlines()
    )


PRINTED = Figures(detail=_table(DETAIL), summary=_table(SUMMARY))


def _mended(
    rows: tuple[tuple[str, ...], ...], right: dict[str, str]
) -> tuple[tuple[str, ...], ...]:
    """``right``: a whole row by its code."""
    return tuple(tuple(right[row[0]].split()) if row[0] in right else row for row in rows)


RIGHT = Figures(
    detail=_mended(
        PRINTED.detail,
        {
            "1": "1 10 6.46 -3.54",
            "3": "3 10 6.81 -3.19",
            "3.4": "3.4 1.5 0.5 -1",
            "3.5": "3.5 3 2.95 -0.05",
            "4": "4 7 6 -1",
            "5": "5 11 10 -1",
            "5.3": "5.3 2 1.5 -0.5",
            "7": "7 12 8.57 -3.43",
            "7.3": "7.3 2 1 -1",
            "7.4": "7.4 4 1.64 -2.36",
            "7.7": "7.7 1 0.93 -0.07",
        },
    ),
    summary=_mended(
        PRINTED.summary,
        {"1": "1 7.5 12 62.5 6.46 10 64.6 +2.1", "4": "4 4.5 7 64.3 6 7 85.7 +21.4"},
    ),
    past_index="67.41",
    growth="8.21",
    sipas_percent="74.45",
    unexplained=frozenset(),
)
"""The same paper without a slip; what 2020 gave nobody knows, 67.41 is what its parts allow."""


@cache
def names() -> dict[str, str]:
    rows = json.loads((FIXTURES / "criteria_district_bd_2021.json").read_text())
    fields = [row["fields"] for row in rows if row["model"] == "criteria.criterion"]
    return {field["code"]: field["name"] for field in fields}


@cache
def causes() -> dict[str, str]:
    leaves = json.loads((FIXTURES / "demo_van_canh_2021.json").read_text())["leaves"]
    return {code: leaf["cause"] for code, leaf in leaves.items() if leaf.get("cause")}
