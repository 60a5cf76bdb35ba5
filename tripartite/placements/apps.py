from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    name = "tripartite.placements"
    verbose_name = "stages"
