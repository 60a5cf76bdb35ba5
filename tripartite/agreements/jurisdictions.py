"""What an agreement says of the law it rests on, by the country of the host.

A host in Monaco is under the loi n° 1.569; a school in France stays under the Code de l’éducation
for what is its own: the course, the référent, the validation.
"""

from tripartite.accounts.domain import Country
from tripartite.agreements.queries import Content
from tripartite.core.fr import long_day
from tripartite.documents.papers import COUNTED_IN_FRANCE, FRENCH_GROUND, ClauseLine
from tripartite.papers.parties import host_line, programme_line
from tripartite.placements.schedule import latest_filing

MONEGASQUE_LAW = (
    "de la loi n° 1.569 du 12 décembre 2024 relative aux stages en milieu professionnel et de "
    "l’arrêté ministériel n° 2025-28 du 16 janvier 2025"
)
#: How Monaco counts the two months in hours could not be read: nothing is said of it.
COUNTED_IN_MONACO = "La durée est comptée en présence effective."


def ground_of(host: str, school: str) -> str:
    """« en application de … », as the agreement opens."""
    if host != Country.MC:
        return FRENCH_GROUND
    if school == Country.MC:
        return MONEGASQUE_LAW
    return (
        f"{MONEGASQUE_LAW} et, pour ce qui relève de l’établissement d’enseignement, des articles "
        "L124-1 à L124-20 et D124-1 à D124-9 du code de l’éducation français"
    )


def counting_of(host: str) -> str:
    """How its duration is counted, under article 5."""
    return COUNTED_IN_MONACO if host == Country.MC else COUNTED_IN_FRANCE


def interruption_law(host: str) -> str:
    """The text on a placement that stops before its end; Monaco’s could not be read: none."""
    return "" if host == Country.MC else " (Code de l’éducation, L124-15)"


def monaco_clause(content: Content) -> ClauseLine:
    """The mentions of the arrêté n° 2025-28, article premier, wanted under pain of nullity.

    Seven of them could be read; the next ones, from the eighth, are to be checked with the
    Direction du Travail, as the rule R3 says on the page.
    """
    placement, student, school = content.placement, content.student, content.placement.school
    host = host_line(placement, letterhead=True)
    programme = programme_line(placement)
    guardian = f", représenté par {student.guardian_name}" if content.minor else ""
    approval = f", agréé sous le n° {school.approval_number}" if school.approval_number else ""
    missions = " ; ".join(mission.title for mission in content.missions)
    latest = latest_filing(placement)
    head = f"{content.head[0]}, {school.head_title}" if content.head else school.head_title
    by_then = f", au plus tard le {long_day(latest)}" if latest else ""
    return ClauseLine(
        "Mentions propres à Monaco",
        (
            f"1° Organisme d’accueil : {host.name}, {host.identifier or 'sans immatriculation'}, "
            f"{', '.join(host.address)}, {host.activity} ; personne habilitée : "
            f"{placement.signatory}.",
            f"2° Stagiaire : {placement.student}{guardian}, né(e) le "
            f"{long_day(student.birth_date)}, nationalité : {student.nationality}, "
            f"{student.address}, {student.postcode} {student.city}.",
            f"3° Établissement d’enseignement : {school.name}{approval}, {school.address}, "
            f"{school.postcode} {school.city}, représenté par {head}.",
            f"4° Formation : {programme.title}.",
            f"5° Programme et objectifs pédagogiques : {missions} ; ils sont détaillés dans "
            "l’annexe pédagogique.",
            f"6° Référent dans l’établissement : {placement.referent}.",
            f"7° Tuteur dans l’organisme d’accueil : {placement.tutor}.",
            "L’organisme d’accueil demande l’autorisation individuelle de la Direction du Travail"
            f"{by_then} ; aucune présence n’est possible avant qu’elle soit accordée.",
            "La présence effective ne dépasse pas six mois par année scolaire dans le même "
            "organisme, sauf prolongation accordée sur demande motivée. Au-delà de deux mois de "
            "présence, la gratification est au moins égale à 27 % du salaire minimum de croissance "
            "horaire.",
        ),
    )
