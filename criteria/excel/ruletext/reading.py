"""From lines to parameters, strictly: every line means something, and nothing is guessed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from criteria.excel.ruletext.base import Item, Line, LineError, NumberError, Single
from criteria.excel.ruletext.entries import CASES
from criteria.excel.ruletext.kinds import CASE_KIND, CASE_MAX, CASE_POINTS, LINES
from criteria.rules import KINDS
from parindex.lib.text import fold

KEY_LENGTH = 40


@dataclass(frozen=True)
class Numbered:
    number: int
    text: str


@dataclass
class Written:
    """The parameters, and in which line each stands, so that a complaint can point there."""

    params: Item = field(default_factory=dict)
    places: dict[str, Numbered] = field(default_factory=dict)

    def place(self, path: str) -> Numbered | None:
        """The line of a parameter named like ``bands[1].from``, or of what holds it."""
        while path:
            if found := self.places.get(path):
                return found
            path = re.sub(r"(\.|\[)[^.\[]*$", "", path) if re.search(r"[.\[]", path) else ""
        return None


def kind_of(text: str) -> str:
    """By its title or its own name, whatever accents and capitals; empty when there is none."""
    wanted = fold(text)
    return next((kind for kind, title in KINDS.items() if wanted in (kind, fold(title))), "")


def read(kind: str, text: str) -> Written:
    """Raises LineError with the line, what it says, and what may stand there."""
    lines = [
        Numbered(number, line.strip())
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip()
    ]
    written = Written()
    _read_rule(kind, lines, "", written.params, written.places)
    return written


def _read_rule(
    kind: str,
    lines: Sequence[Numbered],
    path: str,
    params: Item,
    places: dict[str, Numbered],
) -> None:
    spec = LINES[kind]
    rest = list(lines)
    while rest:
        line = rest.pop(0)
        found, value = _matched(spec, line, KINDS[kind])
        if isinstance(found, Single):
            _put(params, found, value, line)
            places[f"{path}{found.name}"] = line
            continue
        items, value = cast(list[Item], params.setdefault(found.name, [])), cast(Item, value)
        here = f"{path}{found.name}[{len(items)}]"
        places[here] = line
        items.append(value)
        if found is CASES:
            below = list(_until_next_case(rest))
            del rest[: len(below)]
            _read_case(line, below, here, value, places)
        _give_key(value, items)
        places.setdefault(f"{path}{found.name}", line)


def _matched(spec: Sequence[Line], line: Numbered, title: str) -> tuple[Line, object]:
    head, colon, rest = line.text.partition(":")
    folded, rest = fold(head), rest.strip()
    try:
        for each in spec if colon else ():
            if isinstance(each, Single):
                if folded == fold(each.title):
                    return each, each.read(rest)
            elif match := each.head.fullmatch(folded):
                return each, each.read(match, rest)
    except (NumberError, LineError) as error:
        raise LineError(str(error), line.number, line.text) from error
    allowed = "; ".join(f"“{each.example}”" for each in spec)
    message = f"không phải là một dòng của cách chấm “{title}”. Các dòng dùng được: {allowed}."
    raise LineError(message, line.number, line.text)


def _put(params: Item, single: Single, value: object, line: Numbered) -> None:
    if single.name in params:
        raise LineError(f"“{single.title}” đã có ở dòng trên.", line.number, line.text)
    params[single.name] = value


def _until_next_case(lines: Sequence[Numbered]) -> Iterator[Numbered]:
    for line in lines:
        if CASES.head.fullmatch(fold(line.text.partition(":")[0])):
            return
        yield line


def _read_case(
    head: Numbered,
    lines: Sequence[Numbered],
    path: str,
    case: Item,
    places: dict[str, Numbered],
) -> None:
    own: Item = {}
    rest = list(lines)
    while rest and (single := _case_line(rest[0])):
        found, value = _matched([single], rest[0], KINDS["conditional"])
        _put(own, single, value, rest[0])
        places[f"{path}.{found.name}"] = rest.pop(0)
    if "points" in own:
        if len(own) > 1 or rest:
            text = "trường hợp có điểm cố định thì không có cách chấm riêng; bỏ một trong hai."
            raise LineError(text, head.number, head.text)
    elif "kind" not in own:
        text = "dưới trường hợp phải có dòng “Điểm: …” hoặc “Cách chấm: …”."
        raise LineError(text, head.number, head.text)
    else:
        title = str(own["kind"])
        own["kind"] = kind_of(title)
        if not own["kind"]:
            line = places[f"{path}.kind"]
            text = f"chọn một trong: {'; '.join(KINDS.values())}."
            raise LineError(text, line.number, line.text)
        nested: Item = {}
        _read_rule(str(own["kind"]), rest, f"{path}.params.", nested, places)
        own["params"] = nested
    case |= own


def _case_line(line: Numbered) -> Single | None:
    head = fold(line.text.partition(":")[0])
    singles = (CASE_POINTS, CASE_KIND, CASE_MAX)
    return next((single for single in singles if fold(single.title) == head), None)


def _give_key(item: Item, items: Sequence[Item]) -> None:
    """A new entry gets a key made from its label, which stays its own from then on."""
    if "label" not in item or "key" in item:
        return
    stem = re.sub(r"[^a-z0-9]+", "_", fold(str(item["label"])))[:KEY_LENGTH].strip("_") or "muc"
    taken = {each.get("key") for each in items}
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem[: KEY_LENGTH - 4]}_{number}"
    item["key"] = key
