"""The messages about attestations: due, and those to telephone for."""

from django.conf import settings
from django.urls import reverse

from tripartite.accounts.models import PersonalLink, School, User
from tripartite.certificates.register import Row
from tripartite.core.fr import count_of, de, range_in_words
from tripartite.mailing.domain import Button, Message
from tripartite.placements.models import Placement


def certificate_due(placement: Placement, link: PersonalLink, url: str) -> Message:
    """To the host's representative: the attestation is to be checked and signed."""
    student = placement.student
    dates = range_in_words(placement.starts_on, placement.ends_on)
    return Message(
        kind="certificate_due",
        to=link.email,
        to_name=link.name,
        school_name=placement.school.name,
        subject=f"Attestation de stage à signer – {student}",
        paragraphs=(
            f"Le stage {de(str(student))}, {dates}, est terminé : l’attestation est due au dernier "
            "jour. Les dates et la présence confirmée y sont déjà ; il reste à indiquer la "
            "gratification versée, puis à signer. Comptez deux minutes.",
            "Sans cette attestation, l’étudiant n’est pas admis à passer son examen.",
        ),
        button=Button("Vérifier et signer l’attestation", url),
        small=("Ce lien vous est personnel : ne le transmettez pas.",),
        file=placement.file,
    )


def certificates_to_call(school: School, to: User, rows: list[Row]) -> Message:
    """To the office: the hosts that three messages have not moved, with their telephone."""
    period = rows[0].placement.period
    path = reverse("certificates:register", kwargs={"period": period.pk})
    return Message(
        kind="certificates_to_call",
        to=to.email or "",
        to_name=to.get_full_name(),
        school_name=school.name,
        subject=f"Attestations : {count_of(len(rows), 'organisme')} à appeler",
        paragraphs=(
            "Ces organismes ont reçu trois messages et n’ont pas signé l’attestation :",
            *(_line(row) for row in rows),
        ),
        button=Button("Ouvrir le registre des attestations", f"{settings.SITE_URL}{path}"),
    )


def _line(row: Row) -> str:
    placement = row.placement
    person = placement.signatory
    phone = (person.phone if person else "") or (placement.site.phone if placement.site else "")
    late = count_of(row.line.days_missing, "jour")
    return (
        f"{placement.student} – {placement.site}, {person or 'représentant non nommé'}, "
        f"{phone or 'téléphone inconnu'} ; due depuis {late}."
    )
