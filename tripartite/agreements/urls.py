from django.urls import path

from tripartite.agreements.amendments import views as amendments
from tripartite.agreements.views import clauses, preparing, sending_class

app_name = "agreements"
urlpatterns = [
    # /conventions/clauses/<school>/
    path("clauses/<int:school>/", clauses.clauses, name="clauses"),
    path("clauses/<int:school>/projet/", clauses.clauses_draft, name="clauses_draft"),
    # /conventions/versions/<clauseset>/
    path("versions/<int:clauseset>/", clauses.clauses_version, name="clauses_version"),
    path("versions/<int:clauseset>/apercu.pdf", clauses.clauses_preview, name="clauses_preview"),
    path("versions/<int:clauseset>/service/", clauses.clauses_enforce, name="clauses_enforce"),
    path("versions/<int:clauseset>/abandonner/", clauses.clauses_drop, name="clauses_drop"),
    path("versions/<int:clauseset>/reprendre/", clauses.clauses_restore, name="clauses_restore"),
    path(
        "versions/<int:clauseset>/deliberation/", clauses.clauses_approval, name="clauses_approval"
    ),
    path("versions/<int:clauseset>/article/", clauses.clause_new, name="clause_new"),
    path("versions/<int:clauseset>/article/<slug:key>/", clauses.clause_edit, name="clause_edit"),
    path(
        "versions/<int:clauseset>/article/<slug:key>/retirer/",
        clauses.clause_remove,
        name="clause_remove",
    ),
    path(
        "versions/<int:clauseset>/article/<slug:key>/deplacer/",
        clauses.clause_move,
        name="clause_move",
    ),
    # /conventions/classes/<period>/
    path("classes/<int:period>/", sending_class.class_table, name="class_table"),
    path("classes/<int:period>/envoyer/", sending_class.class_send, name="class_send"),
    # /conventions/<placement>/
    path("<int:placement>/preparer/", preparing.prepare, name="prepare"),
    path("<int:placement>/projet.pdf", preparing.preview, name="preview"),
    path("<int:placement>/remplacer/", preparing.replace, name="replace"),
    path("<int:placement>/regles/<slug:rule>/", preparing.lift, name="lift"),
    path("<int:placement>/annuler/", preparing.cancel, name="cancel"),
    path("<int:placement>/rouvrir/", preparing.reopen, name="reopen"),
    path("<int:placement>/avenant/", amendments.amend, name="amend"),
    path("<int:placement>/interrompre/", amendments.interrupt, name="interrupt"),
]
