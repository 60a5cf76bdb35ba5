"""The three doors, and the check that none is forgotten."""

from collections.abc import Callable

import pytest
from django.core.checks import run_checks
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path

from tripartite.core.access import allow, public
from tripartite.core.checks import unguarded


def nobody(_actor: object) -> bool:
    return False


def anybody(_actor: object) -> bool:
    return True


def a_view() -> Callable[[object], HttpResponse]:
    """A fresh view of the product: the decorators leave their mark on what they are given."""

    def say(_request: object) -> HttpResponse:
        return HttpResponse("bonjour")

    say.__module__ = "tripartite.somewhere"
    return say


def test_every_view_of_the_product_declares_its_access() -> None:
    assert [e for e in run_checks() if e.id in {"core.E001", "core.E002"}] == []


class Forgotten:
    """A view of ours that says nothing, and one of others that nobody vouched for."""

    urlpatterns = [
        path("oubli/", a_view(), name="forgotten"),
        path("autre/", run_checks, name="foreign"),
    ]


def test_a_forgotten_decorator_stops_the_product() -> None:
    with override_settings(ROOT_URLCONF=Forgotten):
        assert [e.id for e in unguarded()] == ["core.E001", "core.E002"]


@pytest.mark.parametrize(("rule", "status"), [(anybody, 200), (nobody, None)])
def test_a_rule_opens_or_refuses(rule: object, status: int | None) -> None:
    request = RequestFactory().get("/")
    request.actor = object()

    if status is None:
        with pytest.raises(PermissionDenied):
            allow(rule)(a_view())(request)
    else:
        assert allow(rule)(a_view())(request).status_code == status


def test_nobody_known_is_sent_to_sign_in() -> None:
    request = RequestFactory().get("/stages/1/")
    request.actor = None

    answer = allow(anybody)(a_view())(request)

    assert (answer.status_code, answer.url) == (302, "/compte/login/?next=/stages/1/")


def test_a_public_view_says_why() -> None:
    assert public("the welcome page")(a_view()).access == "public: the welcome page"
