"""A real server on this machine that answers as the public services do, or badly on purpose."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiohttp import web

SHOP: dict[str, Any] = {
    "siren": "732829320",
    "nom_complet": "MAISON AZUR (AZUR DECO)",
    "nom_raison_sociale": "MAISON AZUR",
    "etat_administratif": "A",
    "nature_juridique": "5710",
    "section_activite_principale": "G",
    "tranche_effectif_salarie": "12",
    "siege": {
        "siret": "73282932000074",
        "activite_principale": "47.59A",
        "adresse": "3 RUE DU PORT 06300 NICE",
        "numero_voie": "3",
        "type_voie": "RUE",
        "libelle_voie": "DU PORT",
        "code_postal": "06300",
        "libelle_commune": "NICE",
        "etat_administratif": "A",
        "est_siege": True,
        "liste_enseignes": ["AZUR DECO"],
        "latitude": "43.6951",
        "longitude": "7.2856",
    },
    "matching_etablissements": [
        {
            "siret": "73282932000082",
            "activite_principale": "47.59A",
            "adresse": "9 AVENUE DE VERDUN 06500 MENTON",
            "code_postal": "06500",
            "libelle_commune": "MENTON",
            "etat_administratif": "F",
            "date_fermeture": "2024-03-31",
            "liste_enseignes": None,
            "latitude": "43.77",
            "longitude": "7.5",
        }
    ],
}
ANSWER = {"results": [SHOP], "total_results": 1, "page": 1, "per_page": 10, "total_pages": 1}


class Service:
    """What the server says next, and what it was asked."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[dict[str, str]] = []
        self.body: bytes = json.dumps(ANSWER).encode()
        self.status = 200
        self.delay = 0.0

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(dict(request.query))
        await asyncio.sleep(self.delay)
        return web.Response(body=self.body, status=self.status, content_type="application/json")


@contextmanager
def serving() -> Iterator[Service]:
    """The server, on a port of its own, in a thread of its own."""
    service, ready, loop = Service(), threading.Event(), asyncio.new_event_loop()

    async def start() -> web.AppRunner:
        app = web.Application()
        app.router.add_get("/search", service.answer)
        app.router.add_get("/table/v1/driving/{places}", service.answer)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        service.url = f"http://127.0.0.1:{runner.addresses[0][1]}/search"
        return runner

    def run() -> None:
        asyncio.set_event_loop(loop)
        runner = loop.run_until_complete(start())
        ready.set()
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    ready.wait(10)
    try:
        yield service
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
