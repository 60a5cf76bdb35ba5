from django.urls import path

from tripartite.evaluations import views

app_name = "evaluations"
urlpatterns = [
    # /evaluations/<placement>/
    path("<int:placement>/", views.detail, name="detail"),
    path("<int:placement>/seance/", views.session, name="session"),
    # /evaluations/evaluation/<jointevaluation>/
    path(
        "evaluation/<int:jointevaluation>/signature/", views.send_for_signature, name="send_paper"
    ),
    path("evaluation/<int:jointevaluation>/rouvrir/", views.reopen, name="reopen"),
]
