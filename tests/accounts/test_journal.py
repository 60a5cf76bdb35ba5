"""The journal is written once: by the model, by the queryset, by the database itself."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests import factories
from tripartite.accounts.journal import record
from tripartite.accounts.models import JournalEntry, School
from tripartite.core.origin import Origin, coming_from


@pytest.fixture
def entry(school: School) -> JournalEntry:
    return record(by=None, school=school, verb="test", sentence="Un acte", file="placement:1")


def test_an_entry_says_who_what_and_from_where(school: School) -> None:
    user = factories.make_user(school)

    with coming_from(Origin("192.0.2.1", "navigateur")):
        entry = record(by=user, school=school, verb="x.done", sentence="Fait", file="f:1", n=3)

    told = (entry.actor_name, entry.ip, entry.user_agent, entry.detail)
    assert told == (str(user), "192.0.2.1", "navigateur", {"n": 3})


def test_the_model_refuses_changes(entry: JournalEntry) -> None:
    entry.sentence = "Un autre acte"

    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()
    with pytest.raises(TypeError):
        JournalEntry.objects.all().update(sentence="x")
    with pytest.raises(TypeError):
        JournalEntry.objects.all().delete()


def test_the_database_refuses_changes(entry: JournalEntry) -> None:
    statement = "UPDATE accounts_journalentry SET sentence = 'x' WHERE id = %s"

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [entry.pk])


def test_a_file_tells_its_own_story_latest_first(school: School, entry: JournalEntry) -> None:
    later = record(by=None, school=school, verb="test", sentence="Ensuite", file="placement:1")
    record(by=None, school=school, verb="test", sentence="Ailleurs", file="placement:2")

    assert list(JournalEntry.objects.of("placement:1")) == [later, entry]
