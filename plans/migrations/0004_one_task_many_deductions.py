from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0003_deductions_of_tasks'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='task',
            name='task_once_per_deduction',
        ),
        migrations.RemoveConstraint(
            model_name='task',
            name='task_points_positive',
        ),
        migrations.RemoveField(
            model_name='task',
            name='entry',
        ),
        migrations.RemoveField(
            model_name='task',
            name='points',
        ),
    ]
