from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "tripartite.dashboards"
    verbose_name = "tableaux"
