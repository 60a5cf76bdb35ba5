import django.db.models.deletion
import tripartite.core.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('placements', '0003_terms_and_authorisation'),
    ]

    operations = [
        migrations.CreateModel(
            name='FitnessDeclaration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('situations', models.JSONField(default=list, verbose_name='situations permises')),
                ('tools', models.JSONField(default=list, verbose_name='outils numériques disponibles')),
                ('forbidden', models.JSONField(default=list, verbose_name='usages interdits')),
                ('declared_by', models.CharField(max_length=200, verbose_name='déclaré par')),
                ('declared_as', models.CharField(choices=[("student", 'étudiant'), ("guardian", 'représentant légal'), ("tutor", 'tuteur'), ("signatory", 'représentant de l’organisme d’accueil'), ("referent", 'enseignant référent'), ("teacher", 'enseignant de la classe'), ("office", 'bureau des stages'), ("head", 'chef d’établissement'), ("inspector", 'inspection')], max_length=12, verbose_name='en qualité de')),
                ('declared_at', models.DateTimeField(default=tripartite.core.clock.now, verbose_name='déclaré le')),
                ('placement', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='fitness', to='placements.placement')),
            ],
            options={
                'verbose_name': 'déclaration de l’organisation d’accueil',
                'constraints': [models.CheckConstraint(condition=models.Q(('declared_as__in', ["tutor", "signatory", "office"])), name='fitness_declared_by_the_host')],
            },
        ),
    ]
