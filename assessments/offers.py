"""Documents from elsewhere that may prove an entry: upper rooms say here what they have.

Nothing here knows plans or reports; they register a source when their app starts.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from django.core.files import File

from assessments.models import Entry, Evidence
from assessments.services.evidence_details import Details


@dataclass(frozen=True)
class Offer:
    """``key`` is the source's own; ``origin`` says where it comes from."""

    key: str
    title: str
    name: str
    origin: str
    is_taken: bool = False
    """It is a document of this assessment already."""


class OfferSource(Protocol):
    def offered(self, entry: Entry) -> Sequence[Offer]:
        """What may prove the entry; the caller has looked whether the reader may see it."""

    def opened(self, entry: Entry, key: str) -> AbstractContextManager[tuple[File[bytes], Details]]:
        """The file of one offer, and what is written about it."""

    def taken(self, key: str, evidence: Evidence) -> None:
        """It became this document."""


_sources: dict[str, OfferSource] = {}


def offer_source_register(name: str, source: OfferSource) -> None:
    _sources[name] = source


def offers_for(entry: Entry) -> list[Offer]:
    """Of every source, under keys that ``offer_of`` understands."""
    return [
        Offer(f"{name}:{offer.key}", offer.title, offer.name, offer.origin, offer.is_taken)
        for name, source in _sources.items()
        for offer in source.offered(entry)
    ]


def offer_of(entry: Entry, key: str) -> tuple[OfferSource, str] | None:
    """The source and its own key, if it offers that for this entry."""
    name, _colon, own = key.partition(":")
    source = _sources.get(name)
    if source is None or own not in {offer.key for offer in source.offered(entry)}:
        return None
    return source, own
