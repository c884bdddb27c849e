"""The shape in which a paper's plan is written down here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from plans.fields import ReformField
from plans.goals import Comparator, Measure
from plans.models import Level, PlanKind, Signing
from plans.workflow import State


@dataclass(frozen=True)
class MeasureRow:
    """``actuals`` by year; a ``step`` a year from ``baseline`` up to ``cap`` in ``last_year``."""

    goals: Mapping[int, str] = field(default_factory=dict)
    comparator: Comparator = Comparator.AT_LEAST
    kind: Measure = Measure.PERCENT
    label: str = ""
    level: Level = Level.NONE
    unit_name: str = ""
    baseline_year: int | None = None
    baseline: str = ""
    step: str = ""
    last_year: int | None = None
    cap: str = ""
    actuals: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TargetRow:
    code: str
    text: str
    lead: str
    measures: Sequence[MeasureRow]
    reform: ReformField | None = None
    partners: str = ""


@dataclass(frozen=True)
class TaskRow:
    """A row without lead carries the rows below it."""

    code: str
    content: str
    deadline: str = ""
    lead: str = ""
    partners: str = ""
    reform: ReformField | None = None


@dataclass(frozen=True)
class PlanRows:
    unit: str
    kind: PlanKind
    year: int
    title: str
    state: State
    note: str
    until_year: int | None = None
    number: str = ""
    signed_on: date | None = None
    legal_bases: str = ""
    introduction: str = ""
    purposes: str = ""
    requirements: str = ""
    closing: str = ""
    recipients: str = ""
    signing: Signing = Signing.HEAD
    signer_title: str = ""
    sections: Sequence[tuple[ReformField | None, str, str]] = ()
    targets: Sequence[TargetRow] = ()
    tasks: Sequence[TaskRow] = ()
    duties: Sequence[tuple[str, str]] = ()
    follows: str = ""
    """Code of the unit whose plan came before."""


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None
