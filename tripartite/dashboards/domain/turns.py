"""« À qui de jouer ? »: what is awaited, from whom, by when, the most urgent first."""

from dataclasses import dataclass
from datetime import date, timedelta

from tripartite.core.fr import long_day
from tripartite.dashboards.domain.facts import LineFacts
from tripartite.papers.domain import CAPACITY_PARTY, Capacity, PaperState
from tripartite.placements.domain import Party, State

#: With the article, for « on attend la signature … ».
OF = {
    Capacity.SCHOOL: "du chef d’établissement",
    Capacity.HOST: "du représentant de l’organisme d’accueil",
    Capacity.STUDENT: "de l’étudiant",
    Capacity.GUARDIAN: "du représentant légal",
    Capacity.REFERENT: "de l’enseignant référent",
    Capacity.TUTOR: "du tuteur",
    Capacity.NEW_REFERENT: "du nouvel enseignant référent",
    Capacity.NEW_TUTOR: "du nouveau tuteur",
}


#: How long the signatures of an amendment should take.
AMENDMENT_TIME = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing awaited. ``what`` names the act, so that the page offers its button."""

    what: str
    party: Party
    sentence: str
    due: date

    def late(self, today: date) -> bool:
        return self.due < today


def turns(f: LineFacts) -> tuple[Turn, ...]:
    """Everything that somebody should do today, by due date; empty when time alone moves."""
    if f.state in {State.CANCELLED, State.CLOSED}:
        return ()
    found = [
        *_before(f),
        *_declaring_fitness(f),
        *_authorising(f),
        *_amending(f),
        *_exceptional(f),
        *_during(f),
        *_after(f),
    ]
    return tuple(sorted(found, key=lambda t: t.due))


def _before(f: LineFacts) -> list[Turn]:
    if f.declared_on is None:
        return [
            Turn(
                "declare",
                Party.STUDENT,
                "Trouver un organisme d’accueil et le déclarer.",
                f.host_due,
            )
        ]
    if f.state is State.SUBMITTED:
        return _agreeing(f)
    if f.state in {State.DRAFT, State.RETURNED}:
        again = f.state is State.RETURNED
        sentence = (
            "Reprendre le cadrage en tenant compte du motif, puis le soumettre de nouveau."
            if again
            else "Écrire le cadrage : cinq rubriques et des missions reliées au référentiel."
        )
        return [Turn("frame", Party.STUDENT, sentence, f.framing_due)]
    return _signing(f)


def _agreeing(f: LineFacts) -> list[Turn]:
    """The host says yes, the student accepts what others changed, then the référent decides."""
    if not f.host_agrees:
        what, party = "agree_framing", Party.HOST
        sentence = "Le tuteur doit lire le cadrage, le corriger s’il le faut et donner son accord."
    elif not f.student_agrees:
        what, party = "accept_framing", Party.STUDENT
        sentence = (
            "L’étudiant doit lire ce qui a changé dans le cadrage, puis l’accepter ou en discuter."
        )
    else:
        what, party = "decide", Party.SCHOOL
        sentence = "L’enseignant référent doit lire le cadrage, puis le valider ou le renvoyer."
    return [Turn(what, party, sentence, f.framing_due)]


def _declaring_fitness(f: LineFacts) -> list[Turn]:
    """The host says what the post allows, with its yes to the framing; never once all signed."""
    preparing = f.state in {State.SUBMITTED, State.APPROVED} and not f.started
    if not f.fitness_awaited or not preparing or _sealed(f):
        return []
    sentence = (
        "Le tuteur ou le représentant doit dire ce que permet le poste, et qu’il n’est aucun des "
        "usages interdits à un stagiaire."
    )
    return [Turn("declare_fitness", Party.HOST, sentence, f.signatures_due)]


def _signing(f: LineFacts) -> list[Turn]:
    paper = f.agreement
    if paper is None or paper.state in {PaperState.DRAFT, PaperState.VOID}:
        return [
            Turn(
                "agreement",
                Party.SCHOOL,
                "Le bureau des stages doit préparer la convention et l’envoyer à la signature.",
                f.agreement_due,
            )
        ]
    if paper.state is PaperState.REFUSED:
        return [
            Turn(
                "agreement",
                Party.SCHOOL,
                "Une signature a été refusée : lire le motif, corriger, renvoyer une convention.",
                f.agreement_due,
            )
        ]
    if paper.state is PaperState.OUT:
        return _awaited(paper.waiting_for, "la convention", "sign_agreement", f.signatures_due)
    return []


def _authorising(f: LineFacts) -> list[Turn]:
    """What Monaco asks of the host before the first day (rule R2)."""
    if f.filing_due is None or f.authorised or f.declared_on is None:
        return []
    if f.state is State.INTERRUPTED:
        return []
    if f.authorised is False:
        sentence = (
            "La Direction du Travail de Monaco a refusé l’autorisation : voir avec l’accueil ce "
            "qui peut changer, ou annuler le stage."
        )
        return [Turn("authorise", Party.SCHOOL, sentence, f.filing_due)]
    if f.filed_on is None:
        sentence = (
            "L’accueil doit déposer la demande d’autorisation à la Direction du Travail de Monaco "
            f"au plus tard le {long_day(f.filing_due)}."
        )
        return [Turn("authorise", Party.HOST, sentence, f.filing_due)]
    sentence = (
        "On attend la décision de la Direction du Travail de Monaco : l’accueil la note dès qu’il "
        "la reçoit."
    )
    return [Turn("authorise", Party.HOST, sentence, f.answer_due or f.starts_on)]


def _amending(f: LineFacts) -> list[Turn]:
    """An amendment waits for those who signed the agreement, a week at most."""
    paper = f.amendment
    if paper is None or paper.state is not PaperState.OUT:
        return []
    due = (paper.out_on or f.today) + AMENDMENT_TIME
    return _awaited(paper.waiting_for, "l’avenant", "sign_amendment", due)


def _awaited(who: tuple[Capacity, ...], paper: str, what: str, due: date) -> list[Turn]:
    return [
        Turn(what, CAPACITY_PARTY[c], f"On attend la signature {OF[c]} sur {paper}.", due)
        for c in who
    ]


def _sealed(f: LineFacts) -> bool:
    return f.agreement is not None and f.agreement.state is PaperState.SEALED


def _during(f: LineFacts) -> list[Turn]:
    if not f.may_begin or not f.started:
        return []
    found = []
    if f.weeks_declared:
        found.append(
            Turn(
                "confirm_presence",
                Party.HOST,
                f"Le tuteur doit confirmer {_weeks(f.weeks_declared)} de présence.",
                f.today,
            )
        )
    undeclared = f.weeks_over - f.weeks_declared - f.weeks_confirmed
    if undeclared > 0:
        found.append(
            Turn(
                "declare_presence",
                Party.STUDENT,
                f"L’étudiant doit noter sa présence : {_weeks(undeclared)} à déclarer.",
                f.today,
            )
        )
    return found + _contested(f) + _exchange(f)


def _contested(f: LineFacts) -> list[Turn]:
    """The référent reads both sides, unless the attestation has counted the week."""
    if not f.weeks_contested or f.certificate is not None:
        return []
    one = f.weeks_contested == 1
    which = "une semaine corrigée" if one else f"{f.weeks_contested} semaines corrigées"
    sentence = (
        f"L’étudiant conteste {which} par le tuteur : l’enseignant référent doit les entendre "
        "puis trancher."
    )
    return [Turn("settle_presence", Party.SCHOOL, sentence, f.today)]


def _exceptional(f: LineFacts) -> list[Turn]:
    """An exceptional day is expected once the tutor and the référent have both agreed."""
    found = []
    for what, party, who, day in (
        ("agree_day", Party.SCHOOL, "L’enseignant référent", f.day_for_school),
        ("agree_day_host", Party.HOST, "Le tuteur", f.day_for_host),
    ):
        if day is not None:
            sentence = (
                f"{who} doit répondre : un jour exceptionnel est proposé pour le {long_day(day)}."
            )
            found.append(Turn(what, party, sentence, day))
    return found


def _exchange(f: LineFacts) -> list[Turn]:
    """One exchange at least: to plan, to choose among the slots proposed, to report."""
    planned = f.exchange_planned_for
    if f.exchange_held_on is not None or (planned is not None and planned > f.today):
        return []
    if planned is not None:
        sentence = "L’enseignant référent doit rendre compte de l’échange."
        return [Turn("report_exchange", Party.SCHOOL, sentence, planned)]
    if f.exchange_awaits is Party.HOST:
        sentence = "Le tuteur doit choisir un créneau pour l’échange."
        return [Turn("pick_slot", Party.HOST, sentence, f.first_third)]
    if f.exchange_awaits is Party.SCHOOL:
        sentence = "Le tuteur propose d’autres créneaux : l’enseignant référent doit en choisir un."
        return [Turn("answer_slots", Party.SCHOOL, sentence, f.first_third)]
    sentence = "L’enseignant référent doit planifier un échange, de préférence sur place."
    return [Turn("plan_exchange", Party.SCHOOL, sentence, f.first_third)]


def _weeks(count: int) -> str:
    return "une semaine" if count == 1 else f"{count} semaines"


#: Whoever is awaited for a voice: what the turn is called, and its sentence.
VOICES = {
    Party.HOST: ("voice_tutor", "Le tuteur doit donner son avis sur le stage : trois minutes."),
    Party.STUDENT: ("voice_student", "L’étudiant doit donner son avis sur son stage."),
}


def _evaluating(f: LineFacts) -> list[Turn]:
    """The voices that were asked for, then the session once the placement is over."""
    found = [
        Turn(what, party, sentence, f.ends_on)
        for party, (what, sentence) in VOICES.items()
        if party in f.voices_awaited
    ]
    if f.ended:
        found.append(
            Turn(
                "evaluate",
                Party.SCHOOL,
                "L’enseignant référent doit tenir l’évaluation conjointe.",
                f.ends_on,
            )
        )
    return found


def _after(f: LineFacts) -> list[Turn]:
    if not _sealed(f):
        return []
    found: list[Turn] = []
    evaluation = f.evaluation
    if evaluation is not None and evaluation.state is PaperState.OUT:
        found += _awaited(
            evaluation.waiting_for, "l’évaluation conjointe", "sign_evaluation", f.ends_on
        )
    elif f.evaluation_settled_on is None and (
        evaluation is None or evaluation.state is not PaperState.SEALED
    ):
        found += _evaluating(f)
    certificate = f.certificate
    if certificate is not None and certificate.state is PaperState.OUT:
        found += _awaited(certificate.waiting_for, "l’attestation", "sign_certificate", f.ends_on)
    elif f.ended and (certificate is None or certificate.state is not PaperState.SEALED):
        found.append(
            Turn(
                "certify",
                Party.HOST,
                "L’attestation est à établir : le représentant de l’accueil la signe.",
                f.ends_on,
            )
        )
    return found
