"""Plans, their targets and tasks, their issued versions, and the library of solutions."""

from plans.models.library import Solution
from plans.models.plan import Duty, Plan, PlanComment, PlanKind, Section, Signing
from plans.models.progress import Doing, ProgressReport, ReportingRule, TaskProgress
from plans.models.targets import Actual, Level, Milestone, Target, TargetMeasure
from plans.models.tasks import (
    OPEN,
    TAKEN,
    LeafEffort,
    Repair,
    Task,
    TaskProof,
    TaskState,
)
from plans.models.versions import Part, PlanVersion, VersionLine

__all__ = [
    "OPEN",
    "TAKEN",
    "Actual",
    "Doing",
    "Duty",
    "LeafEffort",
    "Level",
    "Milestone",
    "Part",
    "Plan",
    "PlanComment",
    "PlanKind",
    "PlanVersion",
    "ProgressReport",
    "Repair",
    "ReportingRule",
    "Section",
    "Signing",
    "Solution",
    "Target",
    "TargetMeasure",
    "Task",
    "TaskProgress",
    "TaskProof",
    "TaskState",
    "VersionLine",
]
