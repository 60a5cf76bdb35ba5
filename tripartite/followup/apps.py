from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "tripartite.followup"
    verbose_name = "suivi"
