from django.db import migrations, models


def fold_what_is_there(apps, _schema_editor):
    # The rule of the day this was written, so that the migration stays what it was.
    import re
    import unicodedata

    def fold(text):
        plain = unicodedata.normalize("NFKD", text)
        bare = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
        bare = bare.replace("œ", "oe").replace("æ", "ae")
        return " ".join(re.findall(r"\w+", bare))

    for host in apps.get_model("hosts", "Host").objects.all():
        host.folded = f"|{fold(host.name)}|{fold(host.trade_name)}|"
        host.save(update_fields=["folded"])
    for site in apps.get_model("hosts", "Site").objects.all():
        site.folded = fold(f"{site.name} {site.address} {site.postcode} {site.city}")
        site.save(update_fields=["folded"])


class Migration(migrations.Migration):

    dependencies = [
        ("hosts", "0002_host_sentences"),
    ]

    operations = [
        migrations.AddField(
            model_name="host",
            name="folded",
            field=models.TextField("nom pour la recherche", blank=True, default="", editable=False),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="site",
            name="folded",
            field=models.TextField(
                "adresse pour la recherche", blank=True, default="", editable=False
            ),
            preserve_default=False,
        ),
        migrations.RunPython(fold_what_is_there, migrations.RunPython.noop, elidable=True),
    ]
