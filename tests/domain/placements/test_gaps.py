"""What the student still lacks, and the sentence to say to the host."""

import pytest

from tripartite.hosts.domain import Clientele
from tripartite.placements.domain.gaps import MOST, Gap, suggest

FAIR = Gap("Animer un salon", "Relation client", ("Préparer le stand", "Tenir le stand", "Bilan"))


@pytest.mark.parametrize(
    ("clientele", "with_whom"),
    [
        (Clientele.PRIVATE, ", auprès de vos clients particuliers"),
        (Clientele.PROFESSIONAL, ", auprès de vos clients professionnels"),
        (Clientele.BOTH, ", auprès de vos clients"),
        ("", ""),
    ],
)
def test_the_sentence_is_ready_to_be_said(clientele, with_whom):
    (found,) = suggest([FAIR], clientele)

    assert found.sentence == (
        f"Mon diplôme demande aussi l’activité « Animer un salon »{with_whom}. Pourrais-je, "
        "pendant le stage, faire par exemple « Préparer le stand » ou « Tenir le stand » ?"
    )


def test_an_activity_without_tasks_is_asked_for_without_an_example():
    (found,) = suggest([Gap("Animer", "Pôle", ())])

    assert found.sentence == "Mon diplôme demande aussi l’activité « Animer »."


def test_what_is_at_hand_is_asked_for_first_and_not_too_much():
    gaps = [Gap(f"A{n}", "Pôle", (), at_hand=n > 3) for n in range(1, 6)]

    assert [s.activity for s in suggest(gaps)] == ["A4", "A5", "A1"]
    assert len(suggest(gaps)) == MOST


def test_nothing_is_asked_for_when_nothing_lacks():
    assert suggest([]) == ()
