"""Two issued versions side by side: what was added, taken out, changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from plans.models import Part, PlanVersion, VersionLine


@dataclass(frozen=True)
class Difference:
    """``kind``: added, removed, changed. ``before`` or ``after`` is empty where there was none."""

    kind: str
    part: str
    label: str
    before: str
    after: str


def differences(old: PlanVersion, new: PlanVersion) -> list[Difference]:
    """In the order of the newer version; what was taken out stands at the end of its part."""
    before, after = _by_key(old.lines.all()), _by_key(new.lines.all())
    found = [_difference(before.get(key), line) for key, line in after.items()]
    found += [_difference(line, None) for key, line in before.items() if key not in after]
    order = list(Part)
    told = [difference for difference in found if difference is not None]
    return [d for _part, d in sorted(told, key=lambda pair: order.index(pair[0]))]


def _by_key(lines: Iterable[VersionLine]) -> dict[tuple[str, str], VersionLine]:
    return {(line.part, line.key): line for line in lines}


def _difference(old: VersionLine | None, new: VersionLine | None) -> tuple[Part, Difference] | None:
    line = new or old
    if line is None or (old and new and _same(old, new)):
        return None
    kind = "changed" if old and new else "added" if new else "removed"
    part = Part(line.part)
    return part, Difference(
        kind=kind,
        part=str(part.label),
        label=line.label,
        before=old.text if old else "",
        after=new.text if new else "",
    )


def _same(old: VersionLine, new: VersionLine) -> bool:
    return (old.label, old.text) == (new.label, new.text)
