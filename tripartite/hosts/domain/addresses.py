"""E-mail addresses that are well formed and yet probably wrong: asked about, never refused."""

from collections.abc import Mapping

from rapidfuzz.distance import OSA

#: Where most people have their mail in France and Monaco.
COMMON_DOMAINS = (
    "gmail.com",
    "orange.fr",
    "wanadoo.fr",
    "hotmail.com",
    "hotmail.fr",
    "outlook.com",
    "outlook.fr",
    "yahoo.com",
    "yahoo.fr",
    "icloud.com",
    "free.fr",
    "sfr.fr",
    "laposte.net",
    "live.fr",
    "bbox.fr",
    "neuf.fr",
    "monaco.mc",
)
#: Real domains one letter away from a common one.
_REAL = frozenset({"ymail.com", "mail.com", "gmx.com", "gmx.fr", "live.com", "me.com"})


def likely_meant(email: str) -> str:
    """The address that was probably meant, when the domain is a slip away from a common one.

    « paul@gmial.com » → « paul@gmail.com »; empty when nothing is doubtful.
    """
    name, at, domain = email.strip().partition("@")
    domain = domain.casefold()
    if not at or domain in COMMON_DOMAINS or domain in _REAL:
        return ""
    for known in COMMON_DOMAINS:
        allowed = 2 if len(known) > 8 else 1
        if OSA.distance(domain, known, score_cutoff=allowed) <= allowed:
            return f"{name}@{known}"
    return ""


def doubt_about(whose: str, email: str, own: Mapping[str, str]) -> str:
    """The sentence that asks whether the address is right; empty when nothing is doubtful.

    ``own`` gives, by address in lower case, the people of the school's side who use it already.
    """
    if not email:
        return ""
    if meant := likely_meant(email):
        return f"{whose} : « {email} » ; ne serait-ce pas « {meant} » ?"
    if person := own.get(email.casefold()):
        return f"{whose} : « {email} » est l’adresse de {person}."
    return ""
