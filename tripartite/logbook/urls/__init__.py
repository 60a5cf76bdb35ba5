from django.urls import path, register_converter

from tripartite.logbook.converters import IsoDate
from tripartite.logbook.views import correcting, days, sheet
from tripartite.logbook.views import presence as views

register_converter(IsoDate, "day")

app_name = "logbook"
urlpatterns = [
    # /presence/<placement>/
    path("<int:placement>/", views.presence, name="presence"),
    path("<int:placement>/<day:monday>/", views.week, name="week"),
    path("<int:placement>/<day:monday>/declarer/", views.declare, name="declare"),
    path("<int:placement>/<day:monday>/prevu/", views.as_planned, name="as_planned"),
    path("<int:placement>/jours/<day:day>/prevu/", views.day_as_planned, name="day_as_planned"),
    path("<int:placement>/exceptionnels/", days.propose, name="propose_day"),
    path("<int:placement>/feuille.pdf", sheet.sheet, name="sheet"),
    # /presence/exceptionnels/<specialday>/
    path("exceptionnels/<int:specialday>/accepter/", days.agree, name="agree_day"),
    path("exceptionnels/<int:specialday>/refuser/", days.refuse, name="refuse_day"),
    path("exceptionnels/<int:specialday>/retirer/", days.withdraw, name="withdraw_day"),
    # /presence/semaines/<presenceweek>/
    path("semaines/<int:presenceweek>/confirmer/", views.confirm, name="confirm"),
    path("semaines/<int:presenceweek>/corriger/", correcting.correct, name="correct"),
    path("semaines/<int:presenceweek>/contester/", correcting.contest, name="contest"),
    path("semaines/<int:presenceweek>/trancher/", correcting.settle, name="settle"),
    path("<int:placement>/<day:monday>/papier/", sheet.on_paper, name="on_paper"),
    path("semaines/<int:presenceweek>/feuille/scan/", views.scan, name="scan"),
    path("semaines/<int:presenceweek>/feuille/", views.record, name="record"),
    path("semaines/<int:presenceweek>/rouvrir/", views.reopen, name="reopen"),
]
