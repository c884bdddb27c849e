"""One job that draws the reports of a hundred units: how fast, and whether memory stays.

    PARINDEX_DEMO=1 python benchmarks/hundred_reports.py [--units 100]

A campaign of so many districts with the scores and causes of the demo's, in a transaction that is
rolled back, on the database that DATABASE_URL names (SQLite without). Memory is what the process
holds after each paper; the first tenth warms up.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parindex.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from assessments.models import Assessment, Campaign, Entry, FieldSheet  # noqa: E402
from assessments.services.campaigns import campaign_open  # noqa: E402
from assessments.totals import recompute  # noqa: E402
from assessments.workflow import State  # noqa: E402
from parindex.demo.loading import demo_load  # noqa: E402
from parindex.history.jobs import Progress  # noqa: E402
from parindex.history.models import Job  # noqa: E402
from parindex.units.models import Unit, UnitKind, User  # noqa: E402
from reports.models import DocumentKind  # noqa: E402
from reports.packing import pack  # noqa: E402
from reports.services.packing import papers_pack_ask  # noqa: E402

LIMIT = 1.1
PAGE = resource.getpagesize()


def held() -> int:
    """Bytes of this process in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


@dataclass(frozen=True)
class Watched(Progress):
    """Also notes memory and time after each paper."""

    memory: list[int] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def step(self, done: int) -> None:
        super().step(done)
        self.memory.append(held())
        self.times.append(time.perf_counter())


def campaign_of(count: int) -> Campaign:
    model = Assessment.objects.select_related("campaign__criteria_set", "unit__parent").get(
        campaign__code="BD-2021", unit__code="VAN-CANH"
    )
    province = model.unit.parent
    assert province is not None
    units = [
        Unit.objects.create(
            code=f"DO-{number}",
            name=f"huyện Đo {number}",
            kind=UnitKind.DISTRICT,
            parent=province,
        )
        for number in range(count)
    ]
    campaign = Campaign.objects.create(
        code="DO",
        name="Chỉ số CCHC cấp huyện để đo",
        year=model.campaign.year,
        criteria_set=model.campaign.criteria_set,
        organiser=model.campaign.organiser,
        standing_office=model.campaign.standing_office,
    )
    campaign_open(campaign=campaign, units=units, actor=None, at=timezone.now())
    scores = {entry.criterion_id: entry for entry in model.entries.all()}
    entries = list(Entry.objects.filter(assessment__campaign=campaign))
    for entry in entries:
        known = scores[entry.criterion_id]
        entry.final_score = entry.appraised_score = known.final_score
        entry.cause = known.cause
    Entry.objects.bulk_update(entries, ["final_score", "appraised_score", "cause"], batch_size=500)
    FieldSheet.objects.filter(assessment__campaign=campaign).update(state=State.APPROVED)
    Campaign.objects.filter(pk=campaign.pk).update(state="published", published_at=timezone.now())
    recompute(campaign, at=timezone.now())
    campaign.refresh_from_db()
    return campaign


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--units", type=int, default=100)
    count = parser.parse_args().units
    with tempfile.TemporaryDirectory() as files, transaction.atomic():
        settings.MEDIA_ROOT = files
        demo_load(at=timezone.now())
        campaign = campaign_of(count)
        owner = User.objects.get(username="lanhdao")
        asked = papers_pack_ask(campaign=campaign, kind=DocumentKind.ANALYSIS_REPORT, actor=owner)
        progress = Watched(asked.pk)
        start = time.perf_counter()
        pack(asked, progress)
        whole = time.perf_counter() - start
        job = Job.objects.get(pk=asked.pk)
        size = job.result.size
        transaction.set_rollback(True)
    warm = max(count // 10, 1)
    first, last = progress.memory[warm - 1], max(progress.memory[-warm:])
    print(
        f"{job.done}/{job.total} báo cáo, {size / 2**20:.1f} MB, {whole / count:.2f} giây một bản"
    )
    print(f"Bộ nhớ sau {warm} bản: {first / 2**20:.0f} MB; {warm} bản cuối: {last / 2**20:.0f} MB")
    print(f"Tăng {last / first:.3f} lần (cho phép {LIMIT})")
    early = progress.times[2 * warm - 1] - progress.times[warm - 1]
    late = progress.times[-1] - progress.times[-warm - 1]
    print(f"{warm} bản cuối so với {warm} bản sau khởi động: {late / early:.2f} lần thời gian")
    if job.note:
        print(job.note)
    sys.exit(last / first > LIMIT or bool(job.note))


if __name__ == "__main__":
    main()
