from django.urls import path

from tripartite.accounts import views

app_name = "accounts"
urlpatterns = [
    # /compte/
    path("invitation/<str:token>/", views.invitation, name="invitation"),
]
