"""How long the analysis report takes, beside bare WeasyPrint on the same HTML.

    PARINDEX_DEMO=1 python benchmarks/render.py [--runs 5]

The ratio is what counts: both are measured in turn in one process and compared round by round, so
a busy machine slows both.
Works on the demo's district in a transaction that is rolled back, on the database that
DATABASE_URL names (SQLite without).
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parindex.settings")

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from weasyprint import HTML  # noqa: E402

from assessments.models import Assessment  # noqa: E402
from assessments.totals import recompute  # noqa: E402
from parindex.demo.loading import demo_load  # noqa: E402
from reports.appendices.scoring import scoring_appendix  # noqa: E402
from reports.documents.analysis_report import analysis_context, analysis_report  # noqa: E402
from reports.documents.base import render_html  # noqa: E402
from reports.documents.engine import STATIC, VARIANT  # noqa: E402
from reports.documents.letterhead import Issuing  # noqa: E402

ISSUING = Issuing(2026)


def district() -> Assessment:
    demo_load(at=timezone.now())
    found = Assessment.objects.select_related("campaign", "unit__parent").get(
        campaign__code="BD-2021", unit__code="VAN-CANH"
    )
    for campaign in (found.campaign.previous, found.campaign):
        if campaign is not None:
            recompute(campaign, at=timezone.now())
    return found


def measure(jobs: dict[str, Callable[[], object]], runs: int) -> dict[str, list[float]]:
    """Seconds of each job in each round; the first round warms up and does not count."""
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for number in range(runs + 1):
        for name, job in jobs.items():
            start = time.perf_counter()
            job()
            if number:
                taken[name].append(time.perf_counter() - start)
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    with transaction.atomic():
        assessment = district()
        paper = analysis_context(assessment, issuing=ISSUING)
        html = render_html("documents/analysis_report.html", {"paper": paper})
        base = STATIC.as_uri() + "/"
        jobs: dict[str, Callable[[], object]] = {
            "báo cáo": lambda: analysis_report(assessment, issuing=ISSUING),
            "WeasyPrint": lambda: HTML(string=html, base_url=base).write_pdf(pdf_variant=VARIANT),
            "không gắn thẻ": lambda: HTML(string=html, base_url=base).write_pdf(),
            "bảng điểm xlsx": lambda: scoring_appendix(assessment),
        }
        taken = measure(jobs, runs)
        pages = len(HTML(string=html, base_url=base).render().pages)
        transaction.set_rollback(True)
    print(f"{pages} trang, {runs} lượt; giây, nhỏ nhất / trung vị")
    for name, seconds in taken.items():
        print(f"  {name:<16}{min(seconds):8.3f} / {statistics.median(seconds):.3f}")
    pairs = zip(taken["báo cáo"], taken["WeasyPrint"], strict=True)
    ratio = statistics.median(ours / bare for ours, bare in pairs)
    print(f"Báo cáo so với WeasyPrint trên cùng HTML: {ratio:.2f} lần")


if __name__ == "__main__":
    main()
