#!/usr/bin/env bash
# The whole suite in parallel; arguments go to pytest. SQLite unless DATABASE_URL is set.
source "$(dirname "$0")/lib.sh"
scripts/setup.sh

chromium_find() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

if ! chromium_find >/dev/null && ! apt_ensure "Chromium cho các kiểm thử trên trình duyệt" chromium; then
  # Elsewhere those tests are skipped with a word; a CI run without them would prove too little.
  [[ ${CI:-} != true ]] || exit 1
fi

unset PARINDEX_DEBUG PARINDEX_DEMO PARINDEX_HOSTS PARINDEX_SECRET_KEY PARINDEX_HTTPS "${!S3_@}"
exec .venv/bin/pytest -n "${PYTEST_WORKERS:-auto}" --dist loadgroup "$@"
