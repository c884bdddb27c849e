from django.urls import path

from criteria.views import comparing, editor, excel, links, nodes, rules, sets

urlpatterns = [
    path("", sets.criteria_sets, name="criteria-sets"),
    path("them/", sets.criteria_set_create, name="criteria-set-create"),
    path("nhap-excel/", excel.criteria_import, name="criteria-import"),
    path("nhap-excel/<str:token>/", excel.criteria_import_check, name="criteria-import-check"),
    path("<str:code>/excel", excel.criteria_excel, name="criteria-excel"),
    path("<str:code>/", sets.criteria_set, name="criteria-set"),
    path("<str:code>/sua/", editor.criteria_edit, name="criteria-edit"),
    path("<str:code>/thong-tin/", sets.criteria_set_update, name="criteria-set-update"),
    path("<str:code>/ban-hanh/", sets.criteria_publish, name="criteria-publish"),
    path("<str:code>/nhan-ban/", sets.criteria_clone, name="criteria-clone"),
    path("<str:code>/danh-lai-ma/", editor.criteria_renumber, name="criteria-renumber"),
    path("<str:code>/lien-ket/", links.criteria_links, name="criteria-links"),
    path(
        "<str:code>/lien-ket/<str:other_code>/",
        links.criteria_links_other,
        name="criteria-links-other",
    ),
    path("<str:code>/so-sanh/", comparing.criteria_compare, name="criteria-compare"),
    path(
        "<str:code>/so-sanh/<str:other_code>/",
        comparing.criteria_compare_other,
        name="criteria-compare-other",
    ),
    path("<str:code>/muc/them/", nodes.criterion_add_view, name="criterion-add"),
    path("<str:code>/muc/<int:node_id>/", nodes.criterion_update_view, name="criterion-update"),
    path("<str:code>/muc/<int:node_id>/cach-cham/", rules.criterion_rule, name="criterion-rule"),
    path(
        "<str:code>/muc/<int:node_id>/thu-tu/", nodes.criterion_shift_view, name="criterion-shift"
    ),
    path("<str:code>/muc/<int:node_id>/chuyen/", nodes.criterion_move_view, name="criterion-move"),
    path("<str:code>/muc/<int:node_id>/xoa/", nodes.criterion_delete_view, name="criterion-delete"),
]
