#!/usr/bin/env bash
# The web server, the same by `make run` and in a container. Sync workers: SQLite writes from
# threads of one process wait on each other far longer than those of two processes.
source "$(dirname "$0")/lib.sh"

exec .venv/bin/gunicorn parindex.wsgi:application \
  --bind "${BIND:-127.0.0.1}:${PORT:-8000}" \
  --workers "${WEB_CONCURRENCY:-2}" \
  --timeout 120 \
  --max-requests 5000 --max-requests-jitter 500 \
  --no-control-socket \
  --log-level "${WEB_LOG_LEVEL:-info}" \
  "$@"
