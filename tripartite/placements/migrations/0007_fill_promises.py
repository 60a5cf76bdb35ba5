"""Framings written before the list of promises get theirs, line by line, as ``save_headings``.

A framing saved again with the same words changes nothing, so these lists would stay empty.
"""

from typing import Any

from django.db import migrations

LONGEST = 300


def fill(apps: Any, schema_editor: Any) -> None:
    Framing = apps.get_model("placements", "Framing")
    Promised = apps.get_model("placements", "PromisedInformation")
    older = Framing.objects.exclude(information="").filter(placement__promises=None)
    for placement, information in older.values_list("placement", "information").iterator():
        lines = (" ".join(line.split())[:LONGEST] for line in information.splitlines())
        labels = dict.fromkeys(line for line in lines if line)
        Promised.objects.bulk_create(
            Promised(placement_id=placement, position=n, label=label)
            for n, label in enumerate(labels, start=1)
        )


class Migration(migrations.Migration):
    dependencies = [("placements", "0006_framing_versions")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
