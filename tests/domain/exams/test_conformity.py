"""Every ground of « NV » and every weakness, alone and together, on each side of its boundary."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest

from tripartite.curriculum.library import exam_session
from tripartite.exams.domain.conformity import (
    JUDGES,
    CandidateFacts,
    Light,
    SheetFacts,
    checks,
    is_worth_telling,
    overall,
)
from tripartite.exams.domain.sheets import SheetState
from tripartite.exams.domain.weeks import Route, Stay
from tripartite.placements.domain import Party

SESSION = exam_session(2027)
DUE = date(2027, 3, 31)
VALIDATED = SheetState.VALIDATED


def stay(number: int, **said: object) -> Stay:
    return replace(Stay(f"n° {number}", number, expected=4, over=True, attested=4), **said)


SHEETS = (
    SheetFacts("E4", "E4.negociation", VALIDATED, real=True),
    SheetFacts("E4", "E4.evenement", VALIDATED, real=True),
    SheetFacts("E6", "E6.distributeurs", VALIDATED, real=True),
    SheetFacts("E6", "E6.partenaires", VALIDATED),
    SheetFacts("E6", "E6.vente-directe", VALIDATED),
)
#: A file that is in order, handed in a week before the date.
GOOD = CandidateFacts(
    session=SESSION,
    today=DUE - timedelta(days=60),
    due_on=DUE,
    handed_in_on=DUE - timedelta(days=61),
    stays=tuple(stay(n) for n in (1, 2, 3, 4)),
    sheets=SHEETS,
)


Spoil = Callable[[CandidateFacts], CandidateFacts]


def wanting(facts: CandidateFacts) -> dict[str, list[str]]:
    """What each ground says, for those that say something."""
    return {c.code: [g.sentence for g in c.gaps] for c in checks(facts) if c.gaps}


def test_every_ground_of_every_session_has_its_judge() -> None:
    for year in (2026, 2027, 2028):
        session = exam_session(year)
        assert {g.code for g in (*session.grounds, *session.weaknesses)} == set(JUDGES)


def test_a_file_in_order_is_green() -> None:
    assert (wanting(GOOD), overall(checks(GOOD))) == ({}, Light.GREEN)


#: A change that spoils one ground alone, and the sentence that it brings.
SPOILED: dict[str, tuple[dict[str, object], list[str]]] = {
    "NV1": (
        {"sheets": tuple(s for s in SHEETS if s.exam == "E4"), "session": SESSION},
        [
            "Aucune fiche pour l’épreuve E6 : commencez-en une à partir du journal de stage.",
        ],
    ),
    "NV2": (
        {"handed_in_on": None},
        ["Le dossier est à déposer au plus tard le 31 mars 2027."],
    ),
    "NV3": (
        {"stays": (*GOOD.stays[:3], stay(4, attested=3))},
        [
            "15 semaines attestées sur 16 : même avec tous les stages connus, il manquera "
            "1 semaine. Prévoyez une période de plus ou demandez une décision de réduction.",
        ],
    ),
    "NV4": (
        {"stays": (*GOOD.stays, stay(5, attested=None))},
        [
            "L’attestation du stage n° 5 n’existe pas : le représentant de l’accueil doit "
            "l’établir.",
        ],
    ),
    "NV5": (
        {"sheets": (replace(SHEETS[0], state=SheetState.SUBMITTED), *SHEETS[1:])},
        ["1 fiche attend la validation de l’enseignant."],
    ),
    "W1": (
        {"sheets": tuple(s for s in SHEETS if s.kind != "E6.partenaires")},
        ["E6 : il manque 1 fiche « Réseau de partenaires »."],
    ),
    "W3": (
        {"sheets": (replace(SHEETS[0], in_pole=False), *SHEETS[1:])},
        [
            "E4 : une fiche ne porte sur aucune tâche du pôle de l’épreuve : rattachez-la aux "
            "bonnes tâches.",
        ],
    ),
}


def spaces(text: str) -> str:
    return " ".join(text.replace("\u202f", " ").replace("\xa0", " ").split())


@pytest.mark.parametrize("code", sorted(SPOILED))
def test_each_ground_alone(code: str) -> None:
    change, sentences = SPOILED[code]

    found = wanting(replace(GOOD, **change))

    assert [spaces(s) for s in found[code]] == sentences
    # Without any sheet for E6 the sheets of that exam are missing too.
    assert set(found) == ({"NV1", "W1"} if code == "NV1" else {code})


@pytest.mark.parametrize("state", [SheetState.DRAFT, SheetState.RETURNED, SheetState.SUBMITTED])
def test_one_sheet_too_many_that_stays_out_of_the_folder_harms_nobody(state: SheetState) -> None:
    assert wanting(replace(GOOD, sheets=(*SHEETS, replace(SHEETS[0], state=state)))) == {}


def test_sheets_of_one_kind_only() -> None:
    twice = (SHEETS[0], SHEETS[0], *SHEETS[2:])

    found = wanting(replace(GOOD, sheets=twice))

    assert found["W2"] == [
        "E4 : les fiches sont toutes de même nature : il en faut de natures différentes."
    ]


def test_no_network_that_was_lived() -> None:
    dreamt = (*SHEETS[:2], *(replace(s, real=False) for s in SHEETS[2:]))

    assert [spaces(s) for s in wanting(replace(GOOD, sheets=dreamt))["W1"]] == [
        "E6 : une fiche au moins doit venir d’une expérience réelle : rattachez-la à un stage."
    ]


def _sheets(change: Callable[[SheetFacts], SheetFacts | None]) -> Spoil:
    def spoil(facts: CandidateFacts) -> CandidateFacts:
        return replace(facts, sheets=tuple(s for s in map(change, facts.sheets) if s))

    return spoil


#: One way to spoil each ground that leaves the others as they are, but for what it implies.
SPOILS: dict[str, Spoil] = {
    "W2": _sheets(lambda s: replace(s, kind="E4.negociation") if s.exam == "E4" else s),
    "W3": _sheets(lambda s: replace(s, in_pole=False) if s.exam == "E4" else s),
    "W1": _sheets(lambda s: None if s.kind == "E6.partenaires" else s),
    "NV1": _sheets(lambda s: None if s.exam == "E6" else s),
    "NV2": lambda facts: replace(facts, handed_in_on=None),
    "NV3": lambda facts: replace(facts, stays=(*facts.stays[:3], stay(4, attested=3))),
    "NV4": lambda facts: replace(facts, stays=(*facts.stays, stay(5, attested=None))),
    "NV5": _sheets(lambda s: replace(s, state=SheetState.SUBMITTED) if s.exam == "E4" else s),
}
#: Without any sheet for an exam, or with sheets of one kind only, a kind is missing.
IMPLIED = {"NV1": {"W1"}, "W2": {"W1"}}


def test_every_combination_of_grounds_says_each_of_them_and_no_other() -> None:
    subsets = [c for n in range(1, len(SPOILS) + 1) for c in combinations(SPOILS, n)]
    for codes in subsets:
        facts = GOOD
        for code in codes:
            facts = SPOILS[code](facts)
        implied = {one for code in codes for one in IMPLIED.get(code, ())}

        assert set(wanting(facts)) == set(codes) | implied, codes

    assert len(subsets) == 255


# ---------------------------------------------------------------- the light
@pytest.mark.parametrize(
    ("days_left", "light"), [(31, Light.AMBER), (30, Light.RED), (0, Light.RED), (-1, Light.RED)]
)
def test_a_ground_is_red_from_thirty_days_before(days_left: int, light: Light) -> None:
    facts = replace(
        GOOD, today=DUE - timedelta(days=days_left), stays=(*GOOD.stays, stay(5, attested=None))
    )

    assert overall(checks(facts)) is light


@pytest.mark.parametrize(
    ("days_left", "light", "told"),
    [(8, Light.AMBER, False), (7, Light.RED, True), (0, Light.RED, True), (-1, Light.RED, True)],
)
def test_a_file_that_only_waits_to_be_handed_in_is_red_in_its_last_week(
    days_left: int, light: Light, *, told: bool
) -> None:
    found = checks(replace(GOOD, handed_in_on=None, today=DUE - timedelta(days=days_left)))

    assert (overall(found), is_worth_telling(found)) == (light, told)


def test_a_file_with_a_gap_is_told_of_and_one_in_order_is_not() -> None:
    change, _ = SPOILED["W1"]

    assert is_worth_telling(checks(replace(GOOD, **change)))
    assert not is_worth_telling(checks(GOOD))


def test_a_weakness_is_never_red() -> None:
    change, _ = SPOILED["W1"]

    assert overall(checks(replace(GOOD, today=DUE, **change))) is Light.AMBER


def test_a_shortfall_that_nothing_planned_makes_up_is_red_at_once() -> None:
    facts = replace(GOOD, today=DUE - timedelta(days=300), stays=GOOD.stays[:2])

    assert overall(checks(facts)) is Light.RED


def test_weeks_still_planned_are_no_shortfall() -> None:
    coming = stay(4, over=False, attested=None)
    facts = replace(GOOD, today=DUE - timedelta(days=300), stays=(*GOOD.stays[:3], coming))

    found = checks(facts)
    assert overall(found) is Light.AMBER
    assert [g.party for c in found for g in c.gaps if c.code == "NV3"] == [Party.HOST]


# ---------------------------------------------------------------- the deadline
@pytest.mark.parametrize(
    ("handed_in", "today", "sentence"),
    [
        (DUE, DUE, None),
        (DUE + timedelta(1), DUE + timedelta(1), "Le dossier a été déposé le 1er avril 2027"),
        (None, DUE, "Le dossier est à déposer au plus tard le 31 mars 2027."),
        (None, DUE + timedelta(1), "Le dossier devait être déposé le 31 mars 2027"),
    ],
)
def test_the_boundary_of_the_date(
    handed_in: date | None, today: date, sentence: str | None
) -> None:
    said = wanting(replace(GOOD, handed_in_on=handed_in, today=today)).get("NV2", [])

    assert [spaces(s)[: len(sentence or "")] for s in said] == ([sentence] if sentence else [])


def test_an_unknown_date_is_for_the_school_to_fix() -> None:
    (check,) = [c for c in checks(replace(GOOD, due_on=None)) if c.gaps]

    assert (check.code, check.light, check.gaps[0].party) == ("NV2", Light.AMBER, Party.SCHOOL)


# ---------------------------------------------------------------- the routes
def test_an_apprentice_shows_the_contract_instead() -> None:
    facts = replace(GOOD, route=Route.APPRENTICE, stays=())

    assert set(wanting(facts)) == {"NV4"}
    assert wanting(replace(facts, substitute=True)) == {}


def test_what_an_apprentice_lived_is_not_a_placement() -> None:
    built = tuple(replace(s, real=False) for s in SHEETS)

    apprentice = replace(GOOD, route=Route.APPRENTICE, stays=(), substitute=True, sheets=built)

    assert wanting(apprentice) == {}


def test_continuing_education_asks_eight_weeks() -> None:
    assert wanting(replace(GOOD, route=Route.CONTINUING, stays=GOOD.stays[:2])) == {}


@pytest.mark.parametrize(("granted", "required"), [(None, 16), (12, 12), (8, 8), (4, 8), (20, 16)])
def test_a_decision_lowers_the_weeks_never_under_eight(granted: int | None, required: int) -> None:
    assert replace(GOOD, weeks_granted=granted).weeks.required == required


@pytest.mark.parametrize(
    ("route", "granted", "attested", "missing"),
    [
        (Route.SCHOOL, None, 15, 1),
        (Route.SCHOOL, None, 16, 0),
        (Route.SCHOOL, None, 17, 0),
        (Route.SCHOOL, 12, 11, 1),
        (Route.SCHOOL, 12, 12, 0),
        (Route.SCHOOL, 8, 7, 1),
        (Route.SCHOOL, 8, 8, 0),
        (Route.CONTINUING, None, 7, 1),
        (Route.CONTINUING, None, 8, 0),
        (Route.APPRENTICE, None, 0, 0),
    ],
)
def test_the_gauge_on_each_side_of_its_boundary(
    route: Route, granted: int | None, attested: int, missing: int
) -> None:
    facts = replace(GOOD, route=route, weeks_granted=granted, stays=(stay(1, attested=attested),))

    assert facts.weeks.missing == missing
    assert ("NV3" in wanting(facts)) == bool(missing)


@pytest.mark.parametrize(
    ("coming", "shortfall"), [(7, 1), (8, 0), (9, 0)], ids=["short", "exact", "more"]
)
def test_what_is_planned_makes_up_for_exactly_what_is_missing(coming: int, shortfall: int) -> None:
    planned = stay(3, expected=coming, over=False, attested=None)

    assert replace(GOOD, stays=(*GOOD.stays[:2], planned)).weeks.shortfall == shortfall


def test_nobody_without_any_placement_is_in_order() -> None:
    assert wanting(replace(GOOD, stays=()))["NV4"] == [
        "Aucun stage n’est déclaré : il n’y a rien à attester."
    ]


def test_an_attestation_that_waits_is_unsigned_not_absent() -> None:
    facts = replace(GOOD, stays=(*GOOD.stays, stay(5, attested=None, asked=True)))

    assert wanting(facts) == {
        "NV5": [
            "L’attestation du stage n° 5 n’est pas signée : relancez le représentant de l’accueil."
        ]
    }
