"""Nothing is reachable unless somebody said by whom."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.urls import URLPattern, URLResolver, get_resolver

OURS = ("tripartite.", "config.")
#: URL names that we did not write, and why they are safe.
THEIRS = {
    "admin:": "staff only, checked by AdminSite",
    "account_": "allauth: sign-in, reset, password change; sign-up is closed by the adapter",
    "mfa_": "allauth: second factor of the signed-in user's own account",
}


def iter_patterns(
    resolver: URLResolver | None = None, namespace: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", pattern
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from iter_patterns(pattern, inner)


def module_of(pattern: URLPattern) -> str:
    view = pattern.callback
    return str(getattr(view, "view_class", view).__module__)


def our_patterns() -> list[tuple[str, URLPattern]]:
    return [(name, p) for name, p in iter_patterns() if module_of(p).startswith(OURS)]


@register(Tags.security)
def every_view_states_its_access(**_kwargs: Any) -> list[CheckMessage]:
    return list(unguarded())


def unguarded() -> Iterator[Error]:
    for name, pattern in iter_patterns():
        if module_of(pattern).startswith(OURS):
            if not hasattr(pattern.callback, "access"):
                yield Error(
                    f"The view of {name!r} does not say who may reach it.",
                    hint="Decorate it with @public, @allow or @allow_on.",
                    id="core.E001",
                )
        elif not name.startswith(tuple(THEIRS)):
            yield Error(
                f"{name!r} comes from {module_of(pattern)}, which nobody vouched for.",
                hint="Add it to core.checks.THEIRS with the reason.",
                id="core.E002",
            )
