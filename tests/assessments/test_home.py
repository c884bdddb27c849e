"""What "Việc của tôi" counts."""

from django.utils import timezone

from assessments.pages.home import home_page
from parindex.forms import MomentField
from parindex.units.models import Membership, Role, User
from tests.assessments.cases import Case


def titles(user: User) -> list[str]:
    fresh = User.objects.get(pk=user.pk)
    todos = home_page(fresh, timezone.now())["todos"]
    assert isinstance(todos, list)
    return [todo.title for todo in todos]


def test_the_standing_office_is_asked_to_approve_what_others_appraised(case: Case) -> None:
    case.appraised("1")
    assert "Phê duyệt 1 phiếu lĩnh vực đã thẩm định" in titles(case.standing)


def test_nobody_is_asked_to_approve_what_he_appraised(case: Case) -> None:
    Membership.objects.create(user=case.appraiser, unit=case.district, role=Role.STANDING_OFFICE)
    case.appraised("1")
    assert not any("Phê duyệt" in title for title in titles(case.appraiser))


def test_a_moment_is_read_in_either_order() -> None:
    field = MomentField()
    moments = {
        field.clean(text)
        for text in ("26/12/2026 17:00", "17:00 26/12/2026", "17:00 ngày 26/12/2026")
    }
    assert len(moments) == 1
