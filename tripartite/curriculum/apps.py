from django.apps import AppConfig


class CurriculumConfig(AppConfig):
    name = "tripartite.curriculum"
    verbose_name = "référentiel"
