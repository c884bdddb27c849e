from django.urls import path

from plans.views import listing, overview, tasks

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
]
