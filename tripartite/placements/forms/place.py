"""Where the student goes: what the school knows is searched first, then typed."""

from typing import Any

from django import forms

from tripartite.accounts.domain import COUNTRY_LABELS, Country
from tripartite.accounts.models import School
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
    clean_identifier,
)
from tripartite.hosts.models import Site
from tripartite.hosts.queries import look_alikes, search_sites
from tripartite.placements.domain import Place
from tripartite.placements.forms.asked import ASKED

NEW = "new"
SITE_FIELDS = ("address", "postcode", "city")


class PlaceForm(forms.Form):
    """A known place, another place of a known host, or a new host; ``place`` once valid."""

    q = forms.CharField(
        label="Chercher une organisation déjà connue de l’établissement",
        help_text="Nom, enseigne, rue ou ville ; les accents ne comptent pas.",
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

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.school = school
        self.look_alikes: list[Site] = []
        self._offer(list(search_sites(school, self._typed("q"))))

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
            choices += [
                (f"site:{s.pk}", f"{s.host} – {s.address}, {s.postcode} {s.city}")
                for s in shown
                if s.host_id == host.pk
            ]
            choices.append((f"host:{host.pk}", f"{host} – un autre lieu, à saisir ci-dessous"))
        field = self.fields["choice"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*choices, (NEW, "Une autre organisation, à saisir ci-dessous")]

    def _chosen(self) -> list[Site]:
        kind, _, number = self._typed("choice").partition(":")
        if not (number.isascii() and number.isdigit() and len(number) < 19):
            return []
        sites = Site.objects.filter(host__school=self.school).select_related("host")
        if kind == "host":
            return list(sites.filter(host=int(number)).order_by("pk")[:1])
        return list(sites.filter(pk=int(number)))

    def _place(self, choice: str, cleaned: dict[str, Any]) -> Place | None:
        kind, _, number = choice.partition(":")
        if kind == "site":
            return Place(site=int(number))
        site = self._site(cleaned)
        if kind == "host":
            return Place(host=int(number), new_site=site) if site else None
        host = self._host(cleaned)
        if host is None or site is None or not self._is_new(host, site):
            return None
        return Place(new_host=host, new_site=site)

    def _site(self, cleaned: dict[str, Any]) -> SiteDetails | None:
        for name in SITE_FIELDS:
            self.require(name, "Donnez l’adresse complète du lieu où travaille l’étudiant.")
        if any(name in self.errors for name in (*SITE_FIELDS, "site_name", "site_phone")):
            return None
        return SiteDetails(
            name=cleaned["site_name"],
            address=cleaned["address"],
            postcode=cleaned["postcode"],
            city=cleaned["city"],
            phone=cleaned["site_phone"],
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
        return HostDetails(
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
        return bool(self.look_alikes)

    def require(self, name: str, sentence: str) -> None:
        """Refuse an empty field that this choice needs, unless it is wrong otherwise."""
        if name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, sentence)
