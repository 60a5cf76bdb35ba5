"""Papers made at once: in order, each alone with its failure, on the clock of whoever asks."""

from datetime import UTC, datetime
from functools import partial
from threading import get_ident

import pytest

from tests.documents import samples
from tripartite.core import clock
from tripartite.documents.press import press
from tripartite.documents.typesetting import Attachment, TypesettingError, _desk, render


def test_papers_come_in_the_order_in_which_they_were_asked() -> None:
    asked = [bytes([n]) for n in range(40)]

    made = [paper.result() for paper in press((partial(bytes, each) for each in asked), workers=2)]

    assert made == asked


def test_one_that_fails_does_not_stop_the_others() -> None:
    good = partial(render, "fiche-1", samples.fiche().as_json(), issued_at=samples.ISSUED_AT)
    bad = partial(render, "nothing-1", {}, issued_at=samples.ISSUED_AT)

    first, second, third = press([good, bad, good], workers=2)

    assert first.result() == third.result()
    with pytest.raises(TypesettingError, match="n'existe pas"):
        second.result()


def test_a_make_is_asked_for_in_the_caller_s_thread_and_runs_in_another() -> None:
    asked: list[int] = []
    ran: list[int] = []

    def make() -> bytes:
        ran.append(get_ident())
        return clock.now().isoformat().encode()

    def makes():
        for _ in range(3):
            asked.append(get_ident())
            yield make

    moment = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)
    with clock.at(moment):
        said = {paper.result() for paper in press(makes(), workers=2)}

    assert said == {moment.isoformat().encode()}
    assert set(asked) == {get_ident()}
    assert get_ident() not in ran


def test_what_a_paper_carries_does_not_stay_on_the_disk() -> None:
    carried = Attachment("a.txt", "text/plain", b"secret", "data", "Un fichier")

    render("fiche-1", samples.fiche().as_json(), issued_at=samples.ISSUED_AT, attachments=[carried])

    assert [p.name for p in _desk().root.iterdir() if not p.is_symlink()] == []
