from django.urls import path

from tripartite.papers import views

app_name = "papers"
urlpatterns = [
    # /papiers/<paper>/
    path("papiers/<int:paper>/", views.detail, name="detail"),
    path("papiers/<int:paper>/document.pdf", views.download, name="download"),
    path("papiers/<int:paper>/fige.pdf", views.download_frozen, name="download_frozen"),
    path("papiers/<int:paper>/retirer/", views.void, name="void"),
    # /papiers/signatures/<signature>/
    path("papiers/signatures/<int:signature>/", views.sign, name="sign"),
    path("papiers/signatures/<int:signature>/code/", views.send_code, name="send_code"),
    path("papiers/signatures/<int:signature>/refuser/", views.refuse, name="refuse"),
    path("papiers/signatures/<int:signature>/relancer/", views.remind, name="remind"),
    # /verifier/
    path("verifier/", views.verify, name="verify"),
    path("verifier/<str:code>/", views.verify_code, name="verify_code"),
]
