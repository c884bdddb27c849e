#!/usr/bin/env bash
# The whole suite in parallel; arguments go to pytest. SQLite unless DATABASE_URL is set.
source "$(dirname "$0")/lib.sh"
scripts/setup.sh

missing=()
command -v chromium chromium-browser google-chrome >/dev/null || missing+=(chromium)
# The node that Playwright brings along is linked against it; a bare Debian does not have it.
"$PYTHON" -c 'from ctypes import CDLL; CDLL("libatomic.so.1")' 2>/dev/null || missing+=(libatomic1)
if [[ ${#missing[@]} != 0 ]] && ! apt_ensure "chương trình cho các kiểm thử trên trình duyệt" "${missing[@]}"; then
  # Elsewhere those tests are skipped with a word; a CI run without them would prove too little.
  [[ ${CI:-} != true ]] || exit 1
fi

# Data of the portal on this machine stay out of reach, and two runs out of each other's way.
PARINDEX_VAR=$(mktemp -d)
export PARINDEX_VAR
trap 'rm -rf "$PARINDEX_VAR"' EXIT
unset PARINDEX_DEBUG PARINDEX_DEMO PARINDEX_HOSTS PARINDEX_SECRET_KEY PARINDEX_HTTPS "${!S3_@}"
.venv/bin/pytest -n "${PYTEST_WORKERS:-auto}" --dist loadgroup "$@"
