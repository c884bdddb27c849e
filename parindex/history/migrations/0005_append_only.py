from django.db import migrations

from parindex.history.append_only import guard_install, guard_remove


def install(apps, schema_editor):
    event = apps.get_model("history", "Event")
    guard_install(schema_editor.connection, [f.column for f in event._meta.concrete_fields])


def remove(apps, schema_editor):
    guard_remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("history", "0004_jobs")]

    operations = [migrations.RunPython(install, remove)]
