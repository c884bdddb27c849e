"""Passwords that the portal makes: shown once to whoever hands them out, stored as a hash only."""

import secrets

from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher

# Không có 0/o, 1/l/i: đọc từ giấy không nhầm.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 4, 4

ITERATIONS = 20_000
"""Enough for 79 random bits, and a workbook of a thousand people is hashed in a minute; Django
hashes anew with its own count at the first sign-in."""


def password_make() -> str:
    """Like `k3mp-x7rt-9wdh-bq2v`: 79 random bits, with a letter and a digit."""
    while True:
        groups = (
            "".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS)
        )
        made = "-".join(groups)
        if any(c.isdigit() for c in made) and any(c.isalpha() for c in made):
            return made


def password_hash(made: str) -> str:
    hasher = get_hasher()
    if isinstance(hasher, PBKDF2PasswordHasher):
        return hasher.encode(made, hasher.salt(), iterations=ITERATIONS)
    return hasher.encode(made, hasher.salt())
