from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "tripartite.documents"
    verbose_name = "documents"
