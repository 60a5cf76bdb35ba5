"""The pages of allauth in our layout, drawn without a fault for a signed-in person."""

import re

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse

from tests import factories

PAGES = (
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
)


@pytest.fixture
def signed_in(client, school):
    user = factories.make_user(school)
    client.post(reverse("account_login"), {"login": user.email, "password": "secret"})
    client.post(reverse("account_reauthenticate"), {"password": "secret"})
    return client


@pytest.mark.parametrize("name", PAGES)
def test_an_account_page_is_drawn_with_one_heading(signed_in, name):
    response = signed_in.get(reverse(name))

    assert response.status_code == 200
    assert len(re.findall(r"<h1>", response.content.decode())) == 1


def test_a_wrong_current_password_is_said_next_to_its_field(signed_in):
    response = signed_in.post(reverse("account_change_password"), {"oldpassword": "non"})

    html = response.content.decode()

    assert 'id="id_oldpassword_error"' in html
    assert 'href="#id_oldpassword"' in html


def test_double_authentication_goes_from_the_code_to_the_spare_codes(signed_in):
    key = signed_in.get(reverse("mfa_activate_totp")).context["form"].secret
    code = format_hotp_value(hotp_value(key, next(iter(yield_hotp_counters_from_time()))))

    signed_in.post(reverse("mfa_activate_totp"), {"code": code})
    pages = {
        name: signed_in.get(reverse(name)).content.decode()
        for name in ("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes")
    }

    assert re.search(r"Il en reste\s+10\.", pages["mfa_index"])
    assert pages["mfa_view_recovery_codes"].count("<code>") == 10
    assert "Les 10 codes qui restent" in pages["mfa_generate_recovery_codes"]
    assert signed_in.get(reverse("mfa_deactivate_totp")).status_code == 200


def test_everybody_signed_in_finds_the_way_out(signed_in):
    html = signed_in.get(reverse("account_change_password")).content.decode()

    assert f'<form method="post" action="{reverse("account_logout")}">' in html
