from django.urls import path

from tripartite.placements.views import authorisation, deciding, declaring, framing, links

app_name = "placements"
urlpatterns = [
    # /acces/<token>/
    path("acces/quitter/", links.leave_link, name="leave_link"),
    path("acces/<str:token>/", links.enter, name="enter"),
    path("acces/<str:token>/renouveler/", links.renew_link, name="renew_link"),
    # /stages/declarer/<period>/
    path("stages/declarer/<int:period>/", declaring.declare, name="declare"),
    path(
        "stages/declarer/<int:period>/pour/<int:enrolment>/",
        declaring.declare_for,
        name="declare_for",
    ),
    # /stages/<placement>/
    path("stages/<int:placement>/accueil/", declaring.declaration, name="declaration"),
    path("stages/<int:placement>/referent/", declaring.assign_referent, name="assign_referent"),
    path(
        "stages/<int:placement>/autorisation/",
        authorisation.authorisation,
        name="authorisation",
    ),
    path(
        "stages/<int:placement>/autorisation/copie/",
        authorisation.authorisation_scan,
        name="authorisation_scan",
    ),
    path("stages/<int:placement>/cadrage/", framing.framing, name="framing"),
    path("stages/<int:placement>/cadrage/decision/", deciding.decide, name="decide"),
    path("stages/<int:placement>/missions/nouvelle/", framing.add_mission, name="add_mission"),
    path(
        "stages/<int:placement>/missions/<int:mission>/", framing.edit_mission, name="edit_mission"
    ),
    path(
        "stages/<int:placement>/missions/<int:mission>/retirer/",
        framing.remove_mission,
        name="remove_mission",
    ),
]
