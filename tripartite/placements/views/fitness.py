"""The page by which the host declares what the post allows."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.placements.access import may_declare_fitness
from tripartite.placements.actions.fitness import declare_fitness
from tripartite.placements.forms.fitness import FitnessForm
from tripartite.placements.models import FitnessDeclaration, Placement
from tripartite.placements.views.common import posted, read


@allow_on(Placement, may_declare_fitness)
@require_http_methods(["GET", "POST"])
def fitness(request: ActorRequest, placement: Placement) -> HttpResponse:
    """The tutor or the representative declares; the office copies a signed paper."""
    placement = read(placement)
    known = FitnessDeclaration.objects.filter(placement=placement).first()
    curriculum = placement.period.cohort.programme.curriculum
    form = FitnessForm(posted(request), curriculum=curriculum, known=known)
    if form.is_valid():
        try:
            declare_fitness(placement=placement, fitness=form.fitness(), by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "La déclaration est enregistrée. Merci.")
            return redirect(placement)
    context = {"form": form, "placement": placement, "known": known}
    return render(request, "placements/fitness.html", context)
