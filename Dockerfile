FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*

ENV PYTHONUNBUFFERED=1 \
    UV_PYTHON_DOWNLOADS=never

WORKDIR /srv/parindex
COPY pyproject.toml uv.lock ./
RUN pip install --no-cache-dir 'uv>=0.13.8,<0.14' \
    && uv sync --frozen --no-dev --no-cache --compile-bytecode

COPY . .
# var/files is made here so that a new volume mounted on it belongs to the user of the process.
RUN PARINDEX_SECRET_KEY=build .venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin parindex \
    && mkdir -p var/files \
    && chown -R parindex:parindex var

ENV PATH=/srv/parindex/.venv/bin:$PATH \
    XDG_CACHE_HOME=/tmp/cache \
    BIND=0.0.0.0 \
    PORT=8000
USER parindex
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=6s --start-period=20s CMD ["python", "scripts/healthcheck.py"]
CMD ["bash", "scripts/web.sh", "--worker-tmp-dir", "/dev/shm", "--access-logfile", "-"]
