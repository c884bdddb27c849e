"""Units of the four plans. The districts and communes ended on 30 June 2025 with their level."""

from dataclasses import dataclass
from datetime import date

from parindex.units.models import Unit, UnitKind

LAST_DAY = date(2025, 6, 30)
FIRST_POSITION = 1000
"""After the units of the other demo data."""


@dataclass(frozen=True)
class Place:
    code: str
    name: str
    kind: UnitKind
    parent: str = ""
    place_name: str = ""
    symbol: str = "UBND"
    valid_to: date | None = LAST_DAY


def _district(code: str, name: str, parent: str, *offices: tuple[str, str, str]) -> list[Place]:
    """The district and its offices: prefix of the code, name, symbol."""
    made = [Place(code, f"huyện {name}", UnitKind.DISTRICT, parent, name)]
    for prefix, office, symbol in offices:
        kind = UnitKind.SERVICE_UNIT if office.startswith("Trung tâm") else UnitKind.OFFICE
        made.append(Place(f"{prefix}-{code}", f"{office} huyện {name}", kind, code, name, symbol))
    return made


def _province(code: str, name: str, valid_to: date | None = LAST_DAY) -> Place:
    return Place(code, f"tỉnh {name}", UnitKind.PROVINCE, "", name, "UBND", valid_to)


_HOME = ("PNV", "Phòng Nội vụ", "PNV")
_OFFICE = ("VP", "Văn phòng HĐND và UBND", "VP")
_JUSTICE = ("PTP", "Phòng Tư pháp", "PTP")
_FINANCE = ("PTCKH", "Phòng Tài chính - Kế hoạch", "PTCKH")
_CULTURE = ("PVHTT", "Phòng Văn hóa và Thông tin", "PVHTT")
_ECONOMY = ("PKTHT", "Phòng Kinh tế và Hạ tầng", "PKTHT")

# Ninh Thuận nhập vào Khánh Hòa, Sóc Trăng vào Cần Thơ; Quảng Trị hợp với Quảng Bình thành tỉnh mới
# cùng tên; Hà Tĩnh giữ nguyên.
PLACES = (
    _province("NINH-THUAN", "Ninh Thuận"),
    *_district(
        "BAC-AI",
        "Bác Ái",
        "NINH-THUAN",
        *(_HOME, _OFFICE, _JUSTICE, _FINANCE),
        ("PGDDT", "Phòng Giáo dục và Đào tạo", "PGDĐT"),
        ("PVHTT", "Phòng Văn hóa - Thông tin", "PVHTT"),
        ("TTYT", "Trung tâm Y tế", "TTYT"),
    ),
    _province("QUANG-TRI-TRUOC-2025", "Quảng Trị"),
    *_district(
        "HUONG-HOA",
        "Hướng Hóa",
        "QUANG-TRI-TRUOC-2025",
        *(_HOME, _OFFICE, _JUSTICE, _FINANCE, _CULTURE, _ECONOMY),
        ("TTVHTT", "Trung tâm Văn hóa Thông tin - Thể dục Thể thao", "TTVHTT"),
    ),
    _province("HA-TINH", "Hà Tĩnh", None),
    *_district("HUONG-SON", "Hương Sơn", "HA-TINH"),
    Place("SON-GIANG", "xã Sơn Giang", UnitKind.COMMUNE, "HUONG-SON", "Sơn Giang"),
    _province("SOC-TRANG", "Sóc Trăng"),
    *_district(
        "LONG-PHU",
        "Long Phú",
        "SOC-TRANG",
        *(_HOME, _OFFICE, _JUSTICE, _FINANCE, _CULTURE, _ECONOMY),
    ),
)


def plan_places_load() -> dict[str, Unit]:
    """All units by code; a parent stands before its children."""
    units: dict[str, Unit] = {}
    for position, place in enumerate(PLACES, start=FIRST_POSITION):
        units[place.code], _made = Unit.objects.update_or_create(
            code=place.code,
            defaults={
                "name": place.name,
                "kind": place.kind,
                "parent": units.get(place.parent),
                "place_name": place.place_name,
                "symbol": place.symbol,
                "valid_to": place.valid_to,
                "position": position,
            },
        )
    return units
