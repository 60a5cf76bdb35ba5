from datetime import date

import pytest

from tripartite.core.errors import DomainError
from tripartite.law.calendars import (
    COUNTRIES,
    JURISDICTION_LABELS,
    REGION_LABELS,
    Closure,
    Jurisdiction,
    Region,
    elapsed_minutes,
    holiday_name,
    public_holidays,
    require_date,
    require_span,
    zone_name,
)

FRANCE_2026 = {
    date(2026, 1, 1): "Jour de l'an",
    date(2026, 4, 6): "Lundi de Pâques",
    date(2026, 5, 1): "Fête du Travail",
    date(2026, 5, 8): "Fête de la Victoire",
    date(2026, 5, 14): "Ascension",
    date(2026, 5, 25): "Lundi de Pentecôte",
    date(2026, 7, 14): "Fête nationale",
    date(2026, 8, 15): "Assomption",
    date(2026, 11, 1): "Toussaint",
    date(2026, 11, 11): "Armistice",
    date(2026, 12, 25): "Noël",
}


def test_france_has_eleven_public_holidays():
    assert public_holidays(Jurisdiction.FR, 2026) == FRANCE_2026


def test_alsace_moselle_adds_good_friday_and_saint_stephen():
    extra = {date(2026, 4, 3): "Vendredi saint", date(2026, 12, 26): "Saint-Étienne"}

    assert public_holidays(Jurisdiction.FR, 2026, region=Region.ALSACE_MOSELLE) == (
        FRANCE_2026 | extra
    )


def test_la_reunion_adds_the_abolition_of_slavery():
    assert holiday_name(date(2026, 12, 20), Jurisdiction.FR, Region.REUNION) == (
        "Abolition de l'esclavage"
    )


def test_monaco_has_its_own_holidays_and_moves_some_to_monday():
    assert list(public_holidays(Jurisdiction.MC, 2026).items()) == [
        (date(2026, 1, 1), "Jour de l'An"),
        (date(2026, 1, 27), "Jour de la Sainte-Dévote"),
        (date(2026, 4, 6), "Lundi de Pâques"),
        (date(2026, 5, 1), "Jour de la Fête du Travail"),
        (date(2026, 5, 14), "Jour de l'Ascension"),
        (date(2026, 5, 25), "Lundi de Pentecôte"),
        (date(2026, 6, 4), "Jour de la Fête Dieu"),
        (date(2026, 8, 15), "Jour de l'Assomption"),
        (date(2026, 11, 1), "Jour de la Toussaint"),
        (date(2026, 11, 2), "Jour de la Toussaint (reporté)"),
        (date(2026, 11, 19), "Jour de la Fête de S.A.S. le Prince Souverain"),
        (date(2026, 12, 8), "Jour de l'Immaculée Conception"),
        (date(2026, 12, 25), "Jour de Noël"),
    ]


def test_the_national_day_of_france_is_an_ordinary_day_in_monaco():
    assert holiday_name(date(2026, 7, 14), Jurisdiction.MC) is None


def test_a_foreign_host_has_no_known_holiday():
    assert public_holidays(Jurisdiction.OTHER, 2026) == {}


@pytest.mark.parametrize("year", [1999, 2101, 0, 10000, -4])
def test_a_year_out_of_bounds_is_refused(year):
    with pytest.raises(DomainError) as refusal:
        public_holidays(Jurisdiction.FR, year)

    assert refusal.value.code == "span.out_of_bounds"


@pytest.mark.parametrize(
    ("code", "jurisdiction"),
    [
        ("FR", Jurisdiction.FR),
        (" fr ", Jurisdiction.FR),
        ("MC", Jurisdiction.MC),
        ("IT", Jurisdiction.OTHER),
    ],
)
def test_a_country_has_a_jurisdiction(code, jurisdiction):
    assert Jurisdiction.of_country(code) is jurisdiction


@pytest.mark.parametrize("code", ["", "XX", "France", "OTHER", "F"])
def test_an_unknown_country_is_refused_with_a_sentence(code):
    with pytest.raises(DomainError) as refusal:
        Jurisdiction.of_country(code)

    assert refusal.value.code == "calendar.unknown_country"
    assert refusal.value.sentence.startswith(f"« {code} » n’est pas un code de pays connu")


def test_the_list_of_countries_is_that_of_iso_3166():
    assert len(COUNTRIES) == 249


def test_every_jurisdiction_and_region_has_a_label_and_a_clock():
    assert set(JURISDICTION_LABELS) == set(Jurisdiction)
    assert set(REGION_LABELS) == set(Region)
    assert all(zone_name(Jurisdiction.FR, region) for region in Region)


@pytest.mark.parametrize("day", [date(2000, 1, 1), date(2100, 12, 31)])
def test_the_first_and_last_days_are_accepted(day):
    require_date(day)
    require_span(day, day)


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        (date(2026, 2, 2), date(2026, 2, 1), "span.reversed"),
        (date(1999, 12, 31), date(2026, 2, 1), "span.out_of_bounds"),
        (date(2026, 2, 1), date(2101, 1, 1), "span.out_of_bounds"),
        (date(2226, 2, 1), date(2226, 3, 1), "span.out_of_bounds"),
    ],
)
def test_impossible_dates_are_refused(start, end, code):
    with pytest.raises(DomainError) as refusal:
        require_span(start, end)

    assert refusal.value.code == code


def test_a_closure_covers_both_its_ends():
    closure = Closure(date(2026, 2, 2), date(2026, 2, 6))

    covered = [closure.covers(date(2026, 2, day)) for day in (1, 2, 6, 7)]

    assert covered == [False, True, True, False]


SPRING, AUTUMN = date(2026, 3, 28), date(2026, 10, 24)  # the eves of the clock changes


@pytest.mark.parametrize("zone", ["Europe/Paris", "Europe/Monaco"])
@pytest.mark.parametrize(
    ("day", "start", "end", "minutes"),
    [
        (SPRING, 22 * 60, 30 * 60, 7 * 60),
        (AUTUMN, 22 * 60, 30 * 60, 9 * 60),
        (date(2026, 3, 27), 22 * 60, 30 * 60, 8 * 60),
        (SPRING, 22 * 60, 26 * 60, 4 * 60),
        (SPRING, 22 * 60, 26 * 60 + 30, 4 * 60),
        (SPRING, 22 * 60, 27 * 60, 4 * 60),
        (SPRING, 22 * 60, 27 * 60 + 1, 4 * 60 + 1),
        (date(2026, 3, 29), 2 * 60 + 15, 2 * 60 + 45, 0),
        (date(2026, 3, 29), 0, 24 * 60, 23 * 60),
        (date(2026, 10, 25), 0, 24 * 60, 25 * 60),
        (AUTUMN, 22 * 60, 26 * 60 + 30, 4 * 60 + 30),
        (AUTUMN, 22 * 60, 27 * 60, 6 * 60),
    ],
)
def test_a_night_lasts_what_really_passes(zone, day, start, end, minutes):
    assert elapsed_minutes(day, start, end, zone) == minutes


def test_the_clock_of_a_foreign_host_never_changes():
    assert zone_name(Jurisdiction.OTHER) is None
    assert elapsed_minutes(SPRING, 22 * 60, 30 * 60, None) == 8 * 60


def test_la_reunion_keeps_its_clock():
    zone = zone_name(Jurisdiction.FR, Region.REUNION)

    assert elapsed_minutes(SPRING, 22 * 60, 30 * 60, zone) == 8 * 60


@pytest.mark.parametrize("cut", range(22 * 60, 30 * 60 + 1, 15))
@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_a_night_cut_in_two_keeps_its_length(day, cut):
    zone = "Europe/Paris"
    whole = elapsed_minutes(day, 22 * 60, 30 * 60, zone)

    parts = elapsed_minutes(day, 22 * 60, cut, zone) + elapsed_minutes(day, cut, 30 * 60, zone)

    assert parts == whole
