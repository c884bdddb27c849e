"""Some communes of huyện Hướng Hóa, and accounts for trying statistics out.

Names of people are invented.
"""

from collections.abc import Mapping
from datetime import date

from django.contrib.auth.hashers import make_password

from parindex.demo.people import PASSWORD, SALT, Person, person_load
from parindex.demo.places import Place
from parindex.units.models import Membership, Role, Unit, UnitKind, UnitLink, User

DISTRICT = "HUONG-HOA"
FIRST_POSITION = 1100
MERGED_ON = date(2020, 1, 1)
LEGAL_ACT = "Minh hoạ: sắp xếp đơn vị hành chính cấp xã giai đoạn 2019 - 2021"


def _commune(code: str, name: str) -> Place:
    return Place(code, f"xã {name}", UnitKind.COMMUNE, DISTRICT, name)


PLACES = (
    Place("TT-KHE-SANH", "thị trấn Khe Sanh", UnitKind.TOWNSHIP, DISTRICT, "Khe Sanh"),
    Place("TT-LAO-BAO", "thị trấn Lao Bảo", UnitKind.TOWNSHIP, DISTRICT, "Lao Bảo"),
    _commune("A-TUC", "A Túc"),
    _commune("A-XING", "A Xing"),
    _commune("HUONG-PHUNG", "Hướng Phùng"),
    _commune("LIA", "Lìa"),
    _commune("TAN-LIEN", "Tân Liên"),
)
OLD, NEW = ("A-TUC", "A-XING"), "LIA"

PEOPLE = (
    Person(
        *("noivu.huonghoa", "Hoàng Thị Minh Tâm", "Trưởng phòng", f"PNV-{DISTRICT}"),
        role=Role.STANDING_OFFICE,
        on=DISTRICT,
    ),
    Person(
        *("vanphong.huonghoa", "Lê Đình Quý", "Chuyên viên", f"VP-{DISTRICT}"),
        role=Role.APPRAISER,
    ),
    Person(
        *("canbo.khesanh", "Nguyễn Thị Hồng Lam", "Công chức Văn phòng - Thống kê", "TT-KHE-SANH"),
        role=Role.OFFICIAL,
    ),
    Person(
        *("canbo.lia", "Hồ Văn Thiết", "Công chức Văn phòng - Thống kê", "LIA"),
        role=Role.OFFICIAL,
    ),
)


def huong_hoa_load(known: Mapping[str, Unit]) -> tuple[dict[str, Unit], dict[str, User]]:
    """Units and accounts by code and name; the district with its offices is ``known``."""
    units = {**known, **_places_load(known)}
    password = make_password(PASSWORD, salt=SALT)
    people = {person.username: person_load(person, units, password) for person in PEOPLE}
    Membership.objects.get_or_create(
        user=people["noivu.huonghoa"], unit=units[f"PNV-{DISTRICT}"], role=Role.APPRAISER
    )
    return units, people


def _places_load(known: Mapping[str, Unit]) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for position, place in enumerate(PLACES, start=FIRST_POSITION):
        units[place.code], _made = Unit.objects.get_or_create(
            code=place.code,
            defaults={
                "name": place.name,
                "kind": place.kind,
                "parent": known[place.parent],
                "place_name": place.place_name,
                "symbol": place.symbol,
                "position": position,
                **_validity(place.code),
            },
        )
    _merge(units)
    return units


def _validity(code: str) -> dict[str, date]:
    if code in OLD:
        return {"valid_to": date(2019, 12, 31)}
    return {"valid_from": MERGED_ON} if code == NEW else {}


def _merge(units: Mapping[str, Unit]) -> None:
    for code in OLD:
        UnitLink.objects.get_or_create(
            predecessor=units[code],
            successor=units[NEW],
            defaults={"effective_on": MERGED_ON, "legal_act": LEGAL_ACT},
        )
