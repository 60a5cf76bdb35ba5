from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import engines

from tripartite.core import fr

NB = "\u00a0"
NN = "\u202f"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2027, 1, 1), "vendredi 1er janvier 2027"),
        (date(2027, 1, 4), "lundi 4 janvier 2027"),
        (date(2028, 2, 29), "mardi 29 février 2028"),
        (date(2026, 12, 31), "jeudi 31 décembre 2026"),
    ],
)
def test_a_day_is_written_in_words(day, expected):
    assert fr.day_in_words(day) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 10, 12), "12 oct."),
        (date(2026, 5, 1), "1er mai"),
        (date(2026, 7, 14), "14 juil."),
        (date(2026, 2, 28), "28 févr."),
    ],
)
def test_a_short_day_abbreviates_the_month(day, expected):
    assert fr.short_day(day) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2027, 1, 4), date(2027, 1, 29), "du lundi 4 au vendredi 29 janvier 2027"),
        (date(2027, 5, 31), date(2027, 6, 25), "du lundi 31 mai au vendredi 25 juin 2027"),
        (
            date(2026, 12, 21),
            date(2027, 1, 15),
            "du lundi 21 décembre 2026 au vendredi 15 janvier 2027",
        ),
        (
            date(2026, 1, 5),
            date(2027, 1, 29),
            "du lundi 5 janvier 2026 au vendredi 29 janvier 2027",
        ),
        (date(2027, 3, 1), date(2027, 3, 1), "le lundi 1er mars 2027"),
        (date(2027, 2, 1), date(2027, 2, 26), "du lundi 1er au vendredi 26 février 2027"),
    ],
)
def test_a_range_says_nothing_twice(start, end, expected):
    assert fr.range_in_words(start, end) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2027, 1, 4), date(2027, 1, 29), "du 4 au 29 janvier 2027"),
        (date(2027, 5, 31), date(2027, 6, 25), "du 31 mai au 25 juin 2027"),
        (date(2026, 12, 21), date(2027, 1, 1), "du 21 décembre 2026 au 1er janvier 2027"),
        (date(2027, 3, 1), date(2027, 3, 1), "le 1er mars 2027"),
    ],
)
def test_a_short_range_leaves_the_weekdays_out(start, end, expected):
    assert fr.short_range(start, end) == expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 11, 17, 17, 2, tzinfo=UTC), f"le 17 nov. à 18{NB}h{NB}02"),
        (datetime(2026, 7, 14, 17, 0, tzinfo=UTC), f"le 14 juil. à 19{NB}h{NB}00"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), f"le 1er janv. à 0{NB}h{NB}30"),
    ],
)
def test_a_moment_is_told_in_the_time_of_paris(moment, expected):
    assert fr.when(moment) == expected


def test_a_moment_in_full_carries_the_year():
    moment = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)

    assert fr.when_in_full(moment) == f"le vendredi 1er janvier 2027 à 0{NB}h{NB}30"


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (date(2027, 1, 4), f"dans 41{NB}jours"),
        (date(2026, 11, 26), f"dans 2{NB}jours"),
        (date(2026, 11, 25), "demain"),
        (date(2026, 11, 24), "aujourd’hui"),
        (date(2026, 11, 23), f"en retard de 1{NB}j"),
        (date(2026, 11, 18), f"en retard de 6{NB}j"),
    ],
)
def test_a_due_date_is_told_in_days(due, expected):
    assert fr.in_days(due, date(2026, 11, 24)) == expected


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (8400, f"140{NB}h"),
        (210, f"3{NB}h{NB}30"),
        (65, f"1{NB}h{NB}05"),
        (59, f"59{NB}min"),
        (0, f"0{NB}h"),
        (-90, f"−1{NB}h{NB}30"),
        (60060, f"1{NN}001{NB}h"),
    ],
)
def test_minutes_are_written_as_hours(minutes, expected):
    assert fr.hours(minutes) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0"),
        (999, "999"),
        (1000, f"1{NN}000"),
        (1234567, f"1{NN}234{NN}567"),
        (Decimal("4.35"), "4,35"),
        (Decimal("10.0"), "10"),
        (0.5, "0,5"),
        (-12, "−12"),
    ],
)
def test_a_number_takes_a_comma_and_narrow_spaces(value, expected):
    assert fr.number(value) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (Decimal(609), f"609{NB}€"),
        (Decimal("4.5"), f"4,50{NB}€"),
        (Decimal("1234.567"), f"1{NN}234,57{NB}€"),
    ],
)
def test_an_amount_is_in_euros_and_cents(amount, expected):
    assert fr.euros(amount) == expected


@pytest.mark.parametrize(
    ("count", "words", "expected"),
    [
        (0, ("stage",), f"0{NB}stage"),
        (1, ("stage",), f"1{NB}stage"),
        (1.5, ("mois", "mois"), f"1,5{NB}mois"),
        (1.99, ("jour",), f"1,99{NB}jour"),
        (2, ("stage",), f"2{NB}stages"),
        (3, ("cheval", "chevaux"), f"3{NB}chevaux"),
    ],
)
def test_the_plural_begins_at_two(count, words, expected):
    assert fr.count_of(count, *words) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Inès", "d’Inès"),
        ("Élise", "d’Élise"),
        ("Hélène", "d’Hélène"),
        ("Yves", "d’Yves"),
        ("Yann", "de Yann"),
        ("Maison Azur", "de Maison Azur"),
        ("Les Halles", "de Les Halles"),
        ("Halles de Nice", "de Halles de Nice"),
        ("œuvres sociales", "d’œuvres sociales"),
    ],
)
def test_de_is_elided_before_a_vowel(name, expected):
    assert fr.de(name) == expected


def test_que_is_elided_before_a_vowel():
    assert (fr.que("Inès"), fr.que("Paul")) == ("qu’Inès", "que Paul")


def test_the_filters_say_what_the_functions_say():
    template = engines["django"].from_string(
        "{{ day|day_in_words }}; {{ day|range_in_words:end }}; {{ day|in_days:today }}; "
        "{{ minutes|hours }}; {{ n|count_of:'stage' }}; {{ n|count_of:'cheval,chevaux' }}; "
        "{{ nothing|day_in_words }}{{ nothing|when }}"
    )

    text = template.render(
        {
            "day": date(2027, 1, 4),
            "end": date(2027, 1, 29),
            "today": date(2027, 1, 3),
            "minutes": 8400,
            "n": 3,
            "nothing": None,
        }
    )

    assert text == (
        "lundi 4 janvier 2027; du lundi 4 au vendredi 29 janvier 2027; demain; "
        f"140{NB}h; 3{NB}stages; 3{NB}chevaux; "
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("une fiche « Réseau » : oui", "une fiche «\u00a0Réseau\u00a0»\u00a0: oui"),
        ("Vraiment ? Non ; jamais !", "Vraiment\u202f? Non\u202f; jamais\u202f!"),
        ("http://exemple.fr : 10:30", "http://exemple.fr\u00a0: 10:30"),
    ],
)
def test_no_line_breaks_before_a_double_sign(typed: str, kept: str) -> None:
    assert fr.unbroken(typed) == kept


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("« Oui »", "«\u00a0Oui\u00a0»"),
        ("Objet : stage ; suite", "Objet\u00a0: stage\u00a0; suite"),
        ("Vraiment ?", "Vraiment\u00a0?"),
        (
            "de 9:30 à 10:00, sur https://a.example/?q=1",
            "de 9:30 à 10:00, sur https://a.example/?q=1",
        ),
        ("déjà\u00a0: dit", "déjà\u00a0: dit"),
        ("le 3 : le 4", "le 3\u00a0: le 4"),
        ("- un\n : deux", "- un\n : deux"),
        ("a :b", "a :b"),
    ],
)
def test_a_mark_that_french_sets_apart_never_begins_a_line(typed: str, printed: str) -> None:
    assert fr.spaced(typed) == printed
