"""Which of the eight fields a criteria set means."""

import pytest

from plans.fields import ReformField, field_of


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Công tác chỉ đạo, điều hành cải cách hành chính", ReformField.STEERING),
        ("Công tác chỉ đạo, điều hành CCHC", ReformField.STEERING),
        ("Xây dựng và tổ chức thực hiện văn bản quy phạm pháp luật", ReformField.LEGISLATION),
        ("Cải cách thủ tục hành chính", ReformField.PROCEDURES),
        ("Cải cách tổ chức bộ máy hành chính", ReformField.ORGANISATION),
        ("Cải cách chế độ công vụ", ReformField.CIVIL_SERVICE),
        (
            "Xây dựng và nâng cao chất lượng đội ngũ cán bộ, công chức, viên chức",
            ReformField.CIVIL_SERVICE,
        ),
        ("Cải cách tài chính công", ReformField.FINANCE),
        ("Hiện đại hóa hành chính", ReformField.MODERNISATION),
        ("Xây dựng và phát triển Chính quyền điện tử, Chính quyền số", ReformField.MODERNISATION),
        (
            "Tác động của cải cách hành chính đến sự phát triển KT-XH của địa phương",
            ReformField.IMPACT,
        ),
        ("Nội dung khác", None),
    ],
)
def test_the_field_behind_the_name(name: str, field: ReformField | None) -> None:
    assert field_of(name) == field
