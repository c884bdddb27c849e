"""Two real connections at once on PostgreSQL: nothing is lost, nobody overwrites."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.utils import timezone

from assessments.models import Entry, FieldSheet
from assessments.services.declaring import Declaration, entry_declare
from assessments.services.moving import sheet_move
from assessments.workflow import State, Verb
from parindex.errors import PortalError
from parindex.units.models import User
from tests.assessments.cases import Case, make_case

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

TRIALS = 40


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
    for _trial in range(TRIALS):
        FieldSheet.objects.filter(pk__in=[s.pk for s in sheets]).update(state=State.APPRAISED)
        outcomes = at_once(*[move(s, Verb.APPROVE, pair.standing) for s in sheets])
        assert outcomes == [None, None]
        states = FieldSheet.objects.filter(pk__in=[s.pk for s in sheets])
        assert {s.state for s in states} == {State.APPROVED}


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
