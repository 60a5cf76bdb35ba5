"""Where the student goes: what the school knows is searched first, then typed."""

from typing import Any

from django import forms

from tripartite.accounts.domain import COUNTRY_LABELS, Country
from tripartite.accounts.models import School
from tripartite.hosts.directory import SILENT, RegisterAnswer, establishment, is_on, search_register
from tripartite.hosts.domain import (
    CLIENTELE_LABELS,
    IDENTIFIER_LABELS,
    LEGAL_FORM_LABELS,
    Clientele,
    HostDetails,
    HostError,
    IdentifierKind,
    LegalForm,
    SiteDetails,
    check_site_siret,
    clean_identifier,
    fold,
)
from tripartite.hosts.domain.register import Establishment
from tripartite.hosts.models import Host, Site
from tripartite.hosts.queries import host_known_as, known_sites, look_alikes, search_sites
from tripartite.law.words import format_date
from tripartite.placements.domain import Place
from tripartite.placements.forms.asked import ASKED
from tripartite.placements.forms.official import Data, filled_in

NEW = "new"
SITE_FIELDS = ("address", "postcode", "city")
#: The buttons of the page; what is not « save » complains of nothing that is still missing.
SEARCH, REGISTER, TAKE, TOTAL, SAVE = "search", "register", "take:", "total", "save"


class PlaceForm(forms.Form):
    """A known place, another place of a known host, or a new host; ``place`` once valid."""

    q = forms.CharField(
        label="Chercher une organisation",
        help_text="Nom, enseigne, rue, ville ou SIRET ; ni les accents ni une faute de frappe ne "
        "comptent.",
        **ASKED,
        max_length=100,
    )
    choice = forms.ChoiceField(label="Lieu du stage", widget=forms.RadioSelect)
    confirm_new = forms.BooleanField(
        label="Ce n’est aucune de celles-là : créer une nouvelle organisation", required=False
    )
    host_name = forms.CharField(label="Raison sociale", max_length=150, **ASKED)
    trade_name = forms.CharField(
        label="Enseigne", help_text="Si elle diffère.", max_length=150, required=False
    )
    legal_form = forms.ChoiceField(
        label="Forme", choices=LEGAL_FORM_LABELS.items(), initial=LegalForm.TRADE, **ASKED
    )
    activity = forms.CharField(
        label="Activité",
        help_text="Ce que l’organisation vend ou rend comme service.",
        max_length=200,
        **ASKED,
    )
    clientele = forms.ChoiceField(
        label="Clientèle", choices=CLIENTELE_LABELS.items(), initial=Clientele.BOTH, **ASKED
    )
    country = forms.ChoiceField(
        label="Pays", choices=COUNTRY_LABELS.items(), initial=Country.FR, **ASKED
    )
    identifier_kind = forms.ChoiceField(
        label="Type d’identifiant",
        choices=IDENTIFIER_LABELS.items(),
        initial=IdentifierKind.SIRET,
        **ASKED,
    )
    identifier = forms.CharField(
        label="Identifiant",
        help_text="Les quatorze chiffres du SIRET, le RCI ou le NIS.",
        max_length=30,
        **ASKED,
    )
    headcount = forms.IntegerField(
        label="Effectif", min_value=0, max_value=10_000_000, required=False
    )
    site_name = forms.CharField(
        label="Nom du lieu",
        help_text="Agence, magasin, service.",
        max_length=120,
        required=False,
    )
    address = forms.CharField(label="Adresse du lieu", max_length=200, **ASKED)
    postcode = forms.CharField(label="Code postal", max_length=10, **ASKED)
    city = forms.CharField(label="Ville", max_length=80, **ASKED)
    site_phone = forms.CharField(
        label="Téléphone du lieu",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )

    site_siret = forms.CharField(
        label="SIRET du lieu",
        help_text="Celui de ce lieu, s’il n’est pas le siège.",
        max_length=20,
        required=False,
    )
    taken = forms.CharField(widget=forms.HiddenInput, max_length=14, required=False)
    confirm_closed = forms.BooleanField(
        label="L’étudiant y sera pourtant accueilli : garder ce lieu", required=False
    )
    asks_if_closed = False

    def __init__(self, data: Data = None, *, school: School, **kwargs: Any) -> None:
        self.school = school
        self.do = data.get("do", SAVE) if data is not None else ""
        self.register = RegisterAnswer()
        self.look_alikes: list[Site] = []
        super().__init__(self._take(data), **kwargs)
        self._offer(search_sites(school, self._typed("q")))
        nothing_known = self.do == SEARCH and self.searched and not self.found
        if self.do == REGISTER or nothing_known:
            self.register = search_register(self._typed("q"))

    def _take(self, data: Data) -> Data:
        """What was typed, with the place of the register that was pressed, if any."""
        if data is None or not self.do.startswith(TAKE):
            return data
        place = establishment(self.do.removeprefix(TAKE))
        if place is None:
            self.register = RegisterAnswer(sentence=SILENT)
            return data
        return filled_in(data, place, self.school)

    @property
    def asks_register(self) -> bool:
        """Whether the official register may be asked."""
        return is_on()

    @property
    def official(self) -> Establishment | None:
        """The place of the register that was taken, while its SIRET still stands in the page."""
        taken = self._typed("taken")
        same = self._typed("site_siret").replace(" ", "") == taken
        return establishment(taken) if taken and same and self.types_site else None

    @property
    def found(self) -> int:
        """How many places the search found."""
        return len(self._sites)

    @property
    def searched(self) -> bool:
        return bool(self._typed("q").strip())

    @property
    def types_host(self) -> bool:
        """Whether the fields of a new host stand open."""
        return self._typed("choice") in ("", NEW)

    @property
    def types_site(self) -> bool:
        """Whether the fields of a new place stand open."""
        return self.types_host or self._typed("choice").startswith("host:")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        choice = cleaned.get("choice", "")
        cleaned["place"] = self._place(choice, cleaned) if choice else None
        return cleaned

    def _typed(self, name: str) -> str:
        source = self.data if self.is_bound else self.initial
        return str(source.get(name, ""))

    def _offer(self, sites: list[Site]) -> None:
        """Make these places choosable, with the one already chosen."""
        self._sites = sites
        chosen = self._chosen()
        shown = [*sites, *(s for s in chosen if s not in sites)]
        choices = []
        for host in {s.host_id: s.host for s in shown}.values():
            choices += [(f"site:{s.pk}", _words(s)) for s in shown if s.host_id == host.pk]
            choices.append((f"host:{host.pk}", f"{host} – un autre lieu, à saisir ci-dessous"))
        field = self.fields["choice"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*choices, (NEW, "Une autre organisation, à saisir ci-dessous")]

    def chosen_place(self) -> tuple[Site | None, Host | None]:
        """The known place and host that are chosen; nothing of a new one."""
        kind = self._typed("choice").partition(":")[0]
        chosen = self._chosen()
        if not chosen:
            return None, None
        return (chosen[0] if kind == "site" else None), chosen[0].host

    def _chosen(self) -> list[Site]:
        kind, _, number = self._typed("choice").partition(":")
        if not (number.isascii() and number.isdigit() and len(number) < 19):
            return []
        sites = known_sites(self.school).select_related("host")
        if kind == "host":
            return list(sites.filter(host=int(number)).order_by("pk")[:1])
        return list(sites.filter(pk=int(number)))

    def _place(self, choice: str, cleaned: dict[str, Any]) -> Place | None:
        kind, _, number = choice.partition(":")
        if kind == "site":
            return Place(site=int(number)) if self._is_open(int(number)) else None
        if kind == "host":
            known = Host.objects.get(pk=int(number))
            site = self._site(cleaned, known.identifier_kind, known.identifier)
            return Place(host=known.pk, new_site=site) if site else None
        host = self._host(cleaned)
        kind, identifier = (host.identifier_kind, host.identifier) if host else ("", "")
        site = self._site(cleaned, kind, identifier)
        if host is None or site is None or not self._is_new(host, site):
            return None
        return Place(new_host=host, new_site=site)

    def _is_open(self, site: int) -> bool:
        """Whether the school still takes this place for open."""
        closed_on = Site.objects.values_list("closed_on", flat=True).get(pk=site)
        if closed_on is None:
            return True
        self.add_error(
            "choice",
            f"Ce lieu est fermé depuis le {format_date(closed_on)} : choisissez-en un autre. S’il "
            "est de nouveau ouvert, le bureau des stages peut le dire dans sa fiche.",
        )
        return False

    def _site(self, cleaned: dict[str, Any], kind: str, identifier: str) -> SiteDetails | None:
        for name in SITE_FIELDS:
            self.require(name, "Donnez l’adresse complète du lieu où travaille l’étudiant.")
        siret = ""
        try:
            siret = check_site_siret(
                cleaned.get("site_siret", ""), kind=kind, identifier=identifier
            )
        except HostError as error:
            self.add_error("site_siret", error.sentence)
        official = self.official
        self._ask_if_closed(official)
        names = (*SITE_FIELDS, "site_name", "site_phone", "site_siret", "confirm_closed")
        if any(name in self.errors for name in names):
            return None
        return SiteDetails(
            siret=siret,
            is_head_office=bool(official and official.is_head_office),
            closed_on=None,
            spot=official.spot if official and self._stands_there(official) else None,
            name=cleaned["site_name"],
            address=cleaned["address"],
            postcode=cleaned["postcode"],
            city=cleaned["city"],
            phone=cleaned["site_phone"],
        )

    def _stands_there(self, official: Establishment) -> bool:
        """Whether the address is still the one of the register, to which its coordinates belong."""
        return all(
            fold(str(self.cleaned_data.get(name))) == fold(getattr(official, name))
            for name in SITE_FIELDS
        )

    def _ask_if_closed(self, official: Establishment | None) -> None:
        if official is None or not official.is_closed:
            return
        self.asks_if_closed = True
        if not self.cleaned_data.get("confirm_closed"):
            since = f" depuis le {format_date(official.closed_on)}" if official.closed_on else ""
            self.add_error(
                "confirm_closed",
                f"Établissement fermé{since}, dit l’annuaire officiel : vérifiez auprès de "
                "l’organisation, puis choisissez un autre lieu ou cochez cette case.",
            )

    def _host(self, cleaned: dict[str, Any]) -> HostDetails | None:
        self.require("host_name", "Donnez le nom de l’organisation.")
        self.require("activity", "Dites en quelques mots ce que fait l’organisation.")
        kind = IdentifierKind(cleaned.get("identifier_kind") or IdentifierKind.NONE)
        identifier = ""
        try:
            identifier = clean_identifier(kind, cleaned.get("identifier", ""))
        except HostError as error:
            self.add_error("identifier", error.sentence)
        wrong = {"host_name", "trade_name", "activity", "identifier", "headcount"}
        if wrong & set(self.errors):
            return None
        official = self.official
        return HostDetails(
            naf=official.naf if official else "",
            headcount_band=official.headcount_band if official else "",
            name=cleaned["host_name"],
            trade_name=cleaned["trade_name"],
            legal_form=LegalForm(cleaned.get("legal_form") or LegalForm.OTHER),
            activity=cleaned["activity"],
            clientele=Clientele(cleaned.get("clientele") or Clientele.BOTH),
            country=Country(cleaned.get("country") or Country.FR),
            identifier_kind=kind,
            identifier=identifier,
            headcount=cleaned["headcount"],
        )

    def _is_new(self, host: HostDetails, site: SiteDetails) -> bool:
        """Show what the school knows that looks like it, and ask once."""
        self.look_alikes = list(look_alikes(self.school, host, site.postcode))
        if not self.look_alikes:
            return True
        self._offer([*self._sites, *(s for s in self.look_alikes if s not in self._sites)])
        if (known := host_known_as(self.school, host)) is not None:
            self.add_error(
                "choice",
                "L’établissement connaît déjà cette entreprise par son identifiant : choisissez un "
                f"lieu de « {known} » ci-dessus, ou « un autre lieu » si l’adresse est nouvelle.",
            )
            return False
        if self.cleaned_data.get("confirm_new"):
            return True
        self.add_error(
            "confirm_new",
            "L’établissement connaît déjà une organisation qui lui ressemble : choisissez-la dans "
            "la liste ci-dessus, ou cochez cette case.",
        )
        return False

    @property
    def asks_if_new(self) -> bool:
        """Whether the box about look-alikes is shown."""
        return bool(self.look_alikes) and "choice" not in self.errors

    def require(self, name: str, sentence: str) -> None:
        """Refuse an empty field that this choice needs, unless it is wrong otherwise."""
        if name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, sentence)


def _words(site: Site) -> str:
    """A known place as it is offered; one that closed says so."""
    closed = f" (fermé depuis le {format_date(site.closed_on)})" if site.closed_on else ""
    name = f"{site.name}, " if site.name else ""
    return f"{site.host} – {name}{site.address}, {site.postcode} {site.city}{closed}"
