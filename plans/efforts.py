"""How hard a lost point is to win back: easy, medium or hard, and what each weighs."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from criteria.models import OFFICE_METHODS


class Effort(models.TextChoices):
    EASY = "easy", _("Dễ")
    MEDIUM = "medium", _("Trung bình")
    HARD = "hard", _("Khó")


STANDARD_WEIGHTS = {Effort.EASY: 1, Effort.MEDIUM: 2, Effort.HARD: 4}


def standard_effort(method: str) -> Effort:
    """Where nobody said: what others answer or measure is hard to move, an own duty is not."""
    return Effort.HARD if method in OFFICE_METHODS else Effort.MEDIUM


@dataclass(frozen=True)
class Efforts:
    """``said`` by criterion id; ``weights`` are whole numbers, only their proportions matter."""

    said: Mapping[int, Effort]
    weights: Mapping[Effort, int]

    def of(self, criterion_id: int, method: str) -> Effort:
        return self.said.get(criterion_id) or standard_effort(method)

    def weight(self, effort: Effort) -> int:
        return self.weights[effort]
