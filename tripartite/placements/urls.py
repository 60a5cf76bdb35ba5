from django.urls import path

from tripartite.placements.views import links

app_name = "placements"
urlpatterns = [
    # /acces/<token>/
    path("acces/quitter/", links.leave_link, name="leave_link"),
    path("acces/<str:token>/", links.enter, name="enter"),
    path("acces/<str:token>/renouveler/", links.renew_link, name="renew_link"),
]
