"""What the script of drafts is told, and the number that makes two sendings one."""

import uuid

import pytest
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from tripartite.core.drafts import DraftMiddleware, SendingField
from tripartite.core.errors import DomainError
from tripartite.core.middleware import RefusalMiddleware

SOMEBODY = object()


def ask(answer: HttpResponse, *, script: bool, actor: object = SOMEBODY) -> HttpResponse:
    request = RequestFactory().post("/", headers={"X-Draft": "1"} if script else {})
    request.actor = actor
    return DraftMiddleware(lambda _request: answer)(request)


def test_the_script_is_told_where_a_browser_would_have_gone():
    sent = HttpResponseRedirect("/journal/12/")
    sent.set_cookie("messages", "C’est noté")

    told = ask(sent, script=True)

    assert (told.status_code, told["X-Location"]) == (204, "/journal/12/")
    assert "messages" in told.cookies


def test_the_script_is_told_that_the_session_is_over():
    told = ask(HttpResponseRedirect("/compte/login/?next=/"), script=True, actor=None)

    assert told.status_code == 401


@pytest.mark.parametrize("answer", [HttpResponse("page"), HttpResponse(status=404)])
def test_other_answers_reach_the_script_as_they_are(answer):
    assert ask(answer, script=True) is answer


def test_a_browser_is_redirected():
    sent = HttpResponseRedirect("/journal/12/")

    assert ask(sent, script=False) is sent


def test_a_refusal_is_not_taken_for_a_success():
    request = RequestFactory().post(
        "/", headers={"X-Draft": "1", "Referer": "http://testserver/journal/"}
    )

    answer = RefusalMiddleware(lambda _r: HttpResponse()).process_exception(
        request, DomainError("no", "Ce n’est plus possible.")
    )

    assert answer is not None
    assert answer.status_code == 409


def test_each_page_has_its_own_number():
    field = SendingField()

    assert field.initial() != field.initial()


@pytest.mark.parametrize("sent", ["", None, "nothing of the kind"])
def test_a_form_without_number_is_sent_for_the_first_time(sent):
    assert isinstance(SendingField().clean(sent), uuid.UUID)


def test_the_number_of_the_page_is_kept():
    number = uuid.uuid4()

    assert SendingField().clean(str(number)) == number


def test_the_worker_is_allowed_over_the_site_and_taken_anew(client):
    response = client.get("/_ui/hors-ligne.js")

    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Service-Worker-Allowed"] == "/"
    assert response["Cache-Control"] == "no-cache"
