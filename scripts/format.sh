#!/usr/bin/env bash
# Puts Python and templates in the form that `make check` asks for.
source "$(dirname "$0")/lib.sh"

.venv/bin/ruff check --fix-only --quiet .
.venv/bin/ruff format --quiet .
# djlint exits with 1 whenever it has changed a file.
[[ ! -d templates ]] || .venv/bin/djlint --quiet --reformat templates || true
