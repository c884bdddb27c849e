#!/usr/bin/env bash
# Everything that can be said about the code without running the tests.
source "$(dirname "$0")/lib.sh"
scripts/setup.sh

PARINDEX_VAR=$(mktemp -d)
export PARINDEX_VAR
trap 'rm -rf "$PARINDEX_VAR"' EXIT
unset DATABASE_URL REDIS_URL PARINDEX_DEBUG PARINDEX_DEMO

failed=()
step() {
  local name=$1
  shift
  if "$@"; then say "đạt   $name"; else
    say "HỎNG  $name"
    failed+=("$name")
  fi
}

shell_syntax() { local file; for file in scripts/*.sh .ci/run; do bash -n "$file" || return 1; done; }

template_lint() { [[ ! -d templates ]] || .venv/bin/djlint --quiet --lint templates; }

deploy_check() {
  env PARINDEX_SECRET_KEY="$("$PYTHON" -c 'import secrets; print(secrets.token_urlsafe(50))')" \
    PARINDEX_HOSTS=cchc.example.gov.vn \
    DATABASE_URL=postgres://parindex@db/parindex REDIS_URL=redis://redis:6379/0 \
    "$PYTHON" manage.py check --deploy --fail-level WARNING
}

step "ruff format" .venv/bin/ruff format --check --quiet .
step "ruff check" .venv/bin/ruff check --quiet .
step "mypy --strict" .venv/bin/mypy --no-error-summary
step "makemigrations --check" "$PYTHON" manage.py makemigrations --check --dry-run
step "check --deploy" deploy_check
step "djlint" template_lint
step "bash -n" shell_syntax

[[ ${#failed[@]} == 0 ]] || die "chưa đạt: $(IFS=,; echo "${failed[*]}")"
