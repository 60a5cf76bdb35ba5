from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "tripartite.papers"
    verbose_name = "papiers et signatures"
