"""The messages of a paper on its way: asked, reminded, coded, refused, sealed."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse

from tripartite.accounts.models import User
from tripartite.core.fr import count_of, de, range_in_words
from tripartite.mailing.domain import Button, Message
from tripartite.papers.domain import CAPACITY_LABELS, KIND_LABELS, Capacity, Kind, PaperState
from tripartite.papers.models import Paper, Signature
from tripartite.papers.queries import Change, missing_names
from tripartite.placements.models import Placement

#: With the article, for sentences.
THE = {
    Kind.AGREEMENT: "la convention de stage",
    Kind.AMENDMENT: "l’avenant à la convention de stage",
    Kind.EVALUATION: "l’évaluation conjointe du stage",
    Kind.CERTIFICATE: "l’attestation de stage",
}


def about(paper: Paper) -> str:
    """« de Inès Moreau chez Maison Azur, du lundi 4 au vendredi 29 janvier 2027 »."""
    placement = paper.placement
    where = f" chez {placement.site.host}" if placement.site else ""
    dates = range_in_words(placement.starts_on, placement.ends_on)
    return f"de {placement.student}{where}, {dates}"


def signature_asked(
    signature: Signature,
    url: str,
    *,
    again: bool = False,
    replaces: Change | None = None,
    annex_url: str = "",
) -> Message:
    """The paper is waiting for this person, whose link it carries; also the reminder.

    ``annex_url`` leads the same person to what is joined to the paper.

    Of a new version, it says what it replaces, why, and what became of the former signature.
    """
    paper = signature.paper
    the = THE[Kind(paper.kind)]
    capacity = CAPACITY_LABELS[Capacity(signature.capacity)].lower()
    return Message(
        kind="signature_reminded" if again else "signature_asked",
        to=signature.email,
        to_name=signature.name,
        school_name=paper.placement.school.name,
        subject=f"{'Rappel : ' if again else ''}{KIND_LABELS[Kind(paper.kind)]} à signer"
        f" – {paper.placement.student}",
        paragraphs=(
            f"Votre signature est attendue, en qualité de « {capacity} », sur {the} "
            f"{about(paper)}.",
            *(_replacement(replaces) if replaces else ()),
            *(_annex(paper) if paper.annex_title else ()),
            "Vous lirez le document en entier, puis vous signerez avec un code à six chiffres "
            "que nous vous enverrons à cette adresse. Comptez deux minutes.",
            "Si quelque chose ne convient pas, vous pouvez refuser en disant pourquoi.",
        ),
        button=Button("Lire et signer", url),
        links=(Button(f"Lire la pièce jointe : {paper.annex_title} (PDF)", annex_url),)
        if annex_url
        else (),
        small=(
            f"Document n° {paper.number}, version {paper.version}. Ce lien vous est personnel : ne "
            "le transmettez pas.",
        ),
        file=paper.placement.file,
    )


def _annex(paper: Paper) -> tuple[str, ...]:
    return (
        f"Pièce jointe au document : {paper.annex_title} (PDF), à lire par le lien ci-dessous ou "
        "sur la page de signature.",
    )


def _replacement(change: Change) -> tuple[str, ...]:
    former = change.former
    ended = "refusée" if former.state == PaperState.REFUSED else "retirée"
    why = f". Motif : « {former.reason} »" if former.reason else "."
    void = (
        "La signature que vous aviez donnée portait sur cette version : elle ne compte plus, et "
        "elle vous est demandée de nouveau."
        if change.signed_before
        else "Les signatures données sur cette version ne comptent plus."
    )
    return (
        f"Ce document remplace la version {former.version}, {ended}{why}",
        f"{void} La page de signature montre, en tête, ce qui a changé.",
    )


def code_sent(signature: Signature, code: str) -> Message:
    paper = signature.paper
    return Message(
        kind="signature_code",
        to=signature.email,
        to_name=signature.name,
        school_name=paper.placement.school.name,
        subject="Votre code de signature",
        paragraphs=(
            f"Voici le code pour signer {THE[Kind(paper.kind)]} {about(paper)}.",
            "Il est valable dix minutes et ne sert qu’une fois. Ne le donnez à personne.",
        ),
        code=code,
        file=paper.placement.file,
    )


def queue_code(signature: Signature, code: str, count: int) -> Message:
    """One code for several papers, each read and ticked."""
    paper = signature.paper
    return Message(
        kind="queue_code",
        to=signature.email,
        to_name=signature.name,
        school_name=paper.placement.school.name,
        subject="Votre code de signature",
        paragraphs=(
            f"Voici le code pour signer en une fois {count_of(count, 'document')} que vous avez "
            "cochés comme lus, et aucun autre.",
            "Il est valable dix minutes et ne sert qu’une fois. Ne le donnez à personne.",
        ),
        code=code,
        file=paper.placement.file,
    )


def paper_withdrawn(signature: Signature) -> Message:
    """Whoever was asked or had signed: why this paper no longer counts."""
    paper = signature.paper
    said = (
        "Votre signature sur ce document ne compte plus."
        if signature.is_done
        else "Il n’est plus à signer."
    )
    return Message(
        kind="paper_withdrawn",
        to=signature.email,
        to_name=signature.name,
        school_name=paper.placement.school.name,
        subject=f"Retrait : {KIND_LABELS[Kind(paper.kind)]} – {paper.placement.student}",
        paragraphs=(
            f"L’établissement retire {THE[Kind(paper.kind)]} {about(paper)}. {said}",
            f"Motif : {paper.reason}",
            "Vous n’avez rien à faire. Si une nouvelle version est préparée, vous recevrez un "
            "nouveau message ; son dossier montrera ce qui a changé.",
        ),
        small=(f"Document n° {paper.number}, version {paper.version}.",),
        file=paper.placement.file,
    )


def missing(placements: Sequence[Placement], to: User, *, file: str) -> Message:
    """On the eve: the list of those whose signature is missing."""
    lines = []
    for placement in placements:
        names = missing_names(placement)
        who = f"manquent {', '.join(names)}" if names else "convention pas encore envoyée"
        lines.append(f"{placement.student} : {who}.")
    return Message(
        kind="signatures_missing",
        to=to.email or "",
        to_name=to.get_full_name(),
        school_name=placements[0].school.name,
        subject=f"Signatures manquantes : {count_of(len(placements), 'stage')} "
        f"{'commence' if len(placements) == 1 else 'commencent'} demain",
        paragraphs=(
            "Tous les rappels sont partis, et ces conventions ne sont pas signées par tous. "
            "Sans toutes les signatures, un stage ne commence pas.",
            *lines,
        ),
        button=Button("Voir les tableaux de suivi", _page(reverse("dashboards:boards"))),
        file=file,
    )


def not_begun(placement: Placement, to: User) -> Message:
    """On the day: the placement has not begun (R1)."""
    names = missing_names(placement)
    who = (
        f"Il manque la signature de : {', '.join(names)}."
        if names
        else "La convention n’est pas encore envoyée à la signature."
    )
    dates = range_in_words(placement.starts_on, placement.ends_on)
    return Message(
        kind="placement_not_begun",
        to=to.email or "",
        to_name=to.get_full_name(),
        school_name=placement.school.name,
        subject=f"Stage non commencé : {placement.student}",
        paragraphs=(
            f"Le stage {de(str(placement.student))}, prévu {dates}, n’a pas commencé : sa "
            "convention n’est pas signée par tous.",
            who,
            "L’étudiant ne se rend pas chez l’accueil, et aucune présence ne peut être notée, "
            "tant que tous n’ont pas signé ou que le chef d’établissement n’a pas levé "
            "l’interdiction avec un motif.",
        ),
        button=Button("Ouvrir le dossier du stage", _page(placement.get_absolute_url())),
        file=placement.file,
    )


def refused(signature: Signature, *, to: str, to_name: str) -> Message:
    """Somebody refused: those who can mend it are told why."""
    paper = signature.paper
    return Message(
        kind="signature_refused",
        to=to,
        to_name=to_name,
        school_name=paper.placement.school.name,
        subject=f"Signature refusée – {paper.placement.student}",
        paragraphs=(
            f"{signature.name} a refusé de signer {THE[Kind(paper.kind)]} {about(paper)}.",
            f"Motif donné : « {signature.reason} »",
            "Ce document ne peut plus être signé. Corrigez ce qui doit l’être, puis préparez-en "
            "une nouvelle version : chacun devra la signer.",
        ),
        button=Button("Ouvrir le dossier du stage", _page(paper.placement.get_absolute_url())),
        file=paper.placement.file,
    )


def sealed(paper: Paper, *, to: str, to_name: str, url: str) -> Message:
    return Message(
        kind="paper_sealed",
        to=to,
        to_name=to_name,
        school_name=paper.placement.school.name,
        subject=f"{KIND_LABELS[Kind(paper.kind)].capitalize()} signée par tous"
        f" – {paper.placement.student}",
        paragraphs=(
            f"Tous ont signé {THE[Kind(paper.kind)]} {about(paper)}.",
            "Le document est scellé : il ne changera plus. Vous pouvez le télécharger et le "
            "garder ; n’importe qui peut vérifier qu’il est authentique avec son code "
            f"{paper.code}.",
        ),
        button=Button("Télécharger le document", url),
        file=paper.placement.file,
    )


def _page(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
