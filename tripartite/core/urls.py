from django.urls import path

from tripartite.core import views

app_name = "core"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("hors-ligne.js", views.offline, name="offline"),
]
