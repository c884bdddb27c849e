"""The lines of which a rule may have several: options, bands, steps, violations, grades, cases."""

import re
from collections.abc import Mapping
from decimal import Decimal

from criteria.excel.ruletext.base import (
    Item,
    LineError,
    Listed,
    escaped,
    number_read,
    number_text,
    unescaped,
)
from parindex.lib.numbers import plain
from parindex.lib.text import fold

_KEYED = re.compile(r"(?s)(?P<label>.*?)\s*\[(?P<key>[a-z0-9_]{1,40})\]\s*")
_NUMBER = r"[\d.,]+"
_SHARE = re.compile(rf"theo ty le,? muc tieu (?P<target>{_NUMBER}) ?%?")


def keyed(item: Mapping[str, object]) -> str:
    """A label with the key under which answers are stored."""
    return f"{escaped(str(item['label']))} [{item['key']}]"


def labelled(text: str) -> Item:
    """Label and key; without a key the reader of the whole cell gives one."""
    if match := _KEYED.fullmatch(text):
        return {"key": match["key"], "label": unescaped(match["label"])}
    return {"label": unescaped(text)}


def _write_option(item: Mapping[str, object], is_rate: bool) -> str:
    return f"{number_text(item['points'])} điểm: {keyed(item)}"


def _read_option(head: re.Match[str], rest: str) -> Item:
    return labelled(rest) | {"points": number_read(head["points"])}


def _write_band(item: Mapping[str, object], is_rate: bool) -> str:
    percent = "%" if is_rate else ""
    start = f"từ {number_text(item['from'])}{percent}" if "from" in item else "còn lại"
    if "target" in item:
        return f"{start}: theo tỷ lệ, mục tiêu {number_text(item['target'])}{percent}"
    return f"{start}: {number_text(item['points'])} điểm"


def _read_band(head: re.Match[str], rest: str) -> Item:
    item: Item = {"from": number_read(head["edge"])} if head["edge"] else {}
    return item | _worth(rest)


def _write_step(item: Mapping[str, object], is_rate: bool) -> str:
    return f"từ {item['at_least']}: {number_text(item['points'])} điểm"


def _read_step(head: re.Match[str], rest: str) -> Item:
    edge = number_read(head["edge"]) if head["edge"] else "0"
    whole = int(edge) if edge.isdecimal() else edge
    return {"at_least": whole, "points": number_read(rest)}


def _write_violation(item: Mapping[str, object], is_rate: bool) -> str:
    cap = f", nhiều nhất {number_text(item['cap'])} điểm" if "cap" in item else ""
    return f"trừ {number_text(item['points'])} điểm{cap}: {keyed(item)}"


def _read_violation(head: re.Match[str], rest: str) -> Item:
    cap: Item = {"cap": number_read(head["cap"])} if head["cap"] else {}
    return labelled(rest) | {"points": number_read(head["points"])} | cap


def _share(name: str, params_name: str) -> Listed:
    def write(item: Mapping[str, object], is_rate: bool) -> str:
        return f"{number_text(plain(Decimal(str(item[name])) * 100))}%: {keyed(item)}"

    def read(head: re.Match[str], rest: str) -> Item:
        share = plain(Decimal(number_read(head["share"])) / 100)
        return labelled(rest) | {name: share}

    example = "100%: nội dung"
    return Listed(params_name, re.compile(rf"(?P<share>{_NUMBER}) ?%"), write, read, example)


def _worth(text: str) -> Item:
    if match := _SHARE.fullmatch(fold(text)):
        return {"target": number_read(match["target"])}
    return {"points": number_read(text)}


def _write_case(item: Mapping[str, object], is_rate: bool) -> str:
    return f"Trường hợp: {keyed(item)}"


def _read_case(head: re.Match[str], rest: str) -> Item:
    if not rest:
        raise LineError("Thiếu nội dung của trường hợp.")
    return labelled(rest)


OPTIONS = Listed(
    "options",
    re.compile(rf"(?P<points>{_NUMBER}) ?(diem)?"),
    _write_option,
    _read_option,
    "1 điểm: nội dung phương án",
)
BANDS = Listed(
    "bands",
    re.compile(rf"tu (?P<edge>-?{_NUMBER}) ?%?|con lai(?P<none>)"),
    _write_band,
    _read_band,
    "từ 50%: 1 điểm",
)
STEPS = Listed(
    "steps",
    re.compile(rf"tu (?P<edge>{_NUMBER})|con lai(?P<none>)"),
    _write_step,
    _read_step,
    "từ 2: 1 điểm",
)
VIOLATIONS = Listed(
    "violations",
    re.compile(rf"tru (?P<points>{_NUMBER}) ?(diem)?(, ?nhieu nhat (?P<cap>{_NUMBER}) ?(diem)?)?"),
    _write_violation,
    _read_violation,
    "trừ 0,5 điểm: điều bị trừ",
)
RATINGS = _share("share", "ratings")
ANSWERS = _share("weight", "answers")
CASES = Listed(
    "cases", re.compile(r"truong hop"), _write_case, _read_case, "Trường hợp: tên trường hợp"
)
