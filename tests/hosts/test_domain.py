"""Identifiers and the comparison of names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripartite.hosts.domain import (
    CLIENTELE_LABELS,
    IDENTIFIER_LABELS,
    LEGAL_FORM_LABELS,
    Clientele,
    HostError,
    IdentifierKind,
    LegalForm,
    clean_identifier,
    fold,
)

K = IdentifierKind


@pytest.mark.parametrize(
    ("kind", "written", "kept"),
    [
        (K.SIRET, "732 829 320 00074", "73282932000074"),
        (K.SIRET, " 73282932000074 ", "73282932000074"),
        (K.SIRET, "35600000000048", "35600000000048"),
        (K.RCI, "05 S 04123", "05 S 04123"),
        (K.RCI, "05s04123", "05 S 04123"),
        (K.RCI, "56-P-00557", "56 P 00557"),
        (K.NIS, " 4711b  12345 ", "4711B 12345"),
        (K.NONE, "  ", ""),
    ],
)
def test_an_identifier_is_kept_in_one_form(kind, written, kept):
    assert clean_identifier(kind, written) == kept


@pytest.mark.parametrize(
    ("kind", "written", "code"),
    [
        (K.SIRET, "732 829 320 00075", "siret_key"),
        (K.SIRET, "732 829 320", "siret_form"),
        (K.SIRET, "73282932OOOO74", "siret_form"),
        (K.SIRET, "", "identifier_missing"),
        (K.RCI, "5 S 04123", "rci_form"),
        (K.RCI, "05 S 0412", "rci_form"),
        (K.RCI, "", "identifier_missing"),
        (K.NIS, "x" * 21, "nis_form"),
        (K.NIS, " ", "identifier_missing"),
        (K.NONE, "73282932000074", "identifier_without_kind"),
    ],
)
def test_an_identifier_that_is_none_is_refused_with_its_reason(kind, written, code):
    with pytest.raises(HostError) as refusal:
        clean_identifier(kind, written)

    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("L’Épicerie  d'Éze", "l epicerie d eze"),
        ("CŒUR & CIE", "coeur cie"),
        ("Straße 12", "strasse 12"),
        ("  ", ""),
    ],
)
def test_names_are_compared_without_accents_capitals_or_punctuation(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("kinds", "labels"),
    [
        (LegalForm, LEGAL_FORM_LABELS),
        (Clientele, CLIENTELE_LABELS),
        (IdentifierKind, IDENTIFIER_LABELS),
    ],
)
def test_each_kind_has_its_french_label(kinds, labels):
    assert list(labels) == list(kinds)
