"""What the portal proposes while a campaign is prepared; people change it as they see fit."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from assessments.candidates import offices_under
from assessments.models import Campaign
from criteria.models import Criterion, SetLevel
from parindex.lib.text import fold
from parindex.units.models import Unit

KIND_WORDS = re.compile(
    r"^(tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu)\s+", re.IGNORECASE
)
GROUPS = (
    ("90", lazy("Nhóm 1 (từ 90% trở lên)")),
    ("80", lazy("Nhóm 2 (từ 80% đến dưới 90%)")),
    ("70", lazy("Nhóm 3 (từ 70% đến dưới 80%)")),
    ("60", lazy("Nhóm 4 (từ 60% đến dưới 70%)")),
    ("0", lazy("Nhóm 5 (dưới 60%)")),
)
LEVEL_WORDS = {
    SetLevel.PROVINCE: lazy("cấp tỉnh"),
    SetLevel.DEPARTMENT: lazy("các sở, ngành, phòng"),
    SetLevel.DISTRICT: lazy("cấp huyện"),
    SetLevel.COMMUNE: lazy("cấp xã"),
}


@dataclass(frozen=True)
class Proposal:
    """An office proposed for a criterion, and where from; without one, why there is none."""

    office: Unit | None
    origin: str


def suggested_name(organiser: Unit, level: str, year: int) -> str:
    return _("Chỉ số CCHC %(level)s năm %(year)s của %(unit)s") % {
        "level": LEVEL_WORDS[SetLevel(level)],
        "year": year,
        "unit": organiser.name,
    }


def suggested_code(organiser: Unit, year: int, campaign: Campaign | None = None) -> str:
    """Initials of the place and the year: VC-2026; with a number when that is taken."""
    place = KIND_WORDS.sub("", organiser.place_name or organiser.name)
    initials = "".join(word[0] for word in fold(place).split()).upper()
    stem = f"{initials}-{year}"
    taken = set(
        Campaign.objects.filter(code__startswith=stem)
        .exclude(pk=campaign.pk if campaign else 0)
        .values_list("code", flat=True)
    )
    number = 2
    code = stem
    while code in taken:
        code = f"{stem}-{number}"
        number += 1
    return code


def suggested_groups(campaign: Campaign) -> list[tuple[Decimal, str]]:
    """The bands of the year before, else bands of ten points."""
    if campaign.previous_id:
        before = Campaign.objects.get(pk=campaign.previous_id).groups.values_list("floor", "label")
        if before:
            return list(before)
    return [(Decimal(floor), str(label)) for floor, label in GROUPS]


def suggested_offices(campaign: Campaign, nodes: Iterable[Criterion]) -> dict[int, Proposal]:
    """By criterion id: of every top node, and of what lies below where it differs from that.

    A field that was assigned last year is assigned in the same way again; the set's own words
    speak for the others.
    """
    tree = list(nodes)
    before = _last_year(campaign)
    names = _OfficeNames(campaign)
    found: dict[int, Proposal] = {}
    for top in (node for node in tree if node.parent_id is None):
        below = [n for n in tree if n.sort_key.startswith(f"{top.sort_key}.")]
        known = before.get(top.predecessor_id or top.pk)
        proposal = known or names.propose(_text_of(top, below))
        if proposal is None:
            continue
        found[top.pk] = proposal
        for node in below:
            own = before.get(node.predecessor_id or node.pk)
            if own is None and known is None and node.is_leaf:
                own = names.propose(node.appraising_office)
            if own is not None and own.office != proposal.office:
                found[node.pk] = own
    return found


def _last_year(campaign: Campaign) -> dict[int, Proposal]:
    """Last year's offices, as far as they still are offices of the organiser."""
    if campaign.previous_id is None:
        return {}
    offices = {u.pk: u for u in offices_under(campaign.organiser, campaign.year)}
    held = Campaign.objects.get(pk=campaign.previous_id).assignments.values_list(
        "criterion", "office"
    )
    return {
        criterion: Proposal(offices[office], _("theo phân công năm trước"))
        for criterion, office in held
        if office in offices
    }


def _text_of(top: Criterion, below: Iterable[Criterion]) -> str:
    """What the set says of the field, else what it says of most of its leaves."""
    if top.appraising_office:
        return top.appraising_office
    texts = Counter(n.appraising_office for n in below if n.is_leaf and n.appraising_office)
    return texts.most_common(1)[0][0] if texts else ""


class _OfficeNames:
    """The organiser's offices by the words that the set may use for them."""

    def __init__(self, campaign: Campaign) -> None:
        place = _words(campaign.organiser.name)
        self.offices = [
            (_words(office.name), _words(office.name).removesuffix(f" {place}"), office)
            for office in offices_under(campaign.organiser, campaign.year)
        ]

    def propose(self, text: str) -> Proposal | None:
        """None where the set says nothing."""
        wanted = _words(text)
        if not wanted:
            return None
        fitting = [
            (core, office)
            for name, core, office in self.offices
            if f" {core} " in f" {wanted} " or f" {wanted} " in f" {name} "
        ]
        if not fitting:
            return Proposal(
                None,
                _("bộ tiêu chí ghi “%(text)s”, không có đơn vị nào tên như vậy") % {"text": text},
            )
        office = max(fitting, key=lambda found: len(found[0]))[1]
        return Proposal(office, _("theo bộ tiêu chí: %(text)s") % {"text": text})


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def offices_held(campaign: Campaign) -> Mapping[int, int]:
    """What is assigned already: criterion id → office id."""
    return dict(campaign.assignments.values_list("criterion", "office"))
