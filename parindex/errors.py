"""What a service refuses, in words for the person who asked. Translated to pages in one place."""

from collections.abc import Mapping


class PortalError(Exception):
    """An act that cannot be done; ``message`` says why and what to do next."""

    status = 400

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Invalid(PortalError):
    """Values that cannot be taken; ``errors`` maps the input's name to its message."""

    status = 422

    def __init__(self, errors: Mapping[str, str], message: str = "") -> None:
        super().__init__(message or " ".join(errors.values()))
        self.errors = dict(errors)


class Forbidden(PortalError):
    """This person may not do this."""

    status = 403


class Locked(PortalError):
    """Nobody may do this now: the deadline, the state or the publication forbids it."""

    status = 423


class Conflict(PortalError):
    """Somebody was faster: what the person saw is no longer what is stored."""

    status = 409
