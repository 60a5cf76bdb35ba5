from django.apps import AppConfig

from tripartite.placements import done


class LogbookConfig(AppConfig):
    name = "tripartite.logbook"
    verbose_name = "présence et journal"

    def ready(self) -> None:
        done.known_by("tripartite.logbook.queries.coverage.tasks_done")
