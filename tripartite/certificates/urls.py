from django.urls import path

from tripartite.certificates import views

app_name = "certificates"
urlpatterns = [
    # /attestations/stages/<placement>/
    path("stages/<int:placement>/", views.issue, name="issue"),
    # /attestations/<certificate>/
    path("<int:certificate>/refaire/", views.reissue, name="reissue"),
]
