"""A paper out, in a browser."""

import pytest

from tripartite.papers import actions
from tripartite.papers.models import Paper
from tripartite.placements.domain import Relation


@pytest.fixture
def out(paper: Paper) -> Paper:
    return actions.send_out(paper=paper, by=None, relations={Relation.OFFICE})
