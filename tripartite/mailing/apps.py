from django.apps import AppConfig


class MailingConfig(AppConfig):
    name = "tripartite.mailing"
    verbose_name = "courrier électronique"
