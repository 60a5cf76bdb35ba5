"""The official search of companies and the geocoder: off by default, brief, never in the way."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from tripartite.core.remote import RemoteError, fetch_json
from tripartite.hosts import communes
from tripartite.hosts.domain import LocatedBy, Spot
from tripartite.hosts.domain.register import Establishment, read_results

DAY = 24 * 3600
#: Seconds that a person who searches may wait; the geocoder is asked in the background.
SEARCH_SECONDS = 3.0
GEOCODER_SECONDS = 5.0
#: Below this, the geocoder guesses.
GOOD_SCORE = 0.5
SILENT = (
    "L’annuaire officiel des entreprises ne répond pas pour le moment : saisissez l’organisation "
    "ci-dessous, rien n’empêche de continuer."
)


@dataclass(frozen=True, slots=True)
class RegisterAnswer:
    """What the register found, or why it found nothing."""

    places: tuple[Establishment, ...] = ()
    sentence: str = ""


def is_on() -> bool:
    """Whether the school's server may ask the official register."""
    return bool(settings.COMPANY_SEARCH_URL)


def search_register(words: str) -> RegisterAnswer:
    """The places of the register that these words name; any failure is a sentence."""
    question = " ".join(words.split())[:100]
    if not is_on() or len(question) < 3:
        sentence = "Tapez au moins trois lettres, ou un SIRET." if is_on() else ""
        return RegisterAnswer(sentence=sentence)
    digits = question.replace(" ", "")
    params = {
        "q": digits if digits.isdigit() else question,
        "page": "1",
        "per_page": "10",
        "limite_matching_etablissements": "10",
    }
    try:
        answer = fetch_json(
            settings.COMPANY_SEARCH_URL, params, seconds=SEARCH_SECONDS, keep_seconds=DAY
        )
        return RegisterAnswer(tuple(read_results(answer)))
    except (RemoteError, ValueError):
        return RegisterAnswer(sentence=SILENT)


def establishment(siret: str) -> Establishment | None:
    """The place of this SIRET, when the register knows it and answers."""
    return next((place for place in search_register(siret).places if place.siret == siret), None)


def find_spot(*, country: str, address: str, postcode: str, city: str) -> Spot | None:
    """Where an address is: asked of the geocoder, else the centre of its commune."""
    near = communes.locate(country, postcode, city)
    if settings.GEOCODER_URL and country in ("FR", "MC"):
        params = {"q": f"{address} {postcode} {city}"[:200], "limit": "1"}
        if country == "FR" and postcode:
            params["postcode"] = postcode
        try:
            answer = fetch_json(
                settings.GEOCODER_URL, params, seconds=GEOCODER_SECONDS, keep_seconds=DAY
            )
        except RemoteError:
            return near
        return _best(answer) or near
    return near


def _best(answer: Any) -> Spot | None:
    """The first point of a GeoJSON answer, if the geocoder is sure enough of it."""
    try:
        feature = answer["features"][0]
        score = float(feature.get("properties", {}).get("score", 1))
        longitude, latitude = (float(x) for x in feature["geometry"]["coordinates"][:2])
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return None
    spot = Spot(latitude, longitude, LocatedBy.GEOCODER)
    return spot if spot.is_on_earth and score >= GOOD_SCORE else None
