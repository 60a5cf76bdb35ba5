"""The door of an invited person. Opening it consumes nothing; choosing a password does."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tripartite.accounts import actions
from tripartite.accounts.forms import ChoosePasswordForm
from tripartite.accounts.invitations import by_token, is_fresh, is_used
from tripartite.accounts.middleware import SESSION_KEY
from tripartite.core.access import public
from tripartite.core.errors import DomainError

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@public("the landing page of an invitation: the token is the key; unknown tokens say only that")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("password", "again")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    found = by_token(token)
    if found is None:
        return render(request, "accounts/invitation_unknown.html", status=404)
    context = {"invitation": found, "token": token}
    if is_used(found) or not found.user.is_active:
        return render(request, "accounts/invitation_used.html", context, status=410)
    if not is_fresh(found):
        return render(request, "accounts/invitation_expired.html", context, status=410)
    form = ChoosePasswordForm(request.POST if request.method == "POST" else None, user=found.user)
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.accept_invitation(
                invitation=found, password=form.cleaned_data["password"]
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            request.session.pop(SESSION_KEY, None)
            login(request, user, backend=BACKEND)
            messages.success(request, f"Bienvenue {user.first_name}, votre compte est ouvert.")
            return redirect("/")
    return render(request, "accounts/invitation.html", context | {"form": form})
