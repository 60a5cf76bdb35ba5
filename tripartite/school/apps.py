from django.apps import AppConfig


class SchoolConfig(AppConfig):
    name = "tripartite.school"
    verbose_name = "établissement"
