from django.apps import AppConfig

from tripartite.core import checks

__all__ = ["CoreConfig", "checks"]  # imported for its registration


class CoreConfig(AppConfig):
    name = "tripartite.core"
    verbose_name = "socle"
