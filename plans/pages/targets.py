"""Targets as finished words: what is promised, what was reached, where each stands."""

from datetime import date

from django.utils.translation import gettext as _

from parindex.units.models import User
from plans.measure_words import measure_words, value_words
from plans.models import Plan, Target
from plans.pages.frame import frame
from plans.pages.standings import standing_counts
from plans.queries import MeasureOutcome, TargetOutcome, target_outcomes
from plans.services.targets import may_report
from plans.workflow import IN_FORCE


def targets_page(plan: Plan, user: User, today: date) -> dict[str, object]:
    outcomes = target_outcomes(plan, today)
    return {
        **frame(plan, user, "targets"),
        "rows": [_row(outcome) for outcome in outcomes],
        "counts": standing_counts(outcomes),
    }


def figures_page(plan: Plan, target: Target, user: User, today: date) -> dict[str, object]:
    outcome = next(o for o in target_outcomes(plan, today) if o.target.pk == target.pk)
    return {
        "target": target,
        "row": _row(outcome),
        "figures": [_measure_figures(found) for found in outcome.measures],
        "may_report": plan.workflow_state in IN_FORCE and may_report(user, target),
    }


def _row(outcome: TargetOutcome) -> dict[str, object]:
    return {
        "target": outcome.target,
        "about": _about(outcome.target),
        "standing": outcome.standing,
        "sentence": outcome.sentence,
        "measures": [_measure(found) for found in outcome.measures],
    }


def _about(target: Target) -> str:
    """The field, and the criterion it is to move."""
    field = target.get_field_display() if target.field else ""
    criterion = _("tiêu chí %(criterion)s") % {"criterion": target.criterion or ""}
    return " · ".join(filter(None, (field, criterion if target.criterion else "")))


def _measure(found: MeasureOutcome) -> dict[str, object]:
    reading = found.outcome.reading
    return {
        "words": measure_words(found.measure),
        "reached": value_words(found.measure, reading.value) if reading else "",
        "on": reading.day if reading else None,
        "standing": found.outcome.standing,
    }


def _measure_figures(found: MeasureOutcome) -> dict[str, object]:
    return {
        "words": measure_words(found.measure),
        "standing": found.outcome.standing,
        "rows": [
            {
                "period": actual.period.label,
                "value": value_words(found.measure, actual.value),
                "note": actual.note,
                "by": actual.by_name,
            }
            for actual in found.measure.actuals.all()
        ],
    }
