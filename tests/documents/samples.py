"""Papers of one made-up placement, complete, for the tests and for the figures."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from tripartite.curriculum import library
from tripartite.curriculum import papers as curriculum_papers
from tripartite.documents import papers, qr

ISSUED_AT = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
FROZEN = "ab" * 32

SCHOOL = papers.SchoolLine(
    name="Lycée Jeanne-Baret",
    address=("12 avenue des Pins", "06000 Nice"),
    head=papers.PersonLine("Hélène Marchetti", "proviseure", "proviseure@jeanne-baret.example"),
    uai="0060000X",
    phone="04 93 00 00 00",
    email="stages@jeanne-baret.example",
)
PROGRAMME = papers.ProgrammeLine(
    title="BTS Négociation et Digitalisation de la Relation Client",
    hours="870 heures d'enseignement par an",
    cohort="NDRC1",
    school_year="2026-2027",
)
STUDENT = papers.StudentLine(
    name="Inès Benali",
    born_on=date(2007, 5, 1),
    address=("3 rue de la Buffa", "06000 Nice"),
    email="ines.benali@eleve.example",
    phone="06 00 00 00 01",
)
REFERENT = papers.PersonLine(
    "Paul Ferrand", "professeur de relation client", "p.ferrand@jeanne-baret.example"
)
TUTOR = papers.PersonLine(
    "Sophie Lemaire", "responsable commerciale", "s.lemaire@azur-habitat.example", "06 00 00 00 02"
)
HOST = papers.HostLine(
    name="Azur Habitat",
    address=("45 boulevard Gambetta", "06000 Nice"),
    representative=papers.PersonLine("Karim Haddad", "gérant", "direction@azur-habitat.example"),
    legal_form="SARL",
    activity="Vente et installation de cuisines",
    identifier="SIRET 732 829 320 00074",
    phone="04 93 00 00 10",
    site="Showroom de Cagnes",
    site_address=("8 avenue de Nice", "06800 Cagnes-sur-Mer"),
)
PERIOD = papers.PeriodLine(
    starts_on=date(2027, 1, 4),
    ends_on=date(2027, 1, 29),
    hours="140 h",
    days="20 jours",
    weeks="4 semaines",
)
TIMETABLE = (
    *(
        papers.TimetableLine(day, "9 h – 12 h 30, 14 h – 17 h 30", "7 h")
        for day in ("lundi", "mardi", "mercredi", "jeudi")
    ),
    papers.TimetableLine("vendredi", "10 h – 13 h, 14 h – 18 h", "7 h"),
)
MISSIONS = (
    papers.MissionLine(
        "Prospecter les particuliers autour du magasin",
        "Préparer le fichier, conduire la prospection par téléphone et rendre compte.",
        (
            papers.TaskLine(
                "Relation client et négociation-vente",
                "Développement de clientèle",
                "Animation d'opérations de prospection",
                (
                    "Précision du ciblage",
                    "Amélioration de la performance commerciale",
                ),
            ),
            papers.TaskLine(
                "Relation client à distance et digitalisation",
                "Gestion de la relation client à distance",
                "Prospection et identification d'opportunités commerciales",
                ("Concrétisation des opportunités commerciales",),
            ),
        ),
    ),
    papers.MissionLine(
        "Préparer les portes ouvertes du showroom",
        "",
        (
            papers.TaskLine(
                "Relation client et négociation-vente",
                "Animation de la relation client",
                "Organisation d'opérations commerciales",
                ("Rentabilité des événements commerciaux",),
            ),
        ),
    ),
)
FRAMING = papers.FramingLines(
    objectives=(
        "Mettre en œuvre et évaluer une démarche de prospection",
        "Organiser un évènement commercial",
    ),
    modalities=(
        "La stagiaire tient le fichier des prospects et propose ses relances chaque lundi.",
    ),
    information=("Fichier des clients de la zone", "Calendrier des opérations commerciales"),
    means=("Un poste avec téléphone et accès au CRM", "Le showroom pour les portes ouvertes"),
    tutoring=("Un point quotidien de dix minutes et un bilan chaque vendredi.",),
    exchanges=(
        "Une visite sur place dans la troisième semaine, un appel dans la première.",
        "En cas de difficulté, le tuteur écrit au référent, qui répond sous deux jours.",
    ),
    joint_evaluation=("Grille remplie ensemble lors de la visite, en présence de la stagiaire.",),
)
CLAUSES = (
    papers.ClauseLine(
        "Suivi", ("L'enseignant référent prend contact avec le tuteur plusieurs fois.",), 7
    ),
    papers.ClauseLine("Gratification", ("Le seuil de deux mois n'est pas atteint.",), 8),
    papers.ClauseLine(
        "Protection sociale",
        (
            "La stagiaire est couverte contre les accidents du travail (article L412-8 du CSS).",
            "Elle justifie d'une assurance de responsabilité civile.",
        ),
        9,
    ),
    papers.ClauseLine("Absences", ("Les épreuves et les cours de rattrapage sont autorisés.",), 10),
    papers.ClauseLine("Fin", ("Chaque partie peut mettre fin au stage par écrit motivé.",), 11),
    papers.ClauseLine("Validation", ("L'établissement propose une autre modalité.",), 12),
    papers.ClauseLine("Avantages", ("Titres-restaurant dans les conditions des salariés.",), 13),
    papers.ClauseLine("Règlement", ("Horaires, sécurité et discrétion s'imposent.",), 14),
    papers.ClauseLine("Attestation", ("Elle est délivrée au dernier jour du stage.",), 15),
    papers.ClauseLine(
        "Confidentialité", ("La stagiaire ne divulgue aucune information sur les clients.",)
    ),
    papers.ClauseLine("Droit applicable", ("La convention est régie par le droit français.",)),
)
SIGNATORIES = (
    papers.SignatoryLine("Stagiaire", "Inès Benali"),
    papers.SignatoryLine("Représentant de l'organisme d'accueil", "Karim Haddad", "gérant"),
    papers.SignatoryLine("Tuteur de stage", "Sophie Lemaire"),
    papers.SignatoryLine("Enseignant référent", "Paul Ferrand"),
    papers.SignatoryLine("Chef d'établissement", "Hélène Marchetti"),
)
VERIFICATION = papers.VerificationBlock(
    code="7KQ4-M2XP-9TRA",
    url="https://stages.example/verifier/7KQ4-M2XP-9TRA",
    qr=qr.svg("https://stages.example/verifier/7KQ4-M2XP-9TRA"),
)
CONSENT = "J'ai lu ce document et je le signe en la qualité indiquée."


def signatures(sha256: str = FROZEN) -> papers.SignaturesPage:
    """Return five signatures, one of them on paper."""
    screen = papers.SignatureMethod.LINK
    lines = [
        papers.SignatureLine(
            name=line.name,
            capacity=line.capacity,
            method=screen,
            signed_at=datetime(2026, 11, 17 + day, 18, 4, 12, tzinfo=PARIS),
            sha256=sha256,
            email=f"signataire{day}@example.org",
            ip="203.0.113.7",
            user_agent="Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            consent=CONSENT,
            consent_version="1",
        )
        for day, line in enumerate(SIGNATORIES)
        if line.capacity != "Tuteur de stage"
    ]
    on_paper = papers.SignatureLine(
        name="Sophie Lemaire",
        capacity="Tuteur de stage",
        method=papers.SignatureMethod.PAPER,
        signed_at=datetime(2026, 11, 19, 10, 0, tzinfo=PARIS),
        sha256=sha256,
        recorded_by="Nadia Roux, bureau des stages",
        received_file="convention-signee-lemaire.pdf",
    )
    return papers.SignaturesPage(
        frozen_sha256=sha256,
        lines=(*lines[:2], on_paper, *lines[2:]),
        sealed_by="Lycée Jeanne-Baret",
        verification=VERIFICATION,
    )


def convention(**changes: object) -> papers.ConventionPaper:
    """Return a complete agreement; `changes` replace fields."""
    fields: dict[str, object] = {
        "reference": "CONV-2026-0042",
        "issued_on": date(2026, 11, 16),
        "school": SCHOOL,
        "programme": PROGRAMME,
        "student": STUDENT,
        "host": HOST,
        "tutor": TUTOR,
        "referent": REFERENT,
        "period": PERIOD,
        "timetable": TIMETABLE,
        "weekly_hours": "35 h",
        "skills": FRAMING.objectives,
        "missions": MISSIONS,
        "framing": FRAMING,
        "gratification": "Aucune gratification n'est versée.",
        "signatories": SIGNATORIES,
        "clauses": CLAUSES,
        "missions_agreed": "Activités validées par l'organisme d'accueil le 10 novembre 2026.",
        "joined_says": ("Livret n° LIV-2026-NDRC1-P1", "Objectif : Prospecter."),
        "deliberation": "Convention approuvée par le conseil d'administration le 12 juin 2026.",
    }
    return papers.ConventionPaper(**(fields | changes))


def livret(**changes: object) -> papers.LivretPaper:
    """Return a livret with the référentiel that the product ships."""
    curriculum = library.read("bts-ndrc-2018.toml")
    fields: dict[str, object] = {
        "reference": "N° 723/26-DGG/DIFO",
        "series": "J.8.2-XS",
        "issued_on": date(2026, 10, 5),
        "school": SCHOOL,
        "family_name": "BENALI",
        "given_name": "Inès",
        "cohort": "NDRC1",
        "school_year": "2026-2027",
        "programme_title": PROGRAMME.title,
        "subject": "Objectifs du stage en entreprise, première année",
        "periods": (
            papers.PeriodSummary(
                "Fin et début d'année civile",
                date(2027, 1, 4),
                date(2027, 1, 29),
                "4 semaines",
                current=True,
            ),
            papers.PeriodSummary(
                "Fin d'année scolaire", date(2027, 5, 31), date(2027, 6, 25), "4 semaines"
            ),
        ),
        "objectives": (
            "Découvrir l'organisation et sa clientèle",
            "Conduire une première démarche de prospection",
        ),
        "host": HOST.name,
        "tutor": TUTOR.name,
        "framing": FRAMING,
        "missions": MISSIONS,
        "curriculum_label": f"{curriculum.title}, version {curriculum.version}",
        "sections": curriculum_papers.sections(curriculum),
        "poles": curriculum_papers.poles(curriculum),
        "signed_by": papers.PersonLine(
            "Nadia Roux", "responsable des enseignements techniques et professionnels"
        ),
    }
    return papers.LivretPaper(**(fields | changes))


def attestation(**changes: object) -> papers.AttestationPaper:
    """Return the certificate of the same placement."""
    fields: dict[str, object] = {
        "reference": "ATT-2027-0042",
        "issued_on": date(2027, 1, 29),
        "school": SCHOOL,
        "host": HOST,
        "student": STUDENT,
        "programme": PROGRAMME,
        "starts_on": date(2027, 1, 4),
        "ends_on": date(2027, 1, 29),
        "hours": "133 h",
        "days": "19 jours",
        "weeks": "4 semaines",
        "months": "moins d'un mois",
        "gratification": "aucune",
        "issued_by": HOST.representative,
        "place": "Nice",
        "verification": VERIFICATION,
    }
    return papers.AttestationPaper(**(fields | changes))


def evaluation(**changes: object) -> papers.EvaluationPaper:
    """Return a joint evaluation that uses every level."""
    level = papers.EvaluationLevel
    block = library.read("bts-ndrc-2018.toml").blocks[0]
    levels = [level.TS, level.S, level.S, level.I, level.TI, level.NO]
    competences = [entry for group in block.groups for entry in group.competences]
    fields: dict[str, object] = {
        "reference": "EVAL-2027-0042",
        "issued_on": date(2027, 1, 27),
        "school": SCHOOL,
        "student": STUDENT,
        "host": HOST,
        "tutor": TUTOR,
        "referent": REFERENT,
        "programme": PROGRAMME,
        "starts_on": date(2027, 1, 4),
        "ends_on": date(2027, 1, 29),
        "held_on": date(2027, 1, 26),
        "place": "Showroom de Cagnes",
        "form": "en face à face",
        "present": SIGNATORIES[:1] + SIGNATORIES[2:4],
        "blocks": (
            papers.GridBlock(
                block.label,
                tuple(
                    papers.GridLine(
                        entry.label,
                        levels[rank % len(levels)],
                        "Relances tenues et comptes rendus précis." if rank % 3 == 0 else "",
                    )
                    for rank, entry in enumerate(competences)
                ),
            ),
        ),
        "strengths": ("À l'aise au téléphone", "Ponctuelle et organisée"),
        "advice": ("Préparer les objections avant l'appel",),
        "conclusion": "Une période solide, à prolonger par une vraie négociation en mai.",
        "signatories": SIGNATORIES[:1] + SIGNATORIES[2:4],
    }
    return papers.EvaluationPaper(**(fields | changes))


def fiche(**changes: object) -> papers.FichePaper:
    """Return a fiche E4 with a heading left empty."""
    fields = {
        "reference": "E4-12",
        "version": 2,
        "issued_on": date(2026, 11, 16),
        "school": SCHOOL,
        "student": papers.StudentLine(name=STUDENT.name),
        "exam": "E4",
        "exam_label": "Relation client et négociation-vente",
        "session": "2028",
        "kind": "Négociation Vente et Accompagnement de la Relation Client",
        "title": "Relancer les clients dormants de la bijouterie",
        "context": "Stage chez Maison Azur, du 4 au 29 janvier 2027",
        "sections": (
            papers.FicheSection(
                "Cadre de l’activité",
                (
                    papers.FicheAnswer("Organisation", "Maison Azur, bijouterie"),
                    papers.FicheAnswer("Méthodes de vente", ""),
                ),
            ),
        ),
        "tasks": ("Prospection clientèle",),
        "validated": "Travaillée et validée le 16 novembre 2026 par Éric Référent",
    }
    return papers.FichePaper(**(fields | changes))
