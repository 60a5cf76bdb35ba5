from django.urls import path

from tripartite.placements.views import (
    agreeing,
    authorisation,
    deciding,
    declaring,
    fitness,
    framing,
    hosts,
    inspecting,
    links,
    missions,
    objectives,
)

app_name = "placements"
urlpatterns = [
    # /acces/<token>/
    path("acces/quitter/", links.leave_link, name="leave_link"),
    path("acces/<str:token>/", links.enter, name="enter"),
    path("acces/<str:token>/renouveler/", links.renew_link, name="renew_link"),
    # /inspections/
    path("inspections/etablissement/<int:school>/", inspecting.inspections, name="inspections"),
    path(
        "inspections/etablissement/<int:school>/ouvrir/",
        inspecting.inspection_new,
        name="inspection_new",
    ),
    path("inspections/<int:inspection>/", inspecting.inspection, name="inspection"),
    path(
        "inspections/<int:inspection>/fermer/",
        inspecting.inspection_close,
        name="inspection_close",
    ),
    # /accueils/
    path("accueils/", hosts.hosts, name="hosts"),
    path("accueils/<int:host>/", hosts.host, name="host"),
    path("accueils/<int:host>/modifier/", hosts.host_edit, name="host_edit"),
    path("accueils/<int:host>/fusionner/<int:other>/", hosts.host_merge, name="host_merge"),
    path("accueils/<int:host>/lieux/nouveau/", hosts.site_new, name="site_new"),
    path("accueils/<int:host>/contacts/nouveau/", hosts.contact_new, name="contact_new"),
    path("accueils/lieux/<int:site>/", hosts.site_edit, name="site_edit"),
    path("accueils/lieux/<int:site>/localiser/", hosts.site_locate, name="site_locate"),
    path("accueils/contacts/<int:contact>/", hosts.contact_edit, name="contact_edit"),
    # /stages/declarer/<period>/
    path("stages/declarer/<int:period>/", declaring.declare, name="declare"),
    path(
        "stages/declarer/<int:period>/pour/<int:enrolment>/",
        declaring.declare_for,
        name="declare_for",
    ),
    # /stages/<placement>/
    path("stages/<int:placement>/accueil/", declaring.declaration, name="declaration"),
    path("stages/<int:placement>/poste/", fitness.fitness, name="fitness"),
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
    path("stages/<int:placement>/cadrage/objectifs/", objectives.objectives, name="objectives"),
    path("stages/<int:placement>/cadrage/accord/", agreeing.agreement, name="agreement"),
    path(
        "stages/<int:placement>/cadrage/accord/noter/",
        agreeing.record_agreement,
        name="record_agreement",
    ),
    path("stages/<int:placement>/cadrage/versions/", agreeing.versions, name="versions"),
    path("stages/<int:placement>/cadrage/decision/", deciding.decide, name="decide"),
    path("stages/<int:placement>/missions/nouvelle/", missions.add_mission, name="add_mission"),
    path(
        "stages/<int:placement>/missions/<int:mission>/", missions.edit_mission, name="edit_mission"
    ),
    path(
        "stages/<int:placement>/missions/<int:mission>/retirer/",
        missions.remove_mission,
        name="remove_mission",
    ),
]
