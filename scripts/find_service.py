"""Prints the address of a real PostgreSQL or Redis that the tests may use, or nothing.

`find_service.py postgres|redis [URL]`: a given URL must answer (exit 1 otherwise); without one the
standard local port is tried. Tests get a database name and a Redis number of their own.
"""

import os
import sys
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import redis

LOCAL_POSTGRES = "postgres://postgres@127.0.0.1:5432/postgres"
LOCAL_REDIS = "redis://127.0.0.1:6379"
REDIS_NUMBERS = range(15, 0, -1)


def fresh_postgres(url: str) -> str:
    psycopg2.connect(url, connect_timeout=3).close()
    return urlunsplit(urlsplit(url)._replace(path=f"/parindex_ci_{os.getpid()}"))


def unused_redis(url: str) -> str:
    """The highest-numbered database without a key: another program's queue is left alone."""
    for number in REDIS_NUMBERS:
        candidate = urlunsplit(urlsplit(url)._replace(path=f"/{number}"))
        with redis.Redis.from_url(candidate, socket_connect_timeout=3) as client:
            if client.dbsize() == 0:
                return candidate
    message = "Redis không còn số cơ sở dữ liệu nào trống"
    raise redis.ConnectionError(message)


def main(kind: str, given: str = "") -> int:
    try:
        if kind == "postgres":
            print(fresh_postgres(given or LOCAL_POSTGRES))
        else:
            print(unused_redis(given or LOCAL_REDIS))
    except (psycopg2.OperationalError, redis.RedisError) as error:
        if given:
            print(f"{kind} đã khai báo mà không dùng được: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
