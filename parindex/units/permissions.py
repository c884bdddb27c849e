"""Who may do what: the one table, and the two questions that pages ask it.

A right is granted to roles; a role holds on a unit, or on its whole subtree
(``models.SUBTREE_ROLES``). An appraiser's right is further narrowed to the criteria assigned to the
appraiser's office, an official's to the own unit's sheets in their open states.
"""

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from parindex.units.models import SUBTREE_ROLES, Membership, Role, Unit, UnitKind, User


class Right(models.TextChoices):
    READ_SHEET = "read_sheet", _("Xem phiếu tự đánh giá của đơn vị")
    DECLARE = "declare", _("Kê khai, tự chấm điểm, tải tài liệu kiểm chứng")
    SIGN_OFF = "sign_off", _("Ký duyệt và gửi phiếu")
    APPRAISE = "appraise", _("Thẩm định nội dung được phân công")
    ENTER_SURVEY = "enter_survey", _("Nhập điểm điều tra xã hội học, thống kê, thưởng phạt")
    APPROVE = "approve", _("Phê duyệt kết quả thẩm định")
    MANAGE_CAMPAIGN = "manage_campaign", _("Mở đợt, gia hạn, mở lại phiếu, công bố")
    WRITE_PLAN = "write_plan", _("Lập, sửa, trình kế hoạch của đơn vị")
    COMMENT_PLAN = "comment_plan", _("Cho ý kiến về kế hoạch được trình")
    ISSUE_PLAN = "issue_plan", _("Ban hành, điều chỉnh, kết thúc kế hoạch của chính đơn vị")
    READ_PROGRESS = "read_progress", _("Xem tiến độ và kết quả chưa công bố")
    READ_INTERNAL = "read_internal", _("Đọc ghi chú nội bộ của cơ quan thẩm định")
    READ_HISTORY = "read_history", _("Tìm, xuất nhật ký")
    REPORT = "report", _("Nhập số liệu thống kê, viết phần báo cáo của đơn vị")
    COLLECT_REPORTS = "collect_reports", _("Thu số liệu, giao và nhận báo cáo, tổng hợp")
    MANAGE_CRITERIA = "manage_criteria", _("Lập, sửa, ban hành bộ tiêu chí")
    MANAGE_UNITS = "manage_units", _("Lập, sửa, đóng, sáp nhập đơn vị; cấp tài khoản, giao vai trò")
    READ_DOCUMENT = "read_document", _("Xem văn bản đã phát hành")
    DRAFT_DOCUMENT = "draft_document", _("Soạn văn bản")
    ISSUE_DOCUMENT = "issue_document", _("Cấp số, phát hành, thu hồi văn bản")
    ADMINISTER = "administer", _("Quản trị cổng, giao vai trò quản trị")


GRANTS: dict[Right, frozenset[Role]] = {
    Right.READ_SHEET: frozenset(
        {
            Role.OFFICIAL,
            Role.HEAD,
            Role.STANDING_OFFICE,
            Role.LEADER,
            Role.ADMINISTRATOR,
            Role.AUDITOR,
        }
    ),
    Right.DECLARE: frozenset({Role.OFFICIAL, Role.HEAD}),
    Right.SIGN_OFF: frozenset({Role.HEAD}),
    Right.APPRAISE: frozenset({Role.APPRAISER}),
    Right.ENTER_SURVEY: frozenset({Role.STANDING_OFFICE}),
    Right.APPROVE: frozenset({Role.STANDING_OFFICE, Role.LEADER}),
    Right.MANAGE_CAMPAIGN: frozenset({Role.STANDING_OFFICE}),
    Right.WRITE_PLAN: frozenset({Role.OFFICIAL, Role.HEAD, Role.STANDING_OFFICE}),
    Right.COMMENT_PLAN: frozenset({Role.HEAD, Role.STANDING_OFFICE, Role.LEADER}),
    Right.ISSUE_PLAN: frozenset({Role.HEAD, Role.LEADER}),
    Right.READ_PROGRESS: frozenset(
        {Role.STANDING_OFFICE, Role.LEADER, Role.ADMINISTRATOR, Role.AUDITOR}
    ),
    Right.READ_INTERNAL: frozenset({Role.STANDING_OFFICE, Role.AUDITOR}),
    Right.READ_HISTORY: frozenset({Role.STANDING_OFFICE, Role.ADMINISTRATOR, Role.AUDITOR}),
    Right.REPORT: frozenset({Role.OFFICIAL, Role.HEAD, Role.APPRAISER}),
    Right.COLLECT_REPORTS: frozenset({Role.STANDING_OFFICE}),
    Right.MANAGE_CRITERIA: frozenset({Role.STANDING_OFFICE, Role.ADMINISTRATOR}),
    Right.MANAGE_UNITS: frozenset({Role.STANDING_OFFICE, Role.ADMINISTRATOR}),
    Right.READ_DOCUMENT: frozenset(Role),
    Right.DRAFT_DOCUMENT: frozenset({Role.OFFICIAL, Role.HEAD, Role.STANDING_OFFICE}),
    Right.ISSUE_DOCUMENT: frozenset({Role.HEAD, Role.STANDING_OFFICE}),
    Right.ADMINISTER: frozenset({Role.ADMINISTRATOR}),
}


def memberships_of(user: User) -> list[Membership]:
    """The user's memberships, read once per request; none while the account is not active."""
    if not user.is_authenticated or not user.is_active:
        return []
    held: list[Membership] | None = getattr(user, "_held_memberships", None)
    if held is None:
        held = [*user.memberships.select_related("unit"), *_of_superuser(user)]
        user._held_memberships = held  # type: ignore[attr-defined]
    return held


def _of_superuser(user: User) -> list[Membership]:
    """Whom the command line made a superuser administers everything; so a portal begins."""
    if not user.is_superuser:
        return []
    roots = Unit.objects.filter(parent=None)
    return [Membership(user=user, unit=unit, role=Role.ADMINISTRATOR) for unit in roots]


def forget_memberships(user: User) -> None:
    """After a role was given or taken: the next question reads them anew."""
    if hasattr(user, "_held_memberships"):
        del user._held_memberships


def memberships_granting(user: User, right: Right) -> list[Membership]:
    """The user's memberships whose role is granted the right."""
    return [m for m in memberships_of(user) if m.role in GRANTS[right]]


def holds_somewhere(user: User, right: Right) -> bool:
    """Whether pages of this right concern the person at all."""
    by_command = user.is_active and user.is_superuser and Role.ADMINISTRATOR in GRANTS[right]
    return by_command or bool(memberships_granting(user, right))


def administers_portal(user: User) -> bool:
    """Administers every unit of the portal: may look behind its pages, into the stored rows."""
    if not holds_somewhere(user, Right.ADMINISTER):
        return False
    beyond = Unit.objects.filter(parent=None).exclude(pk__in=units_where(user, Right.ADMINISTER))
    return not beyond.exists()


def may(user: User, right: Right, unit: Unit) -> bool:
    """Whether the user holds the right on this unit."""
    return any(
        unit.path.startswith(m.unit.path) if m.role in SUBTREE_ROLES else unit.pk == m.unit_id
        for m in memberships_granting(user, right)
    )


def units_where(user: User, right: Right) -> "QuerySet[Unit, Unit]":
    """All units on which the user holds the right."""
    reach = Q(pk__in=[])
    for membership in memberships_granting(user, right):
        if membership.role in SUBTREE_ROLES:
            reach |= Q(path__startswith=membership.unit.path)
        else:
            reach |= Q(pk=membership.unit_id)
    return Unit.objects.filter(reach)


def offices_of(user: User) -> list[int]:
    """The offices for which the user appraises."""
    return [m.unit_id for m in memberships_granting(user, Right.APPRAISE)]


def desks_where(user: User, right: Right) -> "QuerySet[Unit, Unit]":
    """Units in whose name the user works on papers: the own one; for who follows a whole subtree,
    its committee and the committee's offices, never the communes below, which write their own."""
    reach = Q(pk__in=[])
    for membership in memberships_granting(user, right):
        reach |= Q(pk=membership.unit_id)
        if membership.role in SUBTREE_ROLES:
            reach |= Q(parent=membership.unit_id, kind__in=(UnitKind.OFFICE, UnitKind.DEPARTMENT))
    return Unit.objects.filter(reach)


def acts_for(user: User, right: Right, unit: Unit) -> bool:
    """Whether the user works on papers in the unit's name."""
    return desks_where(user, right).filter(pk=unit.pk).exists()
