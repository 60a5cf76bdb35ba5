from django.urls import path

from tripartite.school import livret_views
from tripartite.school.views import cohorts, imports, people, settings

app_name = "school"
urlpatterns = [
    # /etablissement/classes/
    path("classes/", cohorts.cohorts, name="cohorts"),
    path("classes/<int:cohort>/", cohorts.cohort, name="cohort"),
    path("classes/<int:cohort>/modifier/", cohorts.cohort_edit, name="cohort_edit"),
    path("classes/<int:cohort>/liste.csv", cohorts.class_list, name="class_list"),
    path("classes/<int:cohort>/periode/", cohorts.period_new, name="period_new"),
    path("classes/<int:cohort>/enseignants/", cohorts.teacher_add, name="teacher_add"),
    path("classes/<int:cohort>/invitations/", people.cohort_invite, name="cohort_invite"),
    path("classes/<int:cohort>/import/", imports.upload, name="import"),
    path("periodes/<int:period>/", cohorts.period_edit, name="period_edit"),
    path("enseignements/<int:teaching>/retirer/", cohorts.teacher_remove, name="teacher_remove"),
    # /etablissement/listes/
    path("listes/<int:classlistupload>/", imports.preview, name="preview"),
    path("listes/<int:classlistupload>/oublier/", imports.drop, name="drop"),
    path("listes/importees/<int:journalentry>/", imports.imported, name="imported"),
    # /etablissement/etudiants/
    path("etudiants/<int:student>/", people.student_edit, name="student_edit"),
    path("etudiants/<int:student>/inviter/", people.student_invite, name="student_invite"),
    path("inscriptions/<int:enrolment>/sortie/", people.leaving, name="leaving"),
    # /etablissement/equipe/
    path("equipe/", people.team, name="team"),
    path("equipe/<int:membership>/inviter/", people.member_invite, name="member_invite"),
    path("equipe/<int:membership>/retirer/", people.role_remove, name="role_remove"),
    # /etablissement/<school>/
    path("<int:school>/classe/", cohorts.cohort_new, name="cohort_new"),
    path("<int:school>/equipe/", people.member_new, name="member_new"),
    path("<int:school>/formation/", settings.programme_new, name="programme_new"),
    path("<int:school>/reglages/", settings.settings, name="settings"),
    path("invitation/<str:token>/renouveler/", people.renew_invitation, name="renew_invitation"),
    # /etablissement/periodes/<period>/livrets/
    path("periodes/<int:period>/livrets/", livret_views.livrets, name="livrets"),
    path(
        "periodes/<int:period>/livrets/imprimer/", livret_views.livrets_print, name="livrets_print"
    ),
    path("periodes/<int:period>/livret/", livret_views.livret, name="livret"),
]
