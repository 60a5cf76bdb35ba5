import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F

import tripartite.core.clock


def put_in_force(apps, schema_editor):
    """What a school had written was in force from the day it was written."""
    apps.get_model("agreements", "ClauseSet").objects.update(in_force_at=F("created_at"))


class Migration(migrations.Migration):

    dependencies = [
        ("agreements", "0001_initial"),
        ("placements", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="clauseset",
            name="created_by",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="clauseset",
            name="in_force_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="en service depuis le"),
        ),
        migrations.AddField(
            model_name="clauseset",
            name="approved_on",
            field=models.DateField(blank=True, null=True, verbose_name="approuvée par le conseil d’administration le"),
        ),
        migrations.RunPython(put_in_force, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="clauseset",
            constraint=models.UniqueConstraint(condition=models.Q(("in_force_at", None)), fields=("school",), name="clauses_one_draft", violation_error_message="Un projet de clauses est déjà en cours."),
        ),
        migrations.AddConstraint(
            model_name="clauseset",
            constraint=models.CheckConstraint(condition=models.Q(("used_at", None), ("in_force_at__isnull", False), _connector="OR"), name="clauses_used_is_in_force"),
        ),
        migrations.CreateModel(
            name="RuleLift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=10, verbose_name="règle")),
                ("sentence", models.CharField(max_length=500, verbose_name="ce qu’elle signalait")),
                ("reason", models.CharField(max_length=500, verbose_name="motif")),
                ("at", models.DateTimeField(default=tripartite.core.clock.now, verbose_name="levée le")),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("placement", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="rule_lifts", to="placements.placement")),
            ],
            options={
                "verbose_name": "règle levée",
                "verbose_name_plural": "règles levées",
                "constraints": [models.UniqueConstraint(fields=("placement", "rule"), name="rule_lifted_once"), models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="rule_lift_has_reason")],
            },
        ),
    ]
