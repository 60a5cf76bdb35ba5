from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "tripartite.agreements"
    verbose_name = "conventions"
