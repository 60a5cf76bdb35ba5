"""Event × recipient × channel: every message that the product sends, and to whom.

``docs/messages.md`` is printed from this table. A test holds that no ``Message(kind=…)`` lacks a
row, no row a message, no event a recipient; ``tests/mailing/samples`` renders each of them.
"""

from dataclasses import dataclass
from enum import StrEnum


class Recipient(StrEnum):
    """Who is written to: a relation to the placement, or the person of the act itself."""

    STUDENT = "l’étudiant"
    REFERENT = "l’enseignant référent"
    TUTOR = "le tuteur"
    OFFICE = "le bureau des stages"
    SIGNER = "la personne dont la signature est attendue"
    SIGNERS = "tous les signataires"
    HOLDER = "le porteur du lien"
    PERSON = "la personne concernée"


class Channel(StrEnum):
    """Where the event is told."""

    MAIL = "courriel"
    PAGE = "page"
    JOURNAL = "journal"


@dataclass(frozen=True, slots=True)
class Event:
    """One row: the French label, who is written to, where it is told, and when it leaves."""

    label: str
    recipients: tuple[Recipient, ...]
    when: str
    channels: tuple[Channel, ...] = (Channel.MAIL, Channel.PAGE, Channel.JOURNAL)


R = Recipient
MAIL_ONLY = (Channel.MAIL,)
UNPAGED = (Channel.MAIL, Channel.JOURNAL)

EVENTS: dict[str, Event] = {
    # Access
    "password_reset": Event(
        "Nouveau mot de passe demandé", (R.PERSON,), "À la demande de la personne.", MAIL_ONLY
    ),
    "invitation": Event(
        "Compte ouvert", (R.PERSON,), "À l’invitation par le bureau, et à chaque renvoi.", UNPAGED
    ),
    "role_given": Event(
        "Rôle confié", (R.PERSON,), "Quand une personne déjà connue reçoit un rôle.", UNPAGED
    ),
    "link_renewed": Event(
        "Lien personnel renouvelé", (R.HOLDER,), "Depuis la page d’un lien expiré.", UNPAGED
    ),
    # Preparation
    "framing_submitted": Event(
        "Cadrage soumis",
        (R.REFERENT,),
        "Quand l’étudiant soumet ; et au référent nommé après coup.",
    ),
    "framing_host_asked": Event(
        "Accord demandé à l’accueil",
        (R.TUTOR,),
        "Quand le cadrage est soumis, et à chaque relance (une par jour au plus) ; demande "
        "aussi la déclaration sur le poste, tant qu’elle manque.",
    ),
    "framing_corrected": Event(
        "Cadrage corrigé par un autre",
        (R.STUDENT, R.REFERENT),
        "Quand le tuteur corrige et donne son accord, ou quand le bureau soumet.",
    ),
    "framing_agreed": Event(
        "Accord de l’accueil",
        (R.STUDENT, R.REFERENT),
        "Quand le tuteur donne son accord sans rien changer.",
    ),
    "framing_accepted": Event(
        "Changements acceptés", (R.REFERENT,), "Quand l’étudiant accepte les corrections."
    ),
    "framing_discussed": Event(
        "Message sur le cadrage",
        (R.STUDENT, R.REFERENT, R.TUTOR),
        "Aux deux autres parties, une fois par tour de parole.",
    ),
    "framing_approved": Event("Cadrage validé", (R.STUDENT, R.OFFICE), "Quand le référent valide."),
    "framing_returned": Event(
        "Cadrage renvoyé", (R.STUDENT, R.OFFICE), "Quand le référent renvoie, avec son motif."
    ),
    "placement_cancelled": Event(
        "Stage annulé", (R.STUDENT, R.REFERENT), "Quand le bureau annule, avec son motif."
    ),
    "authorisation_due": Event(
        "Demande à déposer à Monaco",
        (R.OFFICE, R.REFERENT),
        "15, 7 et 3 jours avant le dernier jour de dépôt, tant qu’aucune demande n’est notée.",
        (Channel.MAIL, Channel.PAGE),
    ),
    # Papers and signatures
    "signature_asked": Event(
        "Signature demandée", (R.SIGNER,), "À l’envoi du papier, ou quand vient le tour du rang."
    ),
    "signature_reminded": Event(
        "Signature relancée",
        (R.SIGNER,),
        "Sur demande, une fois par jour au plus ; seule, 15, 7, 3 et 1 jours avant le début.",
    ),
    "signature_code": Event(
        "Code de signature", (R.SIGNER,), "Sur demande du signataire ; vaut dix minutes.", UNPAGED
    ),
    "signature_refused": Event(
        "Signature refusée",
        (R.STUDENT, R.REFERENT, R.OFFICE),
        "Quand un signataire refuse, avec son motif.",
    ),
    "paper_sealed": Event("Papier scellé", (R.SIGNERS,), "Après la dernière signature."),
    "queue_code": Event(
        "Code pour plusieurs signatures",
        (R.SIGNER,),
        "Sur demande, pour les papiers cochés comme lus ; vaut dix minutes.",
        UNPAGED,
    ),
    "paper_withdrawn": Event(
        "Papier retiré",
        (R.SIGNERS,),
        "Quand un papier est retiré, refait ou révoqué : à ceux qui étaient invités ou avaient "
        "signé.",
    ),
    "signatures_missing": Event(
        "Signatures manquantes", (R.OFFICE,), "La veille du début, après le dernier rappel."
    ),
    "placement_not_begun": Event(
        "Stage non commencé",
        (R.OFFICE, R.REFERENT, R.STUDENT),
        "Le jour du début, si tous n’ont pas signé (R1).",
    ),
    # During the placement
    "placement_interrupted": Event(
        "Stage interrompu",
        (R.STUDENT, R.REFERENT, R.TUTOR, R.OFFICE),
        "Quand une partie met fin au stage et que le bureau l’enregistre.",
    ),
    "exchange_slots": Event(
        "Créneaux proposés",
        (R.TUTOR,),
        "Quand l’équipe propose des créneaux, et à chaque changement.",
    ),
    "exchange_countered": Event(
        "Autres créneaux proposés", (R.REFERENT,), "Quand aucun créneau ne convient au tuteur."
    ),
    "exchange_planned": Event(
        "Échange prévu",
        (R.TUTOR, R.STUDENT, R.REFERENT),
        "Quand une date est choisie ou fixée, avec l’invitation d’agenda.",
    ),
    "exchange_moved": Event(
        "Échange déplacé",
        (R.TUTOR, R.STUDENT, R.REFERENT),
        "Quand la date ou la forme change, avec le motif et l’invitation corrigée.",
    ),
    "exchange_cancelled": Event(
        "Échange annulé",
        (R.TUTOR, R.STUDENT, R.REFERENT),
        "Quand l’équipe annule, avec son motif ; l’agenda l’efface.",
    ),
    "exchange_handed": Event(
        "Échange confié à un collègue",
        (R.TUTOR, R.STUDENT, R.PERSON),
        "Quand un autre enseignant de la classe fait la visite.",
    ),
    "exchange_given": Event(
        "Échange confié : plus à faire",
        (R.PERSON,),
        "À qui devait faire la visite, quand un collègue la fait : elle quitte son agenda.",
    ),
    "placement_handed": Event(
        "Nouvel enseignant référent",
        (R.TUTOR, R.STUDENT, R.PERSON),
        "Quand le suivi entier passe à un collègue, avant l’envoi de la convention.",
    ),
    "exchange_reported": Event(
        "Compte rendu écrit", (R.TUTOR, R.STUDENT), "Quand le compte rendu est versé au dossier."
    ),
    "exchange_urgent": Event(
        "Difficulté signalée", (R.OFFICE,), "Quand un compte rendu demande d’agir sans attendre."
    ),
    "exchange_missing": Event(
        "Aucun échange prévu, ou tenu",
        (R.REFERENT, R.OFFICE),
        "Passé le premier tiers, puis dans la dernière semaine ; le bureau trois jours après le "
        "référent (commande `watch_exchanges`).",
    ),
    "incident_reported": Event(
        "Incident ou accident signalé",
        (R.REFERENT, R.OFFICE, R.PERSON),
        "Aussitôt ; le chef d’établissement aussi en cas d’accident.",
    ),
    "incident_handled": Event(
        "Signalement traité", (R.PERSON,), "À qui a signalé, quand l’équipe note ce qui a été fait."
    ),
    "request_asked": Event(
        "Demande à l’équipe",
        (R.REFERENT, R.OFFICE),
        "Quand le tuteur ou l’étudiant écrit ; au bureau si le référent est absent.",
    ),
    "request_answered": Event("Réponse à une demande", (R.PERSON,), "Quand l’équipe répond."),
    "request_shared": Event(
        "Demande ouverte à l’autre partie",
        (R.STUDENT, R.TUTOR),
        "Quand l’équipe ouvre le fil aux trois partenaires.",
    ),
    "request_late": Event(
        "Demande sans réponse",
        (R.OFFICE,),
        "Une fois, le délai passé (commande `escalate_requests`).",
    ),
    "week_to_confirm": Event(
        "Présence à confirmer", (R.TUTOR,), "Quand l’étudiant déclare une semaine."
    ),
    "week_reopened": Event(
        "Semaine à corriger", (R.STUDENT,), "Quand la semaine est rouverte, avec son motif."
    ),
    "week_taken_back": Event(
        "Semaine confirmée rouverte", (R.TUTOR,), "Quand l’établissement la rouvre, avec son motif."
    ),
    "week_corrected": Event(
        "Semaine corrigée", (R.STUDENT,), "Quand le tuteur corrige et confirme, avec son motif."
    ),
    "week_contested": Event(
        "Correction contestée",
        (R.REFERENT, R.OFFICE),
        "Quand l’étudiant la conteste ; au bureau s’il n’y a pas de référent.",
    ),
    "week_settled": Event(
        "Contestation tranchée",
        (R.STUDENT, R.TUTOR),
        "Quand l’équipe décide que la correction tient, ou qu’elle est retirée.",
    ),
    "week_after_attestation": Event(
        "Attestation à refaire",
        (R.OFFICE,),
        "Quand une semaine est confirmée après l’attestation, qui ne la compte pas.",
    ),
    "absence_unjustified": Event(
        "Absence non justifiée",
        (R.REFERENT, R.OFFICE),
        "Quand une semaine déclarée en contient une ; au bureau s’il n’y a pas de référent.",
    ),
    "day_proposed": Event(
        "Jour exceptionnel proposé",
        (R.TUTOR, R.REFERENT),
        "Quand un partenaire le propose, à ceux qui doivent encore l’accepter.",
    ),
    "day_decided": Event(
        "Jour exceptionnel décidé",
        (R.STUDENT, R.TUTOR, R.REFERENT),
        "Quand il est convenu, refusé ou retiré, sauf à qui décide.",
    ),
    "presence_silent": Event(
        "Rien de noté",
        (R.REFERENT, R.OFFICE),
        "Après deux jours de stage sans rien de noté ; au bureau s’il n’y a pas de référent.",
        MAIL_ONLY,
    ),
    "week_to_read": Event(
        "Semaine à lire",
        (R.TUTOR,),
        "Le dernier jour prévu de la semaine, si elle n’est pas encore à confirmer.",
        MAIL_ONLY,
    ),
    "entry_commented": Event(
        "Note du journal commentée", (R.STUDENT,), "Quand le tuteur ou le référent commente."
    ),
    "entry_unvalidated": Event(
        "Validation retirée", (R.STUDENT,), "Quand le référent la retire, avec son motif."
    ),
    "entry_changed": Event(
        "Note modifiée après validation", (R.REFERENT,), "Quand l’étudiant change une note validée."
    ),
    "week_digest": Event(
        "Semaine du journal de stage",
        (R.TUTOR, R.REFERENT),
        "Le lundi, si quelque chose a été noté la semaine passée.",
        (Channel.MAIL, Channel.PAGE),
    ),
    # Exam file
    "sheet_submitted": Event(
        "Fiche à relire", (R.REFERENT,), "Quand l’étudiant soumet une fiche de son dossier."
    ),
    "sheet_decided": Event("Fiche validée ou renvoyée", (R.STUDENT,), "Quand l’enseignant décide."),
    "exam_file_in_danger": Event(
        "Dossier d’épreuve à compléter",
        (R.STUDENT, R.REFERENT, R.OFFICE),
        "À J-60, J-30, J-15, J-7, J-3, J-1 et le jour du dépôt ; trois fois au moins. Dès J-180, "
        "J-120 et J-90 si des semaines manqueront.",
    ),
    "exam_files_in_danger": Event(
        "Dossiers d’épreuve à compléter, en une liste",
        (R.REFERENT, R.OFFICE),
        "Les mêmes jours, à qui en suit plusieurs dans la classe.",
    ),
    "exam_date_missing": Event(
        "Date de dépôt des dossiers à noter",
        (R.OFFICE,),
        "Le 1er et le 15 du mois, tant que la date n’est pas notée.",
        UNPAGED,
    ),
    # Attestations
    "certificate_due": Event(
        "Attestation due",
        (R.SIGNER,),
        "Le dernier jour, à J+3 et à J+10, tant qu’elle n’est pas signée.",
    ),
    "voice_asked": Event(
        "Avis demandé pour l’évaluation",
        (R.TUTOR, R.STUDENT),
        "À la demande du référent ; et au tuteur qui n’a pas parlé, le dernier jour, à J+3, J+10.",
    ),
    "evaluation_due": Event(
        "Évaluation à tenir",
        (R.REFERENT,),
        "Le dernier jour, à J+3 et J+10, tant que rien n’est convenu.",
    ),
    "evaluations_missing": Event(
        "Évaluations non tenues", (R.OFFICE,), "À J+10, en une liste.", UNPAGED
    ),
    "evaluation_given_up": Event(
        "Close sans évaluation", (R.OFFICE,), "Quand elle n’a pas pu avoir lieu, avec le motif."
    ),
    "host_answer_asked": Event(
        "Réponse demandée à un accueil", (R.HOLDER,), "À la demande du bureau, en général.", UNPAGED
    ),
    "certificates_to_call": Event(
        "Attestations : organismes à appeler", (R.OFFICE,), "À J+10, en une liste."
    ),
    # Inspection
    "inspection_opened": Event(
        "Accès d’inspection ouvert", (R.PERSON,), "Quand le bureau ouvre l’accès.", UNPAGED
    ),
}


def handbook() -> str:
    """The whole of docs/messages.md."""
    lines = [
        "# Messages",
        "",
        "Printed by `make docs` from `tripartite/mailing/events.py`; `make check` compares it. Each"
        " e-mail of the product has its row: who is written to, when, and where else the event is"
        " told.",
        "",
        "| Kind | Event | To | When | Channels |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| `{kind}` | {event.label} | {', '.join(event.recipients)} | {event.when} "
        f"| {', '.join(event.channels)} |"
        for kind, event in EVENTS.items()
    ]
    return "\n".join(lines)
