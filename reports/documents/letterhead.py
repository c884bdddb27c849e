"""Head and foot of a paper: who issues it, its number and day, whom it goes to, who signs.

Layout and wording follow Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from assessments.models import Campaign
from parindex.lib.dates import format_long_date
from parindex.lib.text import fold
from parindex.units.models import Membership, Role, Unit
from reports.documents.names import has_committee, organ, short_name
from reports.models import SigningForm

COMMITTEE = "Ủy ban nhân dân"
HOME_AFFAIRS = "noi vu"

_HEADS = {
    "phòng": "Trưởng phòng",
    "văn phòng": "Chánh Văn phòng",
    "thanh tra": "Chánh Thanh tra",
    "ban": "Trưởng ban",
    "sở": "Giám đốc",
    "trung tâm": "Giám đốc",
}


@dataclass(frozen=True)
class Issuing:
    """Number and day are given when the paper is issued; a draft leaves them open."""

    year: int
    number: int | None = None
    signed_on: date | None = None

    @property
    def number_text(self) -> str:
        """Below 10 the number takes a zero; empty in a draft."""
        return "" if self.number is None else f"{self.number:02d}"

    @property
    def day_text(self) -> str:
        return format_long_date(self.signed_on) if self.signed_on else ""


@dataclass(frozen=True)
class Letterhead:
    """The upper block: agency on the left, the national name on the right."""

    parent_lines: tuple[str, ...]
    name_lines: tuple[str, ...]
    notation: str
    """"BC-PNV": kind of document and symbol of the issuer."""
    place: str
    issuing: Issuing


@dataclass(frozen=True)
class Signature:
    """``titles`` from the top: "TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"."""

    titles: tuple[str, ...]
    name: str


@dataclass(frozen=True)
class Foot:
    recipients: tuple[str, ...]
    signature: Signature = field(default_factory=lambda: Signature((), ""))


def issuing_office(campaign: Campaign, assessed: Unit, office: Unit | None = None) -> Unit:
    """Who reports on the unit's result: the office named by the caller, else the unit's own office
    of home affairs, else the standing office of the campaign, else its organiser.

    The offices are those of the day of publication: a merger later on leaves old papers theirs.
    """
    if office is not None:
        return office
    day = timezone.localdate(campaign.published_at)
    own = Unit.objects.valid_at(day).filter(parent=assessed).select_related("parent")
    offices = [unit for unit in own if unit.is_office and HOME_AFFAIRS in fold(unit.name)]
    return offices[0] if offices else campaign.standing_office or campaign.organiser


def letterhead(issuer: Unit, kind: str, issuing: Issuing) -> Letterhead:
    """A committee stands alone; an office stands under the committee it belongs to."""
    parent, own = _agency_lines(issuer)
    return Letterhead(
        parent_lines=parent,
        name_lines=own,
        notation=f"{kind}-{issuer.symbol}" if issuer.symbol else kind,
        place=issuer.place_name or (issuer.parent.place_name if issuer.parent else ""),
        issuing=issuing,
    )


def _agency_lines(issuer: Unit) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if has_committee(issuer):
        return (), (COMMITTEE, issuer.name)
    if issuer.parent is None:
        return (), (issuer.title,)
    above = (
        (COMMITTEE, issuer.parent.name) if has_committee(issuer.parent) else (issuer.parent.name,)
    )
    return above, (short_name(issuer),)


def addressee(issuer: Unit) -> str:
    """To whom a report goes up: the chairman of the committee above. Empty where there is none."""
    above = issuer.parent
    return f"Chủ tịch {organ(above)}" if above and has_committee(above) else ""


def signing_form(issuer: Unit) -> SigningForm:
    """A committee decides together, so its chairman signs for it; an office's head signs alone."""
    return SigningForm.COLLECTIVE if has_committee(issuer) else SigningForm.HEAD


def signature(
    issuer: Unit, *, form: SigningForm | None = None, title: str = "", name: str = ""
) -> Signature:
    """Who signs in which capacity; the title and name on record unless worded otherwise."""
    form = form or signing_form(issuer)
    head = _head_title(issuer)
    own = form in (SigningForm.COLLECTIVE, SigningForm.HEAD)
    above = {
        SigningForm.COLLECTIVE: (f"TM. {COMMITTEE}",),
        SigningForm.HEAD: (),
        SigningForm.DEPUTY: (*_for_committee(issuer), f"KT. {head}"),
        SigningForm.BY_ORDER: (f"TL. {head}",),
        SigningForm.BY_WARRANT: (f"TUQ. {head}",),
    }[form]
    usual = {**dict.fromkeys(SigningForm, ""), SigningForm.DEPUTY: f"Phó {head}"}[form]
    return Signature(
        titles=(*above, title or (head if own else usual)),
        name=name or (_head_name(issuer) if own else ""),
    )


def _for_committee(issuer: Unit) -> tuple[str, ...]:
    return (f"TM. {COMMITTEE}",) if has_committee(issuer) else ()


def _head_title(issuer: Unit) -> str:
    if has_committee(issuer):
        return "Chủ tịch"
    name = issuer.name.lower()
    return next(
        (t for word, t in _HEADS.items() if name.startswith(f"{word} ")), "Thủ trưởng cơ quan"
    )


def _head_name(issuer: Unit) -> str:
    """Empty when nobody or more than one person is on record as head."""
    heads = Membership.objects.filter(unit=issuer, role=Role.HEAD).select_related("user")[:2]
    names = [membership.user.full_name for membership in heads]
    return names[0] if len(names) == 1 else ""
