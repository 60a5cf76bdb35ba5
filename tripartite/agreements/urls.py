from django.urls import path

from tripartite.agreements import views
from tripartite.agreements.amendments import views as amendments

app_name = "agreements"
urlpatterns = [
    # /conventions/<placement>/
    path("<int:placement>/preparer/", views.prepare, name="prepare"),
    path("<int:placement>/projet.pdf", views.preview, name="preview"),
    path("<int:placement>/annuler/", views.cancel, name="cancel"),
    path("<int:placement>/rouvrir/", views.reopen, name="reopen"),
    path("<int:placement>/avenant/", amendments.amend, name="amend"),
    path("<int:placement>/interrompre/", amendments.interrupt, name="interrupt"),
]
