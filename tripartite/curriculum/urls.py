from django.urls import path

from tripartite.curriculum import views

app_name = "curriculum"
urlpatterns = [
    path("", views.browse, name="browse"),
    path("importer/", views.import_case, name="import_case"),
    path("taches/<int:task>/competences/", views.ties, name="ties"),
    path("<slug:code>/<slug:version>/", views.activities, name="activities"),
    path("<slug:code>/<slug:version>/competences/", views.competences, name="competences"),
    path("<slug:code>/<slug:version>/contexte/", views.context, name="context"),
    path("<slug:code>/<slug:version>/epreuves/", views.exams, name="exams"),
    path("<slug:code>/<slug:version>/source/", views.source, name="source"),
    path("<slug:code>/<slug:version>/recherche/", views.search, name="search"),
    path("<slug:code>/<slug:version>/taches/<str:task>/", views.task, name="task"),
    path("<slug:code>/<slug:version>/referentiel.csv", views.as_csv, name="csv"),
    path("<slug:code>/<slug:version>/case.json", views.as_case, name="case"),
]
