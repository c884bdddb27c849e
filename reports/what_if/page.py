"""What the what-if page shows, as text."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import RatingGroup
from criteria.models import Block
from parindex.lib.numbers import DASH, format_decimal, format_percent, format_signed
from plans.efforts import Effort
from plans.whatif import points_for_percent
from reports.unit_page import appraising_offices
from reports.unit_result import UnitResult
from reports.unit_words import pair
from reports.what_if.goals import GoalKind
from reports.what_if.reckoning import Answer, Loss, Outcome

TONES = {Effort.EASY: "ok", Effort.MEDIUM: "", Effort.HARD: "warning"}


@dataclass(frozen=True, kw_only=True)
class LossRow:
    code: str
    name: str
    points: str
    held: str
    """Achieved of the maximum."""
    cause: str
    lead_unit: str
    office: str
    effort: str
    effort_tone: str
    is_chosen: bool


@dataclass(frozen=True)
class LossGroup:
    """The losses of one field; ``lost`` is their sum."""

    title: str
    lost: str
    rows: tuple[LossRow, ...]


@dataclass(frozen=True, kw_only=True)
class Panel:
    """Before and after, each as text; ``rank`` is empty where no rank may be shown."""

    chosen: str
    """How many leaves and what effort."""
    regained: str
    index: str
    index_before: str
    points: str
    change: str
    rank: str
    rank_before: str
    rank_of: str
    group: str
    group_before: str
    next_step: str
    keys: tuple[int, ...]
    """Entries that can become tasks of a plan: a survey is no task of one office."""


@dataclass(frozen=True)
class AnswerText:
    """What a goal takes, in words; ``tone`` as of components/alert.html."""

    tone: str
    title: str
    text: str


def loss_groups(
    result: UnitResult, losses: Sequence[Loss], chosen: Collection[str]
) -> tuple[LossGroup, ...]:
    offices = appraising_offices(result.campaign)
    tops = {
        leaf.criterion_id: (top, offices.get(top.criterion_id, ""))
        for top in result.top
        for leaf in top.walk()
    }
    groups = []
    for top, found in groupby(losses, key=lambda loss: tops[loss.node.criterion_id][0]):
        rows = list(found)
        groups.append(
            LossGroup(
                f"{top.code}. {top.name}",
                format_decimal(sum((loss.points for loss in rows), Decimal(0)), strip=True),
                tuple(_row(loss, tops[loss.node.criterion_id][1], chosen) for loss in rows),
            )
        )
    return tuple(groups)


def _row(loss: Loss, office: str, chosen: Collection[str]) -> LossRow:
    node = loss.node
    return LossRow(
        code=node.code,
        name=node.name,
        points=format_decimal(loss.points, strip=True),
        held=pair(node.points, node.max_points),
        cause=node.cause,
        lead_unit=node.lead_unit,
        office=office,
        effort=str(loss.effort.label),
        effort_tone=TONES[loss.effort],
        is_chosen=node.code in chosen,
    )


def panel(
    result: UnitResult, now: Outcome, then: Outcome, chosen: Sequence[Loss], *, shows_rank: bool
) -> Panel:
    ranked = shows_rank and now.standing.rank_of > 1
    regained = sum((loss.points for loss in chosen), Decimal(0))
    return Panel(
        chosen=_chosen_words(len(chosen), sum(loss.weight for loss in chosen)),
        regained=format_signed(regained),
        index=format_percent(then.index.percent),
        index_before=format_percent(now.index.percent),
        points=_("%(points)s / %(maximum)s điểm")
        % {
            "points": format_decimal(then.index.points),
            "maximum": format_decimal(then.index.max_points, strip=True),
        },
        change=format_signed(then.index.percent - now.index.percent),
        rank=str(then.standing.rank) if ranked else "",
        rank_before=str(now.standing.rank) if ranked else "",
        rank_of=str(now.standing.rank_of),
        group=then.standing.group_label or DASH,
        group_before=now.standing.group_label or DASH,
        next_step=_next_step(result, then),
        keys=tuple(loss.entry_id for loss in chosen if loss.node.block == Block.FIELD),
    )


def _chosen_words(count: int, effort: int) -> str:
    if not count:
        return _("chưa chọn mục nào")
    words = ngettext(
        "%(count)d mục, công sức %(effort)d", "%(count)d mục, công sức %(effort)d", count
    )
    return words % {"count": count, "effort": effort}


def _next_step(result: UnitResult, then: Outcome) -> str:
    """How far the next band is."""
    above = (
        RatingGroup.objects.filter(campaign=result.campaign, floor__gt=then.index.percent)
        .order_by("floor")
        .first()
    )
    if above is None:
        return ""
    missing = points_for_percent(above.floor, then.index.max_points) - then.index.unbounded
    return _("Còn %(points)s điểm nữa thì vào %(group)s.") % {
        "points": format_decimal(missing, 4, strip=True),
        "group": above.label,
    }


# -- what a goal takes --------------------------------------------------------------------------


def answer_text(answer: Answer, now: Outcome, then: Outcome, *, shows_rank: bool) -> AnswerText:
    goal = _goal_words(answer)
    if answer.wanted <= 0:
        return AnswerText(
            "ok",
            _("Đã đạt %(goal)s") % {"goal": goal},
            _("Kết quả hiện nay là %(standing)s, không cần lấy lại thêm điểm nào.")
            % {"standing": _standing_words(now, shows_rank)},
        )
    words = {
        "goal": goal,
        "wanted": format_decimal(answer.wanted, 4, strip=True),
        "gain": format_decimal(answer.proposal.gain, 4, strip=True),
        "count": len(answer.chosen),
        "effort": answer.proposal.effort,
        "standing": _standing_words(then, shows_rank),
    }
    if answer.proposal.is_enough:
        return AnswerText(
            "info",
            _("Cách ít công sức nhất để đạt %(goal)s") % words,
            _(
                "Cần lấy lại ít nhất %(wanted)s điểm. Lấy lại %(count)d mục đã đánh dấu bên dưới"
                " (%(gain)s điểm, công sức %(effort)d) thì được %(standing)s."
            )
            % words,
        )
    return AnswerText(
        "warning",
        _("Không đạt được %(goal)s") % words,
        " ".join(_short_of(answer, words)),
    )


def _short_of(answer: Answer, words: dict[str, object]) -> Iterator[str]:
    yield (
        _(
            "Cần lấy lại %(wanted)s điểm, mà lấy lại hết %(count)d mục đơn vị tự làm được mới thêm"
            " %(gain)s điểm, đưa kết quả lên %(standing)s."
        )
        if not answer.goal.with_survey
        else _(
            "Cần lấy lại %(wanted)s điểm, mà lấy lại hết %(count)d mục đã mất mới thêm %(gain)s"
            " điểm, đưa kết quả lên %(standing)s."
        )
    ) % words
    if answer.with_all and answer.with_all.is_enough:
        yield _(
            "Chỉ đạt được khi điểm điều tra, thống kê cũng tăng: chọn “Tính cả điểm điều tra,"
            " thống kê” để xem."
        )


def _goal_words(answer: Answer) -> str:
    if answer.goal.kind == GoalKind.RANK:
        return _("hạng %(rank)d") % {"rank": int(answer.goal.value)}
    return _("chỉ số %(percent)s") % {"percent": format_percent(answer.goal.value, 4, strip=True)}


def _standing_words(outcome: Outcome, shows_rank: bool) -> str:
    percent = format_percent(outcome.index.percent)
    if not shows_rank or outcome.standing.rank_of < 2:
        return percent
    return _("%(percent)s, hạng %(rank)d/%(of)d") % {
        "percent": percent,
        "rank": outcome.standing.rank,
        "of": outcome.standing.rank_of,
    }
