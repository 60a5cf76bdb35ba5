import pytest

from tests import factories
from tripartite.accounts.domain import Role
from tripartite.curriculum.actions import load
from tripartite.curriculum.library import read
from tripartite.curriculum.models import Curriculum


@pytest.fixture
def ndrc(db) -> Curriculum:
    return load(data=read("bts-ndrc-2018.toml"))[0]


@pytest.fixture
def office(school):
    return factories.make_user(school, Role.OFFICE)
