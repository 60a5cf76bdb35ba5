from django.urls import path

from tripartite.followup import views

app_name = "followup"
urlpatterns = [
    # /echanges/<placement>/
    path("<int:placement>/", views.exchanges, name="exchanges"),
    path("<int:placement>/prevoir/", views.plan, name="plan"),
    # /echanges/echange/<exchange>/
    path("echange/<int:exchange>/compte-rendu/", views.report, name="report"),
    path("echange/<int:exchange>/annuler/", views.cancel, name="cancel"),
    path("echange/<int:exchange>/agenda.ics", views.calendar, name="calendar"),
]
