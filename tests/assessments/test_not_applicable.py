"""“Không phát sinh”: full points or out of the maximum, with a reason and consent."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from assessments.models import Decision, Entry, Result
from assessments.services.declaring import Declaration, entry_declare
from assessments.services.moving import Incomplete
from assessments.totals import recompute
from assessments.workflow import Verb
from criteria.models import Criterion
from parindex.errors import Invalid
from tests.assessments.cases import Case


def allow(case: Case, code: str, policy: str) -> None:
    Criterion.objects.filter(set=case.campaign.criteria_set, code=code).update(
        not_applicable=policy
    )


def claim(case: Case, code: str, *, note: str = "Năm 2022 không có hồ sơ") -> Entry:
    entry = case.entry(code)
    declared = Declaration({}, note, entry.version, not_applicable=True)
    return entry_declare(
        entry_id=entry.pk, actor=case.official, declared=declared, at=timezone.now()
    )


def test_it_needs_a_reason(case: Case) -> None:
    allow(case, "1.1", "full")
    with pytest.raises(Invalid) as refused:
        claim(case, "1.1", note=" ")
    assert "note" in refused.value.errors


def test_it_is_refused_where_the_set_does_not_allow_it(case: Case) -> None:
    with pytest.raises(Invalid) as refused:
        claim(case, "1.1")
    assert "na" in refused.value.errors


def test_it_gives_full_points_where_the_set_says_so(case: Case) -> None:
    allow(case, "1.1", "full")
    entry = claim(case, "1.1")
    assert (entry.self_score, entry.is_counted) == (entry.max_score, True)


def test_it_leaves_the_maximum_and_the_index_is_rescaled(case: Case) -> None:
    allow(case, "1.1", "rescale")
    claim(case, "1.1")
    case.declare("1.2", "0.5")
    case.move(Verb.SUBMIT, case.head)
    case.judge("1.1", Decision.AGREE)
    case.judge("1.2", Decision.AGREE)
    case.move(Verb.FINISH, case.appraiser)
    case.appraised("2")
    recompute(case.campaign, at=timezone.now())
    result = Result.objects.get(assessment__unit=case.commune)
    assert (result.points, result.max_points) == (Decimal("1"), Decimal("2"))
    assert result.percent == Decimal("50")
    assert result.is_complete


def test_it_waits_for_the_appraiser_s_consent(case: Case) -> None:
    allow(case, "1.1", "rescale")
    claim(case, "1.1")
    case.declare("1.2", "0.5")
    case.move(Verb.SUBMIT, case.head)
    case.judge("1.2", Decision.AGREE)
    with pytest.raises(Incomplete) as refused:
        case.move(Verb.FINISH, case.appraiser)
    assert [entry.criterion.code for entry, _why in refused.value.missing] == ["1.1"]


def test_a_refused_claim_counts_again_with_the_appraised_score(case: Case) -> None:
    allow(case, "1.1", "rescale")
    claim(case, "1.1")
    case.declare("1.2", "0.5")
    case.move(Verb.SUBMIT, case.head)
    entry = case.judge("1.1", Decision.DEDUCT, score="0", cause="Có 12 hồ sơ trên hệ thống")
    assert (entry.is_counted, entry.is_absence_agreed) == (True, False)


def test_declaring_figures_takes_the_claim_back(case: Case, settings: Any) -> None:
    allow(case, "1.1", "rescale")
    claim(case, "1.1")
    entry = case.declare("1.1", "1")
    assert (entry.not_applicable, entry.is_counted, entry.self_score) == (False, True, Decimal(1))
