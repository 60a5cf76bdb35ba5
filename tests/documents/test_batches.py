"""Long works: each item once, whatever stops them; seen only by those whom they concern."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from django_tasks import task

from tests import factories
from tests.html import squeeze
from tests.papers.conftest import run_tasks
from tripartite.accounts.domain import Role
from tripartite.accounts.models import JournalEntry
from tripartite.core.errors import DomainError
from tripartite.core.workflow import TransitionError
from tripartite.documents import actions
from tripartite.documents.batches import BatchError, failures_of, progress_of
from tripartite.documents.domain import BATCH, BatchState, By, ItemState, Progress
from tripartite.documents.models import Batch

pytestmark = pytest.mark.django_db

#: What the worker below did, in order; and at which item it meets what.
DONE: list[str] = []
MEETS: dict[str, BaseException] = {}


class Spelling:
    """A worker that writes one word per item, and a sentence of them all."""

    def __init__(self, batch):
        self.school = batch.school
        if "make" in MEETS:
            raise MEETS["make"]

    def step(self, item):
        if item.key in MEETS:
            raise MEETS[item.key]
        DONE.append(item.key)
        return actions.keep(school=self.school, content=item.key.encode(), name=f"{item.key}.txt")

    def gather(self, items):
        if "gather" in MEETS:
            raise MEETS["gather"]
        words = " ".join(actions.read(item.file).decode() for item in items)
        return actions.keep(
            school=self.school, content=words.encode(), name="phrase.txt", mime="text/plain"
        )


@task()
def spell(batch_id: int) -> str:
    return actions.run_batch(batch_id, Spelling)


@pytest.fixture(autouse=True)
def _fresh():
    DONE.clear()
    MEETS.clear()


@pytest.fixture
def office(school):
    return factories.make_user(school, Role.OFFICE, first_name="Odile", last_name="Bureau")


def start(school, by, *, keys="abc", file="", **params):
    return actions.start_batch(
        school=school,
        kind="spelling",
        title="Une phrase",
        task=spell,
        items=[(key, f"mot {key}") for key in keys],
        params=params,
        by=by,
        file=file,
    )


def after(batch):
    batch.refresh_from_db()
    return batch


def test_every_item_is_done_and_the_result_holds_them_in_order(school, office):
    batch = start(school, office)

    run_tasks()

    assert after(batch).state == BatchState.DONE
    assert progress_of(batch) == Progress(total=3, done=3, failed=0)
    assert actions.read(batch.result) == b"a b c"


def test_a_work_waits_until_the_worker_takes_it(school, office):
    batch = start(school, office)

    assert batch.state == BatchState.QUEUED
    assert progress_of(batch) == Progress(total=3, done=0, failed=0)


def test_nothing_to_do_is_refused(school, office):
    with pytest.raises(BatchError) as refusal:
        start(school, office, keys="")

    assert refusal.value.code == "nothing_to_do"


def test_the_same_work_asked_twice_is_done_once(school, office):
    first, second = start(school, office), start(school, office)

    run_tasks()

    assert first == second
    assert DONE == ["a", "b", "c"]


@pytest.mark.parametrize("other", [{"file": "cohort:2"}, {"form": "single"}])
def test_another_work_of_the_same_kind_is_another_batch(school, office, other):
    first, second = start(school, office), start(school, office, **other)

    assert first != second


def test_a_work_that_is_over_may_be_asked_for_again(school, office):
    first = start(school, office)
    run_tasks()

    second = start(school, office)

    assert first != second


def test_a_killed_run_is_taken_up_where_it_was(school, office):
    batch = start(school, office)
    MEETS["b"] = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        actions.run_batch(batch.pk, Spelling)
    interrupted = (after(batch).state, progress_of(batch), list(DONE))
    MEETS.clear()

    state = actions.run_batch(batch.pk, Spelling)

    assert interrupted == (BatchState.RUNNING, Progress(3, 1, 0), ["a"])
    assert state == BatchState.DONE
    assert DONE == ["a", "b", "c"]
    assert actions.read(after(batch).result) == b"a b c"


def test_the_command_recover_takes_up_what_a_killed_worker_left(school, office, capsys):
    batch = start(school, office)
    MEETS["c"] = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        actions.run_batch(batch.pk, Spelling)
    MEETS.clear()

    call_command("recover")
    run_tasks()

    assert re.findall(r"(\d+) long works", capsys.readouterr().out) == ["1"]
    assert after(batch).state == BatchState.DONE
    assert DONE == ["a", "b", "c"]


def test_the_command_recover_starts_in_a_process_of_its_own():
    manage = Path(__file__).parents[2] / "manage.py"

    done = subprocess.run(
        [sys.executable, manage, "recover", "--help"], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_recover_leaves_alone_what_is_over(school, office):
    start(school, office)
    run_tasks()

    assert actions.recover_batches() == 0


def test_a_refused_item_has_its_sentence_and_does_not_stop_the_others(school, office):
    MEETS["b"] = DomainError("no", "Ce mot n’existe pas.")
    batch = start(school, office)

    run_tasks()

    assert after(batch).state == BatchState.DONE
    assert progress_of(batch) == Progress(total=3, done=2, failed=1)
    failures = [(item.label, item.sentence) for item in failures_of(batch)]
    assert failures == [("mot b", "Ce mot n’existe pas.")]
    assert actions.read(batch.result) == b"a c"


def test_an_error_in_an_item_is_logged_and_said_without_its_trace(school, office, caplog):
    MEETS["b"] = ZeroDivisionError("secret")
    batch = start(school, office)

    run_tasks()

    (failure,) = failures_of(after(batch))
    assert failure.sentence == actions.batches.UNEXPECTED
    errors = [r.getMessage() for r in caplog.records if r.name == actions.batches.__name__]
    assert errors == [f"Item b of batch {batch.pk} failed"]


def test_when_nothing_could_be_done_there_is_no_result(school, office):
    MEETS.update({key: DomainError("no", "Non.") for key in "abc"})
    batch = start(school, office)

    run_tasks()

    assert (after(batch).state, batch.result) == (BatchState.DONE, None)


def test_resuming_does_only_what_failed(school, office):
    MEETS["b"] = DomainError("no", "Ce mot n’existe pas.")
    batch = start(school, office)
    run_tasks()
    MEETS.clear()

    actions.resume_batch(batch=batch, by=office)
    run_tasks()

    assert DONE == ["a", "c", "b"]
    assert progress_of(batch) == Progress(total=3, done=3, failed=0)
    assert actions.read(after(batch).result) == b"a b c"


@pytest.mark.parametrize("stage", ["make", "gather"])
@pytest.mark.parametrize(
    ("error", "remark"),
    [
        (DomainError("full", "Le disque est plein."), "Le disque est plein."),
        (OSError("/secret"), actions.batches.UNEXPECTED),
    ],
)
def test_what_stops_the_whole_work_is_said_and_may_be_tried_again(
    school, office, stage, error, remark
):
    MEETS[stage] = error
    batch = start(school, office)
    run_tasks()
    seen = (after(batch).state, batch.remark, batch.result)
    MEETS.clear()

    actions.resume_batch(batch=batch, by=office)
    run_tasks()

    assert seen == (BatchState.DONE, remark, None)
    assert (after(batch).remark, actions.read(batch.result)) == ("", b"a b c")
    assert DONE == ["a", "b", "c"]


def test_a_stopped_work_keeps_what_is_done_and_goes_no_further(school, office):
    batch = start(school, office)

    class StopsAtB(Spelling):
        def step(self, item):
            if item.key == "b":
                actions.stop_batch(batch=batch, by=office)
            return super().step(item)

    state = actions.run_batch(batch.pk, StopsAtB)

    assert state == BatchState.STOPPED
    states = list(batch.items.order_by("position").values_list("state", flat=True))
    assert states == [ItemState.DONE, ItemState.PENDING, ItemState.PENDING]


def test_a_stopped_work_that_is_resumed_ends(school, office):
    batch = start(school, office)
    actions.stop_batch(batch=batch, by=office)
    run_tasks()
    stopped = (after(batch).state, list(DONE))

    actions.resume_batch(batch=batch, by=office)
    run_tasks()

    assert stopped == (BatchState.STOPPED, [])
    assert (after(batch).state, DONE) == (BatchState.DONE, ["a", "b", "c"])


def test_a_run_that_was_overtaken_leaves_the_work_to_the_other(school, office):
    batch = start(school, office)

    class Slow(Spelling):
        def step(self, item):
            actions.run_batch(batch.pk, Spelling)
            return super().step(item)

    actions.run_batch(batch.pk, Slow)

    assert DONE == ["a", "b", "c", "a"]
    assert progress_of(batch) == Progress(total=3, done=3, failed=0)
    assert JournalEntry.objects.filter(verb="batch.finished").count() == 1


def test_running_what_is_over_does_nothing(school, office):
    batch = start(school, office)
    run_tasks()

    state = actions.run_batch(batch.pk, Spelling)

    assert (state, DONE) == (BatchState.DONE, ["a", "b", "c"])


def test_a_work_that_is_over_cannot_be_stopped_nor_resumed(school, office):
    batch = start(school, office)
    run_tasks()

    with pytest.raises(TransitionError) as stop:
        actions.stop_batch(batch=batch, by=office)
    with pytest.raises(TransitionError) as resume:
        actions.resume_batch(batch=batch, by=office)

    assert [stop.value.code, resume.value.code] == ["not_possible", "nothing_left"]


def test_the_journal_tells_the_whole_story(school, office):
    batch = start(school, office, file="cohort:9")
    actions.stop_batch(batch=batch, by=office)
    actions.resume_batch(batch=batch, by=office)
    run_tasks()

    story = JournalEntry.objects.of("cohort:9").order_by("pk").values_list("verb", "sentence")
    assert list(story) == [
        ("batch.started", "Une phrase : travail demandé"),
        ("batch.stopped", "Une phrase : travail arrêté"),
        ("batch.resumed", "Une phrase : travail repris"),
        ("batch.finished", "Une phrase : 3 sur 3 faits"),
    ]


def test_every_move_of_a_batch():
    table = {
        (row.name, state): set(row.by)
        for row in BATCH.transitions.values()
        for state in row.sources
    }

    people = {By.STARTER, By.OFFICE}
    assert table == {
        ("run", BatchState.QUEUED): {By.SYSTEM},
        ("run", BatchState.RUNNING): {By.SYSTEM},
        ("finish", BatchState.RUNNING): {By.SYSTEM},
        ("stop", BatchState.QUEUED): people,
        ("stop", BatchState.RUNNING): people,
        ("resume", BatchState.STOPPED): people,
        ("resume", BatchState.DONE): people,
    }


# ------------------------------------------------------------------ pages
def pages_of(batch):
    return {
        "batch": ("get", reverse("documents:batch", args=(batch.pk,))),
        "result": ("get", reverse("documents:batch_result", args=(batch.pk,))),
        "stop": ("post", reverse("documents:batch_stop", args=(batch.pk,))),
        "resume": ("post", reverse("documents:batch_resume", args=(batch.pk,))),
    }


def statuses(client, batch):
    return {name: getattr(client, m)(url).status_code for name, (m, url) in pages_of(batch).items()}


def text_of(response):
    return response.content.decode().replace("\u00a0", " ")


def test_the_page_shows_how_far_it_is_and_asks_to_be_shown_again(client, school, office):
    batch = start(school, office)
    MEETS["b"] = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        actions.run_batch(batch.pk, Spelling)
    client.force_login(office)

    page = squeeze(text_of(client.get(batch.get_absolute_url())))

    assert re.findall(r'<progress value="(\d+)" max="(\d+)"', page) == [("1", "3")]
    assert page.count('<meta http-equiv="refresh" content="3">') == 1
    addresses = {name: page.count(f'"{url}"') for name, (_, url) in pages_of(batch).items()}
    assert addresses == {"batch": 1, "result": 0, "stop": 1, "resume": 0}


def test_the_page_of_a_work_that_is_over_gives_its_file_and_stays_still(client, school, office):
    MEETS["b"] = DomainError("no", "Ce mot n’existe pas.")
    batch = start(school, office)
    run_tasks()
    client.force_login(office)

    page = text_of(client.get(batch.get_absolute_url()))
    file = client.get(reverse("documents:batch_result", args=(batch.pk,)))

    assert page.count("http-equiv") == page.count("hx-trigger") == 0
    assert page.count("Ce mot n’existe pas.") == 1
    addresses = {name: page.count(f'"{url}"') for name, (_, url) in pages_of(batch).items()}
    assert addresses == {"batch": 0, "result": 1, "stop": 0, "resume": 1}
    assert file.content == b"a c"
    assert file.headers["Content-Type"] == "text/plain"
    assert file.headers["Content-Disposition"] == 'attachment; filename="phrase.txt"'


def test_the_part_that_moves_is_sent_alone(client, school, office):
    batch = start(school, office)
    client.force_login(office)

    part = text_of(
        client.get(batch.get_absolute_url(), HTTP_HX_REQUEST="true", HTTP_HX_TARGET="batch")
    )

    assert squeeze(part).startswith('<div id="batch"')
    assert part.count("<html") == 0


def test_the_buttons_stop_and_resume(client, school, office):
    batch = start(school, office)
    client.force_login(office)

    client.post(reverse("documents:batch_stop", args=(batch.pk,)))
    stopped = after(batch).state
    client.post(reverse("documents:batch_resume", args=(batch.pk,)))

    assert (stopped, after(batch).state) == (BatchState.STOPPED, BatchState.QUEUED)


def test_stopping_what_is_over_is_said(client, school, office):
    batch = start(school, office)
    run_tasks()
    client.force_login(office)

    response = client.post(
        reverse("documents:batch_stop", args=(batch.pk,)),
        follow=True,
        HTTP_REFERER=f"http://testserver{batch.get_absolute_url()}",
    )

    assert text_of(response).count("« Arrêter » n’est plus possible") == 1


def test_a_work_without_a_file_has_nothing_to_take_away(client, school, office):
    batch = start(school, office)
    client.force_login(office)

    assert client.get(reverse("documents:batch_result", args=(batch.pk,))).status_code == 404


@pytest.mark.parametrize(
    "role", [Role.STUDENT, Role.TEACHER, Role.HEAD, Role.INSPECTOR], ids=lambda role: role.value
)
def test_a_member_who_did_not_ask_for_it_sees_nothing_of_it(client, school, office, role):
    batch = start(school, office)
    run_tasks()
    client.force_login(factories.make_user(school, role))

    assert set(statuses(client, batch).values()) == {404}


def test_another_school_sees_nothing_of_it(client, school, office):
    batch = start(school, office)
    run_tasks()
    client.force_login(factories.make_user(factories.make_school("Ailleurs"), Role.OFFICE))

    assert set(statuses(client, batch).values()) == {404}


def test_nobody_signed_in_is_sent_to_the_sign_in_page(client, school, office):
    batch = start(school, office)

    assert set(statuses(client, batch).values()) == {302}


def test_whoever_asked_for_it_follows_it_while_a_member(client, school):
    teacher = factories.make_user(school, Role.TEACHER)
    batch = start(school, teacher)
    run_tasks()
    client.force_login(teacher)
    as_member = client.get(batch.get_absolute_url()).status_code

    teacher.memberships.all().delete()

    assert as_member == 200
    assert Batch.objects.visible_to(teacher).count() == 0


def test_a_link_holder_has_no_works(school, office):
    start(school, office)
    placement = factories.make_placement(factories.make_enrolment(factories.make_cohort(school)))
    link = factories.make_link(placement, "tutor")

    assert Batch.objects.visible_to(link).count() == 0


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_costs_the_same_however_long(client, school, office, django_assert_num_queries, n):
    for rank in range(n):
        start(school, office, rank=rank)
    start(factories.make_school("Ailleurs"), factories.make_user())
    run_tasks()
    client.force_login(office)

    with django_assert_num_queries(6):
        page = text_of(client.get(reverse("documents:batches")))

    assert page.count("3 sur 3") == n


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_costs_the_same_however_long(client, school, office, django_assert_num_queries, n):
    MEETS.update({key: DomainError("no", "Non.") for key in "abc"[:n]})
    batch = start(school, office, keys="abcd")
    run_tasks()
    client.force_login(office)

    with django_assert_num_queries(12):
        page = text_of(client.get(batch.get_absolute_url()))

    assert page.count("Non.") == n


def test_a_student_has_no_list_of_works(client, school):
    client.force_login(factories.make_user(school, Role.STUDENT))

    assert client.get(reverse("documents:batches")).status_code == 403
