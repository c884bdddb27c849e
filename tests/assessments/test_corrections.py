"""What a unit must mend, on one page."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Decision
from assessments.workflow import Verb
from parindex.units.models import User
from tests.assessments.cases import Case

pytestmark = pytest.mark.django_db


def page_of(case: Case, user: User) -> tuple[int, str]:
    client = Client()
    client.force_login(user)
    url = reverse("corrections", args=[case.campaign.code, case.commune.code])
    answer = client.get(url)
    return answer.status_code, answer.content.decode()


def returned(case: Case) -> None:
    case.submitted()
    case.judge("1.1", Decision.RETURN, cause="Bổ sung quyết định ban hành")
    case.judge("1.2", Decision.AGREE)
    case.move(Verb.RETURN, case.appraiser, reason="Thiếu căn cứ")


def test_all_remarks_stand_with_what_to_do(case: Case) -> None:
    returned(case)
    status, page = page_of(case, case.official)
    assert status == 200
    for part in ("Thiếu căn cứ", "1.1. Nội dung 1.1", "Bổ sung quyết định ban hành", "1 mục"):
        assert part in page
    assert "1.2. Nội dung 1.2" not in page
    assert f'#e{case.entry("1.1").pk}"' in page


def test_what_was_mended_since_is_ticked_off(case: Case) -> None:
    returned(case)
    assert "Đã sửa sau khi trả lại" not in page_of(case, case.official)[1]
    case.declare("1.1", "1")
    assert "Đã sửa sau khi trả lại" in page_of(case, case.official)[1]


def test_a_sheet_returned_as_a_whole_stands_with_its_reason(case: Case) -> None:
    case.submitted()
    case.move(Verb.RETURN, case.appraiser, reason="Làm lại cả phiếu")
    page = page_of(case, case.official)[1]
    assert "Làm lại cả phiếu" in page
    assert "Cả phiếu được mở để sửa." in page


def test_without_a_return_there_is_nothing_to_mend(case: Case) -> None:
    case.submitted()
    assert "Không có việc nào cần sửa" in page_of(case, case.official)[1]


def test_a_stranger_finds_nothing(case: Case) -> None:
    returned(case)
    assert page_of(case, case.stranger)[0] == 404
