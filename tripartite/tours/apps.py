from django.apps import AppConfig


class ToursConfig(AppConfig):
    name = "tripartite.tours"
    verbose_name = "tournées de visites"
