#!/usr/bin/env bash
# The portal on this machine: set up, migrate, load the demo once, serve.
source "$(dirname "$0")/lib.sh"
scripts/setup.sh

export PORT=${PORT:-8000}
export PARINDEX_VAR=${PARINDEX_VAR:-$PWD/var}
readonly database=$PARINDEX_VAR/parindex.sqlite3
readonly demo_wanted=$PARINDEX_VAR/demo.wanted
readonly static_root=$PARINDEX_VAR/staticfiles
readonly static_collected=$PARINDEX_VAR/static.collected

is_embedded() { [[ -z ${DATABASE_URL:-}${PARINDEX_SECRET_KEY:-}${PARINDEX_HOSTS:-} ]]; }

static_collect() {
  local wanted changed=yes
  wanted=$(sha256sum <uv.lock)
  if [[ -d $static_root && -f $static_collected && $(<"$static_collected") == "$wanted" ]]; then
    changed=$(find ./*/static static -newer "$static_collected" -print -quit 2>/dev/null || true)
  fi
  [[ -z $changed ]] && return
  say "Gom tệp tĩnh"
  "$PYTHON" manage.py collectstatic --noinput --clear --verbosity 0
  echo "$wanted" >"$static_collected"
}

# A database without tables is still a first start: some other command may have made the file.
is_first_start() { [[ ! -e $database || $(stat --format=%s "$database") -lt 65536 ]]; }

# The mark outlives a first start that was cut short, so that the demo is loaded whole or again.
database_prepare() {
  if [[ $PARINDEX_DEMO == 1 && -z ${DATABASE_URL:-} ]] && is_first_start; then
    : >"$demo_wanted"
  fi
  "$PYTHON" manage.py migrate --noinput --verbosity 0
  "$PYTHON" manage.py load_forms --verbosity 0
  if [[ -e $demo_wanted ]]; then
    say "Lần chạy đầu: nạp dữ liệu mẫu"
    "$PYTHON" manage.py load_demo
    rm "$demo_wanted"
  fi
}

greet() {
  say "Cổng PAR INDEX: http://127.0.0.1:$PORT  (dừng: Ctrl+C)"
  if [[ $PARINDEX_DEMO == 1 ]]; then
    say "Tài khoản mẫu:  canbo, thutruong, thamdinh, phongnoivu, lanhdao, quantri"
    say "Mật khẩu chung: parindex-demo"
  fi
  say "Dữ liệu: $PARINDEX_VAR"
}

if (: <"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; then
  die "Cổng $PORT đang có chương trình khác dùng. Chọn cổng khác: make run PORT=8001"
fi
if is_embedded; then export PARINDEX_DEMO=${PARINDEX_DEMO:-1}; fi
export PARINDEX_DEMO=${PARINDEX_DEMO:-0}
mkdir -p "$PARINDEX_VAR"
database_prepare
static_collect
greet
WEB_LOG_LEVEL=${WEB_LOG_LEVEL:-warning} exec scripts/web.sh
