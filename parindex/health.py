"""GET /healthz: whether the parts the portal stands on answer, for people and for machines."""

import uuid
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.http import HttpRequest, JsonResponse

import parindex
from parindex.celery import app as celery_app
from parindex.history.periodic import PERIODICS, latest_runs


@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    checks = {
        "database": _probe(_database),
        "broker": _probe(_broker) if settings.REDIS_URL else "in-process",
        "storage": _probe(_storage),
    }
    healthy = "error" not in checks.values()
    return JsonResponse(
        {
            "status": "ok" if healthy else "error",
            **checks,
            "periodic": _periodic() if checks["database"] == "ok" else {},
            "version": parindex.__version__,
        },
        status=200 if healthy else 503,
    )


def _periodic() -> dict[str, str | None]:
    """When each periodic task last began; a schedule that stands still makes nobody unhealthy."""
    runs = latest_runs()
    return {
        each.name: runs[each.name].started_at.isoformat() if each.name in runs else None
        for each in PERIODICS
    }


def _probe(check: Callable[[], None]) -> str:
    try:
        check()
    except Exception:
        return "error"
    return "ok"


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _broker() -> None:
    with celery_app.connection_for_read() as broker:
        broker.ensure_connection(max_retries=1, timeout=2)


def _storage() -> None:
    name = default_storage.save(f"healthz/{uuid.uuid4().hex}", ContentFile(b"ok"))
    default_storage.delete(name)
