"""The running campaign of huyện Vân Canh: seven communes, each at another step of the way.

Every act goes through the portal's services with the person who has the right to it, so history,
rounds and rights are as they would be.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta

from django.utils import timezone

from assessments.models import Assessment, Assignment, Campaign, Decision, Entry
from assessments.services.agreeing import sheet_agree
from assessments.services.appraising import Opinion, entry_appraise
from assessments.services.campaigns import campaign_open
from assessments.services.declaring import Declaration, entry_declare
from assessments.workflow import Phase, Verb
from criteria import rules
from criteria.models import CriteriaSet, Criterion
from parindex.demo import figures_2022 as figures
from parindex.demo.explanations_2022 import play_explanations
from parindex.demo.groups import groups_make
from parindex.demo.notes_2022 import PROOF, SHORTFALL
from parindex.demo.papers import paper_attach, papers_work
from parindex.demo.papers_2022 import PAPERS
from parindex.demo.places import COMMUNES
from parindex.demo.stage_2022 import OFFICES, Stage
from parindex.history.services import event_record
from parindex.units.models import Role, Unit, User

CODE = "VC-2022"
DAYS = {Phase.SELF: 21, Phase.APPRAISAL: 45, Phase.EXPLANATION: 52, Phase.REVIEW: 59}
"""How long each phase runs from the day of loading."""

DECLARED_FIELDS = ("1", "2", "3", "4", "5", "6", "7", "9")
SURVEY_FIELD = "8"
NOTED_BY_CANH_VINH = ("1.2", "1.3.2", "2.2.1", "3.2.1", "3.4.2", "4.2")
RETURN_REASON = "Bổ sung tài liệu chứng minh việc xử lý văn bản sau rà soát rồi gửi lại."
RETURNED_LEAF = "2.2.2"
RETURNED_CAUSE = (
    "Chưa có văn bản xử lý kèm theo; báo cáo ngày 15/11/2022 nêu 04 văn bản nhưng không rõ văn bản"
    " nào đã được thay thế."
)


def campaign_2022(units: Mapping[str, Unit], people: Mapping[str, User], at: datetime) -> Campaign:
    """The campaign with all its acts, made once; then it belongs to those who play with it."""
    found = Campaign.objects.filter(code=CODE).first()
    if found is not None:
        return _prolong(found, at)
    campaign = _open(units, people["phongnoivu"], at)
    _play(Stage(campaign, people, at))
    return campaign


def deadlines_from(at: datetime, phases: Iterable[Phase] = Phase) -> dict[str, datetime]:
    """The end of each phase, at 17:00, by the name of the campaign's field."""
    today = timezone.localtime(at).date()
    return {
        f"{phase}_deadline": timezone.make_aware(
            datetime.combine(today + timedelta(days=DAYS[phase]), time(17))
        )
        for phase in phases
    }


def _prolong(campaign: Campaign, at: datetime) -> Campaign:
    """A demo that stood unused until its deadline passed opens again; otherwise hands off."""
    if not campaign.is_open or campaign.self_deadline is None or campaign.self_deadline > at:
        return campaign
    before = campaign.self_deadline
    deadlines = deadlines_from(at, campaign.phases)
    for name, moment in deadlines.items():
        setattr(campaign, name, moment)
    campaign.save(update_fields=list(deadlines))
    event_record(
        actor=None,
        action="campaign.prolong",
        subject=campaign,
        before={"self_deadline": before},
        after={"self_deadline": campaign.self_deadline},
    )
    return campaign


def _open(units: Mapping[str, Unit], office: User, at: datetime) -> Campaign:
    campaign = Campaign.objects.create(
        code=CODE,
        name="Chỉ số CCHC cấp xã năm 2022 của huyện Vân Canh",
        year=2022,
        criteria_set=CriteriaSet.objects.get(code="PAR-XA-2022"),
        organiser=units["VAN-CANH"],
        standing_office=units["PNV-VAN-CANH"],
        **deadlines_from(at),
        note="Số liệu dùng thử, không phải số liệu thật của các xã, thị trấn.",
    )
    groups_make(campaign)
    Assignment.objects.bulk_create(
        Assignment(campaign=campaign, criterion=field, office=units[OFFICES[field.code]])
        for field in Criterion.objects.filter(set=campaign.criteria_set, parent=None)
    )
    communes = [units[place.code] for place in COMMUNES]
    campaign_open(campaign=campaign, units=communes, actor=office, at=at)
    return campaign


def _play(stage: Stage) -> None:
    for commune, answers in (
        ("CANH-HOA", figures.CANH_HOA),
        ("TT-VAN-CANH", figures.TT_VAN_CANH),
        ("CANH-HIEN", figures.CANH_HIEN),
        ("CANH-LIEN", figures.CANH_LIEN),
        ("CANH-VINH", figures.CANH_VINH),
        ("CANH-HIEP", figures.CANH_HIEP),
    ):
        _declare(stage, commune, answers)
    if papers_work():
        _attach_papers(stage)
    for commune in ("CANH-HOA", "TT-VAN-CANH"):
        _submit(stage, commune, DECLARED_FIELDS)
        _appraise(stage, commune)
    play_explanations(stage)
    _submit(stage, "CANH-HIEN", DECLARED_FIELDS)
    _return_field(stage, "CANH-HIEN", "2", RETURNED_LEAF)
    _submit(stage, "CANH-LIEN", ("1", "2"))
    _present(stage, "CANH-LIEN", "3")


def _declare(stage: Stage, commune: str, answers: figures.Answers) -> None:
    official = stage.person(Role.OFFICIAL, commune)
    entries = (
        Entry.objects.filter(assessment__campaign=stage.campaign, assessment__unit__code=commune)
        .filter(criterion__code__in=answers)
        .select_related("criterion__set", "assessment__unit")
        .order_by("criterion__sort_key")
    )
    for entry in entries:
        declared = Declaration(
            figures=inputs(entry.criterion, answers[entry.criterion.code]),
            note=_note(entry, answers[entry.criterion.code]),
            version=entry.version,
        )
        entry_declare(entry_id=entry.pk, actor=official, declared=declared, at=stage.at)


def inputs(criterion: Criterion, values: str) -> dict[str, str]:
    """Values in the order of the rule's inputs, by their names."""
    names = [field.name for field in rules.input_fields(criterion.rule)]
    return dict(zip(names, values.split(), strict=False))


def _note(entry: Entry, values: str) -> str:
    code = entry.criterion.code
    if entry.assessment.unit.code == "CANH-VINH" and code not in NOTED_BY_CANH_VINH:
        return ""
    typed = rules.read_inputs(entry.criterion.rule, inputs(entry.criterion, values))
    reached = rules.score(entry.criterion.rule, typed)
    if reached != entry.max_score and code in SHORTFALL:
        return SHORTFALL[code]
    number = 4 * list(PROOF).index(code) + entry.assessment.unit.position
    return PROOF[code].format(n=number)


def _attach_papers(stage: Stage) -> None:
    for paper in PAPERS:
        assessment = Assessment.objects.select_related("unit").get(
            campaign=stage.campaign, unit__code=paper.commune
        )
        official = stage.person(Role.OFFICIAL, paper.commune)
        paper_attach(paper, assessment, official, stage.at)


def _submit(stage: Stage, commune: str, fields: Iterable[str]) -> None:
    """The official presents, the head signs off and sends."""
    head = stage.person(Role.HEAD, commune)
    for field in fields:
        _present(stage, commune, field)
        stage.move(commune, field, Verb.SUBMIT, head)


def _present(stage: Stage, commune: str, field: str) -> None:
    stage.move(commune, field, Verb.PRESENT, stage.person(Role.OFFICIAL, commune))


def _appraise(stage: Stage, commune: str) -> None:
    """Deductions first, agreement to the rest, survey scores, and each field is finished."""
    for field in DECLARED_FIELDS:
        appraiser = stage.person(Role.APPRAISER, OFFICES[field])
        for leaf, (score, cause) in figures.DEDUCTIONS[commune].items():
            if leaf.split(".")[0] == field:
                opinion = Opinion(Decision.DEDUCT, version=0, score=score, cause=cause)
                _give_opinion(stage, commune, leaf, opinion, appraiser)
        sheet_agree(sheet=stage.sheet(commune, field), actor=appraiser, at=stage.at)
        stage.move(commune, field, Verb.FINISH, appraiser)
    _enter_survey(stage, commune)


def _enter_survey(stage: Stage, commune: str) -> None:
    for leaf, values in figures.SURVEYS[commune].items():
        criterion = stage.entry(commune, leaf).criterion
        opinion = Opinion(Decision.ENTER, version=0, figures=inputs(criterion, values))
        _give_opinion(stage, commune, leaf, opinion, stage.people["phongnoivu"])
    appraiser = stage.person(Role.APPRAISER, OFFICES[SURVEY_FIELD])
    stage.move(commune, SURVEY_FIELD, Verb.FINISH, appraiser)


def _return_field(stage: Stage, commune: str, field: str, leaf: str) -> None:
    appraiser = stage.person(Role.APPRAISER, OFFICES[field])
    opinion = Opinion(Decision.RETURN, version=0, cause=RETURNED_CAUSE)
    _give_opinion(stage, commune, leaf, opinion, appraiser)
    stage.move(commune, field, Verb.RETURN, appraiser, RETURN_REASON)


def _give_opinion(stage: Stage, commune: str, leaf: str, opinion: Opinion, appraiser: User) -> None:
    entry = stage.entry(commune, leaf)
    entry_appraise(entry_id=entry.pk, actor=appraiser, opinion=opinion, at=stage.at)
