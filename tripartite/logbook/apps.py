from django.apps import AppConfig


class LogbookConfig(AppConfig):
    name = "tripartite.logbook"
    verbose_name = "présence et journal"
