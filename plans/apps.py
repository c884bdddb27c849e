from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = _("Kế hoạch")

    def ready(self) -> None:
        # Models can be imported only once the apps are ready.
        from assessments.offers import offer_source_register
        from assessments.pages.home import todo_source_register
        from plans.pages.todos import todos_of_plans
        from plans.proof_offers import TaskProofs

        offer_source_register("nhiem-vu", TaskProofs())
        todo_source_register("plans", todos_of_plans)
