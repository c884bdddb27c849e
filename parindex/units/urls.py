from django.urls import path

from parindex.units.views import excel, mergers, people, units

urlpatterns = [
    path("", units.units, name="units"),
    path("them/", units.unit_add_root, name="unit-add-root"),
    path("sap-nhap/", mergers.merger, name="unit-merger"),
    path("nhap-excel/", excel.upload, name="units-excel"),
    path("nhap-excel/mau.xlsx", excel.template, name="units-excel-template"),
    path("nhap-excel/<str:token>/", excel.check, name="units-excel-check"),
    path("<int:unit_id>/", units.unit, name="unit"),
    path("<int:unit_id>/them/", units.unit_add, name="unit-add"),
    path("<int:unit_id>/sua/", units.unit_edit_view, name="unit-edit"),
    path("<int:unit_id>/dong/", units.unit_close_view, name="unit-close"),
    path("<int:unit_id>/nguoi-dung/", people.person_add, name="person-add"),
    path("nguoi-dung/<int:person_id>/", people.person, name="person"),
    path("nguoi-dung/<int:person_id>/mat-khau", people.person_password, name="person-password"),
    path("nguoi-dung/<int:person_id>/truy-cap", people.person_access, name="person-access"),
    path("nguoi-dung/<int:person_id>/giao", people.role_give_view, name="role-give"),
    path("nguoi-dung/<int:person_id>/thu-hoi", people.role_take_view, name="role-take"),
    path("nguoi-dung/<int:person_id>/ban-giao", people.role_hand_over_view, name="role-hand-over"),
]
