"""Two people of one host who may be one, or who read one address: asked about, never guessed."""

from collections.abc import Iterable

from tripartite.hosts.domain import ContactDetails


def doubt_about(person: ContactDetails, known: Iterable[ContactDetails]) -> str:
    """What to ask before this person joins those already known; empty without a doubt.

    The same name is often the same person with a new address; one address for two people is
    often a slip, and both would then sign from one mailbox.
    """
    others = list(known)
    email = person.email.casefold()
    for other in others:
        if other.person == person.person:
            where = other.email or "sans adresse"
            return (
                f"{other.first_name} {other.last_name} est déjà dans cette fiche ({where}) : "
                "corrigez plutôt son contact, ou cochez cette case si c’est une autre personne."
            )
    for other in others:
        if email and other.email.casefold() == email:
            return (
                f"{other.first_name} {other.last_name} a la même adresse : les messages et les "
                "codes de signature des deux arriveraient au même endroit. Corrigez-la, ou cochez "
                "cette case si les deux la lisent."
            )
    return ""


def is_one_person(
    one: ContactDetails, other: ContactDetails, *, host: int | None, other_host: int | None
) -> bool:
    """Whether two contacts are one human being, for rules that count people (L124-10).

    The same name in one host, whatever the address; elsewhere the same name and the same address,
    for namesakes are many and a shop of a chain has its own file.
    """
    if one.person != other.person:
        return False
    here = host is not None and host == other_host
    return here or bool(one.email and one.email.casefold() == other.email.casefold())
