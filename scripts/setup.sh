#!/usr/bin/env bash
# Prepares .venv and the system libraries; does next to nothing when all is in place.
source "$(dirname "$0")/lib.sh"

readonly UV='uv>=0.13.8,<0.14'
readonly STAMP=.venv/.synced

is_python_311() { "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; }

python_311() {
  local candidate
  for candidate in python3.11 python3; do
    if is_python_311 "$candidate"; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

venv_create() {
  local base
  base=$(python_311) || die "Cần Python 3.11 (Debian 12: sudo apt-get install python3 python3-venv)."
  if ! "$base" -c 'import ensurepip, venv' 2>/dev/null; then
    apt_ensure "mô-đun venv của Python" python3.11-venv || exit 1
  fi
  say "Tạo môi trường Python trong .venv"
  "$base" -m venv --clear .venv
}

dependencies_sync() {
  local wanted
  wanted=$(cat pyproject.toml uv.lock | sha256sum)
  [[ -f $STAMP && $(<"$STAMP") == "$wanted" ]] && return
  say "Cài các gói Python theo uv.lock"
  if [[ ! -x .venv/bin/uv ]]; then
    "$PYTHON" -m pip install -qq --disable-pip-version-check "$UV" ||
      die "Không cài được uv: kiểm tra đường mạng tới kho gói Python (PyPI)."
  fi
  env -u VIRTUAL_ENV UV_PROJECT_ENVIRONMENT=.venv UV_PYTHON_DOWNLOADS=never \
    .venv/bin/uv sync --frozen --quiet --python "$PYTHON" ||
    die "Không cài được các gói Python ghi trong uv.lock."
  echo "$wanted" >"$STAMP"
}

# Tried by loading, as WeasyPrint does: a package list would not know of libraries built by hand.
pdf_libraries_load() {
  "$PYTHON" -c '
from ctypes import CDLL
for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"):
    CDLL(name)' 2>/dev/null
}

is_python_311 "$PYTHON" || venv_create
dependencies_sync
pdf_libraries_load ||
  apt_ensure "thư viện để xuất văn bản PDF (phần còn lại của cổng vẫn chạy)" \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 || true
