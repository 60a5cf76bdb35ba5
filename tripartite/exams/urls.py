from django.urls import path

from tripartite.exams.views import board, files, sheets

app_name = "exams"
urlpatterns = [
    # /epreuves/classes/<cohort>/
    path("classes/<int:cohort>/", board.board, name="board"),
    path("classes/<int:cohort>/date/", board.deadline, name="deadline"),
    path("classes/<int:cohort>/couverture/", board.coverage, name="coverage"),
    path("classes/<int:cohort>/export/", board.export, name="export"),
    # /epreuves/dossiers/<enrolment>/
    path("dossiers/<int:enrolment>/", files.file, name="file"),
    path("dossiers/<int:enrolment>/candidat/", files.candidate, name="candidate"),
    path("dossiers/<int:enrolment>/depot/", files.hand_in, name="hand_in"),
    path("dossiers/<int:enrolment>/dossier.zip", files.folder, name="folder"),
    path("figes/<int:export>/dossier.zip", files.frozen, name="frozen"),
    path("dossiers/<int:enrolment>/coffre.zip", files.safe, name="safe"),
    path("dossiers/<int:enrolment>/fiches/<str:kind>/", sheets.start, name="start"),
    # /epreuves/fiches/<sheet>/
    path("fiches/<int:sheet>/", sheets.sheet, name="sheet"),
    path("fiches/<int:sheet>/ecrire/", sheets.edit, name="edit"),
    path("fiches/<int:sheet>/soumettre/", sheets.submit, name="submit"),
    path("fiches/<int:sheet>/decider/", sheets.decide, name="decide"),
    path("fiches/<int:sheet>/reprendre/", sheets.reopen, name="reopen"),
    path("fiches/<int:sheet>/fiche.pdf", sheets.pdf, name="pdf"),
    path("fiches/<int:sheet>/versions/<int:number>/", sheets.version, name="version"),
]
