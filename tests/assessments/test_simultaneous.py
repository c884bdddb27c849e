"""Two real connections at once on PostgreSQL: nothing is lost, nobody overwrites."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from assessments.models import Approval, Campaign, CampaignState, Decision, Entry, FieldSheet
from assessments.sealing import chain_breaks
from assessments.services.appraising import Opinion, entry_appraise
from assessments.services.campaigns import campaign_publish, extension_grant
from assessments.services.declaring import Declaration, entry_declare
from assessments.services.moving import sheet_move
from assessments.workflow import Phase, State, Verb
from parindex.errors import PortalError
from parindex.units.models import Role, User
from tests.assessments.cases import Case, make_case
from tests.factories import make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

TRIALS = 40
APPROVALS = 200
"""So many that an approval lost once in a hundred could not hide."""


@pytest.fixture
def pair(transactional_db: None) -> Case:
    if connection.vendor != "postgresql":
        pytest.skip("chỉ có nghĩa trên PostgreSQL")
    return make_case()


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run the acts on connections of their own, released together; what each raised or None."""
    barrier = threading.Barrier(len(acts))
    outcomes: list[object] = [None] * len(acts)

    def run(index: int, act: Callable[[], object]) -> None:
        barrier.wait()
        try:
            act()
        except PortalError as error:
            outcomes[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def move(sheet: FieldSheet, verb: Verb, user: User) -> Callable[[], object]:
    return lambda: sheet_move(
        sheet_id=sheet.pk, verb=verb, actor=user, at=timezone.now(), reason="Lý do"
    )


def test_approvals_of_different_fields_are_never_lost(pair: Case) -> None:
    sheets = [pair.appraised("1"), pair.appraised("2")]
    for trial in range(1, APPROVALS + 1):
        FieldSheet.objects.filter(pk__in=[s.pk for s in sheets]).update(state=State.APPRAISED)
        outcomes = at_once(*[move(s, Verb.APPROVE, pair.standing) for s in sheets])
        assert outcomes == [None, None]
        states = FieldSheet.objects.filter(pk__in=[s.pk for s in sheets])
        assert {s.state for s in states} == {State.APPROVED}
        assert Approval.objects.count() == 2 * trial
    assert chain_breaks(pair.campaign) == []


def test_of_two_submissions_one_is_told_that_the_other_was_faster(pair: Case) -> None:
    for entry in pair.sheet().entries.all():
        pair.declare(entry.criterion.code, "0.5")
    sheet = pair.sheet()
    for _trial in range(TRIALS):
        FieldSheet.objects.filter(pk=sheet.pk).update(state=State.SIGNING)
        outcomes = at_once(move(sheet, Verb.SUBMIT, pair.head), move(sheet, Verb.SUBMIT, pair.head))
        assert sorted(outcome is None for outcome in outcomes) == [False, True]


def test_a_save_beside_a_submission_is_inside_it_or_refused(pair: Case) -> None:
    for entry in pair.sheet().entries.all():
        pair.declare(entry.criterion.code, "0.5")
    sheet, target = pair.sheet(), pair.entry("1.1")
    for trial in range(TRIALS):
        FieldSheet.objects.filter(pk=sheet.pk).update(state=State.SIGNING if trial % 2 else "draft")
        before = Entry.objects.get(pk=target.pk)
        declared = Declaration(
            {"score": "1" if before.self_score != 1 else "0.5"}, "x", before.version
        )

        def save(declared: Declaration = declared) -> object:
            return entry_declare(
                entry_id=target.pk, actor=pair.official, declared=declared, at=timezone.now()
            )

        saved, sent = at_once(save, move(sheet, Verb.SUBMIT, pair.head))
        assert sent is None
        after = Entry.objects.get(pk=target.pk)
        assert (after.version > before.version) == (saved is None)
        assert FieldSheet.objects.get(pk=sheet.pk).state == State.SUBMITTED


def test_of_two_saves_from_the_same_version_one_keeps_its_text(pair: Case) -> None:
    target = pair.entry("1.1")
    for trial in range(TRIALS):
        version = Entry.objects.get(pk=target.pk).version

        def save(score: str, version: int = version) -> object:
            return entry_declare(
                entry_id=target.pk,
                actor=pair.official,
                declared=Declaration({"score": score}, f"lần {version} {score}", version),
                at=timezone.now(),
            )

        outcomes = at_once(lambda: save("1"), lambda: save("2"))
        assert sorted(outcome is None for outcome in outcomes) == [False, True], trial
        assert Entry.objects.get(pk=target.pk).version == version + 1


def test_an_opinion_beside_a_return_is_undone_by_it_or_refused(pair: Case) -> None:
    """Nothing of what the unit may change again carries an appraised score."""
    sheet = pair.submitted("1")
    colleague = make_user(role=Role.APPRAISER, on=pair.office)
    target = pair.entry("1.1")
    for _trial in range(TRIALS):
        FieldSheet.objects.filter(pk=sheet.pk).update(state=State.APPRAISING)
        version = Entry.objects.get(pk=target.pk).appraisal_version

        def judge(version: int = version) -> object:
            opinion = Opinion(Decision.DEDUCT, version=version, score="0.25", cause="Thiếu")
            return entry_appraise(
                entry_id=target.pk, actor=colleague, opinion=opinion, at=timezone.now()
            )

        judged, returned = at_once(judge, move(sheet, Verb.RETURN, pair.appraiser))
        assert returned is None
        after = Entry.objects.get(pk=target.pk)
        assert (after.appraisal_version > version) == (judged is None)
        assert after.is_open
        assert after.appraised_score is None


def test_a_save_past_the_deadline_beside_an_extension_is_whole_or_refused(pair: Case) -> None:
    sheet, target = pair.sheet(), pair.entry("1.1")
    for trial in range(TRIALS):
        pair.campaign.extensions.all().delete()
        before = Entry.objects.get(pk=target.pk)
        late = pair.after_deadline

        def save(version: int = before.version, trial: int = trial, late: datetime = late) -> Entry:
            declared = Declaration({"score": "1"}, f"lần {trial}", version)
            return entry_declare(
                entry_id=target.pk, actor=pair.official, declared=declared, at=late
            )

        def extend(late: datetime = late) -> object:
            return extension_grant(
                assessment=sheet.assessment,
                phase=Phase.SELF,
                until=late + timedelta(days=1),
                reason="Mất điện",
                actor=pair.standing,
                at=late,
            )

        saved, extended = at_once(save, extend)
        assert extended is None
        after = Entry.objects.get(pk=target.pk)
        assert (after.version > before.version) == (saved is None)
        assert (after.note == f"lần {trial}") == (saved is None)
        if saved is not None:
            save()


def publish(case: Case) -> Callable[[], object]:
    return lambda: campaign_publish(
        campaign=case.campaign,
        actor=case.standing,
        number="1/QĐ-UBND",
        signed_on=timezone.localdate(),
        at=timezone.now(),
    )


def approved_everywhere(case: Case) -> FieldSheet:
    """All sheets as if approved; returns one of them."""
    sheet = case.appraised("1")
    Entry.objects.filter(assessment__campaign=case.campaign).update(
        appraised_score=Decimal("0.5"), final_score=Decimal("0.5")
    )
    return sheet


def test_nothing_is_published_while_a_sheet_is_being_reopened(pair: Case) -> None:
    sheet = approved_everywhere(pair)
    for _trial in range(TRIALS):
        Campaign.objects.filter(pk=pair.campaign.pk).update(state=CampaignState.OPEN)
        FieldSheet.objects.filter(assessment__campaign=pair.campaign).update(state=State.APPROVED)
        published, reopened = at_once(publish(pair), move(sheet, Verb.REAPPRAISE, pair.standing))
        assert (published is None) != (reopened is None)
        states = set(
            FieldSheet.objects.filter(assessment__campaign=pair.campaign).values_list(
                "state", flat=True
            )
        )
        is_published = Campaign.objects.get(pk=pair.campaign.pk).is_published
        assert is_published == (published is None)
        assert is_published == (states == {State.APPROVED})


def test_no_score_changes_behind_a_publication(pair: Case) -> None:
    sheet = approved_everywhere(pair)
    target = pair.entry("1.1")
    for trial in range(TRIALS):
        Campaign.objects.filter(pk=pair.campaign.pk).update(state=CampaignState.OPEN)
        FieldSheet.objects.filter(assessment__campaign=pair.campaign).update(state=State.APPROVED)
        FieldSheet.objects.filter(pk=sheet.pk).update(state=State.APPRAISED)
        move(sheet, Verb.APPROVE, pair.leader)()
        version = Entry.objects.get(pk=target.pk).appraisal_version

        def judge(version: int = version, trial: int = trial) -> object:
            sheet_move(
                sheet_id=sheet.pk,
                verb=Verb.REAPPRAISE,
                actor=pair.standing,
                at=timezone.now(),
                reason="Xem lại",
            )
            opinion = Opinion(
                Decision.DEDUCT, version=version, score=f"0.{trial + 10}", cause="Thiếu"
            )
            return entry_appraise(
                entry_id=target.pk, actor=pair.appraiser, opinion=opinion, at=timezone.now()
            )

        published, judged = at_once(publish(pair), judge)
        assert (published is None) != (judged is None)
        if published is None:
            entry = Entry.objects.get(pk=target.pk)
            assert entry.appraisal_version == version
            assert entry.final_score == entry.appraised_score
