"""Every view states who may reach it, and receives objects already authorised.

``request.actor`` is set by the accounts middleware: a signed-in user, the holder of a personal
link, or None. Each view wears exactly one of the three decorators; core.checks proves it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

View = Callable[..., HttpResponse]


def public(reason: str) -> Callable[[View], View]:
    """Anybody may reach the view; the reason is kept for docs/permissions.md."""

    def decorate(view: View) -> View:
        view.access = f"public: {reason}"  # type: ignore[attr-defined]  # a mark read by core.checks
        return login_not_required(view)

    return decorate


def allow(rule: Callable[[Any], bool]) -> Callable[[View], View]:
    """Actors for whom ``rule(actor)`` holds; others who are known get 403."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            actor = getattr(request, "actor", None)
            if actor is None:
                return redirect_to_login(request.get_full_path())
            if not rule(actor):
                raise PermissionDenied
            return view(request, **kwargs)

        guarded.access = rule.__name__  # type: ignore[attr-defined]  # a mark read by core.checks
        return login_not_required(guarded)

    return decorate


def allow_on(model: type[Model], rule: Callable[[Any, Any], bool]) -> Callable[[View], View]:
    """Load the object among those visible (404), ask ``rule(actor, object)`` (403), hand it over.

    The URL parameter bears the model's name in lower case.
    """
    param = str(model._meta.model_name)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            actor = getattr(request, "actor", None)
            if actor is None:
                return redirect_to_login(request.get_full_path())
            visible = model._default_manager.visible_to(actor)  # type: ignore[attr-defined]  # each has one
            obj = get_object_or_404(visible, pk=kwargs.pop(param))
            if not rule(actor, obj):
                raise PermissionDenied
            return view(request, obj, **kwargs)

        label = f"{model._meta.label}: {rule.__name__}"
        guarded.access = label  # type: ignore[attr-defined]  # a mark read by core.checks
        return login_not_required(guarded)

    return decorate
