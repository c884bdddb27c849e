"""Demo accounts with a published password; the sign-in refuses them while the flag is off.

Names are invented.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _

from parindex.demo.places import DISTRICT, PROVINCE
from parindex.errors import Conflict
from parindex.units.models import Membership, Role, Unit, User

PASSWORD = "parindex-demo"  # noqa: S105 – published: opens demo accounts only
# A fixed salt gives the same hash at every load, so that nobody is signed out by a reload.
SALT = "parindexDemoAccounts22"


@dataclass(frozen=True)
class Person:
    username: str
    full_name: str
    job_title: str
    workplace: str
    role: Role
    on: str = ""
    """Where the role holds; empty: at the workplace."""
    is_administrator: bool = False


def _official(username: str, full_name: str, commune: str) -> Person:
    return Person(username, full_name, "Công chức Văn phòng - Thống kê", commune, Role.OFFICIAL)


def _head(username: str, full_name: str, commune: str) -> Person:
    return Person(username, full_name, "Chủ tịch UBND", commune, Role.HEAD)


def _appraiser(username: str, full_name: str, office: str) -> Person:
    return Person(username, full_name, "Chuyên viên", office, Role.APPRAISER)


MAIN_PEOPLE = (
    _official("canbo", "Đinh Thị Hà Vy", "CANH-VINH"),
    _head("thutruong", "Nguyễn Thành Nhơn", "CANH-VINH"),
    _appraiser("thamdinh", "Trần Thị Mỹ Duyên", "PTP-VAN-CANH"),
    Person(
        *("phongnoivu", "Lê Quốc Việt", "Phó Trưởng phòng", "PNV-VAN-CANH"),
        role=Role.STANDING_OFFICE,
        on=DISTRICT,
    ),
    Person("lanhdao", "Phan Minh Khoa", "Phó Chủ tịch UBND", DISTRICT, Role.LEADER),
    Person(
        *("quantri", "Võ Thanh Tùng", "Quản trị hệ thống", PROVINCE),
        role=Role.ADMINISTRATOR,
        is_administrator=True,
    ),
)

OTHER_PEOPLE = (
    Person(
        *("sonoivu", "Huỳnh Thị Kim Ngân", "Chuyên viên", "SNV-BINH-DINH"),
        role=Role.STANDING_OFFICE,
        on=PROVINCE,
    ),
    _appraiser("thamdinh.noivu", "Bùi Anh Tuấn", "PNV-VAN-CANH"),
    _appraiser("thamdinh.vanphong", "Hồ Thị Thanh Nga", "VP-VAN-CANH"),
    _appraiser("thamdinh.taichinh", "Đặng Văn Lợi", "PTCKH-VAN-CANH"),
    _appraiser("thamdinh.vanhoa", "Mai Xuân Phúc", "PVHTT-VAN-CANH"),
    _official("canbo.canhhien", "La Thị Ngọc Ánh", "CANH-HIEN"),
    _head("thutruong.canhhien", "Trương Văn Hải", "CANH-HIEN"),
    _official("canbo.canhhiep", "Đoàn Văn Sơn", "CANH-HIEP"),
    _head("thutruong.canhhiep", "Mang Văn Bình", "CANH-HIEP"),
    _official("canbo.canhhoa", "Nguyễn Thị Bích Liễu", "CANH-HOA"),
    _head("thutruong.canhhoa", "Đinh Văn Chung", "CANH-HOA"),
    _official("canbo.canhlien", "Đinh Văn Thảo", "CANH-LIEN"),
    _head("thutruong.canhlien", "Đinh Văn Khuê", "CANH-LIEN"),
    _official("canbo.canhthuan", "Sô Thị Hạnh", "CANH-THUAN"),
    _head("thutruong.canhthuan", "Lê Văn Đạt", "CANH-THUAN"),
    _official("canbo.vancanh", "Phạm Thị Thu Hiền", "TT-VAN-CANH"),
    _head("thutruong.vancanh", "Ngô Tấn Phát", "TT-VAN-CANH"),
)


def _plan_people(prefix: str, home: str, leader: str, unit: str) -> tuple[Person, ...]:
    """The office that drafts a district's plan, and the leader who issues it."""
    return (
        Person(
            *(f"{prefix}.noivu", home, "Phó Trưởng phòng", f"PNV-{unit}"),
            role=Role.STANDING_OFFICE,
            on=unit,
        ),
        Person(f"{prefix}.lanhdao", leader, "Phó Chủ tịch UBND", unit, Role.LEADER),
    )


PLAN_PEOPLE = (
    *_plan_people("bacai", "Chamaléa Thị Duyên", "Pi Năng Minh", "BAC-AI"),
    *_plan_people("huonghoa", "Hồ Thị Lan Chi", "Nguyễn Hữu Khánh", "HUONG-HOA"),
    *_plan_people("longphu", "Thạch Thị Ngọc Hân", "Lâm Quốc Bảo", "LONG-PHU"),
    _official("songiang.canbo", "Trần Thị Hoài An", "SON-GIANG"),
    _head("songiang.chutich", "Phan Đình Lộc", "SON-GIANG"),
)
PLAN_KEEPERS = {
    "BAC-AI": "bacai.noivu",
    "HUONG-HOA": "huonghoa.noivu",
    "LONG-PHU": "longphu.noivu",
    "SON-GIANG": "songiang.canbo",
}

PEOPLE = (*MAIN_PEOPLE, *OTHER_PEOPLE, *PLAN_PEOPLE)


def people_load(units: Mapping[str, Unit]) -> dict[str, User]:
    """All demo accounts by name. Raises Conflict when a real account already has such a name."""
    _check_names_free()
    password = make_password(PASSWORD, salt=SALT)
    return {person.username: person_load(person, units, password) for person in PEOPLE}


def _check_names_free() -> None:
    names = [person.username for person in PEOPLE]
    taken = User.objects.filter(username__in=names, is_demo=False).values_list(
        "username", flat=True
    )
    if taken:
        raise Conflict(
            _("Tên đăng nhập đã có người dùng thật: %(names)s. Không nạp dữ liệu dùng thử vào đây.")
            % {"names": ", ".join(sorted(taken))}
        )


def person_load(person: Person, units: Mapping[str, Unit], password: str) -> User:
    user, _made = User.objects.update_or_create(
        username=person.username,
        defaults={
            "password": password,
            "full_name": person.full_name,
            "job_title": person.job_title,
            "unit": units[person.workplace],
            "is_demo": True,
            "is_active": True,
            "is_staff": person.is_administrator,
            "is_superuser": person.is_administrator,
        },
    )
    Membership.objects.get_or_create(
        user=user, unit=units[person.on or person.workplace], role=person.role
    )
    return user
