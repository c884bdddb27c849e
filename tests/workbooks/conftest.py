"""The portal into which the workbooks of `unit_cases.py` are brought."""

from datetime import date

import pytest

from parindex.units.models import Membership, Role, Unit
from tests.factories import make_unit, make_user
from tests.units.places import Places, make_places


@pytest.fixture
def places(db: None) -> Places:
    made = make_places()
    make_user("nguoi.xa", full_name="Người Ở Xa", role=Role.OFFICIAL, on=made.elsewhere)
    both = make_user("hai.noi", full_name="Người Hai Nơi", role=Role.OFFICIAL, on=made.first)
    Membership.objects.create(user=both, unit=made.elsewhere, role=Role.OFFICIAL)
    closed = make_unit("xã Đã Đóng", parent=made.district, code="XA-DONG")
    Unit.objects.filter(pk=closed.pk).update(valid_to=date(2020, 12, 31))
    return made
