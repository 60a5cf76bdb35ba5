"""The clauses a school starts with, in our own words; it may rewrite them all.

Sources: Code de l’éducation, L124-1 to L124-20 and D124-4 to D124-9; référentiel of the BTS NDRC,
annexe III; Monaco, loi n° 1.569 of 12 December 2024.
"""

from tripartite.agreements.domain import Clause

FRANCE, MONACO = ("FR",), ("MC",)

DEFAULT_CLAUSES: tuple[Clause, ...] = (
    Clause(
        "Encadrement et suivi",
        (
            "{referent}, enseignant référent, s’assure auprès du tuteur, à plusieurs reprises "
            "pendant le stage, de son bon déroulement, et propose s’il le faut de redéfinir les "
            "missions. Au moins un échange par période, de préférence sur place, réunit "
            "l’enseignant, le tuteur et l’étudiant.",
            "{tuteur}, tuteur, accueille l’étudiant, suit son travail, l’aide à acquérir les "
            "compétences visées et veille au respect de l’annexe pédagogique.",
            "En cas de difficulté, chacun peut s’adresser à l’enseignant référent, puis au bureau "
            "des stages de l’établissement ; les trois partenaires cherchent ensemble une "
            "solution.",
        ),
        7,
    ),
    Clause(
        "Gratification",
        (
            "Lorsqu’une gratification est versée, elle l’est chaque mois, pour les heures de "
            "présence effective. Elle n’est pas un salaire.",
        ),
        8,
    ),
    Clause(
        "Protection sociale",
        (
            "L’étudiant garde, pendant le stage, le régime de protection sociale de son statut "
            "d’étudiant. Il est couvert contre les accidents du travail et les maladies "
            "professionnelles (Code de la sécurité sociale, article L412-8).",
            "En cas d’accident sur le lieu du stage ou pendant le trajet, l’organisme d’accueil le "
            "déclare à la caisse d’assurance maladie dans les quarante-huit heures et en envoie "
            "une copie à l’établissement.",
        ),
        9,
        FRANCE,
    ),
    Clause(
        "Protection sociale",
        (
            "L’étudiant garde, pendant le stage, le régime de protection sociale de son statut "
            "d’étudiant. Tout accident sur le lieu du stage ou pendant le trajet est signalé sans "
            "attendre à l’établissement et aux organismes compétents.",
        ),
        9,
        ("MC", "XX"),
    ),
    Clause(
        "Responsabilité civile",
        (
            "La responsabilité civile de l’étudiant pendant le stage est couverte par un contrat "
            "souscrit par l’établissement : {assurance}. L’organisme d’accueil est assuré pour "
            "sa propre responsabilité. L’étudiant justifie sur demande de son assurance "
            "personnelle.",
        ),
        9,
    ),
    Clause(
        "Absences et congés",
        (
            "L’étudiant peut s’absenter pour suivre un enseignement ou passer une épreuve prévue "
            "par l’établissement, à condition d’en prévenir le tuteur à l’avance. Les congés et "
            "autorisations d’absence pour grossesse, paternité ou adoption lui sont ouverts dans "
            "les mêmes conditions qu’aux salariés.",
            "Toute autre absence est annoncée le jour même au tuteur et à l’établissement. "
            "L’organisme d’accueil décompte la présence ; les heures d’absence peuvent être "
            "rattrapées d’un commun accord.",
        ),
        10,
    ),
    Clause(
        "Suspension et résiliation",
        (
            "Chaque partie peut demander la suspension ou la fin du stage par un écrit motivé, "
            "adressé aux deux autres. La décision est prise après un échange entre l’organisme "
            "d’accueil, l’établissement et l’étudiant, sauf danger immédiat.",
            "Un changement de dates, d’horaires, de lieu, de tuteur, de référent ou de missions "
            "fait l’objet d’un avenant signé par les signataires de la présente convention.",
        ),
        11,
    ),
    Clause(
        "Validation en cas d’interruption",
        (
            "Si le stage est interrompu pour maladie, accident, grossesse, paternité ou adoption, "
            "ou parce que ses conditions pédagogiques ne sont pas respectées, l’établissement "
            "peut le valider malgré sa durée réduite ou proposer une autre modalité. Un report de "
            "la fin du stage est possible avec l’accord de tous.",
        ),
        12,
    ),
    Clause(
        "Avantages",
        (
            "L’étudiant a accès au restaurant de l’organisme d’accueil ou aux titres-restaurant, à "
            "la prise en charge des frais de transport et aux activités sociales et culturelles "
            "dans les mêmes conditions que les salariés, quand ils existent.",
            "Les frais engagés à la demande de l’organisme d’accueil sont remboursés par lui.",
        ),
        13,
    ),
    Clause(
        "Règlement intérieur",
        (
            "L’étudiant respecte les règles de l’organisme d’accueil sur les horaires, la santé, "
            "la sécurité et l’usage des outils ; elles lui sont présentées dès le premier jour. "
            "Toute sanction relève de l’établissement.",
            "Les durées maximales de présence, le repos quotidien et hebdomadaire et les règles "
            "sur le travail de nuit et les jours fériés s’appliquent à l’étudiant. Aucune tâche "
            "dangereuse pour sa santé ou sa sécurité ne lui est confiée.",
        ),
        14,
    ),
    Clause(
        "Attestation",
        (
            "À la fin du stage, l’organisme d’accueil délivre à l’étudiant une attestation qui "
            "mentionne la durée effective totale du stage et, le cas échéant, le montant total de "
            "la gratification versée. Elle est exigée pour l’examen.",
        ),
        15,
    ),
    Clause(
        "Emplois exclus",
        (
            "Le stage n’a pas pour objet l’exécution d’une tâche régulière correspondant à un "
            "poste permanent, un accroissement temporaire d’activité, un emploi saisonnier ou le "
            "remplacement d’un salarié absent.",
        ),
    ),
    Clause(
        "Discrétion et données",
        (
            "L’étudiant ne divulgue rien de ce qu’il apprend sur l’organisme d’accueil et ses "
            "clients. Les travaux destinés à l’examen ne citent des données de l’organisme "
            "d’accueil qu’avec son accord.",
            "Les données de la présente convention servent au suivi du stage et à l’examen ; "
            "{etablissement} en est responsable et répond aux demandes d’accès et de correction.",
        ),
    ),
    Clause(
        "Droit applicable",
        ("La présente convention est régie par le droit français.",),
        countries=FRANCE,
    ),
    Clause(
        "Droit applicable",
        (
            "Le stage se déroule dans la Principauté de Monaco : la loi n° 1.569 du 12 décembre "
            "2024 relative aux stages en milieu professionnel s’y applique.",
            "L’organisme d’accueil demande à la Direction du Travail une autorisation au moins "
            "quinze jours ouvrables avant le début du stage ; le stage ne commence pas avant cette "
            "autorisation.",
        ),
        countries=MONACO,
    ),
    Clause(
        "Droit applicable",
        (
            "Les règles du pays d’accueil sur la présence, la sécurité et la protection des "
            "personnes s’appliquent au stage ; une fiche d’information sur ces règles est jointe.",
        ),
        countries=("XX",),
    ),
)
