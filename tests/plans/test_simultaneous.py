"""Two real connections at once on PostgreSQL: of two reports on progress none is lost unsaid."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from assessments.models import Campaign, Decision
from assessments.workflow import Verb
from parindex.errors import Conflict
from parindex.units.models import User
from plans.models import Doing, Plan, ProgressReport, TaskState
from plans.reporting import ReportState, ReportVerb
from plans.services.progress import Row, Words, report_move, report_save
from tests.assessments.cases import Case, make_case
from tests.assessments.test_simultaneous import at_once
from tests.plans.acting import issued
from tests.plans.test_progress import AT, DONE, QUARTER, tasks

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

TRIALS = 10


@pytest.fixture
def pair(transactional_db: None) -> Case:
    if connection.vendor != "postgresql":
        pytest.skip("chỉ có nghĩa trên PostgreSQL")
    made = make_case()
    made.submitted("1")
    made.judge("1.1", Decision.DEDUCT, score="0,5", cause="Thiếu phụ lục")
    made.judge("1.2", Decision.DEDUCT, score="0,25", cause="Gửi muộn")
    made.move(Verb.FINISH, made.appraiser)
    made.appraised("2")
    for code in ("1", "2"):
        made.move(Verb.APPROVE, made.standing, code)
    Campaign.objects.filter(pk=made.campaign.pk).update(state="published")
    return made


def saving(
    plan: Plan, actor: User, version: int, said: str, row: Row | None = None
) -> Callable[[], object]:
    rows = {task.pk: row or Row(Doing.DOING, percent=40, text=said) for task in tasks(plan)}
    return lambda: report_save(
        plan=plan,
        unit=plan.unit,
        asked=QUARTER,
        actor=actor,
        version=version,
        rows=rows,
        words=Words(summary=said),
        at=AT,
    )


def signing(report: ProgressReport, actor: User, version: int) -> Callable[[], object]:
    return lambda: report_move(
        report_id=report.pk,
        verb=ReportVerb.SIGN,
        actor=actor,
        version=version,
        at=AT,
        today=date(2023, 3, 10),
    )


def refusals(outcomes: list[object]) -> list[object]:
    return [outcome for outcome in outcomes if outcome is not None]


def test_of_two_who_begin_or_save_a_report_at_once_one_keeps_its_text(pair: Case) -> None:
    plan = issued(pair)
    for trial in range(TRIALS):
        said = {pair.official: f"cán bộ {trial}", pair.head: f"thủ trưởng {trial}"}
        outcomes = at_once(*[saving(plan, who, trial, text) for who, text in said.items()])
        refused = refusals(outcomes)
        assert len(refused) == 1
        assert isinstance(refused[0], Conflict)
        report = ProgressReport.objects.get()
        kept = list(said.values())[outcomes.index(None)]
        assert (report.version, report.summary) == (trial + 1, kept)
        assert set(report.rows.values_list("text", flat=True)) == {kept}


def test_a_save_beside_a_signature_is_inside_the_sent_report_or_refused(pair: Case) -> None:
    plan = issued(pair)
    saving(plan, pair.official, 0, "ban đầu", DONE)()
    report = ProgressReport.objects.get()
    for trial in range(TRIALS):
        ProgressReport.objects.update(state=ReportState.DRAFT, summary="ban đầu")
        version = ProgressReport.objects.get().version
        saved, signed = at_once(
            saving(plan, pair.official, version, f"lần {trial}", DONE),
            signing(report, pair.head, version),
        )
        assert (saved is None) != (signed is None)
        report.refresh_from_db()
        is_sent = signed is None
        assert (report.state == ReportState.SENT) == is_sent
        assert (report.summary == f"lần {trial}") != is_sent
        assert report.version == version + 1


def test_of_two_signatures_at_once_one_sends_and_the_tasks_change_once(pair: Case) -> None:
    plan = issued(pair)
    saving(plan, pair.official, 0, "xong", DONE)()
    report = ProgressReport.objects.get()
    for _trial in range(TRIALS):
        ProgressReport.objects.update(state=ReportState.DRAFT)
        plan.tasks.update(state=TaskState.ACCEPTED, done_on=None, version=0)
        version = ProgressReport.objects.get().version
        outcomes = at_once(*[signing(report, pair.head, version) for _ in range(2)])
        assert len(refusals(outcomes)) == 1
        states = set(plan.tasks.values_list("state", "version"))
        assert states == {(TaskState.DONE, 1)}
