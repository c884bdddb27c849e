"""Every action that the code records has a name for people."""

import re
from pathlib import Path

from assessments.models import Decision
from assessments.workflow import Verb
from parindex.history.labels import ACTION_LABELS
from plans.reporting import ReportVerb
from plans.workflow import Verb as PlanVerb
from reports.handing import Verb as HandingVerb

ROOT = Path(__file__).resolve().parent.parent.parent
HANDED = ("statistics", "report_section")
LITERAL = re.compile(r'action="([a-z_]+\.[a-z_]+)"')


def recorded_actions() -> set[str]:
    folders = ("parindex", "criteria", "assessments", "plans", "reports")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return {name for path in files for name in LITERAL.findall(path.read_text())}


def test_every_recorded_action_has_a_name() -> None:
    composed = {f"sheet.{verb}" for verb in Verb} | {f"entry.{d}" for d in Decision.values}
    composed |= {f"plan.{verb}" for verb in PlanVerb}
    composed |= {f"progress.{verb}" for verb in ReportVerb}
    composed |= {f"{thing}.{verb}" for thing in HANDED for verb in HandingVerb}
    assert len(recorded_actions()) > 10
    assert recorded_actions() | composed <= set(ACTION_LABELS)
