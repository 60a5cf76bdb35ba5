from django.apps import AppConfig

from tripartite.papers import hooks
from tripartite.papers.domain import Kind


class AgreementsConfig(AppConfig):
    name = "tripartite.agreements"
    verbose_name = "conventions"

    def ready(self) -> None:
        hooks.at_seal(Kind.AGREEMENT, "tripartite.agreements.amendments.sealed.agreement")
        hooks.at_seal(Kind.AMENDMENT, "tripartite.agreements.amendments.sealed.amendment")
        hooks.at_end(Kind.AMENDMENT, "tripartite.agreements.amendments.sealed.given_up")
