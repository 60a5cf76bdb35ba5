"""The table of events is the whole truth, and each of its messages can be read."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from tests import factories
from tests.mailing import samples
from tripartite.accounts.models import School
from tripartite.mailing.domain import Message
from tripartite.mailing.events import EVENTS
from tripartite.placements.domain import State

PACKAGE = Path(__file__).parents[2] / "tripartite"


def kinds_in_the_code() -> set[str]:
    """Every word given as ``kind`` to something that makes a message."""
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for call in calls_of(ast.parse(path.read_text())):
            for keyword in call.keywords:
                if keyword.arg == "kind":
                    found |= words_of(keyword.value)
    return found


def calls_of(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        if name.lower().endswith("message"):
            yield node


def words_of(value: ast.expr) -> set[str]:
    return {
        node.value
        for node in ast.walk(value)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@pytest.fixture
def messages(school: School) -> list[Message]:
    """One of each, from the sample modules of the apps."""
    cohort = factories.make_cohort(school)
    placement = factories.make_placement(
        factories.make_enrolment(cohort),
        referent=factories.make_teacher(cohort, first_name="Éric", last_name="Référent"),
        state=State.APPROVED,
        framed=True,
        reason="Les missions manquent de précision.",
    )
    return [
        message
        for module in pkgutil.iter_modules(samples.__path__)
        for message in importlib.import_module(f"{samples.__name__}.{module.name}").messages(
            placement
        )
    ]


def test_no_message_lacks_a_row_and_no_row_a_message():
    assert kinds_in_the_code() == set(EVENTS)


@pytest.mark.parametrize("kind", EVENTS)
def test_no_event_lacks_a_recipient_a_channel_or_a_moment(kind):
    event = EVENTS[kind]

    assert all([event.label, event.recipients, event.channels, event.when])


def test_every_event_has_its_sample(messages):
    assert {message.kind for message in messages} == set(EVENTS)


def test_every_message_is_whole(messages):
    """Rendered with undefined variables forbidden (--fail-on-template-vars)."""
    for message in messages:
        context = {"message": message}
        text = render_to_string("emails/message.txt", context)
        html = render_to_string("emails/message.html", context)
        assert message.to, message.kind
        assert message.subject, message.kind
        assert "\n" not in message.subject, message.kind
        for paragraph in message.paragraphs:
            assert paragraph in text, message.kind
            assert not paragraph.endswith(" "), message.kind
        if message.button:
            assert message.button.url in text, message.kind
            assert message.button.url.startswith("http"), message.kind
        for rendered in (message.subject, text, html):
            assert not [w for w in ("None", "{{", "{%", "[]", "()") if w in rendered], message.kind
