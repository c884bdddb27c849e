from django.urls import path

from plans import views

urlpatterns = [
    path("ke-hoach/", views.plans, name="plans"),
    path("ke-hoach/<int:plan_id>/", views.plan, name="plan"),
    path("ke-hoach/<int:plan_id>/nhiem-vu/<int:task_id>", views.task, name="plan-task"),
    path("dot/<slug:code>/ket-qua/<str:unit_code>/ke-hoach", views.draft, name="plan-draft"),
]
