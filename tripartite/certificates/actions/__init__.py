from tripartite.certificates.actions.closing import close
from tripartite.certificates.actions.issuing import issue, reissue
from tripartite.certificates.actions.reminding import remind_hosts

__all__ = ["close", "issue", "reissue", "remind_hosts"]
