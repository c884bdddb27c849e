"""What a person who just loaded the demo needs to know."""

from collections.abc import Iterator

from assessments.models import Campaign
from parindex.demo.people import MAIN_PEOPLE, OTHER_PEOPLE, PASSWORD, PLAN_PEOPLE, Person
from parindex.units.models import Role, Unit


def summary_lines() -> Iterator[str]:
    yield "Đã nạp dữ liệu dùng thử."
    yield ""
    yield "Đợt đánh giá:"
    for campaign in Campaign.objects.order_by("year", "code"):
        units = campaign.assessments.count()
        state = campaign.get_state_display().lower()
        yield f"  {campaign.code:<8} {campaign.name} ({units} đơn vị, {state})"
    yield ""
    yield f"Tài khoản, mật khẩu chung {PASSWORD}:"
    names = dict(Unit.objects.values_list("code", "name"))
    for person in MAIN_PEOPLE:
        yield f"  {person.username:<11} {_role(person, names)}"
    yield "  và: " + ", ".join(person.username for person in OTHER_PEOPLE)
    yield "  kế hoạch của bốn nơi khác: " + ", ".join(p.username for p in PLAN_PEOPLE)


def _role(person: Person, names: dict[str, str]) -> str:
    where = names[person.workplace]
    on = names[person.on] if person.on else where
    label = Role(person.role).label
    return f"{label}, {where}" if on == where else f"{label} của {on}, {where}"
