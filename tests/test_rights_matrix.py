"""Every page of a unit × every role × every state of its sheet: who reads, who changes what."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.db import transaction
from django.test import Client

from assessments.models import FieldSheet
from assessments.workflow import State
from parindex.units.models import Role, User
from tests.assessments.cases import Case, make_case
from tests.factories import make_user
from tests.test_every_url import UNIT_PAGES, addresses, fingerprint, patterns

pytestmark = pytest.mark.django_db

SECRET = "Lời riêng của đơn vị này, không ai khác đọc"
SHEET_PARAMETERS = {"unit_code", "sheet_id", "entry_id", "evidence_id", "file_id", "link_id"}
SHEET_PAGES = sorted(
    pattern.name
    for pattern in patterns()
    if pattern.name in UNIT_PAGES and SHEET_PARAMETERS & set(pattern.pattern.converters)
)
"""Addresses that lead to the unit's own sheets, entries and proofs, whose state matters."""


@pytest.fixture
def case(db: None) -> Case:
    made = make_case()
    made.submitted("1")
    made.declare("2", "0.5", note=SECRET)
    return made


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def posted(case: Case) -> dict[str, str]:
    """What would change something, were it allowed: a figure, an opinion, a reason."""
    entry = case.entry("2")
    return {
        f"e{entry.pk}-score": "0.25",
        f"e{entry.pk}-note": "đổi",
        f"e{entry.pk}-version": str(entry.version),
        "version": str(entry.appraisal_version),
        "decision": "deduct",
        "score": "0.1",
        "cause": "đổi",
        "reason": "đổi",
        "title": "đổi",
    }


def people(case: Case) -> dict[str, User]:
    return {
        "stranger": case.stranger,
        "strange head": make_user(role=Role.HEAD, on=case.neighbour),
        "strange appraiser": make_user(role=Role.APPRAISER, on=case.neighbour),
        "auditor": make_user(role=Role.AUDITOR, on=case.district),
        "administrator": make_user(role=Role.ADMINISTRATOR, on=case.district),
        "leader": case.leader,
        "nobody": make_user(),
    }


FOREIGN = ("stranger", "strange head", "strange appraiser", "nobody")
READERS = ("auditor", "administrator")


def put(case: Case, state: State) -> None:
    FieldSheet.objects.filter(pk=case.sheet("2").pk).update(state=state)


@pytest.mark.parametrize("state", list(State))
def test_whoever_only_reads_or_is_foreign_changes_nothing_in_any_state(
    case: Case, state: State
) -> None:
    put(case, state)
    urls = addresses(case)
    before, change = fingerprint(), posted(case)
    for who, person in people(case).items():
        client = Client(raise_request_exception=True)
        client.force_login(person)
        for name in SHEET_PAGES:
            if who == "leader" and name == "sheet-move":
                continue  # a leader approves; the table of transitions is held elsewhere
            assert client.post(urls[name], change).status_code < 500, (who, name)
        assert fingerprint() == before, (who, state)


@pytest.mark.parametrize("state", list(State))
def test_nobody_foreign_reads_a_word_of_the_unit_in_any_state(case: Case, state: State) -> None:
    put(case, state)
    urls = addresses(case)
    everyone = people(case)
    for who in FOREIGN:
        client = Client(raise_request_exception=True)
        client.force_login(everyone[who])
        for name in SHEET_PAGES:
            answer = client.get(urls[name])
            assert answer.status_code in (403, 404, 405), (who, name, state)
            assert SECRET not in answer.content.decode(errors="replace"), (who, name)


@pytest.mark.parametrize("who", READERS)
def test_who_may_read_all_reads_in_every_state(case: Case, who: str) -> None:
    urls = addresses(case)
    client = Client(raise_request_exception=True)
    client.force_login(people(case)[who])
    for state in State:
        put(case, state)
        page = client.get(urls["sheet"])
        assert page.status_code == 200, state
        assert SECRET in page.content.decode(), state


@pytest.mark.parametrize("state", list(State))
def test_the_appraiser_reads_only_what_was_sent(case: Case, state: State) -> None:
    """In a state in which the unit holds a sheet that it never sent, its page is not there."""
    put(case, state)
    client = Client(raise_request_exception=True)
    client.force_login(case.appraiser)
    answer = client.get(addresses(case)["appraise"])
    unsent = state in (State.DRAFT, State.SIGNING)
    assert answer.status_code == (404 if unsent else 200), state
    assert (SECRET in answer.content.decode()) != unsent


@pytest.mark.parametrize("state", list(State))
def test_the_unit_writes_only_what_is_open_to_it(case: Case, state: State) -> None:
    """A self score changes in the states of the unit; an appraised score never by the unit."""
    put(case, state)
    urls = addresses(case)
    for person in (case.official, case.head):
        client = Client(raise_request_exception=True)
        client.force_login(person)
        with undone():
            client.post(urls["entry-save"], posted(case))
            is_saved = case.entry("2").self_score == Decimal("0.25")
            assert is_saved == (state in (State.DRAFT, State.RETURNED)), state
        with undone():
            assert client.post(urls["entry-appraise"], posted(case)).status_code in (403, 404, 423)
            assert case.entry("2").appraised_score is None
