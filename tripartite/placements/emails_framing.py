"""The messages about the preparation of a placement: who is told what."""

from django.conf import settings
from django.urls import reverse

from tripartite.accounts.models import User
from tripartite.core.fr import de, short_range
from tripartite.mailing.domain import Button, Message
from tripartite.placements.models import Placement


def _url(name: str, placement: Placement) -> str:
    return f"{settings.SITE_URL}{reverse(name, kwargs={'placement': placement.pk})}"


def _where(placement: Placement) -> str:
    dates = short_range(placement.starts_on, placement.ends_on)
    return f"{placement.site}, {dates}" if placement.site else dates


def _message(
    placement: Placement,
    to: User,
    *,
    kind: str,
    subject: str,
    paragraphs: tuple[str, ...],
    button: Button,
) -> Message:
    return Message(
        kind=kind,
        to=to.email or "",
        to_name=to.get_full_name(),
        school_name=placement.school.name,
        subject=subject,
        paragraphs=paragraphs,
        button=button,
        file=placement.file,
    )


def submitted(placement: Placement, to: User) -> Message:
    """To the référent: a framing waits to be read."""
    student = str(placement.student)
    return _message(
        placement,
        to,
        kind="framing_submitted",
        subject=f"Cadrage à valider : stage {de(student)}",
        paragraphs=(
            f"Le cadrage du stage {de(student)} ({_where(placement)}) vous est soumis.",
            "Le tuteur est invité à le lire et à donner son accord. Lisez-le aussi : vous pourrez "
            "le valider dès cet accord, ou le renvoyer tout de suite avec un motif.",
        ),
        button=Button("Lire le cadrage", _url("placements:decide", placement)),
    )


def approved(placement: Placement, to: User) -> Message:
    """To the student and the office: the agreement may be prepared."""
    return _message(
        placement,
        to,
        kind="framing_approved",
        subject=f"Cadrage validé : stage {de(str(placement.student))}",
        paragraphs=(
            f"Le cadrage du stage {de(str(placement.student))} ({_where(placement)}) est validé.",
            "L’étape suivante est la convention : elle sera préparée par l’établissement, puis "
            "signée par tous.",
        ),
        button=Button("Ouvrir le dossier du stage", _url("dashboards:placement", placement)),
    )


def returned(placement: Placement, to: User) -> Message:
    """To the student and the office: what to change before it is submitted again."""
    return _message(
        placement,
        to,
        kind="framing_returned",
        subject=f"Cadrage à reprendre : stage {de(str(placement.student))}",
        paragraphs=(
            f"Le cadrage du stage {de(str(placement.student))} ({_where(placement)}) est à "
            "reprendre.",
            f"Motif : {placement.reason}",
            "Rien n’est perdu : corrigez ce qui est demandé, puis soumettez de nouveau.",
        ),
        button=Button("Reprendre le cadrage", _url("placements:framing", placement)),
    )


def cancelled(placement: Placement, to: User) -> Message:
    """To the student and the référent: the placement will not take place."""
    return _message(
        placement,
        to,
        kind="placement_cancelled",
        subject=f"Stage annulé : {placement.student}",
        paragraphs=(
            f"Le stage {de(str(placement.student))} ({_where(placement)}) est annulé.",
            f"Motif : {placement.reason}",
            "Si une convention était à signer ou signée, elle est retirée avec lui : les "
            "signatures données ne comptent plus, vous n’avez rien à faire.",
        ),
        button=Button("Voir le dossier", _url("dashboards:placement", placement)),
    )
