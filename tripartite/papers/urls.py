from django.urls import path

from tripartite.papers.views import office, reading, signing, together, verifying

app_name = "papers"
urlpatterns = [
    # /papiers/<paper>/
    path("papiers/<int:paper>/", reading.detail, name="detail"),
    path("papiers/<int:paper>/document.pdf", reading.download, name="download"),
    path("papiers/<int:paper>/fige.pdf", reading.download_frozen, name="download_frozen"),
    path("papiers/<int:paper>/piece-jointe.pdf", reading.download_annex, name="download_annex"),
    path("papiers/<int:paper>/retirer/", reading.void, name="void"),
    path("papiers/<int:paper>/ensemble/", together.together, name="together"),
    path("papiers/<int:paper>/ensemble/preter/", together.lend, name="lend"),
    path("papiers/<int:paper>/ensemble/rendre/", together.give_back, name="give_back"),
    # /papiers/signatures/<signature>/
    path("papiers/signatures/<int:signature>/", signing.sign, name="sign"),
    path("papiers/signatures/<int:signature>/code/", signing.send_code, name="send_code"),
    path("papiers/signatures/<int:signature>/refuser/", signing.refuse, name="refuse"),
    path("papiers/signatures/<int:signature>/deleguer/", signing.delegate, name="delegate"),
    path("papiers/signatures/<int:signature>/relancer/", reading.remind, name="remind"),
    path(
        "papiers/signatures/<int:signature>/ensemble/", together.together_sign, name="together_sign"
    ),
    path(
        "papiers/signatures/<int:signature>/ensemble/code/",
        together.together_code,
        name="together_code",
    ),
    path("papiers/signatures/<int:signature>/papier/", office.record_paper, name="record_paper"),
    path("papiers/signatures/<int:signature>/papier/relire/", office.read_paper, name="read_paper"),
    path("papiers/signatures/<int:signature>/papier/copie/", office.scan, name="scan"),
    # The head and the school
    path("a-signer/", signing.queue, name="queue"),
    path("etablissements/<int:school>/delegations/", office.covers, name="covers"),
    path("delegations/<int:headcover>/lever/", office.cover_end, name="cover_end"),
    path("stages/<int:placement>/commencer/", office.lift, name="lift"),
    # /verifier/
    path("verifier/", verifying.verify, name="verify"),
    path("verifier/<str:code>/", verifying.verify_code, name="verify_code"),
]
