from django.urls import path

from tripartite.followup.views import absences, exchanges, requests

app_name = "followup"
urlpatterns = [
    path("echanges/<int:placement>/", exchanges.exchanges, name="exchanges"),
    path("echanges/<int:placement>/prevoir/", exchanges.plan, name="plan"),
    path("echanges/echange/<int:exchange>/compte-rendu/", exchanges.report, name="report"),
    path("echanges/echange/<int:exchange>/annuler/", exchanges.cancel, name="cancel"),
    path("echanges/echange/<int:exchange>/agenda.ics", exchanges.calendar, name="calendar"),
    path("demandes/", requests.inbox, name="inbox"),
    path("demandes/<int:placement>/", requests.requests, name="requests"),
    path("demandes/<int:placement>/demander/<slug:kind>/", requests.ask, name="ask"),
    path("demandes/demande/<int:helprequest>/", requests.thread, name="request"),
    path("demandes/demande/<int:helprequest>/clore/", requests.close, name="close_request"),
    path("demandes/demande/<int:helprequest>/rouvrir/", requests.reopen, name="reopen_request"),
    path("demandes/demande/<int:helprequest>/ouvrir/", requests.share, name="share_request"),
    path("absences/", absences.absences, name="absences"),
    path("absences/<int:absence>/retirer/", absences.remove_absence, name="remove_absence"),
]
