from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "tripartite.evaluations"
    verbose_name = "évaluations"
