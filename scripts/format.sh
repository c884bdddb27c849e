#!/usr/bin/env bash
# Puts Python in the form that `make check` asks for.
source "$(dirname "$0")/lib.sh"

.venv/bin/ruff check --fix-only --quiet .
.venv/bin/ruff format --quiet .
