from django.urls import path

from tripartite.dashboards import views

app_name = "dashboards"
urlpatterns = [
    path("", views.home, name="home"),
    # /tableau/<period>/
    path("tableau/", views.boards, name="boards"),
    path("tableau/<int:period>/", views.board, name="board"),
    path("tableau/<int:period>/agir/", views.board_act, name="board_act"),
    path("tableau/<int:period>/export.csv", views.export, name="export"),
    path("regles/", views.rules, name="rules"),
    path("simulateur/", views.simulator, name="simulator"),
    # /stages/<placement>/
    path("stages/<int:placement>/", views.placement, name="placement"),
    path("stages/<int:placement>/journal/", views.journal, name="journal"),
]
