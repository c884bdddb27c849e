"""Every address of the portal, called as a stranger, a colleague and each role.

A new address that is not named here fails the first test, so none slips past.
"""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from assessments.models import (
    Campaign,
    CorrectedEntry,
    Correction,
    CouncilSession,
    Entry,
    Evidence,
    EvidenceFile,
    EvidenceLink,
    FieldSheet,
    RecordedResult,
)
from criteria.models import CriteriaSet, Criterion
from parindex.history.models import Job, Notice
from parindex.history.notices import notices_send
from parindex.units.models import Role, User, WorkbookUpload
from plans.models import Duty, Plan, Section, Solution, Target, Task, TaskProof
from reports.models import Document, Indicator, IndicatorValue, StatisticsSheet
from tests.assessments.cases import Case, make_case
from tests.criteria.cases import make_draft
from tests.factories import make_user
from tests.reports.narrative.cases import make_report_case
from tests.reports.statistics.cases import make_case_statistics

pytestmark = pytest.mark.django_db

PUBLIC = {"login", "healthz"}
ELSEWHERE = {"admin", "djdt"}

STATISTICS_SHEET_PAGES = (
    *("statistics-sheet", "statistics-entry", "statistics-value-save", "statistics-move"),
    *("statistics-extend", "statistics-workbook", "statistics-upload", "statistics-check"),
)
STATISTICS_PAGES = (
    *("statistics", "statistics-figures", "statistics-row", "statistics-assign"),
    *("statistics-period-new", "statistics-annex", "statistics-due"),
)
REPORT_PAGES = (
    *("report", "report-whole", "report-assign", "report-due"),
    "report-discard",
)
SECTION_PAGES = (
    *("report-section", "report-section-save", "report-section-move"),
    *("report-section-restore", "report-section-extend"),
)
UNIT_PAGES = {
    "sheet-history",
    "notice-open",
    "notice-mark",
    "assessment",
    "corrections",
    "sheet",
    "entry-save",
    "sheet-move",
    "appraise",
    "appraise-criterion",
    "entry-appraise",
    "explanation",
    "entry-explain",
    "review",
    "entry-review",
    "entry-note",
    "sheet-note",
    "entry-council",
    "council",
    "council-conclude",
    "council-minutes",
    "correction",
    "correction-publish",
    "correction-drop",
    "evidence-add",
    "evidence-stand-in",
    "evidence-file",
    "evidence-replace",
    "evidence-unlink",
    "unit-result",
    "what-if",
    *("plan-progress", "plan-schedule", "plan-effect", "plan-history"),
    *("progress-report", "progress-read", "progress-move"),
    "analysis-report",
    "scoring-appendix",
    "appraisal-appendix",
    "deductions-appendix",
    "plan",
    "plan-preview",
    "plan-move",
    "plan-discard",
    "plan-versions",
    "plan-words",
    "plan-section-add",
    "plan-section",
    "plan-section-remove",
    "plan-duty-add",
    "plan-duty",
    "plan-duty-remove",
    "plan-targets",
    "plan-target-add",
    "plan-target",
    "plan-target-remove",
    "plan-target-figures",
    "plan-tasks",
    "plan-tasks-accept",
    "plan-task",
    "plan-task-add",
    "plan-task-remove",
    *("plan-proof-new", "plan-proof-file", "plan-proof-drop"),
    "plan-tasks-workbook",
    "plan-tasks-upload",
    "plan-tasks-check",
    "plan-draft",
    "unit",
    "unit-add",
    "unit-edit",
    "unit-close",
    "person-add",
    "person",
    "person-password",
    "person-access",
    "role-give",
    "role-take",
    "role-hand-over",
    "units-excel-check",
    "document",
    "document-dress",
    "document-wording",
    "document-issue",
    "document-refile",
    "document-withdraw",
    "document-discard",
    "document-file",
    "job",
    "job-file",
    *REPORT_PAGES,
    *SECTION_PAGES,
    *STATISTICS_SHEET_PAGES,
    *(set(STATISTICS_PAGES) - {"statistics"}),
}
"""Addresses that show or change one unit's data: for a stranger they are not there."""

EDITOR_PAGES = {
    "criteria-edit",
    "criteria-set-update",
    "criteria-publish",
    "criteria-clone",
    "criteria-renumber",
    "criteria-links",
    "criteria-links-other",
    "criteria-compare",
    "criteria-compare-other",
    "criteria-import",
    "criteria-import-check",
    "criterion-add",
    "criterion-update",
    "criterion-rule",
    "criterion-shift",
    "criterion-move",
    "criterion-delete",
}
"""Addresses of a draft criteria set; those that change it are its owner's."""


@pytest.fixture
def case(db: None) -> Case:
    made = make_case()
    made.campaign.explanation_deadline = timezone.now() + timedelta(days=25)
    made.campaign.review_deadline = timezone.now() + timedelta(days=30)
    made.campaign.uses_council = True
    made.campaign.save()
    made.submitted("1")
    return made


RECORDED_PAGES = (
    *("recorded-results", "recorded-workbook", "recorded-upload"),
    *("recorded-check", "recorded-use"),
)
"""Addresses of a year whose results were taken over from papers."""


def arguments(case: Case) -> dict[str, dict[str, object]]:
    """For each parameter of an address, a value that belongs to the case's first commune."""
    sheet, entry = case.sheet("2"), case.entry("2")
    evidence = Evidence.objects.create(assessment=sheet.assessment, title="Kế hoạch")
    file = EvidenceFile.objects.create(
        evidence=evidence,
        revision=1,
        file="evidence/x",
        name="kế hoạch.pdf",
        content_type="application/pdf",
        size=1,
        sha256="0" * 64,
        uploaded_by=case.official,
        uploaded_by_name="x",
    )
    link = EvidenceLink.objects.create(evidence=evidence, entry=entry)
    past, _made = Campaign.objects.get_or_create(
        code="NAM-CU",
        year=2015,
        criteria_set=case.campaign.criteria_set,
        organiser=case.district,
        source="recorded",
        state="published",
    )
    recorded, _made = RecordedResult.objects.get_or_create(
        campaign=past, unit=case.commune, source="Báo cáo", defaults={"percent": Decimal(70)}
    )
    upload = WorkbookUpload.objects.create(
        token="da-het-han", name="đơn vị.xlsx", owner=case.standing, uploaded_at=timezone.now()
    )
    session = CouncilSession.objects.filter(campaign=case.campaign).first()
    session = session or CouncilSession.objects.create(
        campaign=case.campaign,
        number="01/BB",
        held_on=timezone.localdate(),
        members="x",
        recorded_by=case.standing,
        recorded_by_name="x",
        recorded_at=timezone.now(),
    )
    draft_correction, _made = Correction.objects.get_or_create(
        campaign=case.campaign, published_at=None
    )
    line, _made = CorrectedEntry.objects.get_or_create(
        correction=draft_correction,
        entry=entry,
        defaults={
            "score_before": Decimal(0),
            "score": Decimal(1),
            "by": case.standing,
            "by_name": "x",
        },
    )
    plan = Plan.objects.create(
        unit=case.commune, year=2023, title="Kế hoạch", source=sheet.assessment
    )
    task = Task.objects.create(plan=plan, content="Khắc phục")
    proof = TaskProof.objects.create(
        task=task,
        title="Báo cáo",
        file=SimpleUploadedFile("x", b"x"),
        name="báo cáo.pdf",
        content_type="application/pdf",
        size=1,
        sha256="0" * 64,
        uploaded_by=case.official,
        uploaded_by_name="x",
    )
    section = Section.objects.create(plan=plan, position=1, heading="Chỉ đạo")
    duty = Duty.objects.create(plan=plan, position=1, office="Văn phòng", text="Đôn đốc")
    target = Target.objects.create(plan=plan, position=1, code="1", text="Đạt 80%")
    solution = Solution.objects.create(field="finance", text="Công khai dự toán")
    notices_send(to=[case.official], kind="return", title="Phiếu bị trả lại", url="/")
    notice = Notice.objects.get(recipient=case.official, read_at=None)
    document, _made = Document.objects.get_or_create(
        kind="analysis-report",
        issuer=case.commune,
        assessment=sheet.assessment,
        defaults={"group": "BC", "year": 2023, "notation": "BC", "subject": "Báo cáo"},
    )
    job, _made = Job.objects.get_or_create(
        kind="document.file", title="Việc", owner=case.official, subject="x", subject_id=1
    )
    statistics = make_case_statistics(case.district, case.standing)
    figures = statistics.sheets.get(unit=case.commune)
    report = make_report_case(case.district, case.standing)
    draft = CriteriaSet.objects.filter(owner=case.district).first() or make_draft(case.district)
    node = Criterion.objects.get(set=draft, code="1.2")
    return {
        "code": {
            "": case.campaign.code,
            **dict.fromkeys(EDITOR_PAGES, draft.code),
            **dict.fromkeys(RECORDED_PAGES, recorded.campaign.code),
            "criteria-set": case.campaign.criteria_set.code,
            "criteria-excel": case.campaign.criteria_set.code,
            **dict.fromkeys(STATISTICS_PAGES, statistics.collection.code),
        },
        "other_code": {"": case.campaign.criteria_set.code},
        "node_id": {"": node.pk},
        "unit_code": {"": case.commune.code},
        "unit_id": {"": case.commune.pk},
        "token": {"": upload.token},
        "person_id": {"": case.official.pk},
        "field_code": {"": "2"},
        "criterion_code": {"": "1.1"},
        "verb": {
            "": "submit",
            "sheets-lead": "explain",
            "progress-move": "sign",
            "statistics-move": "send",
            "report-section-move": "send",
        },
        "report_id": {"": report.report.pk},
        "number": {"": 1},
        "period": {"": "quy-1-2023"},
        "section_id": {"": report.section("Thể chế").pk},
        "sheet_id": {"": sheet.pk, **dict.fromkeys(STATISTICS_SHEET_PAGES, figures.pk)},
        "period_id": {"": statistics.pk},
        "table_code": {"": "I"},
        "row_code": {"": "I.3"},
        "indicator_id": {"": Indicator.objects.get(code="I.3").pk},
        "entry_id": {"": entry.pk},
        "file_id": {"": file.pk},
        "evidence_id": {"": evidence.pk},
        "link_id": {"": link.pk},
        "step": {"": "thoi-han"},
        "assessment_id": {"": sheet.assessment.pk},
        "recorded_id": {"": recorded.pk},
        "session_id": {"": session.pk},
        "line_id": {"": line.pk},
        "plan_id": {"": plan.pk},
        "task_id": {"": task.pk},
        "proof_id": {"": proof.pk},
        "document_id": {"": document.pk},
        "suffix": {"": "pdf"},
        "job_id": {"": job.pk},
        "part_id": {
            "": section.pk,
            "plan-duty": duty.pk,
            "plan-duty-remove": duty.pk,
        },
        "target_id": {"": target.pk},
        "solution_id": {"": solution.pk},
        "notice_id": {"": notice.pk},
    }


def patterns() -> Iterator[URLPattern]:
    def walk(resolver: URLResolver) -> Iterator[URLPattern]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                if pattern.namespace not in ELSEWHERE:
                    yield from walk(pattern)
            else:
                yield pattern

    return walk(get_resolver())


def addresses(case: Case) -> dict[str, str]:
    values = arguments(case)
    found = {}
    for pattern in patterns():
        name = pattern.name or ""
        parameters = pattern.pattern.converters
        kwargs = {p: values[p].get(name, values[p].get("")) for p in parameters}
        found[name] = reverse(name, kwargs=kwargs)
    return found


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(user)
    return client


def test_every_address_has_a_name(case: Case) -> None:
    assert all(pattern.name for pattern in patterns())
    found = addresses(case)
    assert len(found) > 20
    assert set(found) >= UNIT_PAGES


def test_nobody_passes_without_signing_in(case: Case) -> None:
    for name, url in addresses(case).items():
        for method in ("get", "post"):
            response = getattr(Client(), method)(url)
            if name in PUBLIC:
                continue
            assert response.status_code == 302, (name, method)
            assert reverse("login") in response["Location"], name


def fingerprint() -> list[object]:
    """Everything that one unit's people may change."""
    return [
        list(Entry.objects.order_by("pk").values_list()),
        list(FieldSheet.objects.order_by("pk").values_list()),
        list(Evidence.objects.order_by("pk").values_list()),
        list(EvidenceLink.objects.order_by("pk").values_list()),
        list(StatisticsSheet.objects.order_by("pk").values_list()),
        list(IndicatorValue.objects.order_by("pk").values_list()),
    ]


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.HEAD])
def test_a_stranger_finds_nothing_of_another_unit_and_changes_nothing(
    case: Case, role: Role
) -> None:
    urls = addresses(case)
    client = signed_in(make_user(role=role, on=case.neighbour))
    entry = case.entry("2")
    posted = {f"e{entry.pk}-score": "1", f"e{entry.pk}-version": "0", "decision": "agree"}
    before = fingerprint()
    for name in UNIT_PAGES:
        assert client.get(urls[name]).status_code in (403, 404, 405), name
        refused = client.post(urls[name], {**posted, "version": "0"}).status_code
        assert refused in (403, 404, 405), name
    assert fingerprint() == before


def test_a_person_without_any_role_sees_no_unit(case: Case) -> None:
    urls = addresses(case)
    client = signed_in(make_user())
    for name in UNIT_PAGES | {"campaign", "ranking", "appraisal-queue"}:
        assert client.get(urls[name]).status_code in (403, 404, 405), name


@pytest.mark.parametrize("who", ["official", "head", "stranger", "appraiser", "standing", "leader"])
def test_no_address_breaks_for_anybody(case: Case, who: str) -> None:
    """Whatever a person may see, the portal answers in an orderly way."""
    client = signed_in(getattr(case, who))
    urls = addresses(case)
    del urls["evidence-file"], urls["logout"]
    for name, url in urls.items():
        assert client.get(url).status_code < 500, name
        assert client.post(url, {}).status_code < 500, name


@pytest.mark.parametrize("who", ["standing", "leader", "appraiser"])
def test_only_the_unit_itself_may_declare(case: Case, who: str) -> None:
    entry = case.entry("2")
    before = fingerprint()
    signed_in(getattr(case, who)).post(
        reverse("entry-save", args=[entry.pk]),
        {f"e{entry.pk}-score": "1", f"e{entry.pk}-version": "0"},
    )
    assert fingerprint() == before


def test_an_appraiser_sees_only_sent_sheets_of_the_own_office(case: Case) -> None:
    client = signed_in(case.appraiser)
    parts = [case.campaign.code, case.commune.code]
    assert client.get(reverse("appraise", args=[*parts, "1"])).status_code == 200
    assert client.get(reverse("appraise", args=[*parts, "2"])).status_code == 404


@pytest.mark.parametrize("who", ["official", "head", "stranger", "appraiser", "leader"])
def test_only_the_owners_people_change_a_draft_set(case: Case, who: str) -> None:
    urls = addresses(case)
    client = signed_in(getattr(case, who))
    before = list(Criterion.objects.order_by("pk").values_list())
    readable = {"criteria-compare", "criteria-compare-other"}
    for name in EDITOR_PAGES - readable:
        posted = {"do": "len-0", "version": "0", "name": "Khác", "code": "9", "kind": "manual"}
        assert client.get(urls[name]).status_code in (403, 405), name
        assert client.post(urls[name], posted).status_code == 403, name
    assert list(Criterion.objects.order_by("pk").values_list()) == before
    assert all(client.get(urls[name]).status_code == 200 for name in readable)
