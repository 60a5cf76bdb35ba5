"""A real browser before a real server: people, their mail, and the days that pass."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as django_settings
from playwright.sync_api import BrowserContext, ConsoleMessage, Page
from pytest_django.live_server_helper import LiveServer

from tripartite.accounts.demo import PASSWORD
from tripartite.core.tasks import run_due
from tripartite.dashboards.demo.steps import moment
from tripartite.mailing.domain import Delivery
from tripartite.mailing.models import OutgoingMessage

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)
#: Milliseconds that a page may take on a busy machine.
PATIENCE = 10_000


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The browser of the machine, which asks nothing of the network."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    return {**browser_type_launch_args, "executable_path": found, "args": list(QUIET)}


@pytest.fixture(scope="session")
def base_url() -> str:
    """Each test names its server (see ``base``); the plugin's own fixture warns."""
    return ""


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A file for a database: in memory, the server and the test would share one connection."""
    database = django_settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("db") / "browser.sqlite3")
        database["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"


@pytest.fixture(scope="session", autouse=True)
def _browser_beside_database() -> Iterator[None]:
    """Playwright keeps an event loop in this thread, which Django takes for asynchronous code."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


#: The fixture of pytest-playwright: it keeps what a failure needs to be understood.
Opens = Callable[..., BrowserContext]


class Days:
    """The clock of the whole process, the server's too."""

    def __init__(self) -> None:
        self._travel: time_machine.travel | None = None

    def go(self, day: date, hour: int = 9) -> None:
        self.stop()
        self._travel = time_machine.travel(moment(day, hour), tick=True)
        self._travel.start()

    def stop(self) -> None:
        if self._travel is not None:
            self._travel.stop()
            self._travel = None


class Mail:
    """What people find in their mailbox once the worker has been by (a demo school keeps it)."""

    def __init__(self, base: str) -> None:
        self._base = base

    def text_to(self, address: str, words: str = "") -> str:
        """The newest message to this address with these words in its subject."""
        run_due()
        sent = OutgoingMessage.objects.filter(state=Delivery.SENT, to=address)
        message = sent.filter(subject__contains=words).order_by("-pk").first()
        assert message is not None, list(OutgoingMessage.objects.values_list("to", "subject"))
        return message.text

    def link_to(self, address: str, words: str = "") -> str:
        text = self.text_to(address, words)
        link = re.search(re.escape(self._base) + r"\S+", text)
        assert link is not None, text
        return link.group()

    def code_to(self, address: str) -> str:
        text = self.text_to(address)
        code = re.search(r"\b\d{6}\b", text)
        assert code is not None, text
        return code.group()


class People:
    """Each person has a browser of their own; what a browser complains of is kept."""

    def __init__(self, new_context: Opens, base: str) -> None:
        self._new_context = new_context
        self.base = base
        self.complaints: list[str] = []
        self._contexts: list[BrowserContext] = []

    def somebody(self, **context: Any) -> Page:
        """A fresh browser, signed in nowhere."""
        opened = self._new_context(base_url=self.base, locale="fr-FR", **context)
        opened.set_default_timeout(PATIENCE)
        self._contexts.append(opened)
        page = opened.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", self._listen)
        return page

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            self.complaints.append(message.text)

    def signed_in(self, email: str, password: str = PASSWORD, **context: Any) -> Page:
        page = self.somebody(**context)
        page.goto("/compte/login/")
        page.get_by_label("Courriel").fill(email)
        page.get_by_label("Mot de passe", exact=True).fill(password)
        page.get_by_role("button", name="Se connecter", exact=True).click()
        page.wait_for_url(f"{self.base}/")
        return page

    def following(self, link: str, **context: Any) -> Page:
        """Somebody who opens a personal link and takes it up."""
        page = self.somebody(**context)
        page.goto(link)
        page.get_by_role("button", name="Ouvrir le dossier").click()
        return page

    def leave(self) -> None:
        for context in self._contexts:
            context.close()
        self._contexts.clear()


@pytest.fixture
def days() -> Iterator[Days]:
    clock = Days()
    yield clock
    clock.stop()


@pytest.fixture
def base(live_server: LiveServer, settings: Any) -> str:
    """The address of the server, also in e-mails."""
    settings.SITE_URL = live_server.url
    return str(live_server.url)


@pytest.fixture
def mail(base: str) -> Mail:
    return Mail(base)


@pytest.fixture
def people(new_context: Opens, base: str) -> Iterator[People]:
    """Nobody leaves with an error of a script or of the security policy behind them."""
    present = People(new_context, base)
    yield present
    present.leave()
    assert present.complaints == []


Keep = Callable[[Page, str], None]


@pytest.fixture
def keep(request: pytest.FixtureRequest) -> Keep:
    """Keep a picture of the page where ``PICTURES`` says, or nowhere."""
    folder = os.environ.get("PICTURES", "")

    def picture(page: Page, name: str) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    return picture
