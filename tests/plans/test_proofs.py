"""Evidence of completion: on the task, and again where the next campaign asks for it."""

from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assessments.models import Campaign, EvidenceLink
from parindex.errors import Locked
from parindex.units.models import User
from plans.models import Plan, Task, TaskProof
from plans.services.proofs import proof_remove
from tests.assessments.cases import Case
from tests.factories import entry_of, make_campaign
from tests.lib.samples import pdf
from tests.plans.acting import accepted, first_task, issued

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def attach(client: Client, task: Task, name: str = "báo cáo.pdf", **written: str) -> int:
    url = reverse("plan-proof-new", args=[task.plan_id, task.pk])
    file = SimpleUploadedFile(name, pdf(), "application/pdf")
    return client.post(url, {"file": file, **written}).status_code


@pytest.fixture
def task(case: Case) -> Task:
    return first_task(issued(case))


def test_who_reports_on_the_task_attaches_and_everybody_who_sees_the_plan_reads(
    case: Case, task: Task
) -> None:
    assert attach(signed_in(case.official), task, number="12/BC-UBND", title="Đã làm") == 302
    proof = TaskProof.objects.get()
    assert (str(proof), proof.name) == ("12/BC-UBND – Đã làm", "báo cáo.pdf")
    page = signed_in(case.standing).get(reverse("plan-task", args=[task.plan_id, task.pk]))
    assert "12/BC-UBND – Đã làm" in page.content.decode()
    file = signed_in(case.standing).get(reverse("plan-proof-file", args=[task.plan_id, proof.pk]))
    content = b"".join(file.streaming_content)  # type: ignore[attr-defined]
    assert sha256(content).hexdigest() == proof.sha256
    assert attach(signed_in(case.standing), task) == 403
    assert attach(signed_in(case.stranger), task) == 404


def test_a_task_of_a_draft_takes_no_proof(case: Case) -> None:
    assert attach(signed_in(case.official), first_task(accepted(case))) == 403


def test_a_file_that_is_none_is_refused_at_the_place_and_the_words_stay(
    case: Case, task: Task
) -> None:
    url = reverse("plan-proof-new", args=[task.plan_id, task.pk])
    bad = SimpleUploadedFile("x.pdf", b"MZ not a paper", "application/pdf")
    answer = signed_in(case.official).post(url, {"file": bad, "title": "Trích yếu dài"})
    assert answer.status_code == 422
    assert "Trích yếu dài" in answer.content.decode()
    assert not TaskProof.objects.exists()
    assert attach(signed_in(case.official), task) == 302
    assert attach(signed_in(case.official), task, "tên khác.pdf") == 422
    assert TaskProof.objects.count() == 1


def next_campaign(case: Case) -> Campaign:
    return make_campaign(
        [case.commune, case.neighbour],
        organiser=case.district,
        criteria_set=case.campaign.criteria_set,
        office=case.office,
        year=2023,
        previous=case.campaign,
    )


def test_the_next_campaign_offers_it_at_the_leaf_that_the_task_repairs(
    case: Case, task: Task
) -> None:
    attach(signed_in(case.official), task, number="12/BC-UBND", title="Đã khắc phục")
    proof = TaskProof.objects.get()
    leaf = task.repairs.get().entry.criterion.code
    campaign = next_campaign(case)
    entry = entry_of(campaign, case.commune, leaf)
    client, url = signed_in(case.official), reverse("evidence-add", args=[entry.pk])
    assert "12/BC-UBND – Đã khắc phục" in client.get(url).content.decode()
    for elsewhere in (
        entry_of(campaign, case.commune, "2"),
        entry_of(campaign, case.neighbour, leaf),
    ):
        owner = case.official if elsewhere.assessment.unit == case.commune else case.stranger
        page = signed_in(owner).get(reverse("evidence-add", args=[elsewhere.pk]))
        assert page.status_code == 200
        assert "12/BC-UBND" not in page.content.decode()

    assert client.post(url, {"take": "1"}).status_code == 422
    assert client.post(url, {"take": "1", "offers": "nhiem-vu:99999"}).status_code == 422
    assert client.post(url, {"take": "1", "offers": f"nhiem-vu:{proof.pk}"}).status_code == 302
    link = EvidenceLink.objects.get(entry=entry)
    assert (link.evidence.number, link.evidence.title) == ("12/BC-UBND", "Đã khắc phục")
    proof.refresh_from_db()
    assert proof.evidence == link.evidence
    kept = link.evidence.files.get()
    assert (kept.sha256, kept.name) == (proof.sha256, "báo cáo.pdf")
    with pytest.raises(Locked, match="đã dùng"):
        proof_remove(proof_id=proof.pk, actor=case.official)


def test_a_proof_that_nobody_used_is_taken_off(case: Case, task: Task) -> None:
    attach(signed_in(case.official), task)
    proof = TaskProof.objects.get()
    url = reverse("plan-proof-drop", args=[task.plan_id, proof.pk])
    assert signed_in(case.standing).post(url).status_code == 403
    assert signed_in(case.official).post(url).status_code == 302
    assert not TaskProof.objects.exists()
    assert Plan.objects.exists()
