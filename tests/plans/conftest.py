"""A commune with a published result: field 1 lost 0,5 of 2 and 0,75 of 1; field 2 lost 0,5 of 1."""

import pytest

from assessments.models import Campaign, Decision
from assessments.workflow import Verb
from tests.assessments.cases import Case, make_case


@pytest.fixture
def case(db: None) -> Case:
    made = make_case()
    made.submitted("1")
    made.judge("1.1", Decision.DEDUCT, score="1,5", cause="Thiếu phụ lục")
    made.judge("1.2", Decision.DEDUCT, score="0,25", cause="Gửi muộn")
    made.move(Verb.FINISH, made.appraiser)
    made.appraised("2")
    for code in ("1", "2"):
        made.move(Verb.APPROVE, made.standing, code)
    Campaign.objects.filter(pk=made.campaign.pk).update(state="published")
    return made
