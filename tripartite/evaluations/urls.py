from django.urls import path

from tripartite.evaluations.views import grids, session, settling, voices, welcome

app_name = "evaluations"
urlpatterns = [
    # /evaluations/<placement>/
    path("<int:placement>/", session.detail, name="detail"),
    path("<int:placement>/avis/", voices.voice, name="voice"),
    path("<int:placement>/avis/demander/", voices.ask, name="ask_voices"),
    path("<int:placement>/seance/", session.session, name="session"),
    path("<int:placement>/seance/commencer/", session.begin, name="begin"),
    path("<int:placement>/autre-document/", settling.receive, name="receive"),
    path("<int:placement>/sans-evaluation/", settling.give_up, name="give_up"),
    path("<int:placement>/accueil/", welcome.welcome, name="welcome"),
    # /evaluations/evaluation/<jointevaluation>/
    path(
        "evaluation/<int:jointevaluation>/signature/", session.send_for_signature, name="send_paper"
    ),
    path("evaluation/<int:jointevaluation>/rouvrir/", session.reopen, name="reopen"),
    path("evaluation/<int:jointevaluation>/document/", session.document, name="document"),
    # The school's grids, and what it remembers of its hosts
    path("grilles/<int:cohort>/", grids.grid, name="grid"),
    path("accueils/<int:host>/", welcome.memory, name="memory"),
    path("accueils/<int:host>/demander/", welcome.ask_host, name="ask_host"),
    path("accueils/reponse/<int:hostanswer>/", welcome.host_answer, name="host_answer"),
]
