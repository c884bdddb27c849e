# shellcheck shell=bash
# Sourced by the other scripts: stands in the project's folder and holds what they share.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# shellcheck disable=SC2034  # read by the scripts that source this file
readonly PYTHON=.venv/bin/python

say() { printf '%s\n' "$*"; }
warn() { printf '%s\n' "$*" >&2; }
die() {
  warn "LỖI: $*"
  exit 1
}

may_install() {
  command -v apt-get >/dev/null && { [[ $(id -u) == 0 ]] || sudo -n true 2>/dev/null; }
}

as_root() {
  if [[ $(id -u) == 0 ]]; then "$@"; else sudo -n "$@"; fi
}

apt_install() {
  local -a install=(env DEBIAN_FRONTEND=noninteractive apt-get install
    -y --no-install-recommends -o DPkg::Lock::Timeout=300)
  local log
  log=$(mktemp)
  say "Cài bằng apt: $*"
  # The lists are fetched only when the ones at hand do not do: they cost more than most packages.
  if as_root "${install[@]}" "$@" >"$log" 2>&1 ||
    { as_root apt-get update >>"$log" 2>&1 && as_root "${install[@]}" "$@" >>"$log" 2>&1; }; then
    rm -f "$log"
    return 0
  fi
  tail -n 20 "$log" >&2
  rm -f "$log"
  return 1
}

# apt_ensure WHAT PACKAGE…: installs the packages, or says in one line what to install and fails.
apt_ensure() {
  local what=$1
  shift
  if may_install && apt_install "$@"; then return 0; fi
  warn "Thiếu $what. Hãy cài bằng quyền quản trị: sudo apt-get install $*"
  return 1
}
