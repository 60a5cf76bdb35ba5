"""Whether a candidate's file would be accepted, ground by ground. Plain Python.

The grounds of « NV » (non valide: not examined, no diploma) and the weaknesses that are penalised
are those of the session's data; what each asks of the product is here.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tripartite.core.fr import count_of, long_day
from tripartite.curriculum.domain import Exam, ExamSession
from tripartite.exams.domain.sheets import SheetState
from tripartite.exams.domain.weeks import Route, Stay, Weeks, weeks_of, weeks_required
from tripartite.placements.domain import Party

#: From here on, what is not right yet is red: thirty days are what a lost attestation takes.
RED_WITHIN = timedelta(days=30)
#: Handing in takes a day: a file where nothing else is wanting is red in its last week only.
HAND_IN_WITHIN = timedelta(days=7)
#: The rule of the E6 file that no ground bears: one sheet at least comes from a real placement.
REAL_NETWORK = "E6.vecu"


class Light(StrEnum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


LIGHT_LABELS = {
    Light.GREEN: "conforme",
    Light.AMBER: "à compléter",
    Light.RED: "en danger",
}


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """One sheet of the candidate; ``real`` when it tells a placement, ``in_pole`` when its tasks
    are those of the exam.
    """

    exam: str
    kind: str
    state: SheetState
    real: bool = False
    in_pole: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class CandidateFacts:
    """All that the file of one candidate holds on one day."""

    session: ExamSession
    today: date
    route: Route = Route.SCHOOL
    weeks_granted: int | None = None
    due_on: date | None = None
    handed_in_on: date | None = None
    stays: tuple[Stay, ...] = ()
    #: The contract or the employer's certificate of an apprentice is kept.
    substitute: bool = False
    sheets: tuple[SheetFacts, ...] = ()

    @property
    def weeks(self) -> Weeks:
        required = weeks_required(self.route, self.session.stage, self.weeks_granted)
        return weeks_of(required, self.stays)

    @property
    def days_left(self) -> int | None:
        """Until the file is due; negative afterwards, None while the date is not known."""
        return None if self.due_on is None else (self.due_on - self.today).days

    @property
    def exams_with_file(self) -> list[Exam]:
        return [exam for exam in self.session.exams if exam.needs_file]


@dataclass(frozen=True, slots=True)
class Gap:
    """What one ground still wants: who must do what, and by when."""

    ground: str
    sentence: str
    party: Party
    #: Nothing can mend it any more, or nothing that is planned will.
    hopeless: bool = False
    red_within: timedelta = RED_WITHIN


@dataclass(frozen=True, slots=True)
class Check:
    """One ground of the session, with its official words, and what it still wants."""

    code: str
    label: str
    excludes: bool
    light: Light
    gaps: tuple[Gap, ...] = ()


def checks(facts: CandidateFacts) -> tuple[Check, ...]:
    """Every ground and weakness of the session, in its order, judged on ``facts.today``."""
    grounds = [(g, True) for g in facts.session.grounds]
    weak = [(w, False) for w in facts.session.weaknesses]
    found = []
    for row, excludes in grounds + weak:
        gaps = tuple(JUDGES[row.code](facts)) if row.code in JUDGES else ()
        found.append(
            Check(row.code, row.fact.value, excludes, _light(gaps, facts, excludes=excludes), gaps)
        )
    return tuple(found)


def overall(found: tuple[Check, ...]) -> Light:
    """The worst light of all."""
    lights = {check.light for check in found}
    return next(light for light in (Light.RED, Light.AMBER, Light.GREEN) if light in lights)


def _light(gaps: tuple[Gap, ...], facts: CandidateFacts, *, excludes: bool) -> Light:
    """A penalty is never red; a ground of NV is when it is hopeless or the date is near or past."""
    if not gaps:
        return Light.GREEN
    if not excludes:
        return Light.AMBER
    left = facts.days_left
    near = left is not None and any(left <= gap.red_within.days for gap in gaps)
    return Light.RED if near or any(gap.hopeless for gap in gaps) else Light.AMBER


def is_worth_telling(found: Iterable[Check]) -> bool:
    """Whether people are told of the file: not when all that is left is to hand it in, in time."""
    wanting = [(check.light, gap) for check in found for gap in check.gaps]
    return any(light is Light.RED or gap.red_within != HAND_IN_WITHIN for light, gap in wanting)


# ---------------------------------------------------------------- the grounds
def _no_file(facts: CandidateFacts) -> Iterator[Gap]:
    """NV1: nothing at all for one of the exams that want a file."""
    for exam in facts.exams_with_file:
        if not any(sheet.exam == exam.code for sheet in facts.sheets):
            yield Gap(
                "NV1",
                f"Aucune fiche pour l’épreuve {exam.code} : commencez-en une à partir du journal "
                "de stage.",
                Party.STUDENT,
            )


def _late(facts: CandidateFacts) -> Iterator[Gap]:
    """NV2: handed in after the date, or not handed in when it is past."""
    if facts.due_on is None:
        yield Gap(
            "NV2",
            "La date de dépôt du dossier n’est pas indiquée : reprenez celle de la circulaire "
            "académique.",
            Party.SCHOOL,
        )
        return
    due = long_day(facts.due_on)
    if facts.handed_in_on is not None:
        if facts.handed_in_on > facts.due_on:
            yield Gap(
                "NV2",
                f"Le dossier a été déposé le {long_day(facts.handed_in_on)}, après le {due}.",
                Party.SCHOOL,
                hopeless=True,
            )
        return
    if facts.today > facts.due_on:
        yield Gap(
            "NV2",
            f"Le dossier devait être déposé le {due} : joignez sans attendre le service des "
            "examens.",
            Party.SCHOOL,
            hopeless=True,
        )
    else:
        yield Gap(
            "NV2",
            f"Le dossier est à déposer au plus tard le {due}.",
            Party.SCHOOL,
            red_within=HAND_IN_WITHIN,
        )


def _short(facts: CandidateFacts) -> Iterator[Gap]:
    """NV3: fewer weeks attested than required, and whether what is planned can make them up."""
    weeks = facts.weeks
    if not weeks.missing:
        return
    said = f"{count_of(weeks.attested, 'semaine attestée', 'semaines attestées')} sur "
    said += str(weeks.required)
    if weeks.shortfall:
        lacking = count_of(weeks.shortfall, "semaine")
        yield Gap(
            "NV3",
            f"{said} : même avec tous les stages connus, il manquera {lacking}. Prévoyez une "
            "période de plus ou demandez une décision de réduction.",
            Party.SCHOOL,
            hopeless=True,
        )
    else:
        yield Gap("NV3", f"{said} : réunissez les attestations des autres stages.", Party.HOST)


def _no_certificate(facts: CandidateFacts) -> Iterator[Gap]:
    """NV4: a placement is over and nothing attests it; an apprentice shows the contract."""
    if facts.route is Route.APPRENTICE:
        if not facts.substitute:
            yield Gap(
                "NV4",
                "La copie du contrat d’apprentissage ou le certificat de l’employeur n’est pas "
                "dans le dossier : déposez-la.",
                Party.STUDENT,
            )
        return
    if not facts.stays:
        yield Gap("NV4", "Aucun stage n’est déclaré : il n’y a rien à attester.", Party.STUDENT)
    for stay in facts.stays:
        if stay.over and stay.attested is None and not stay.asked:
            yield Gap(
                "NV4",
                f"L’attestation du stage {stay.label} n’existe pas : le représentant de l’accueil "
                "doit l’établir.",
                Party.HOST,
            )


def _unsigned(facts: CandidateFacts) -> Iterator[Gap]:
    """NV5: an attestation waits for its signature, a sheet for the teacher's validation.

    A sheet that is not validated stays out of the folder: beyond what its kind wants, it harms
    nobody.
    """
    for stay in facts.stays:
        if stay.attested is None and stay.asked:
            yield Gap(
                "NV5",
                f"L’attestation du stage {stay.label} n’est pas signée : relancez le représentant "
                "de l’accueil.",
                Party.HOST,
            )
    written = _awaited(facts)
    to_read = sum(s.state is SheetState.SUBMITTED for s in written)
    if to_read:
        yield Gap(
            "NV5",
            f"{count_of(to_read, 'fiche attend', 'fiches attendent')} la validation de "
            "l’enseignant.",
            Party.SCHOOL,
        )
    unfinished = len(written) - to_read
    if unfinished:
        yield Gap(
            "NV5",
            f"{count_of(unfinished, 'fiche reste', 'fiches restent')} à terminer et à soumettre à "
            "l’enseignant.",
            Party.STUDENT,
        )


def _awaited(facts: CandidateFacts) -> list[SheetFacts]:
    """The sheets still to validate, of the kinds of which too few are."""
    wanted = {kind.code: kind.minimum for exam in facts.exams_with_file for kind in exam.sheets}
    done = Counter(s.kind for s in facts.sheets if s.state is SheetState.VALIDATED)
    left = [s for s in facts.sheets if s.state is not SheetState.VALIDATED]
    return [sheet for sheet in left if done[sheet.kind] < wanted.get(sheet.kind, 0)]


# ---------------------------------------------------------------- the weaknesses
def _missing_sheet(facts: CandidateFacts) -> Iterator[Gap]:
    """W1: a kind of sheet of which there are not enough."""
    kinds = Counter(sheet.kind for sheet in facts.sheets)
    for exam in facts.exams_with_file:
        for kind in exam.sheets:
            lacking = kind.minimum - kinds[kind.code]
            if lacking > 0:
                yield Gap(
                    "W1",
                    f"{exam.code} : il manque {count_of(lacking, 'fiche')} « {kind.label.value} ».",
                    Party.STUDENT,
                )
    if facts.route is Route.APPRENTICE:
        return  # What an apprentice lived is the contract, not a placement.
    real = [s for s in facts.sheets if s.exam == "E6" and s.real]
    if any(rule.code == REAL_NETWORK for exam in facts.exams_with_file for rule in exam.rules):
        written = [s for s in facts.sheets if s.exam == "E6"]
        if written and not real:
            yield Gap(
                "W1",
                "E6 : une fiche au moins doit venir d’une expérience réelle : rattachez-la à un "
                "stage.",
                Party.STUDENT,
            )


def _same_kind(facts: CandidateFacts) -> Iterator[Gap]:
    """W2: the sheets of an exam are all of one kind although it wants several."""
    for exam in facts.exams_with_file:
        mine = [s.kind for s in facts.sheets if s.exam == exam.code]
        if len(mine) > 1 and len(set(mine)) == 1 and len(exam.sheets) > 1:
            yield Gap(
                "W2",
                f"{exam.code} : les fiches sont toutes de même nature : il en faut de natures "
                "différentes.",
                Party.STUDENT,
            )


def _wrong_pole(facts: CandidateFacts) -> Iterator[Gap]:
    """W3: a sheet tells tasks of another pole than that of its exam."""
    for sheet in facts.sheets:
        if not sheet.in_pole:
            yield Gap(
                "W3",
                f"{sheet.exam} : une fiche ne porte sur aucune tâche du pôle de l’épreuve : "
                "rattachez-la aux bonnes tâches.",
                Party.STUDENT,
            )


JUDGES: dict[str, Callable[[CandidateFacts], Iterator[Gap]]] = {
    "NV1": _no_file,
    "NV2": _late,
    "NV3": _short,
    "NV4": _no_certificate,
    "NV5": _unsigned,
    "W1": _missing_sheet,
    "W2": _same_kind,
    "W3": _wrong_pole,
}
