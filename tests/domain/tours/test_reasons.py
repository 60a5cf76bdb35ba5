"""Each visit that has no place says the first thing that stands in the way."""

from datetime import timedelta

import pytest

from tests.domain.tours.generated import AFTERNOON, MONDAY
from tests.domain.tours.test_solving import LINE, half, visit
from tripartite.tours.domain.problem import Problem
from tripartite.tours.domain.reasons import Reason, why

CLOSED = ((),) * 7
LATER = ((AFTERNOON,),) * 7


@pytest.mark.parametrize(
    ("halves", "asked", "reason", "sentence"),
    [
        (
            (),
            visit(1, 1),
            Reason.NO_HALF_DAY,
            "Aucune demi-journée libre n’est notée sur ces dates : ajoutez-en.",
        ),
        (
            (half(days=9),),
            visit(1, 1, deadline=MONDAY + timedelta(days=2)),
            Reason.AFTER_DEADLINE,
            "Aucune demi-journée libre entre le 4 janvier 2027 et le 6 janvier 2027 : "
            "ajoutez-en une.",
        ),
        (
            (half(hours=(480, 540)),),
            visit(1, 4),
            Reason.TOO_FAR,
            "Trop loin : 80 min aller et retour et 30 min sur place ne tiennent pas dans une "
            "demi-journée. Ajoutez-en une plus longue, ou prévoyez la visite à la main.",
        ),
        (
            (half(hours=(480, 540)),),
            visit(1, 1, minutes=90),
            Reason.TOO_LONG,
            "La visite dure 90 min, plus que vos demi-journées : raccourcissez-la.",
        ),
        (
            (half(),),
            visit(1, 1, open=CLOSED),
            Reason.HOST_CLOSED,
            "L’accueil est fermé pendant vos demi-journées libres : ajoutez une demi-journée à ses "
            "heures, ou vérifiez ses horaires.",
        ),
        (
            (half(),),
            visit(1, 1, tutor=LATER),
            Reason.TUTOR_AWAY,
            "Le tuteur n’est pas disponible pendant vos demi-journées libres : ajoutez une "
            "demi-journée à ses heures, ou voyez avec lui.",
        ),
        (
            (half(),),
            visit(1, 1),
            Reason.FULL,
            "Les demi-journées qui conviendraient sont déjà remplies : ajoutez-en une avant le "
            "29 janvier 2027.",
        ),
    ],
)
def test_the_reason_is_the_first_obstacle(halves, asked, reason, sentence):
    found = why(Problem(halves, (asked,), LINE), asked)

    assert (found.reason, found.sentence) == (reason, sentence)
