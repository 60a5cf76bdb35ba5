"""What the office does for the students it ticked on the board of a class."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from tripartite.agreements.access import sends_class
from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.fr import count_of
from tripartite.core.http import ActorRequest
from tripartite.dashboards.acts import open_signatures
from tripartite.papers import actions as papers
from tripartite.placements.models import Placement
from tripartite.school.models import Period


@allow_on(Period, sends_class)
@require_POST
def board_act(request: ActorRequest, period: Period) -> HttpResponse:
    """« Envoyer les conventions » leads to the table where it is confirmed; « Relancer » acts."""
    ticked = [int(k) for k in request.POST.getlist("stage") if k.isdecimal() and len(k) <= 18]
    board = redirect("dashboards:board", period=period.pk)
    chosen = Placement.objects.live().filter(period=period, pk__in=ticked)
    pks = list(chosen.values_list("pk", flat=True))
    if not pks:
        messages.warning(request, "Cochez au moins un étudiant, puis choisissez que faire.")
        return board
    if request.POST.get("act") == "remind":
        messages.info(request, _remind(request, pks))
        return board
    table = reverse("agreements:class_table", kwargs={"period": period.pk})
    return redirect(f"{table}?{urlencode({'stage': pks}, doseq=True)}")


def _remind(request: ActorRequest, pks: list[int]) -> str:
    """Remind whoever is awaited, each once a day at most; what was done, in a sentence."""
    done, refused = 0, []
    for signatures in open_signatures(pks).values():
        for signature in signatures:
            try:
                papers.remind(signature=signature, by=request.actor)
            except DomainError as error:
                refused.append(str(error))
            else:
                done += 1
    if not done and not refused:
        return "Aucune signature n’est attendue pour les étudiants cochés."
    sent = f"{count_of(done, 'relance envoyée', 'relances envoyées')}." if done else ""
    return " ".join(filter(None, (sent, *dict.fromkeys(refused))))
