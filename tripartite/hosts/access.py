"""Who keeps the files of the hosts: the office of their school."""

from typing import Any

from tripartite.accounts.access import runs
from tripartite.hosts.models import Contact, Host, Site


def runs_host(actor: Any, host: Host) -> bool:
    """The office of the school that knows this host."""
    return runs(actor, host.school)


def runs_site(actor: Any, site: Site) -> bool:
    return runs(actor, site.host.school)


def runs_contact(actor: Any, contact: Contact) -> bool:
    return runs(actor, contact.host.school)
