"""Targets as figures: what was promised by year, where it stands, and the sentence that says so.

Pure: imports nothing of Django.
"""

from plans.goals.course import trajectory
from plans.goals.reading import GoalsError, goals_text, read_goals
from plans.goals.sentences import Spoken, amount, goal_words, outcome_sentence, result_words
from plans.goals.standing import (
    Comparator,
    Course,
    Measure,
    Outcome,
    Reading,
    Standing,
    is_met,
    outcome_of,
    worst,
)

__all__ = [
    "Comparator",
    "Course",
    "GoalsError",
    "Measure",
    "Outcome",
    "Reading",
    "Spoken",
    "Standing",
    "amount",
    "goal_words",
    "goals_text",
    "is_met",
    "outcome_of",
    "outcome_sentence",
    "read_goals",
    "result_words",
    "trajectory",
    "worst",
]
