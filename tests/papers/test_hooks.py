"""A higher app acts in the transaction of the seal."""

from django.utils.module_loading import import_string

from tripartite.papers.hooks import paths


def test_each_path_leads_to_a_function() -> None:
    for path in paths():
        assert callable(import_string(path))
