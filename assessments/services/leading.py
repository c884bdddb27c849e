"""The standing office leads on all sheets that wait for it: one act, not a thousand."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from assessments.models import Campaign, FieldSheet
from assessments.models.sheets import FieldSheetQuerySet
from assessments.services.campaigns.guards import check_open, hold_sheets, locked_campaign
from assessments.telling import steps_told
from assessments.turns import waiting_sheets
from assessments.workflow import TRANSITIONS, Verb
from parindex.errors import Locked
from parindex.history.services import Fact, events_record
from parindex.units.models import User

LED = (Verb.EXPLAIN, Verb.CLOSE_EXPLANATION)
"""What the standing office does to all that wait, by a button on the campaign's page."""


@transaction.atomic
def sheets_lead(*, campaign: Campaign, verb: Verb, actor: User, at: datetime) -> list[FieldSheet]:
    """Every sheet that waits for this step takes it. Returns those that did.

    Raises Forbidden, Locked (not open, a turn that the campaign does not take, nothing waits).
    """
    hold_sheets(campaign)
    locked = locked_campaign(campaign, actor)
    check_open(locked)
    transition = TRANSITIONS[verb]
    sheets = led_on(waiting_sheets(locked, transition, at), verb, actor=actor, at=at)
    if not sheets:
        raise Locked(_("Không có phiếu nào đang chờ bước “%(verb)s”.") % {"verb": transition.label})
    steps_told(sheets, verb, actor=actor)
    return sheets


def led_on(
    waiting: FieldSheetQuerySet, verb: Verb, *, actor: User, at: datetime
) -> list[FieldSheet]:
    """These sheets take the step, in one statement, with one event each. Inside a transaction."""
    transition = TRANSITIONS[verb]
    sheets = list(
        waiting.select_for_update(of=("self",))
        .select_related("criterion", "assessment__unit", "assessment__campaign")
        .order_by("pk")
    )
    FieldSheet.objects.filter(pk__in=[sheet.pk for sheet in sheets]).update(
        state=transition.target,
        round=F("round") + int(transition.opens_round),
        reason="",
        changed_at=at,
        changed_by=actor,
    )
    facts = []
    for sheet in sheets:
        before = {"state": sheet.state}
        sheet.state, sheet.round = transition.target, sheet.round + int(transition.opens_round)
        after = {"state": sheet.state, "round": sheet.round}
        facts.append(Fact(sheet, sheet.assessment, before, after))
    events_record(actor=actor, action=f"sheet.{verb}", facts=facts)
    return sheets
