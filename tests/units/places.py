"""A small province with everybody who may or may not keep its units."""

from dataclasses import dataclass

from parindex.units.models import Role, Unit, UnitKind, User
from tests.factories import make_unit, make_user


@dataclass
class Places:
    province: Unit
    district: Unit
    first: Unit
    second: Unit
    elsewhere: Unit
    """A commune of another district."""
    administrator: User
    standing: User
    """Standing office of the district."""
    official: User


def make_places() -> Places:
    province = make_unit("tỉnh Thử", kind=UnitKind.PROVINCE, code="TINH")
    district = make_unit("huyện Thử", kind=UnitKind.DISTRICT, parent=province, code="HUYEN")
    other = make_unit("huyện Khác", kind=UnitKind.DISTRICT, parent=province, code="HUYEN-KHAC")
    first = make_unit("xã Một", parent=district, code="XA-MOT")
    return Places(
        province=province,
        district=district,
        first=first,
        second=make_unit("xã Hai", parent=district, code="XA-HAI"),
        elsewhere=make_unit("xã Xa", parent=other, code="XA-XA"),
        administrator=make_user("quantri", role=Role.ADMINISTRATOR, on=province),
        standing=make_user("thuongtruc", role=Role.STANDING_OFFICE, on=district),
        official=make_user("canbo", role=Role.OFFICIAL, on=first),
    )
