"""The heartbeat of what the portal does by itself: when each task last ran and how it ended."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parindex.history.models import PeriodicRun

OUTCOME_MAX = 300
PATIENCE = 3
"""A task that missed this many turns has stopped."""


@dataclass(frozen=True)
class Periodic:
    """One task of the schedule: what people call it and how often it runs."""

    name: str
    label: object
    rhythm: object
    every: timedelta
    command: str = ""
    """What does the same by hand."""

    def is_late(self, run: PeriodicRun | None, at: datetime) -> bool:
        return run is None or at - run.started_at > self.every * PATIENCE


RESULTS = Periodic("results", _("Tính lại kết quả còn sót"), _("mỗi 5 phút"), timedelta(minutes=5))
REMINDERS = Periodic(
    "reminders", _("Nhắc thời hạn"), _("mỗi giờ"), timedelta(hours=1), "send_reminders"
)
PLANS = Periodic(
    "plans",
    _("Nhắc báo cáo tiến độ, nhiệm vụ của kế hoạch"),
    _("mỗi giờ"),
    timedelta(hours=1),
    "remind_plans",
)
DIGEST = Periodic(
    "digest", _("Thư tổng hợp buổi sáng"), _("7 giờ mỗi ngày"), timedelta(days=1), "send_digest"
)
PERIODICS = (RESULTS, REMINDERS, PLANS, DIGEST)


@dataclass
class Beat:
    """What the work says of itself when it is done."""

    outcome: str = ""


@contextmanager
def heartbeat(periodic: Periodic) -> Iterator[Beat]:
    """Around the work: leaves a sign of it, also when it fails; the failure goes on."""
    beat = Beat()
    _record(periodic, started_at=timezone.now(), finished_at=None, outcome="", has_failed=False)
    try:
        yield beat
    except Exception as error:
        _record(periodic, outcome=repr(error), has_failed=True)
        raise
    _record(periodic, finished_at=timezone.now(), outcome=beat.outcome)


def latest_runs() -> dict[str, PeriodicRun]:
    return {run.name: run for run in PeriodicRun.objects.all()}


def _record(periodic: Periodic, **values: object) -> None:
    outcome = str(values.pop("outcome", ""))[:OUTCOME_MAX]
    PeriodicRun.objects.update_or_create(
        name=periodic.name, defaults={**values, "outcome": outcome}
    )
