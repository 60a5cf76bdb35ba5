from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "tripartite.certificates"
    verbose_name = "attestations"
