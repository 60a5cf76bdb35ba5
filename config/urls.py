"""The addresses of the product: French paths for people, English names for code."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("exploitation/", admin.site.urls),
    path("compte/", include("tripartite.accounts.urls")),
    path("compte/", include("allauth.account.urls")),
    path("compte/2fa/", include("allauth.mfa.urls")),
    path("_ui/", include("tripartite.core.urls")),
    path("travaux/", include("tripartite.documents.urls")),
    path("courrier/", include("tripartite.mailing.urls")),
    path("referentiel/", include("tripartite.curriculum.urls")),
    path("etablissement/", include("tripartite.school.urls")),
    path("", include("tripartite.placements.urls")),
    path("", include("tripartite.papers.urls")),
    path("conventions/", include("tripartite.agreements.urls")),
    path("presence/", include("tripartite.logbook.urls")),
    path("journal/", include("tripartite.logbook.urls.entries")),
    path("", include("tripartite.followup.urls")),
    path("evaluations/", include("tripartite.evaluations.urls")),
    path("tournees/", include("tripartite.tours.urls")),
    path("attestations/", include("tripartite.certificates.urls")),
    path("epreuves/", include("tripartite.exams.urls")),
    path("", include("tripartite.dashboards.urls")),
]
