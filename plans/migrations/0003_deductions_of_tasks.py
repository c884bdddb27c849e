"""Each task's deduction becomes a row of its own, so that a task may repair several."""

from django.db import migrations


def move(apps, schema_editor):
    Task = apps.get_model("plans", "Task")
    Repair = apps.get_model("plans", "Repair")
    tasks = list(Task.objects.select_related("entry__criterion"))
    tasks.sort(key=lambda task: (task.plan_id, task.entry.criterion.sort_key))
    for position, task in enumerate(tasks, start=1):
        task.position = position
        task.code = task.entry.criterion.code
        task.due_day = task.deadline
        task.deadline_words = f"Trước ngày {task.deadline:%d/%m/%Y}" if task.deadline else ""
    Task.objects.bulk_update(tasks, ["position", "code", "due_day", "deadline_words"])
    Repair.objects.bulk_create(
        Repair(
            plan_id=task.plan_id,
            task=task,
            entry_id=task.entry_id,
            points=task.points,
            expected=task.points,
        )
        for task in tasks
    )


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0002_kinds_targets_versions'),
    ]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
    ]
