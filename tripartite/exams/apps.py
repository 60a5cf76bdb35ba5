from django.apps import AppConfig


class ExamsConfig(AppConfig):
    name = "tripartite.exams"
    verbose_name = "dossiers d’épreuve"
