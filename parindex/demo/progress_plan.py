"""A running plan of huyện Vân Canh with its progress: in time, late, missing. All invented.

Its days count back from the day on which the demo is loaded, so that the boards always show some
reports that are due and some tasks that are late. Every act goes through the portal's services.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from parindex.demo.places import DISTRICT
from parindex.lib.dates import format_date
from parindex.units.models import Unit, User
from plans.deadlines import Deadline, Due
from plans.models import Doing, Plan, PlanKind, Task, TaskState
from plans.progress_queries import Due as Report
from plans.progress_queries import dues_of
from plans.reporting import ReportVerb
from plans.services.moving import Paper, plan_move
from plans.services.progress import Row, Words, report_move, report_read, report_save
from plans.workflow import Verb

TITLE = (
    "Đẩy mạnh cải cách hành chính, nâng cao Chỉ số cải cách hành chính cấp xã (số liệu minh hoạ)"
)
BEGUN_DAYS_AGO = 300


@dataclass(frozen=True)
class DemoTask:
    """``due_in`` and ``done_in`` are days after the plan; ``done_in`` None: not done yet."""

    lead: str
    field: str
    content: str
    product: str
    due_in: int
    done_in: int | None
    said: str
    evidence: str = ""
    obstacles: str = ""


TASKS = (
    DemoTask(
        "CANH-VINH",
        "steering",
        "Ban hành kế hoạch tự kiểm tra cải cách hành chính của xã",
        "Kế hoạch",
        45,
        30,
        "Đã ban hành kế hoạch tự kiểm tra.",
        "Kế hoạch tự kiểm tra của xã",
    ),
    DemoTask(
        "CANH-VINH",
        "procedures",
        "Niêm yết đủ thủ tục hành chính tại bộ phận một cửa",
        "Danh mục niêm yết",
        210,
        None,
        "Đã niêm yết phần lớn thủ tục.",
        obstacles="Chờ quyết định công bố danh mục mới của tỉnh.",
    ),
    DemoTask(
        "CANH-VINH",
        "modernisation",
        "Nâng tỷ lệ hồ sơ nộp trực tuyến lên 40%",
        "Báo cáo kết quả",
        340,
        None,
        "Đã hướng dẫn tại nhà cho các hộ chưa có tài khoản.",
    ),
    DemoTask(
        "CANH-HIEN",
        "procedures",
        "Xin lỗi bằng văn bản mọi hồ sơ trễ hẹn",
        "Thư xin lỗi",
        120,
        100,
        "Mọi hồ sơ trễ hẹn có thư xin lỗi.",
        "Sổ theo dõi hồ sơ",
    ),
    DemoTask(
        "CANH-HIEN",
        "finance",
        "Công khai dự toán, quyết toán đúng hạn",
        "Văn bản công khai",
        200,
        190,
        "Đã công khai đủ ba quý.",
        "Biên bản niêm yết công khai",
    ),
    DemoTask(
        "CANH-LIEN",
        "modernisation",
        "Đưa văn bản đi, đến lên hệ thống quản lý văn bản",
        "Thống kê văn bản điện tử",
        150,
        None,
        "Đã tập huấn cho cán bộ.",
        obstacles="Đường truyền ở các làng vùng cao chưa ổn định.",
    ),
    DemoTask(
        "TT-VAN-CANH",
        "civil_service",
        "Cử công chức chưa đạt chuẩn đi đào tạo",
        "Quyết định cử đi học",
        180,
        170,
        "Đã cử hai công chức.",
        "Quyết định cử đi học",
    ),
    DemoTask(
        "PNV-VAN-CANH",
        "steering",
        "Kiểm tra cải cách hành chính tại các xã, thị trấn",
        "Kết luận kiểm tra",
        240,
        230,
        "Đã kiểm tra đủ số đơn vị theo kế hoạch.",
        evidence="Thông báo kết luận kiểm tra",
    ),
    DemoTask(
        "PNV-VAN-CANH",
        "steering",
        "Tổ chức hội nghị đánh giá kết quả cải cách hành chính",
        "Hội nghị",
        330,
        None,
        "Đã xây dựng dự thảo chương trình.",
    ),
    DemoTask(
        "VP-VAN-CANH",
        "procedures",
        "Rà soát, đề nghị đơn giản hóa ít nhất hai thủ tục",
        "Phương án đơn giản hóa",
        160,
        None,
        "Đã rà soát 25 thủ tục của ba lĩnh vực.",
        obstacles="Chờ ý kiến của các sở về phương án.",
    ),
    DemoTask(
        "VP-VAN-CANH",
        "modernisation",
        "Ban hành quy chế phối hợp giải quyết liên thông",
        "Quy chế",
        90,
        110,
        "Đã ban hành quy chế.",
        "Quyết định ban hành quy chế phối hợp",
    ),
    DemoTask(
        "PTP-VAN-CANH",
        "legislation",
        "Xử lý văn bản sau rà soát năm trước",
        "Văn bản bãi bỏ, thay thế",
        130,
        None,
        "Đã trình danh mục cần bãi bỏ.",
        obstacles="Hai văn bản cần lấy ý kiến lại.",
    ),
)

WRITERS = {
    "CANH-VINH": ("canbo", "thutruong"),
    "CANH-HIEN": ("canbo.canhhien", "thutruong.canhhien"),
    "TT-VAN-CANH": ("canbo.vancanh", "thutruong.vancanh"),
    "PNV-VAN-CANH": ("thamdinh.noivu", "thamdinh.noivu"),
    "VP-VAN-CANH": ("thamdinh.vanphong", "thamdinh.vanphong"),
    "PTP-VAN-CANH": ("thamdinh", "thamdinh"),
}
"""Who writes and who signs; the commune that is not here never reported."""
LATE = {"VP-VAN-CANH": 4, "CANH-HIEN": 2}
"""Days after the due day."""
LAST_MISSING = ("CANH-VINH", "PTP-VAN-CANH")


def progress_plan(units: Mapping[str, Unit], people: Mapping[str, User], at: datetime) -> None:
    """Made once; loading again leaves it as it is."""
    district = units[DISTRICT]
    if Plan.objects.filter(unit=district, title=TITLE).exists():
        return
    begun = timezone.localdate(at) - timedelta(days=BEGUN_DAYS_AGO)
    plan = _issued(district, units, people, begun, at)
    due = [d for d in dues_of([plan], timezone.localdate(at)) if d.asked.due_on < at.date()]
    last = max((d.asked.due_on for d in due), default=begun)
    for report in due:
        code = report.unit.code
        if code in WRITERS and not (code in LAST_MISSING and report.asked.due_on == last):
            _report(plan, report, people, at)


def _issued(
    district: Unit,
    units: Mapping[str, Unit],
    people: Mapping[str, User],
    begun: date,
    at: datetime,
) -> Plan:
    plan = Plan.objects.create(
        unit=district,
        kind=PlanKind.IMPROVEMENT,
        year=begun.year,
        until_year=at.year if at.year > begun.year else None,
        title=TITLE,
        purposes="Nâng cao Chỉ số cải cách hành chính của các xã, thị trấn.",
        recipients="Các cơ quan chuyên môn thuộc huyện;\nUBND các xã, thị trấn;\nLưu: VT.",
        created_by=people["phongnoivu"],
    )
    Task.objects.bulk_create(
        _task(plan, position, task, units[task.lead], begun)
        for position, task in enumerate(TASKS, start=1)
    )
    today = timezone.localdate(at)
    step: dict[str, Any] = {"plan_id": plan.pk, "at": at, "today": today}
    plan_move(verb=Verb.SUBMIT, actor=people["phongnoivu"], **step)
    paper = Paper("21", begun, "KH-UBND")
    return plan_move(verb=Verb.ISSUE, actor=people["lanhdao"], paper=paper, **step)


def _task(plan: Plan, position: int, task: DemoTask, lead: Unit, begun: date) -> Task:
    due = Deadline(Due.DAY, begun + timedelta(days=task.due_in))
    return Task(
        plan=plan,
        position=position,
        code=str(position),
        field=task.field,
        content=task.content,
        product=task.product,
        due=due.kind,
        due_day=due.day,
        deadline=due.due_on,
        deadline_words=due.words,
        lead=lead.title,
        lead_unit=lead,
        state=TaskState.ACCEPTED,
    )


def _report(plan: Plan, report: Report, people: Mapping[str, User], at: datetime) -> None:
    writer, signer = (people[name] for name in WRITERS[report.unit.code])
    days = LATE.get(report.unit.code, -2)
    day = min(report.asked.due_on + timedelta(days=days), timezone.localdate(at))
    moment = timezone.make_aware(datetime.combine(day, time(15, 30)))
    assert plan.signed_on  # noqa: S101 – it was just issued
    specs = {str(position): task for position, task in enumerate(TASKS, start=1)}
    tasks = plan.tasks.filter(lead_unit=report.unit)
    kept = report_save(
        plan=plan,
        unit=report.unit,
        asked=report.asked,
        actor=writer,
        version=0,
        rows={task.pk: _row(specs[task.code], task, plan.signed_on, day) for task in tasks},
        words=Words("Các nhiệm vụ được triển khai theo kế hoạch."),
        at=moment,
    )
    report_move(
        report_id=kept.pk,
        verb=ReportVerb.SIGN,
        actor=signer,
        version=kept.version,
        at=moment,
        today=day,
    )
    if days < 0:
        kept.refresh_from_db()
        report_read(report=kept, actor=people["phongnoivu"], at=moment + timedelta(days=1))


def _row(spec: DemoTask, task: Task, begun: date, day: date) -> Row:
    done_on = None if spec.done_in is None else begun + timedelta(days=spec.done_in)
    if done_on and done_on <= day:
        evidence = f"{spec.evidence} ngày {format_date(done_on)}"
        return Row(Doing.DONE, done_on=done_on, text=spec.said, evidence=evidence)
    passed = (day - begun).days * 100 // max(spec.due_in, 1)
    is_late = task.deadline is not None and task.deadline < day
    hindered = spec.obstacles or "Đang hoàn thiện, chờ ý kiến các cơ quan liên quan."
    return Row(
        Doing.DOING,
        percent=max(10, min(80, passed // 10 * 10)),
        text=spec.said,
        obstacles=hindered if is_late else spec.obstacles,
    )
