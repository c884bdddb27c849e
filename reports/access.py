"""Who may read which results: the loaders that every page and paper of results begins with."""

from django.http import Http404
from django.utils.translation import gettext as _

from assessments.loaders import load_campaign
from assessments.models import Campaign, Result
from parindex.errors import Forbidden
from parindex.units.models import User
from parindex.units.permissions import Right, may


class Unpublished(Forbidden):
    """The campaign concerns this person, its results are not out yet."""

    def __init__(self, campaign: Campaign) -> None:
        super().__init__(
            _(
                "Kết quả của “%(campaign)s” chưa công bố. Trước khi công bố, mỗi đơn vị chỉ xem"
                " được kết quả tạm tính của mình."
            )
            % {"campaign": campaign}
        )


def may_follow(user: User, campaign: Campaign) -> bool:
    """Sees everybody's progress and results before they are published."""
    return may(user, Right.READ_PROGRESS, campaign.organiser)


def load_ranked_campaign(user: User, code: str) -> Campaign:
    """The campaign whose ranking the user may see. Raises Http404, Unpublished."""
    campaign = load_campaign(user, code)
    if not campaign.is_published and not may_follow(user, campaign):
        raise Unpublished(campaign)
    return campaign


def load_result(user: User, code: str, unit_code: str) -> Result:
    """A unit's own result at any time, everybody's once published. Raises Http404, Unpublished."""
    campaign = load_campaign(user, code)
    found = (
        Result.objects.visible_to(user)
        .select_related("assessment__unit")
        .filter(assessment__campaign=campaign, assessment__unit__code=unit_code)
        .first()
    )
    if found is None:
        takes_part = campaign.assessments.filter(unit__code=unit_code)
        if campaign.is_published or not takes_part.exists():
            raise Http404
        raise Unpublished(campaign)
    found.assessment.campaign = campaign
    return found


def load_followed_campaign(user: User, code: str) -> Campaign:
    """The campaign of which the user may see everybody's results. Raises Http404, Forbidden."""
    campaign = load_campaign(user, code)
    if not may_follow(user, campaign):
        raise Forbidden(_("Chỉ người theo dõi cả đợt mới tải được văn bản của mọi đơn vị."))
    return campaign
