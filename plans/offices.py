"""Names of offices as people type them, and the units of the portal that they mean."""

import re

from parindex.lib.text import fold, nfc
from parindex.units.models import Unit

_BETWEEN = re.compile(r"[;\n]+")


class Offices:
    """The unit itself and all below it, by full and by short name: "Phòng Nội vụ" in a district
    means its own one. A name that two units carry means neither."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self._by_name: dict[str, Unit | None] = {}
        for found in Unit.objects.under(unit).order_by("position", "code"):
            for name in self._names(found):
                same = self._by_name.get(name, found)
                self._by_name[name] = found if same == found else None

    def named(self, name: str) -> Unit | None:
        return self._by_name.get(fold(name))

    def all_named(self, names: str) -> list[Unit]:
        """Each that is known of "Phòng Nội vụ; Văn phòng"; a comma may belong to a name."""
        parts = (self.named(part) for part in _BETWEEN.split(names))
        return list(dict.fromkeys(unit for unit in parts if unit))

    def short(self, unit: Unit) -> str:
        """As a plan of this unit names it."""
        if unit == self.unit:
            return f"UBND {unit.name}"
        return unit.name.removesuffix(f" {self.unit.name}")

    def choices(self) -> list[str]:
        """Short names to pick from, in the portal's order, each once."""
        names = (self.short(unit) for unit in self._by_name.values() if unit)
        return list(dict.fromkeys(names))

    def _names(self, found: Unit) -> set[str]:
        """ "Văn phòng HĐND và UBND huyện Vân Canh" also goes without "Vân Canh" and without
        "huyện Vân Canh"."""
        area = self.unit.name.partition(" ")[2]
        short = found.name.removesuffix(f" {self.unit.name}")
        named = found.name.removesuffix(f" {area}")
        return {fold(name) for name in (found.name, short, named, f"UBND {found.name}")}


def tidy_names(names: str) -> str:
    """One line, parts divided by "; "."""
    parts = (" ".join(nfc(part).split()) for part in _BETWEEN.split(names))
    return "; ".join(part for part in parts if part)
