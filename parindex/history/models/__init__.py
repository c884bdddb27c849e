"""What happened, whom to tell of it, and what the portal does by itself."""

from parindex.history.models.events import Event, EventQuerySet, subject_of
from parindex.history.models.jobs import Job, JobState
from parindex.history.models.notices import (
    URGENT_KINDS,
    MailChoice,
    Notice,
    NoticeKind,
    NoticeQuerySet,
    Reminder,
)
from parindex.history.models.periodic import PeriodicRun

__all__ = [
    "URGENT_KINDS",
    "Event",
    "EventQuerySet",
    "Job",
    "JobState",
    "MailChoice",
    "Notice",
    "NoticeKind",
    "NoticeQuerySet",
    "PeriodicRun",
    "Reminder",
    "subject_of",
]
