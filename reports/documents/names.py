"""Names of units as papers write them: the committee, the short name of an office, "huyện"."""

from parindex.units.models import COMMUNE_LEVEL, Unit, UnitKind

WITH_COMMITTEE = (UnitKind.PROVINCE, UnitKind.DISTRICT, *COMMUNE_LEVEL)

_AREA_WORDS = (
    "thành phố",
    "thị xã",
    "thị trấn",
    "đặc khu",
    "huyện",
    "quận",
    "phường",
    "xã",
    "tỉnh",
)

_PEERS = {
    UnitKind.PROVINCE: "tỉnh, thành phố",
    UnitKind.DISTRICT: "huyện, thị xã, thành phố",
    UnitKind.DEPARTMENT: "sở, ban, ngành",
    UnitKind.OFFICE: "cơ quan chuyên môn",
}

_BELOW = {
    UnitKind.PROVINCE: "các sở, ban, ngành, Ủy ban nhân dân các đơn vị hành chính trực thuộc",
    UnitKind.DISTRICT: "các cơ quan, đơn vị, Ủy ban nhân dân các xã, thị trấn",
}


def has_committee(unit: Unit) -> bool:
    """Whether the unit is a territory, governed by a people's committee."""
    return unit.kind in WITH_COMMITTEE


def organ(unit: Unit) -> str:
    """Who acts for the unit: "Ủy ban nhân dân huyện Vân Canh", "Phòng Nội vụ"."""
    return f"Ủy ban nhân dân {unit.name}" if has_committee(unit) else short_name(unit)


def organ_short(unit: Unit) -> str:
    """ "UBND huyện", as lists of recipients write it."""
    return f"UBND {area_word(unit)}" if has_committee(unit) else short_name(unit)


def short_name(unit: Unit) -> str:
    """ "Phòng Nội vụ" for "Phòng Nội vụ huyện Vân Canh": the parent stands above it anyway."""
    parent = unit.parent.name if unit.parent else ""
    trimmed = unit.name.removesuffix(parent).strip() if parent else unit.name
    return (trimmed[:1].upper() + trimmed[1:]) or unit.title


def area_word(unit: Unit) -> str:
    """ "huyện", "thị trấn"; "đơn vị" where the name does not say."""
    name = unit.name.lower()
    return next((word for word in _AREA_WORDS if name.startswith(f"{word} ")), "đơn vị")


def peers_word(unit: Unit) -> str:
    """What the units of a ranking are called together."""
    if unit.kind in COMMUNE_LEVEL:
        return "đơn vị cấp xã"
    return _PEERS.get(UnitKind(unit.kind), "đơn vị")


def those_below(unit: Unit) -> str:
    """Whom the chairman directs."""
    return _BELOW.get(UnitKind(unit.kind), "các bộ phận, công chức chuyên môn")
