"""The messages of a paper on its way: asked, reminded, coded, refused, sealed."""

from django.conf import settings

from tripartite.core.fr import range_in_words
from tripartite.mailing.domain import Button, Message
from tripartite.papers.domain import CAPACITY_LABELS, KIND_LABELS, Capacity, Kind
from tripartite.papers.models import Paper, Signature

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


def signature_asked(signature: Signature, url: str, *, again: bool = False) -> Message:
    """The paper is waiting for this person, whose link it carries; also the reminder."""
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
            "Vous lirez le document en entier, puis vous signerez avec un code à six chiffres "
            "que nous vous enverrons à cette adresse. Comptez deux minutes.",
            "Si quelque chose ne convient pas, vous pouvez refuser en disant pourquoi.",
        ),
        button=Button("Lire et signer", url),
        small=(f"Document n° {paper.number}. Ce lien vous est personnel : ne le transmettez pas.",),
        file=paper.placement.file,
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
            f"Motif donné : « {signature.reason} »",
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
