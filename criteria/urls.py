from django.urls import path

from criteria import views

urlpatterns = [
    path("", views.criteria_sets, name="criteria-sets"),
    path("<str:code>/", views.criteria_set, name="criteria-set"),
]
