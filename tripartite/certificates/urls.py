from django.urls import path

from tripartite.certificates.views import issuing, register

app_name = "certificates"
urlpatterns = [
    # /attestations/stages/<placement>/
    path("stages/<int:placement>/", issuing.issue, name="issue"),
    path("stages/<int:placement>/clore/", register.close, name="close"),
    # /attestations/<certificate>/
    path("<int:certificate>/refaire/", issuing.reissue, name="reissue"),
    # /attestations/registre/<period>/
    path("registre/<int:period>/", register.register, name="register"),
    path("registre/<int:period>/attestations.zip", register.archive, name="archive"),
    path("registre/<int:period>/clore/", register.close_attested, name="close_attested"),
]
