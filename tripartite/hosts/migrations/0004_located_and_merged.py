import django.db.models.deletion
from django.db import migrations, models


def name_legal_persons(apps, _schema_editor):
    # One host a legal person: of two that bear one SIREN, the later gives its SIRET to its places.
    seen = set()
    for host in apps.get_model("hosts", "Host").objects.order_by("pk"):
        key = host.identifier[:9] if host.identifier_kind == "siret" else host.identifier
        if not key:
            continue
        if (host.school_id, host.identifier_kind, key) in seen:
            host.sites.update(siret=host.identifier if host.identifier_kind == "siret" else "")
            host.identifier_kind, host.identifier, key = "none", "", ""
        else:
            seen.add((host.school_id, host.identifier_kind, key))
        host.legal_key = key
        host.save(update_fields=["identifier_kind", "identifier", "legal_key"])


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_journal_is_append_only'),
        ('hosts', '0003_searchable_names'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='host',
            name='host_identifier_once',
        ),
        migrations.AddField(
            model_name='contact',
            name='confirmed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='adresse confirmée le'),
        ),
        migrations.AddField(
            model_name='host',
            name='headcount_band',
            field=models.CharField(blank=True, max_length=2, verbose_name='tranche d’effectif de l’annuaire'),
        ),
        migrations.AddField(
            model_name='host',
            name='legal_key',
            field=models.CharField(blank=True, editable=False, max_length=20),
        ),
        migrations.AddField(
            model_name='host',
            name='merged_into',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duplicates', to='hosts.host'),
        ),
        migrations.AddField(
            model_name='host',
            name='naf',
            field=models.CharField(blank=True, max_length=6, verbose_name='code d’activité (NAF)'),
        ),
        migrations.AddField(
            model_name='site',
            name='closed_on',
            field=models.DateField(blank=True, null=True, verbose_name='fermé depuis le'),
        ),
        migrations.AddField(
            model_name='site',
            name='is_head_office',
            field=models.BooleanField(default=False, verbose_name='siège'),
        ),
        migrations.AddField(
            model_name='site',
            name='latitude',
            field=models.FloatField(blank=True, null=True, verbose_name='latitude'),
        ),
        migrations.AddField(
            model_name='site',
            name='located_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='localisé le'),
        ),
        migrations.AddField(
            model_name='site',
            name='located_by',
            field=models.CharField(blank=True, choices=[("hand", 'placé à la main'), ("register", 'adresse de l’annuaire officiel'), ("geocoder", 'adresse retrouvée'), ("commune", 'centre de la commune'), ("department", 'préfecture du département')], max_length=10, verbose_name='localisation'),
        ),
        migrations.AddField(
            model_name='site',
            name='longitude',
            field=models.FloatField(blank=True, null=True, verbose_name='longitude'),
        ),
        migrations.AddField(
            model_name='site',
            name='siret',
            field=models.CharField(blank=True, max_length=14, verbose_name='SIRET du lieu'),
        ),
        migrations.RunPython(name_legal_persons, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name='host',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('legal_key', ''), _negated=True), ('merged_into', None)), fields=('school', 'identifier_kind', 'legal_key'), name='host_identifier_once', violation_error_message='Une organisation porte déjà cet identifiant : choisissez-la dans la liste.'),
        ),
        migrations.AddConstraint(
            model_name='site',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude', None), ('located_by', ''), ('longitude', None)), models.Q(('latitude__range', (-90, 90)), ('longitude__range', (-180, 180)), ('located_by__in', ["hand", "register", "geocoder", "commune", "department"])), _connector='OR'), name='site_located_whole', violation_error_message='Donnez la latitude et la longitude, ou aucune des deux.'),
        ),
    ]
