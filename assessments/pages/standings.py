"""What index, place and band a unit has with the scores of this moment, for who may know."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.models import Campaign
from assessments.pages.texts import points_text
from assessments.totals import LiveStanding, live_standings
from parindex.lib.numbers import format_percent
from parindex.units.models import User
from parindex.units.permissions import Right, may


@dataclass(frozen=True)
class StandingView:
    text: str
    is_current: bool


def may_preview(user: User, campaign: Campaign) -> bool:
    """Unpublished results are for those who follow the whole campaign."""
    return may(user, Right.READ_PROGRESS, campaign.organiser)


def standing_views(campaign: Campaign, user: User) -> dict[int, StandingView]:
    """By assessment; empty for whom unpublished results are not meant."""
    if not may_preview(user, campaign):
        return {}
    return {key: _view(each) for key, each in live_standings(campaign).items()}


def _view(standing: LiveStanding) -> StandingView:
    if not standing.is_current:
        return StandingView(_("Đang tính lại…"), is_current=False)
    text = _("Tạm tính %(points)s/%(max)s điểm (%(percent)s), hạng %(place)d/%(of)d") % {
        "points": points_text(standing.points),
        "max": points_text(standing.max_points),
        "percent": format_percent(standing.percent),
        "place": standing.place,
        "of": standing.place_of,
    }
    return StandingView(f"{text}, {standing.group}" if standing.group else text, is_current=True)
