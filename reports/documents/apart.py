"""Drawing many papers in a process of its own, which makes room for a fresh one now and then.

Pango keeps close to a megabyte of every paper for as long as its process lives; the process that
runs the job stays as it is (benchmarks/hundred_reports.py).
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import get_context

from reports.documents.base import PdfUnavailable

PAPERS_OF_ONE = 20
Draw = Callable[[str], bytes]


@contextmanager
def drawing_apart() -> Iterator[Draw]:
    """A function from HTML to PDF; calling it raises PdfUnavailable."""
    # A fork would take the database connections along.
    fresh = get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh, max_tasks_per_child=PAPERS_OF_ONE) as pool:

        def draw(html: str) -> bytes:
            try:
                return pool.submit(_pdf, html).result()
            except OSError as error:
                raise PdfUnavailable from error

        yield draw


def _pdf(html: str) -> bytes:
    pdf: bytes = import_module("reports.documents.engine").write_pdf(html)
    return pdf
