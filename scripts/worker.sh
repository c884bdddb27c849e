#!/usr/bin/env bash
# One Celery worker with its own beat: enough for one machine; containers run the two apart.
source "$(dirname "$0")/lib.sh"
scripts/setup.sh

[[ -n ${REDIS_URL:-} ]] ||
  die "Chưa đặt REDIS_URL: việc nền đang chạy ngay trong tiến trình web, không cần worker."
export PARINDEX_VAR=${PARINDEX_VAR:-$PWD/var}
mkdir -p "$PARINDEX_VAR"
exec .venv/bin/celery -A parindex.celery:app worker --beat \
  --schedule "$PARINDEX_VAR/celerybeat-schedule" \
  --concurrency "${CELERY_CONCURRENCY:-2}" --loglevel "${CELERY_LOG_LEVEL:-info}"
