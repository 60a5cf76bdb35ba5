from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "tripartite.accounts"
    verbose_name = "comptes et accès"
