"""How long a national campaign takes to open, beside a bare INSERT … SELECT of the same rows.

    python benchmarks/open_campaign.py [--units 3321] [--leaves 200]

Runs in a transaction that is rolled back, on the database that DATABASE_URL names (SQLite without).
"""

import argparse
import os
import sys
import time
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parindex.settings")

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from assessments.models import Campaign, Entry  # noqa: E402
from assessments.services.campaigns import campaign_open  # noqa: E402
from assessments.totals import recompute  # noqa: E402
from criteria.models import CriteriaSet, Criterion, SetStatus  # noqa: E402
from parindex.units.models import Unit, UnitKind  # noqa: E402

FIELDS = 8


def make_set(leaves: int) -> CriteriaSet:
    """Eight fields, the leaves spread over them, half of them below a criterion."""
    made = CriteriaSet.objects.create(code="BENCH", name="Bộ đo", level="commune", year=2026)
    rows: list[Criterion] = []
    fields = [
        Criterion(
            set=made,
            code=str(number),
            level=1,
            position=number,
            sort_key=f"{number:03d}",
            name=f"Lĩnh vực {number}",
            max_score=Decimal(leaves),
            method="appraisal",
            is_leaf=False,
        )
        for number in range(1, FIELDS + 1)
    ]
    fields = Criterion.objects.bulk_create(fields)
    for number in range(leaves):
        field = fields[number % FIELDS]
        position = number // FIELDS + 1
        rows.append(
            Criterion(
                set=made,
                parent=field,
                code=f"{field.code}.{position}",
                level=2,
                position=position,
                sort_key=f"{field.sort_key}.{position:03d}",
                name=f"Tiêu chí {field.code}.{position}",
                max_score=Decimal(1),
                method="appraisal",
                rule_kind="manual",
            )
        )
    Criterion.objects.bulk_create(rows)
    CriteriaSet.objects.filter(pk=made.pk).update(status=SetStatus.PUBLISHED)
    made.refresh_from_db()
    return made


def make_units(count: int) -> list[Unit]:
    province = Unit.objects.create(code="BENCH-TINH", name="tỉnh Đo", kind=UnitKind.PROVINCE)
    units = Unit.objects.bulk_create(
        [
            Unit(
                code=f"BENCH-{number}",
                name=f"xã Đo {number}",
                kind=UnitKind.COMMUNE,
                parent=province,
                path=f"{province.path}{number}/",
            )
            for number in range(count)
        ]
    )
    return [province, *units]


def bare_copy() -> None:
    """The lower bound: the same rows, copied by the database itself with every index and check."""
    table = connection.ops.quote_name(Entry._meta.db_table)
    columns = [str(f.column) for f in Entry._meta.concrete_fields if not f.primary_key]
    listed = ", ".join(connection.ops.quote_name(name) for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE bench_rows AS SELECT {listed} FROM {table}")
        cursor.execute(f"DELETE FROM {table}")
        started = time.perf_counter()
        cursor.execute(f"INSERT INTO {table} ({listed}) SELECT {listed} FROM bench_rows")
        say("bare INSERT … SELECT of the same rows", time.perf_counter() - started)


def say(what: str, seconds: float) -> None:
    print(f"{what:44s} {seconds:8.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=3321)
    parser.add_argument("--leaves", type=int, default=200)
    options = parser.parse_args()
    print(f"{connection.vendor}: {options.units} units × {options.leaves} leaves")
    with transaction.atomic():
        province, *units = make_units(options.units)
        campaign = Campaign.objects.create(
            code="BENCH",
            name="Đợt đo",
            year=2026,
            criteria_set=make_set(options.leaves),
            organiser=province,
        )
        started = time.perf_counter()
        campaign_open(campaign=campaign, units=units, actor=None, at=timezone.now())
        say(
            f"opening ({Entry.objects.filter(assessment__campaign=campaign).count()} entries)",
            time.perf_counter() - started,
        )
        started = time.perf_counter()
        recompute(campaign, at=timezone.now())
        say("totals, ranks and changes of the campaign", time.perf_counter() - started)
        bare_copy()
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
