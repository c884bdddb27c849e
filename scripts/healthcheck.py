"""Exit 0 when the web server of this container answers /healthz (Docker HEALTHCHECK)."""

import http.client
import os
import sys


def allowed_host() -> str:
    """A name that ALLOWED_HOSTS accepts: the check comes from inside, not from the public name."""
    first = os.environ.get("PARINDEX_HOSTS", "localhost").split(",")[0].strip()
    return "localhost" if first == "*" else first.removeprefix(".")


def main() -> int:
    port = int(os.environ.get("PORT", "8000"))
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": allowed_host()})
        return 0 if connection.getresponse().status == http.client.OK else 1
    except OSError:
        return 1
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
