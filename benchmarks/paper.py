"""How long a paper of sixty pages takes, beside bare WeasyPrint on the same HTML.

    PARINDEX_DEMO=1 python benchmarks/paper.py [--pages 60] [--runs 3]

Reading the data, writing the HTML and drawing it on one side, only drawing on the other; measured
in turn in one process and compared round by round, so that a busy machine slows both. The paper is
the demo's review plan with its task table as often as the pages need, in a transaction that is
rolled back, on the database that DATABASE_URL names (SQLite without).
"""

import argparse
import os
import statistics
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parindex.settings")

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from weasyprint import HTML  # noqa: E402

from benchmarks.render import measure  # noqa: E402
from parindex.demo.loading import demo_load  # noqa: E402
from plans.models import Plan, Task  # noqa: E402
from reports.documents.content import html_of, pdf_of  # noqa: E402
from reports.documents.engine import STATIC, VARIANT  # noqa: E402
from reports.documents.plan import plan_context  # noqa: E402
from reports.documents.sources import issuing_known  # noqa: E402

BASE = STATIC.as_uri() + "/"
LIMIT = 1.2


def pages_of(html: str) -> int:
    return len(HTML(string=html, base_url=BASE).render().pages)


def lengthen(plan: Plan, pages: int) -> str:
    """The HTML, once the table of tasks fills so many pages."""
    rows = list(plan.tasks.all())
    html = html_of(plan_context(plan, issuing=issuing_known(plan)))
    have = pages_of(html)
    position = plan.tasks.count()
    while have < pages:
        for row in rows:
            position += 1
            row.pk, row.position = None, position
        Task.objects.bulk_create(rows)
        html = html_of(plan_context(plan, issuing=issuing_known(plan)))
        if position % (8 * len(rows)) == 0 or have >= pages - 3:
            have = pages_of(html)
    return html


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with transaction.atomic():
        demo_load(at=timezone.now())
        plan = Plan.objects.select_related("unit__parent", "follows").get(unit__code="HUONG-HOA")
        html = lengthen(plan, options.pages)
        jobs: dict[str, Callable[[], object]] = {
            "cổng": lambda: pdf_of(plan_context(plan, issuing=issuing_known(plan))),
            "WeasyPrint": lambda: HTML(string=html, base_url=BASE).write_pdf(pdf_variant=VARIANT),
            "HTML": lambda: html_of(plan_context(plan, issuing=issuing_known(plan))),
        }
        taken = measure(jobs, options.runs)
        pages = pages_of(html)
        transaction.set_rollback(True)
    print(f"{pages} trang, {options.runs} lượt; giây, nhỏ nhất / trung vị")
    for name, seconds in taken.items():
        print(f"  {name:<12}{min(seconds):8.3f} / {statistics.median(seconds):.3f}")
    pairs = zip(taken["cổng"], taken["WeasyPrint"], strict=True)
    ratio = statistics.median(ours / bare for ours, bare in pairs)
    print(f"Cổng so với WeasyPrint trên cùng HTML: {ratio:.2f} lần (cho phép {LIMIT})")
    sys.exit(ratio > LIMIT)


if __name__ == "__main__":
    main()
