"""Issued versions and the difference between two of them."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from plans.comparing import differences
from plans.models import TaskState
from plans.services.moving import Paper
from plans.services.tasks import TaskWords, task_add
from plans.services.words import plan_describe
from plans.workflow import Verb
from tests.assessments.cases import Case
from tests.plans.acting import decide, issued, move

pytestmark = pytest.mark.django_db


def test_two_versions_tell_what_was_added_taken_out_and_changed(case: Case) -> None:
    plan = issued(case)
    plan = move(plan, Verb.AMEND, case.official, reason="Bổ sung")
    dropped, kept = plan.tasks.all()[0], plan.tasks.all()[1]
    decide(case, dropped, state=TaskState.DROPPED)
    decide(case, kept, content="Gửi báo cáo sớm ba ngày")
    task_add(
        plan_id=plan.pk,
        actor=case.official,
        words=TaskWords("Tập huấn", lead="Văn phòng", deadline_words="Quý III/2023", code="9"),
    )
    plan_describe(
        plan_id=plan.pk, actor=case.official, version=plan.version, values={"purposes": "Mới"}
    )
    move(plan, Verb.REISSUE, case.head, paper=Paper("20", date(2023, 6, 1)))
    old, new = plan.versions.all()
    found = {(d.kind, d.label) for d in differences(old, new)}
    assert found == {
        ("changed", "Mục đích"),
        ("removed", f"Nhiệm vụ {dropped.code}"),
        ("changed", f"Nhiệm vụ {kept.code}"),
        ("added", "Nhiệm vụ 9"),
    }
    assert differences(new, new) == []
    client = Client()
    client.force_login(case.official)
    page = client.get(reverse("plan-versions", args=[plan.pk])).content.decode()
    assert "Gửi báo cáo sớm ba ngày" in page
    assert "20/KH-UBND" in page


def test_a_version_stays_as_it_was_issued(case: Case) -> None:
    plan = issued(case)
    before = list(plan.versions.get().lines.values_list("key", "text"))
    move(plan, Verb.AMEND, case.official, reason="Sửa")
    plan.refresh_from_db()
    plan_describe(
        plan_id=plan.pk, actor=case.official, version=plan.version, values={"purposes": "Khác"}
    )
    assert list(plan.versions.get().lines.values_list("key", "text")) == before
