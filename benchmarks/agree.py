"""How long one criterion takes across 126 units: the page, and agreeing at once beside one by one.

    python benchmarks/agree.py [--units 126]

Runs in a transaction that is rolled back, on the database that DATABASE_URL names (SQLite without).
Figures are ratios within one run, so that they say the same on any machine.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parindex.settings")

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from assessments.models import (  # noqa: E402
    Assignment,
    Campaign,
    Decision,
    Entry,
    FieldSheet,
)
from assessments.pages.across import criterion_page  # noqa: E402
from assessments.pages.judging import judging_page  # noqa: E402
from assessments.services.agreeing import criterion_agree  # noqa: E402
from assessments.services.appraising import Opinion, entry_appraise  # noqa: E402
from assessments.services.campaigns import campaign_open  # noqa: E402
from assessments.workflow import State  # noqa: E402
from benchmarks.open_campaign import make_set, make_units  # noqa: E402
from criteria.models import Criterion  # noqa: E402
from parindex.units.models import Membership, Role, Unit, UnitKind, User  # noqa: E402

LEAVES = 72


def campaign_sent(count: int) -> tuple[Campaign, User]:
    """All units have scored and sent everything; one office appraises all of it."""
    province, *units = make_units(count)
    office = Unit.objects.create(
        code="BENCH-SO", name="Sở Đo", kind=UnitKind.DEPARTMENT, parent=province
    )
    appraiser = User.objects.create(username="bench", full_name="Người Đo", unit=office)
    Membership.objects.create(user=appraiser, unit=office, role=Role.APPRAISER)
    campaign = Campaign.objects.create(
        code="BENCH", name="Đợt đo", year=2026, criteria_set=make_set(LEAVES), organiser=province
    )
    fields = Criterion.objects.filter(set=campaign.criteria_set, parent=None)
    Assignment.objects.bulk_create(
        Assignment(campaign=campaign, criterion=field, office=office) for field in fields
    )
    campaign_open(campaign=campaign, units=units, actor=None, at=timezone.now())
    entries = Entry.objects.filter(assessment__campaign=campaign)
    entries.update(self_score=1, note="Kèm báo cáo")
    sheets = FieldSheet.objects.filter(assessment__campaign=campaign)
    sheets.update(state=State.SUBMITTED)
    return campaign, appraiser


def timed(act: Callable[[], object]) -> tuple[float, int]:
    """Seconds and statements."""
    with CaptureQueriesContext(connection) as asked:
        started = time.perf_counter()
        act()
        return time.perf_counter() - started, len(asked)


def one_by_one(campaign: Campaign, leaf: Criterion, appraiser: User) -> None:
    for entry in Entry.objects.filter(assessment__campaign=campaign, criterion=leaf):
        opinion = Opinion(Decision.AGREE, version=entry.appraisal_version)
        entry_appraise(entry_id=entry.pk, actor=appraiser, opinion=opinion, at=timezone.now())


def unit_pages(campaign: Campaign, leaf: Criterion, appraiser: User) -> None:
    """What it takes to see the same entries without the page of the criterion."""
    sheets = FieldSheet.objects.filter(
        assessment__campaign=campaign, criterion=leaf.parent_id
    ).select_related(
        "criterion",
        "assessment__unit",
        "assessment__campaign__organiser",
        "assessment__campaign__standing_office",
    )
    for sheet in sheets:
        judging_page(sheet, appraiser, timezone.now())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=126)
    options = parser.parse_args()
    print(f"{connection.vendor}: {options.units} units × {LEAVES} leaves")
    with transaction.atomic():
        campaign, appraiser = campaign_sent(options.units)
        first, second = Criterion.objects.leaves().filter(set=campaign.criteria_set)[:2]
        now = timezone.now()
        compare(
            "one page of the criterion, beside a page for each unit",
            timed(lambda: criterion_page(campaign, first.code, appraiser, now)),
            timed(lambda: unit_pages(campaign, first, appraiser)),
        )
        compare(
            "agreeing at once, beside one by one",
            timed(
                lambda: criterion_agree(
                    campaign=campaign, criterion=first, actor=appraiser, at=timezone.now()
                )
            ),
            timed(lambda: one_by_one(campaign, second, appraiser)),
        )
        transaction.set_rollback(True)


def compare(what: str, fast: tuple[float, int], slow: tuple[float, int]) -> None:
    print(f"{what}:")
    print(f"  {slow[0] / fast[0]:6.1f} × as fast; {fast[1]} statements instead of {slow[1]}")


if __name__ == "__main__":
    main()
