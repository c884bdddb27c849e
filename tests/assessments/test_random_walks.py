"""Whatever people try, in any order: the table holds, scores have owners, totals add up."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest
from django.utils import timezone

from assessments.models import Campaign, Decision, Entry, Explanation, FieldSheet, Result
from assessments.sealing import chain_breaks
from assessments.services.agreeing import sheet_agree
from assessments.services.appraising import Opinion, entry_appraise
from assessments.services.declaring import Declaration, entry_declare
from assessments.services.explaining import Answer, entry_explain
from assessments.services.moving import sheet_move
from assessments.services.reviewing import entry_review
from assessments.totals import recompute
from assessments.workflow import (
    APPRAISAL_STATES,
    EXPLANATION_STATES,
    REVIEW_STATES,
    TRANSITIONS,
    UNIT_STATES,
    State,
    Verb,
    verbs_from,
)
from parindex.errors import PortalError
from parindex.units.models import User
from tests.assessments.cases import Case, make_case

pytestmark = pytest.mark.django_db

PEOPLE = ("official", "head", "stranger", "appraiser", "standing", "leader")
HOLDERS = {
    "declare": "official",
    "sign_off": "head",
    "appraise": "appraiser",
    "approve": "leader",
    "manage_campaign": "standing",
}
"""Who has the right of a transition."""
CODES = {"1": ("1.1", "1.2"), "2": ("2",)}
SCORES = ("0", "0.25", "0.5", "1")
STEPS = 40


class Walk:
    """One campaign and what people try in it; each try happens whole or not at all."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.at = timezone.now()

    def takes_a_step(self, random: Random) -> None:
        """Half of the steps lead on as the year does, half are whatever anybody might try."""
        field = random.choice(list(CODES))
        state = self.case.sheet(field).workflow_state
        if random.random() < 0.5:
            for code in CODES[field]:
                for who, kind in self.work.get(state, ()):
                    self.attempt(who, kind, self._what(kind, random), code)
            ways = verbs_from(state, self.case.campaign.turns)
            forwards = [way for way in ways if not way.needs_reason]
            way = random.choice(forwards if forwards and random.random() < 0.8 else ways)
            self.attempt(HOLDERS[way.right], "move", way.verb, field)
            return
        kind = random.choice(list(self.acts))
        where = field if kind in ("move", "agree") else random.choice(CODES[field])
        self.attempt(random.choice(PEOPLE), kind, self._what(kind, random), where)

    work = {
        **dict.fromkeys(UNIT_STATES, (("official", "declare"),)),
        **dict.fromkeys(APPRAISAL_STATES, (("appraiser", "judge"),)),
        **dict.fromkeys(EXPLANATION_STATES, (("official", "explain"),)),
        **dict.fromkeys(REVIEW_STATES, (("appraiser", "review"),)),
    }
    """What a sheet waits for in each state."""

    def _what(self, kind: str, random: Random) -> object:
        if kind == "move":
            return random.choice(list(Verb))
        if kind == "declare":
            return random.choice(SCORES)
        if kind == "explain":
            return random.random() < 0.3
        decision = random.choice(
            [Decision.AGREE, Decision.DEDUCT, Decision.DEDUCT, Decision.RETURN]
        )
        return decision, random.choice(SCORES)

    def attempt(self, who: str, kind: str, what: object, where: str) -> None:
        person: User = getattr(self.case, who)
        before = self.states()
        stored = self.stored()
        try:
            self.acts[kind](self, person, what, where)
        except PortalError:
            assert self.stored() == stored, (who, kind, what, where)
            return
        self.holds_the_table(before, kind, what)

    # ----------------------------------------------------------------- acts

    def _move(self, person: User, verb: Verb, field: str) -> None:
        sheet = self.case.sheet(field)
        sheet_move(sheet_id=sheet.pk, verb=verb, actor=person, at=self.at, reason="Lý do")

    def _declare(self, person: User, score: str, code: str) -> None:
        entry = self.case.entry(code)
        declared = Declaration({"score": score}, f"Khai {score}", entry.version)
        entry_declare(entry_id=entry.pk, actor=person, declared=declared, at=self.at)

    def _judge(self, person: User, what: tuple[Decision, str], code: str) -> None:
        entry, (decision, score) = self.case.entry(code), what
        opinion = Opinion(decision, version=entry.appraisal_version, score=score, cause="Thiếu")
        entry_appraise(entry_id=entry.pk, actor=person, opinion=opinion, at=self.at)

    def _review(self, person: User, what: tuple[Decision, str], code: str) -> None:
        entry, (decision, score) = self.case.entry(code), what
        opinion = Opinion(decision, version=entry.appraisal_version, score=score, cause="Giữ")
        entry_review(entry_id=entry.pk, actor=person, opinion=opinion, at=self.at)

    def _explain(self, person: User, agrees: bool, code: str) -> None:
        entry = self.case.entry(code)
        stored = Explanation.objects.filter(entry=entry, round=entry.sheet.round).first()
        answer = Answer("" if agrees else "Giải trình", stored.version if stored else 0, agrees)
        entry_explain(entry_id=entry.pk, actor=person, answer=answer, at=self.at)

    def _agree(self, person: User, _what: object, field: str) -> None:
        sheet_agree(sheet=self.case.sheet(field), actor=person, at=self.at)

    acts: dict[str, Callable[..., None]] = {
        "move": _move,
        "declare": _declare,
        "judge": _judge,
        "review": _review,
        "explain": _explain,
        "agree": _agree,
    }

    # ----------------------------------------------------------- what holds

    def states(self) -> dict[int, State]:
        sheets = FieldSheet.objects.filter(assessment__campaign=self.case.campaign)
        return {pk: State(state) for pk, state in sheets.values_list("pk", "state")}

    def stored(self) -> list[object]:
        entries = Entry.objects.filter(assessment__campaign=self.case.campaign).order_by("pk")
        return [self.states(), list(entries.values_list())]

    def holds_the_table(self, before: dict[int, State], kind: str, what: object) -> None:
        """Only a verb of the table changes a state, from one of its sources to its target."""
        for pk, state in self.states().items():
            if state == before[pk]:
                continue
            ways = [t for t in TRANSITIONS.values() if before[pk] in t.sources]
            if kind == "move":
                ways = [t for t in ways if t.verb == what]
            assert state in [t.target for t in ways], (before[pk], state, kind, what)

    def holds_the_scores(self) -> None:
        entries = Entry.objects.filter(assessment__campaign=self.case.campaign)
        for entry in entries.select_related("sheet"):
            if entry.self_score is not None:
                assert entry.saved_by_name
            if entry.appraised_score is not None:
                assert entry.appraised_by is not None
                assert entry.appraisals.filter(by=entry.appraised_by).exists()
                assert entry.appraised_score == entry.max_score or entry.cause
            is_final = entry.sheet.workflow_state is State.APPROVED
            assert (entry.final_score is not None) == is_final
            assert entry.final_score in (None, entry.appraised_score)

    def holds_the_totals(self) -> None:
        campaign = Campaign.objects.get(pk=self.case.campaign.pk)
        recompute(campaign, at=self.at)
        for result in Result.objects.filter(assessment__campaign=campaign):
            entries = list(result.assessment.entries.all())
            total = sum((entry.score or Decimal(0) for entry in entries), Decimal(0))
            assert result.points == total
            fields = result.assessment.node_results.filter(criterion__parent=None)
            assert sum((f.points or Decimal(0) for f in fields), Decimal(0)) == total


def walk_through_a_year(seed: int, *, explains: bool) -> set[State]:
    """Checks after every step; returns the states that were reached."""
    walk = Walk(make_case())
    if explains:
        Campaign.objects.filter(pk=walk.case.campaign.pk).update(
            explanation_deadline=walk.at + timedelta(days=25),
            review_deadline=walk.at + timedelta(days=29),
        )
        walk.case.campaign.refresh_from_db()
    random, reached = Random(seed), set(walk.states().values())
    for _step in range(STEPS):
        walk.takes_a_step(random)
        walk.holds_the_scores()
        reached |= set(walk.states().values())
    walk.holds_the_totals()
    assert chain_breaks(walk.case.campaign) == []
    return reached


@pytest.mark.parametrize("seed", range(3))
def test_no_sequence_of_acts_breaks_the_plain_way(seed: int) -> None:
    walk_through_a_year(seed, explains=False)


def test_no_sequence_of_acts_breaks_the_way_with_explanation_and_all_its_states_are_reached() -> (
    None
):
    reached: set[State] = set()
    for seed in range(8):
        reached |= walk_through_a_year(seed, explains=True)
    assert reached == set(State) - {State.DECIDED}
