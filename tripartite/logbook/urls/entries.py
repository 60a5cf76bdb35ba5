from django.urls import path

from tripartite.logbook.views import entries, evidence

app_name = "journal"
urlpatterns = [
    # /journal/<placement>/
    path("<int:placement>/", entries.entries, name="entries"),
    path("<int:placement>/noter/", entries.new, name="new"),
    path("<int:placement>/semaine/<day:monday>/", entries.entry_week, name="week"),
    # /journal/notes/<logentry>/
    path("notes/<int:logentry>/", entries.entry, name="entry"),
    path("notes/<int:logentry>/modifier/", entries.edit, name="edit"),
    path("notes/<int:logentry>/partager/", entries.share, name="share"),
    path("notes/<int:logentry>/retirer/", entries.withdraw, name="withdraw"),
    path("notes/<int:logentry>/vu/", entries.see, name="see"),
    path("notes/<int:logentry>/commenter/", entries.comment, name="comment"),
    path("notes/<int:logentry>/valider/", entries.validate, name="validate"),
    path("notes/<int:logentry>/devalider/", entries.unvalidate, name="unvalidate"),
    path("notes/<int:logentry>/preuves/", evidence.add, name="add_evidence"),
    # /journal/preuves/<evidence>/
    path("preuves/<int:evidence>/", evidence.evidence, name="evidence"),
    path("preuves/<int:evidence>/vignette/", evidence.thumbnail, name="thumbnail"),
    path("preuves/<int:evidence>/retirer/", evidence.remove, name="remove_evidence"),
]
