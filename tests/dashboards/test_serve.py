"""Starting the server."""

import pytest
from django.core.management import CommandError, call_command

from tripartite.accounts.models import School


def test_a_demonstration_does_not_start_on_a_real_school(school: School, settings) -> None:
    settings.DEMO = True

    with pytest.raises(CommandError, match="real school"):
        call_command("serve", verbosity=0)
