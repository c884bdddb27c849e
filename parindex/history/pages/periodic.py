"""Việc định kỳ: whether the schedule is alive, for who looks after the portal."""

from datetime import datetime

from django.utils import timezone

from parindex.history.periodic import PERIODICS, latest_runs
from parindex.lib.dates import format_moment


def periodic_page(at: datetime) -> dict[str, object]:
    runs = latest_runs()
    rows = []
    for periodic in PERIODICS:
        run = runs.get(periodic.name)
        rows.append(
            {
                "label": periodic.label,
                "rhythm": periodic.rhythm,
                "command": f"python manage.py {periodic.command}" if periodic.command else "",
                "at": format_moment(timezone.localtime(run.started_at)) if run else "",
                "outcome": run.outcome if run else "",
                "has_failed": bool(run and run.has_failed),
                "is_running": bool(run and run.finished_at is None and not run.has_failed),
                "is_late": periodic.is_late(run, at),
            }
        )
    return {"rows": rows}
