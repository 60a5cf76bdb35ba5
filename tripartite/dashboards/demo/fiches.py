"""The five sheets of a candidate of the demonstration, under the official headings."""

from dataclasses import dataclass

#: The first words of a section, and of a heading, as the session prints them → what is written.
Answers = dict[tuple[str, str], str]

HOST: Answers = {
    ("Cadre", "Organisation"): "{host}, {activity}.",
    ("Cadre", "Adresse"): "{address}",
    ("Cadre", "Type de structure"): "Entreprise indépendante, un seul point de vente.",
    ("Cadre", "Offre"): "Articles courants et sur commande, conseil et livraison dans la région.",
    ("Cadre", "Type(s)"): "Particuliers pour les deux tiers, professionnels du tourisme.",
    ("Cadre", "Méthodes"): "Vente conseil en magasin, rendez-vous, relances par téléphone.",
    ("Analyse", "Date(s)"): "{dates}",
}
WATCH: Answers = {
    ("Exploitation", "Informations"): "Attentes et freins des clients, prix de trois concurrents.",
    ("Exploitation", "Objectifs"): "Adapter l’argumentaire avant la saison.",
    ("Exploitation", "Démarche"): "Relevé chaque vendredi dans un tableau partagé avec l’équipe.",
    ("Exploitation", "Sources"): "Logiciel de relation client, sites des concurrents, clients.",
    ("Exploitation", "Contribution"): "Deux objections fréquentes ont reçu une réponse écrite, "
    "reprise par les vendeurs.",
}


@dataclass(frozen=True, slots=True)
class Fiche:
    """One sheet: its kind, the tasks it tells, whether it tells a placement."""

    kind: str
    title: str
    tasks: tuple[str, ...]
    answers: Answers
    lived: bool = True


FICHES = (
    Fiche(
        "E4.negociation",
        "Reconquête de clients inactifs par téléphone",
        ("P1.A1.T1", "P1.A2.T2"),
        {
            **HOST,
            **WATCH,
            ("Analyse", "Historique"): "Un client sur quatre n’avait rien acheté depuis un an ; "
            "personne ne les rappelait.",
            ("Analyse", "Acteurs"): "Le responsable commercial, qui fixe les tarifs ; les clients, "
            "qui attendent une raison de revenir ; moi, chargé des appels et des rendez-vous.",
            (
                "Analyse",
                "Objectifs",
            ): "150 contacts qualifiés, 20 rendez-vous en quatre semaines.",
            ("Déroulement", "Phases"): "Tri du fichier ; script d’appel ; appels du matin ; "
            "rendez-vous en magasin ; suivi des devis.",
            ("Déroulement", "Résultats"): "162 contacts, 23 rendez-vous, 9 ventes pour 4 310 €.",
            ("Déroulement", "Difficultés"): "Le barrage du secrétariat, levé par un motif précis.",
            ("Ciblage", "Démarche"): "Segmentation selon la date et le montant du dernier achat.",
            ("Ciblage", "Objectifs"): "Joindre d’abord les 60 clients les plus importants.",
            ("Ciblage", "Activités"): "Mise à jour des fiches, appels, courriels de confirmation.",
            ("Ciblage", "Résultats"): "54 des 60 clients joints, 14 rendez-vous.",
            ("Ciblage", "Bilan"): "Atout : l’écoute. Point d’appui : le script. Limite : peu "
            "d’appels l’après-midi, quand les clients répondent mieux.",
        },
    ),
    Fiche(
        "E4.evenement",
        "Stand du salon de janvier",
        ("P1.A3.T1", "P1.A3.T2"),
        {
            **HOST,
            **WATCH,
            ("Analyse", "Historique"): "L’enseigne tenait un stand chaque année sans en mesurer "
            "l’effet.",
            ("Analyse", "Acteurs"): "La gérante, qui décide du budget ; deux vendeurs ; "
            "l’organisateur du salon ; moi, chargé de la préparation et de l’accueil.",
            ("Analyse", "Objectifs"): "60 contacts et un bilan chiffré, pour un budget de 900 €.",
            ("Déroulement", "Phases"): "Réservation, plan du stand, invitations, tenue, relances.",
            ("Déroulement", "Résultats"): "71 contacts, 12 devis, 5 commandes ; 845 € dépensés.",
            ("Déroulement", "Difficultés"): "Une livraison en retard : démonstration déplacée.",
            ("Ciblage", "Démarche"): "Invitation des clients fidèles, puis des voisins du salon.",
            ("Ciblage", "Objectifs"): "Un visiteur invité sur dix passe au stand.",
            ("Ciblage", "Activités"): "120 invitations, jeu-concours, recueil des coordonnées.",
            ("Ciblage", "Résultats"): "19 invités venus, 52 visiteurs de passage.",
            ("Ciblage", "Bilan"): "Atout : la préparation. Point d’appui : l’équipe. Limite : le "
            "recueil papier, à remplacer par une tablette.",
        },
    ),
    Fiche(
        "E6.distributeurs",
        "Implantation d’une gamme chez trois détaillants",
        ("P3.A1.T1", "P3.A1.T4"),
        {
            ("Fiche", "Contexte"): "{host} fournit onze détaillants ; trois ne présentaient pas la "
            "nouvelle gamme.",
            ("Fiche", "Diagnostic"): "Linéaire court, fiches produit absentes, commandes rares.",
            ("Fiche", "Animations"): "Un présentoir et une demi-journée de démonstration chacun.",
            (
                "Fiche",
                "Méthodologies",
            ): "Relevé avant et après, à surface égale, trois semaines.",
            ("Fiche", "Résultats"): "Gamme référencée chez deux détaillants ; ventes doublées.",
            ("Fiche", "Préconisations"): "Un passage par mois et un réassort automatique.",
        },
    ),
    Fiche(
        "E6.partenaires",
        "Réseau de prescripteurs d’une agence",
        ("P3.A2.T1", "P3.A2.T3"),
        {
            ("Fiche", "Contexte"): "Agence fictive étudiée en atelier de professionnalisation.",
            ("Fiche", "Diagnostic"): "Quatre prescripteurs apportent neuf affaires sur dix.",
            ("Fiche", "Animations"): "Petit déjeuner trimestriel, lettre, barème d’apport clair.",
            ("Fiche", "Méthodologies"): "Grille de sélection des partenaires, tableau de suivi.",
            ("Fiche", "Résultats"): "Sept prescripteurs retenus sur douze, budget équilibré.",
            ("Fiche", "Préconisations"): "Mesurer le coût d’un contact apporté, chaque trimestre.",
        },
        lived=False,
    ),
    Fiche(
        "E6.vente-directe",
        "Réunion de vente à domicile",
        ("P3.A3.T1",),
        {
            ("Fiche", "Contexte"): "Marque de cosmétiques étudiée et simulée en classe.",
            ("Fiche", "Diagnostic"): "Hôtesses peu fidèles, panier moyen stable à 34 €.",
            ("Fiche", "Animations"): "Atelier découverte de quarante minutes, huit invitées.",
            ("Fiche", "Méthodologies"): "Plan de réunion, grille d’observation, charte éthique.",
            ("Fiche", "Résultats"): "Deux réunions simulées, panier moyen porté à 41 €.",
            ("Fiche", "Préconisations"): "Parrainage des hôtesses et rappel à quinze jours.",
        },
        lived=False,
    ),
)
