"""Slips of the hand: in the names of hosts, in the domains of addresses."""

import pytest

from tripartite.hosts.domain import HostError, check_site_siret, legal_key
from tripartite.hosts.domain.addresses import doubt_about, likely_meant
from tripartite.hosts.domain.likeness import alike_words, like_every_word, same_name, slips_allowed

TEXTS = {1: "|maison azur|| 3 rue du port 06300 nice", 2: "|boulangerie martin|| 06800 cagnes"}


@pytest.mark.parametrize(
    ("word", "slips"), [("", 0), ("eze", 0), ("azur", 1), ("martin", 1), ("boulangerie", 2)]
)
def test_a_longer_word_bears_more_slips(word, slips):
    assert slips_allowed(word) == slips


def test_figures_are_never_guessed():
    assert alike_words("06300", {"06800", "06300"}) == {"06300"}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("maisno azur", [1]),
        ("azr", []),
        ("maizon", [1]),
        ("boulangrie", [2]),
        ("boulangeri mrtin", [2]),
        ("boulangrei cagnes", [2]),
        ("maison cagnes", []),
        ("06300", [1]),
        ("inconnue", []),
    ],
)
def test_every_word_counts_a_slip_apart(words, found):
    assert like_every_word(words.split(), TEXTS) == found


def test_nothing_is_found_among_nothing():
    assert like_every_word(["azur"], {}) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("maison azur", "maison azur", True),
        ("maison azur", "sarl maison azur", True),
        ("azur maison", "maison azur", True),
        ("maison azur", "maison azure", True),
        ("maison azur", "mason azur", True),
        ("maison azur", "maison rose", False),
        ("sarl", "sas", False),
        ("", "maison azur", False),
    ],
)
def test_two_names_of_one_organisation(one, other, same):
    assert same_name(one, other) is same


@pytest.mark.parametrize(
    ("email", "meant"),
    [
        ("paul@gmial.com", "paul@gmail.com"),
        ("paul@gmail.co", "paul@gmail.com"),
        ("paul@ornage.fr", "paul@orange.fr"),
        ("paul@hotmial.fr", "paul@hotmail.fr"),
        ("paul@laposte.ent", "paul@laposte.net"),
        ("paul@gmail.com", ""),
        ("paul@Gmail.com", ""),
        ("paul@ymail.com", ""),
        ("paul@maison-azur.example", ""),
        ("pas une adresse", ""),
    ],
)
def test_the_domain_that_was_probably_meant(email, meant):
    assert likely_meant(email) == meant


def test_a_doubtful_address_is_asked_about():
    own = {"ines@ecole.example": "Inès Moreau, l’étudiante"}

    assert doubt_about("Tuteur", "", own) == ""
    assert doubt_about("Tuteur", "a@azur.example", own) == ""
    assert (
        doubt_about("Tuteur", "a@gmial.com", own)
        == "Tuteur : « a@gmial.com » ; ne serait-ce pas « a@gmail.com » ?"
    )
    assert (
        doubt_about("Tuteur", "Ines@ecole.example", own)
        == "Tuteur : « Ines@ecole.example » est l’adresse de Inès Moreau, l’étudiante."
    )


def test_the_legal_person_of_an_identifier():
    assert legal_key("siret", "73282932000074") == "732829320"
    assert legal_key("rci", "05 S 04123") == "05 S 04123"
    assert legal_key("none", "") == ""


def test_the_siret_of_a_place_is_one_of_its_host():
    assert check_site_siret(" ", kind="siret", identifier="73282932000074") == ""
    assert (
        check_site_siret("732 829 320 00082", kind="siret", identifier="73282932000074")
        == "73282932000082"
    )
    assert check_site_siret("73282932000074", kind="none", identifier="") == "73282932000074"
    with pytest.raises(HostError) as refusal:
        check_site_siret("552 100 554 00013", kind="siret", identifier="73282932000074")
    assert refusal.value.sentence == (
        "Ce SIRET est celui d’une autre entreprise : ses neuf premiers chiffres devraient être "
        "732 829 320."
    )
