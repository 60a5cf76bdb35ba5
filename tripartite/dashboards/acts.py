"""From what is awaited to the button that does it, for the person who looks."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from tripartite.dashboards.domain import Turn
from tripartite.papers.access import is_signer
from tripartite.papers.domain import OPEN
from tripartite.papers.models import Signature
from tripartite.placements.access import DECLARERS
from tripartite.placements.domain import Relation as R
from tripartite.placements.models import Placement


@dataclass(frozen=True, slots=True)
class Act:
    """A button: its word, its address, and whether it acts (POST) or leads to a page."""

    label: str
    url: str
    post: bool = False
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Way:
    """A page where a thing is done: who may, and how long it takes."""

    label: str
    url_name: str
    by: frozenset[R]
    minutes: int = 0


TEAM = frozenset({R.REFERENT, R.OFFICE})
STUDENT = frozenset({R.STUDENT, R.OFFICE})
ISSUERS = frozenset({R.OFFICE, R.SIGNATORY})
FILERS = frozenset({R.OFFICE, R.SIGNATORY})
WAYS = {
    "authorise": Way("Noter l’autorisation", "placements:authorisation", FILERS, 2),
    "declare": Way("Déclarer l’accueil", "placements:declaration", STUDENT, 10),
    "frame": Way("Écrire le cadrage", "placements:framing", STUDENT, 20),
    "agree_framing": Way("Lire et répondre", "placements:agreement", frozenset({R.TUTOR}), 5),
    "accept_framing": Way("Voir ce qui a changé", "placements:agreement", STUDENT, 3),
    "declare_fitness": Way("Dire ce que permet le poste", "placements:fitness", DECLARERS, 2),
    "decide": Way("Lire le cadrage et décider", "placements:decide", TEAM, 5),
    "agreement": Way("Préparer la convention", "agreements:prepare", frozenset({R.OFFICE}), 2),
    "declare_presence": Way("Noter la présence", "logbook:presence", STUDENT, 1),
    "confirm_presence": Way("Confirmer la présence", "logbook:presence", frozenset({R.TUTOR}), 1),
    "settle_presence": Way("Voir la semaine contestée", "logbook:presence", TEAM, 5),
    "agree_day": Way("Accepter ou refuser", "logbook:presence", frozenset({R.REFERENT}), 1),
    "agree_day_host": Way("Accepter ou refuser", "logbook:presence", frozenset({R.TUTOR}), 1),
    "plan_exchange": Way("Planifier l’échange", "followup:propose", TEAM, 2),
    "pick_slot": Way("Choisir un créneau", "followup:exchanges", frozenset({R.TUTOR}), 1),
    "answer_slots": Way("Choisir un créneau", "followup:exchanges", TEAM, 1),
    "report_exchange": Way("Rendre compte", "followup:exchanges", TEAM, 5),
    "evaluate": Way("Tenir l’évaluation", "evaluations:session", TEAM, 15),
    "voice_tutor": Way("Donner mon avis", "evaluations:voice", frozenset({R.TUTOR}), 3),
    "voice_student": Way("Donner mon avis", "evaluations:voice", frozenset({R.STUDENT}), 3),
    "certify": Way("Établir l’attestation", "certificates:issue", ISSUERS, 2),
}  # fmt: skip

#: What somebody else may do meanwhile, so that a turn of the host does not stop the team.
MEANWHILE = {
    "agree_framing": Way("Suivre l’accord de l’accueil", "placements:agreement", TEAM),
}


def act_for(
    turn: Turn, *, actor: Any, placement: Placement, relations: frozenset[R], open_: list[Signature]
) -> Act | None:
    """The button of this turn for this person; None when it is somebody else's."""
    if turn.what.startswith("sign_"):
        return _signature_act(actor, relations, open_)
    way = WAYS[turn.what]
    if not relations & way.by:
        way = MEANWHILE.get(turn.what, way)
    if not relations & way.by:
        return None
    url = reverse(way.url_name, kwargs={"placement": placement.pk})
    return Act(way.label, url, minutes=way.minutes)


def _signature_act(actor: Any, relations: frozenset[R], open_: list[Signature]) -> Act | None:
    """Sign if it is mine to sign; else remind whoever is awaited, if I may."""
    for signature in open_:
        if is_signer(actor, signature):
            url = reverse("papers:sign", kwargs={"signature": signature.pk})
            return Act("Lire et signer", url, minutes=2)
    if relations & {R.STUDENT, R.REFERENT, R.OFFICE}:
        for signature in open_:
            if signature.email:
                url = reverse("papers:remind", kwargs={"signature": signature.pk})
                return Act(f"Relancer {signature.name}", url, post=True)
    return None


def open_signatures(placements: list[int]) -> dict[int, list[Signature]]:
    """The signatures awaited, by placement; one query."""
    found: dict[int, list[Signature]] = {pk: [] for pk in placements}
    rows = (
        Signature.objects.filter(
            paper__placement__in=placements, paper__state="out", state__in=list(OPEN)
        )
        .select_related("paper")
        .order_by("paper__pk", "rank", "pk")
    )
    for row in rows:
        found[row.paper.placement_id].append(row)
    return found
