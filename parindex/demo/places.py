"""Units: tỉnh Bình Định with its departments, huyện Vân Canh with its offices and communes."""

from dataclasses import dataclass

from parindex.units.models import Unit, UnitKind

PROVINCE = "BINH-DINH"
DISTRICT = "VAN-CANH"


@dataclass(frozen=True)
class Place:
    code: str
    name: str
    kind: UnitKind
    parent: str
    place_name: str
    symbol: str = "UBND"


def _department(code: str, name: str, symbol: str) -> Place:
    return Place(
        f"{code}-BINH-DINH", name, UnitKind.DEPARTMENT, PROVINCE, "Bình Định", symbol=symbol
    )


def _office(code: str, name: str, symbol: str, kind: UnitKind = UnitKind.OFFICE) -> Place:
    return Place(f"{code}-VAN-CANH", name, kind, DISTRICT, "Vân Canh", symbol=symbol)


def _commune(code: str, name: str) -> Place:
    return Place(code, f"xã {name}", UnitKind.COMMUNE, DISTRICT, name)


PROVINCIAL = (
    Place(PROVINCE, "tỉnh Bình Định", UnitKind.PROVINCE, "", "Bình Định"),
    _department("VP", "Văn phòng UBND tỉnh Bình Định", "VPUBND"),
    _department("SNV", "Sở Nội vụ tỉnh Bình Định", "SNV"),
    _department("STP", "Sở Tư pháp tỉnh Bình Định", "STP"),
    _department("STC", "Sở Tài chính tỉnh Bình Định", "STC"),
    _department("STTTT", "Sở Thông tin và Truyền thông tỉnh Bình Định", "STTTT"),
    _department("SKHCN", "Sở Khoa học và Công nghệ tỉnh Bình Định", "SKHCN"),
)

DISTRICT_OFFICES = (
    Place(DISTRICT, "huyện Vân Canh", UnitKind.DISTRICT, PROVINCE, "Vân Canh"),
    _office("VP", "Văn phòng HĐND và UBND huyện Vân Canh", "VP"),
    _office("PNV", "Phòng Nội vụ huyện Vân Canh", "PNV"),
    _office("PTP", "Phòng Tư pháp huyện Vân Canh", "PTP"),
    _office("PTCKH", "Phòng Tài chính - Kế hoạch huyện Vân Canh", "PTCKH"),
    _office("PVHTT", "Phòng Văn hóa và Thông tin huyện Vân Canh", "PVHTT"),
    _office("PKTHT", "Phòng Kinh tế và Hạ tầng huyện Vân Canh", "PKTHT"),
    _office("TTR", "Thanh tra huyện Vân Canh", "TTr"),
    _office(
        "TTVHTTTT",
        "Trung tâm Văn hóa - Thông tin - Thể thao huyện Vân Canh",
        "TTVHTTTT",
        kind=UnitKind.SERVICE_UNIT,
    ),
)

COMMUNES = (
    _commune("CANH-HIEN", "Canh Hiển"),
    _commune("CANH-HIEP", "Canh Hiệp"),
    _commune("CANH-HOA", "Canh Hòa"),
    _commune("CANH-LIEN", "Canh Liên"),
    _commune("CANH-THUAN", "Canh Thuận"),
    _commune("CANH-VINH", "Canh Vinh"),
    Place("TT-VAN-CANH", "thị trấn Vân Canh", UnitKind.TOWNSHIP, DISTRICT, "Vân Canh"),
)

PLACES = (*PROVINCIAL, *DISTRICT_OFFICES, *COMMUNES)


def places_load() -> dict[str, Unit]:
    """All units by code; a parent stands before its children."""
    units: dict[str, Unit] = {}
    for position, place in enumerate(PLACES, start=1):
        units[place.code], _made = Unit.objects.update_or_create(
            code=place.code,
            defaults={
                "name": place.name,
                "kind": place.kind,
                "parent": units.get(place.parent),
                "place_name": place.place_name,
                "symbol": place.symbol,
                "position": position,
            },
        )
    return units
