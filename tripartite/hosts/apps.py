from django.apps import AppConfig


class HostsConfig(AppConfig):
    name = "tripartite.hosts"
    verbose_name = "organisations d’accueil"
