from django.urls import path

from plans.views import effect, efforts, listing, overview, progress, report, tasks

REPORT = "ke-hoach/<int:plan_id>/tien-do/<str:unit_code>/<slug:period>/"

urlpatterns = [
    path("ke-hoach/", listing.plans, name="plans"),
    path("ke-hoach/<int:plan_id>/", overview.plan, name="plan"),
    path("ke-hoach/<int:plan_id>/xem", overview.preview, name="plan-preview"),
    path("ke-hoach/<int:plan_id>/chuyen/<slug:verb>", overview.move, name="plan-move"),
    path("ke-hoach/<int:plan_id>/nhiem-vu/", tasks.plan_tasks, name="plan-tasks"),
    path("ke-hoach/<int:plan_id>/nhiem-vu/them", tasks.task_add, name="plan-task-add"),
    path("ke-hoach/<int:plan_id>/nhiem-vu/nhan", tasks.tasks_accept, name="plan-tasks-accept"),
    path("ke-hoach/<int:plan_id>/nhiem-vu/<int:task_id>", tasks.task, name="plan-task"),
    path(
        "ke-hoach/<int:plan_id>/nhiem-vu/<int:task_id>/xoa",
        tasks.task_remove,
        name="plan-task-remove",
    ),
    path("dot/<slug:code>/ket-qua/<str:unit_code>/ke-hoach", listing.draft, name="plan-draft"),
    path("ke-hoach/tien-do/", progress.progress, name="plans-progress"),
    path("ke-hoach/tien-do/nhac", progress.reports_remind_all, name="plans-progress-remind"),
    path("ke-hoach/tien-do/qua-han/", progress.overdue, name="plans-overdue"),
    path("ke-hoach/tien-do/qua-han/nhac", progress.overdue_remind, name="plans-overdue-remind"),
    path("ke-hoach/<int:plan_id>/tien-do/", progress.plan_progress, name="plan-progress"),
    path("ke-hoach/<int:plan_id>/tien-do/lich", progress.plan_schedule, name="plan-schedule"),
    path("dot/<slug:code>/muc-do-kho/", efforts.leaf_efforts, name="leaf-efforts"),
    path("ke-hoach/<int:plan_id>/hieu-qua/", effect.plan_effect, name="plan-effect"),
    path("ke-hoach/<int:plan_id>/dien-bien/", effect.plan_history, name="plan-history"),
    path(REPORT, report.report, name="progress-report"),
    path(f"{REPORT}da-xem", report.read, name="progress-read"),
    path(f"{REPORT}chuyen/<slug:verb>", report.move, name="progress-move"),
]
