"""The door of an invited person."""

import pytest
from django.urls import reverse

from tests import factories
from tripartite.accounts.actions import accept_invitation, open_invitation
from tripartite.accounts.domain import Role
from tripartite.accounts.invitations import token_of
from tripartite.accounts.middleware import SESSION_KEY
from tripartite.accounts.models import Invitation
from tripartite.mailing.models import OutgoingMessage

PASSWORD = "orangers-en-fleur-2026"


@pytest.fixture
def invitation(school) -> Invitation:
    user = factories.make_user(school, Role.STUDENT, first_name="Inès", last_name="Moreau")
    user.set_unusable_password()
    user.save(update_fields=["password"])
    return open_invitation(user=user, school=school, by=None)


@pytest.fixture
def path(invitation) -> str:
    return reverse("accounts:invitation", args=[token_of(invitation)])


def grow_old(invitation: Invitation) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(sent_at="2020-01-01T00:00Z")


def test_opening_shows_who_is_invited_and_consumes_nothing(client, invitation, path):
    pages = [client.get(path), client.head(path), client.get(path)]

    assert [p.status_code for p in pages] == [200, 200, 200]
    text = pages[0].content.decode()
    assert text.count("Inès Moreau") == 1
    assert text.count(invitation.user.email) == 2
    invitation.refresh_from_db()
    assert (invitation.accepted_at, invitation.version) == (None, 1)


def test_choosing_a_password_opens_the_account_and_signs_in(client, invitation, path):
    response = client.post(path, {"password": PASSWORD, "again": PASSWORD})

    assert response.status_code == 302
    assert response["Location"] == "/"
    assert client.session["_auth_user_id"] == str(invitation.user_id)
    invitation.refresh_from_db()
    assert invitation.user.check_password(PASSWORD)
    assert invitation.accepted_at is not None


def test_the_password_opens_the_sign_in_page_too(client, invitation, path):
    client.post(path, {"password": PASSWORD, "again": PASSWORD})
    client.logout()

    client.post(reverse("account_login"), {"login": invitation.user.email, "password": PASSWORD})

    assert client.session["_auth_user_id"] == str(invitation.user_id)


def test_a_personal_link_open_in_the_browser_is_left(client, invitation, path):
    session = client.session
    session[SESSION_KEY] = [1, 1]
    session.save()

    client.post(path, {"password": PASSWORD, "again": PASSWORD})

    assert client.session.get(SESSION_KEY) is None


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "password"),
        ({"password": PASSWORD}, "again"),
        ({"password": PASSWORD, "again": "autre"}, "again"),
        ({"password": "12345678", "again": "12345678"}, "password"),
        ({"password": "ines-moreau", "again": "ines-moreau"}, "password"),
    ],
)
def test_a_wrong_password_is_refused_beside_its_field(client, invitation, path, data, field):
    response = client.post(path, data)

    invitation.refresh_from_db()
    assert response.status_code == 200
    assert next(iter(response.context["form"].errors)) == field
    assert invitation.accepted_at is None


def test_a_used_invitation_leads_to_the_sign_in_page(client, invitation, path):
    accept_invitation(invitation=invitation, password=PASSWORD)

    shown = client.get(path)
    posted = client.post(path, {"password": "autre-mot-2026", "again": "autre-mot-2026"})

    assert (shown.status_code, posted.status_code) == (410, 410)
    assert shown.content.decode().count("Cette invitation a déjà servi") == 1
    assert shown.content.decode().count(f'href="{reverse("account_login")}"') == 1
    invitation.user.refresh_from_db()
    assert invitation.user.check_password(PASSWORD)


def test_an_expired_invitation_offers_a_new_one_at_the_same_address(client, invitation, path):
    grow_old(invitation)

    shown = client.get(path)
    renewed = client.post(reverse("school:renew_invitation", args=[token_of(invitation)]))

    assert shown.status_code == 410
    assert renewed.content.decode().count("Une nouvelle invitation est partie") == 1
    assert renewed.content.decode().count(invitation.user.email) == 0
    message = OutgoingMessage.objects.get()
    assert message.to == invitation.user.email
    invitation.refresh_from_db()
    fresh = reverse("accounts:invitation", args=[token_of(invitation)])
    assert message.text.count(fresh) == 1
    assert client.get(fresh).status_code == 200
    assert client.get(path).status_code == 404


def test_an_expired_invitation_takes_no_password(client, invitation, path):
    grow_old(invitation)

    response = client.post(path, {"password": PASSWORD, "again": PASSWORD})

    assert response.status_code == 410
    invitation.user.refresh_from_db()
    assert invitation.user.has_usable_password() is False


def test_a_used_invitation_is_not_renewed(client, invitation):
    accept_invitation(invitation=invitation, password=PASSWORD)

    response = client.post(reverse("school:renew_invitation", args=[token_of(invitation)]))

    assert response.status_code == 409
    assert OutgoingMessage.objects.count() == 0


@pytest.mark.parametrize("name", ["accounts:invitation", "school:renew_invitation"])
def test_a_token_that_is_not_ours_is_not_found(client, db, name):
    response = client.post(reverse(name, args=["1.abcdef"]))

    assert response.status_code == 404
    assert response.content.decode().count("Cette invitation n’est pas reconnue") == 1
