"""The agreements of a class sent at once: the table before, the work, what is left after."""

import pytest
from django.urls import reverse

from tests import factories
from tests.agreements.ready import make_competence, make_ready
from tests.papers.conftest import run_tasks
from tripartite.accounts.domain import Role
from tripartite.accounts.models import School, User
from tripartite.agreements import actions, classes
from tripartite.agreements.class_queue import ClassWorker
from tripartite.documents.actions import resume_batch, stop_batch
from tripartite.documents.models import Batch
from tripartite.papers.models import Paper
from tripartite.placements.domain import State
from tripartite.placements.models import Placement


@pytest.fixture
def placement(school: School) -> Placement:
    return make_ready(school)


@pytest.fixture
def office(client, placement: Placement) -> User:
    user = User.objects.get(memberships__role=Role.OFFICE)
    client.force_login(user)
    return user


def another(placement: Placement, **fields) -> Placement:
    """A classmate as ready as the first, at a host of his own."""
    student = factories.make_student(placement.school, address="1 rue", **fields)
    enrolment = factories.make_enrolment(placement.period.cohort, student)
    made = factories.make_placement(
        enrolment, referent=placement.referent, state=State.APPROVED, framed=True
    )
    make_competence(made.missions.get().tasks.get(), "Vendre")
    return made


def url_of(placement: Placement, name: str = "class_table") -> str:
    return reverse(f"agreements:{name}", kwargs={"period": placement.period_id})


def lines(batch: Batch) -> list[tuple[str, str]]:
    return list(batch.items.order_by("position").values_list("state", "sentence"))


def test_the_table_says_who_is_ready_and_who_lacks_what(client, placement, office) -> None:
    lacking = another(placement, first_name="Zoé", last_name="Zola")
    Placement.objects.filter(pk=lacking.pk).update(tutor=None)
    factories.make_enrolment(placement.period.cohort)

    page = client.get(url_of(placement))

    rows = {row.enrolment.student.user.last_name: row for row in page.context["rows"]}
    assert (page.context["ready"], page.context["total"]) == (1, 3)
    assert [gap.sentence for gap in rows["Zola"].gaps] == ["Le tuteur n’est pas nommé."]
    assert rows["Zola"].gaps[0].url == reverse(
        "placements:declaration", kwargs={"placement": lacking.pk}
    )


def test_the_ticked_ones_are_sent_with_a_line_each(client, placement, office) -> None:
    second = another(placement, first_name="Zoé", last_name="Zola")

    answer = client.post(url_of(placement, "class_send"), {"stage": [placement.pk, second.pk]})
    run_tasks()

    batch = Batch.objects.get()
    papers = list(Paper.objects.order_by("pk"))
    assert answer["Location"] == batch.get_absolute_url()
    assert [p.state for p in papers] == ["out", "out"]
    assert lines(batch) == [
        ("done", f"Convention n° {papers[0].number} envoyée ; Inès Moreau est invité à signer."),
        ("done", f"Convention n° {papers[1].number} envoyée ; Zoé Zola est invité à signer."),
    ]
    text = client.get(batch.get_absolute_url()).content.decode()
    assert "Ce qui est fait" in text
    assert f'<a href="{url_of(placement)}">Tableau de la classe</a>' in text


def test_what_cannot_leave_is_refused_with_its_sentence_and_what_left_is_skipped(
    client, placement, office
) -> None:
    lacking = another(placement, first_name="Zoé", last_name="Zola")
    Placement.objects.filter(pk=lacking.pk).update(tutor=None)
    sent = actions.send(placement=placement, by=office)

    client.post(url_of(placement, "class_send"), {"stage": [placement.pk, lacking.pk]})
    run_tasks()

    (skipped, refused) = lines(Batch.objects.get())
    assert skipped[1].startswith(f"Laissée telle quelle : convention n° {sent.number} déjà envoyée")
    assert refused == (
        "failed",
        "1\u00a0mention manque à la convention. D’abord : Le tuteur n’est pas nommé. La page de "
        "préparation dit où compléter.",
    )
    assert Paper.objects.count() == 1


def test_nobody_ticked_is_said_and_nothing_leaves(client, placement, office) -> None:
    page = client.post(url_of(placement, "class_send"), {})

    assert page.context["refusal"] == (
        "Cochez au moins un étudiant dont la convention peut partir."
    )
    assert Batch.objects.count() == 0


def test_the_placements_of_another_class_are_nobody_here(client, placement, office) -> None:
    other = factories.make_placement(
        factories.make_enrolment(factories.make_cohort(placement.school, name="Autre"))
    )

    page = client.post(url_of(placement, "class_send"), {"stage": [other.pk, "x", "9" * 30]})

    assert (page.status_code, Batch.objects.count()) == (200, 0)


def test_a_worker_killed_after_the_sending_sends_nothing_twice(placement, office) -> None:
    batch = classes.order_agreements(period=placement.period, placements=[placement.pk], by=office)
    ClassWorker(batch).step(batch.items.get())  # and the note is never written

    run_tasks()

    paper = Paper.objects.get()
    assert lines(batch) == [("done", f"Convention n° {paper.number} envoyée.")]


def test_a_stopped_work_is_taken_up_again(placement, office) -> None:
    batch = classes.order_agreements(period=placement.period, placements=[placement.pk], by=office)
    stop_batch(batch=batch, by=office)
    run_tasks()
    before = Paper.objects.count()

    resume_batch(batch=batch, by=office)
    run_tasks()

    assert (before, Paper.objects.count()) == (0, 1)


@pytest.mark.parametrize("n", [1, 3])
def test_the_table_costs_the_same_whatever_the_class(
    client, placement, office, django_assert_num_queries, n
) -> None:
    for number in range(2, n + 1):
        another(placement, first_name="Zoé", last_name=f"Zola {number}")

    with django_assert_num_queries(27):
        client.get(url_of(placement))


def test_while_the_framing_is_written_only_what_the_office_can_mend_is_listed(
    client, placement, office
) -> None:
    draft = another(placement, first_name="Zoé", last_name="Zola")
    Placement.objects.filter(pk=draft.pk).update(state=State.DRAFT, tutor=None)
    draft.missions.all().delete()

    page = client.get(url_of(placement))

    row = next(r for r in page.context["rows"] if r.check and r.check.placement.pk == draft.pk)
    assert [gap.sentence for gap in row.gaps] == ["Le tuteur n’est pas nommé."]
