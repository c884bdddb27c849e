"""The eight fields of administrative reform, whatever a criteria set calls them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parindex.lib.text import fold


class ReformField(models.TextChoices):
    STEERING = "steering", _("Công tác chỉ đạo, điều hành")
    LEGISLATION = "legislation", _("Xây dựng và tổ chức thực hiện văn bản quy phạm pháp luật")
    PROCEDURES = "procedures", _("Cải cách thủ tục hành chính")
    ORGANISATION = "organisation", _("Cải cách tổ chức bộ máy")
    CIVIL_SERVICE = "civil_service", _("Nâng cao chất lượng đội ngũ cán bộ, công chức, viên chức")
    FINANCE = "finance", _("Cải cách tài chính công")
    MODERNISATION = "modernisation", _("Hiện đại hóa hành chính, chính quyền số")
    IMPACT = "impact", _("Tác động của cải cách hành chính")


_SIGNS = (
    (ReformField.IMPACT, ("tac dong", "hai long", "sipas", "kt-xh", "kinh te - xa hoi")),
    (ReformField.LEGISLATION, ("quy pham phap luat", "vbqppl", "the che")),
    (ReformField.PROCEDURES, ("thu tuc hanh chinh", "tthc", "mot cua")),
    (ReformField.ORGANISATION, ("bo may",)),
    (ReformField.CIVIL_SERVICE, ("cong vu", "can bo, cong chuc", "vien chuc")),
    (ReformField.FINANCE, ("tai chinh",)),
    (ReformField.MODERNISATION, ("hien dai hoa", "dien tu", "chinh quyen so", "chuyen doi so")),
    (ReformField.STEERING, ("chi dao", "dieu hanh")),
)
"""Words of a field's name, folded; the first that stands in it tells the field. Steering comes
last: its full name speaks of reform as every other does."""


def field_of(name: str) -> ReformField | None:
    """Which field a criteria set means by this name; None where no word tells."""
    folded = fold(name)
    if folded.startswith("cong tac chi dao"):
        return ReformField.STEERING
    return next(
        (field for field, words in _SIGNS if any(word in folded for word in words)),
        None,
    )
