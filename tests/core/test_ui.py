import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError, engines
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.urls import reverse

import tripartite
from tripartite.core.templatetags import ui
from tripartite.mailing.domain import Button, Message

ROOT = Path(tripartite.__file__).parent
TEMPLATES = sorted(
    path
    for path in ROOT.glob("**/templates/**/*.html")
    if "emails" not in path.relative_to(ROOT).parts
)
#: What a strict Content-Security-Policy refuses; and a handler such as onclick.
INLINE = re.compile(
    r"""<[^>]*\s(?:style|on[a-z]+)\s*=|<script(?![^>]*\bsrc=)|<style[\s>]|javascript:""",
    re.IGNORECASE,
)


def draw(source, **context):
    request = RequestFactory().get("/liste/?q=azur&page=2")
    html = engines["django"].from_string(source).render(context, request)
    tight = re.sub(r"[ \n]*(<[^>]*?)[ \n]*>[ \n]*", r"\1>", html)
    return re.sub(r"[ \n]+", " ", tight).strip()


def words(html):
    """What a reader is told: the text without the markup."""
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_template_holds_inline_script_or_style(path):
    assert INLINE.findall(path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_template_is_longer_than_120_lines(path):
    assert len(path.read_text().splitlines()) <= 120


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_template_compiles(path):
    name = str(path).rpartition("/templates/")[2]

    assert Path(get_template(name).origin.name) == path


@pytest.mark.parametrize("name", sorted(ui.register.tags))
def test_an_unknown_attribute_is_refused_when_the_template_is_compiled(name):
    with pytest.raises(TemplateSyntaxError, match="unexpected keyword argument 'colour'"):
        engines["django"].from_string(f"{{% {name} colour='red' %}}{{% end{name} %}}")


@pytest.mark.parametrize(
    ("source", "known"),
    [
        ("{% badge label='x' kind='gold' %}", "badge: 'gold' is none of"),
        ("{% party party='parent' %}", "party: 'parent' is none of"),
        ("{% button label='x' kind='huge' %}", "button: 'huge' is none of"),
        ("{% alert level='fatal' %}x{% endalert %}", "alert: 'fatal' is none of"),
        ("{% cell state='lost' %}", "cell: 'lost' is none of"),
    ],
)
def test_an_unknown_kind_is_refused(source, known):
    with pytest.raises(ValueError, match=known):
        draw(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% party party='host' %}", '<span class="tt-party host">Accueil</span>'),
        ("{% party party='school' label=odd %}", '<span class="tt-party school">A&lt;b</span>'),
        ("{% badge label='signé' kind='ok' %}", '<span class="tt-badge ok">signé</span>'),
        ("{% button label='Voir' href='/x/' %}", '<a class="btn" href="/x/">Voir</a>'),
        (
            "{% button label='Signer' kind='primary' name='go' value='1' %}",
            '<button class="btn btn-primary" type="submit" name="go" value="1">Signer</button>',
        ),
        (
            "{% button label='Annuler' href='/x/' dialog=True small=True %}",
            '<a class="btn btn-sm" href="/x/" hx-get="/x/" hx-target="#dialog">Annuler</a>',
        ),
    ],
)
def test_small_components_are_drawn(source, expected):
    assert draw(source, odd="A<b") == expected


def test_an_action_button_posts_with_its_token():
    html = draw("{% action_button label='Relancer' url='/r/' about='Paul' %}")

    assert html.startswith('<form class="tt-inline-form" method="post" action="/r/">')
    assert re.search(r'name="csrfmiddlewaretoken" value="\w{64}"', html)
    assert words(html) == "Relancer Paul"


def test_a_card_carries_its_title_its_tools_and_escapes_what_is_not_markup():
    html = draw(
        "{% capture as tools %}<a href='#'>Lire</a>{% endcapture %}"
        "{% card title=title tools=tools note='hier' footer='fin' %}<p>corps</p>{% endcard %}",
        title="<Azur>",
    )

    assert words(html) == "&lt;Azur&gt; hier Lire corps fin"
    assert "<p>corps</p>" in html


def test_an_error_is_announced_and_advice_is_not():
    danger = draw("{% alert level='danger' %}non{% endalert %}")
    info = draw("{% alert %}bon à savoir{% endalert %}")

    assert ('role="alert"' in danger, 'role="alert"' in info) == (True, False)
    assert 'aria-label="Erreur"' in danger


def test_an_empty_state_says_what_to_do():
    html = draw("{% empty title='Aucun échange' %}<p>Proposez une date.</p>{% endempty %}")

    assert words(html) == "Aucun échange Proposez une date."


def test_a_dialog_can_be_left_without_javascript():
    html = draw("{% dialog title='Annuler ?' back='/stages/3/' %}<p>Oui</p>{% enddialog %}")

    assert '<a class="tt-close" href="/stages/3/" data-close>' in html
    assert words(html) == "Annuler ? Oui"


def test_a_menu_is_a_native_disclosure():
    html = draw("{% menu label='Autres' %}<li>x</li>{% endmenu %}")

    assert html.startswith('<details class="tt-menu">')


def test_facts_say_a_dash_for_what_is_not_known():
    html = draw("{% facts %}{% fact label='SIRET' %} {% endfact %}{% endfacts %}")

    assert words(html) == "SIRET —"


def test_a_breadcrumb_ends_where_one_is():
    html = draw(
        "{% breadcrumb items=items %}",
        items=[{"label": "Classes", "url": "/c/"}, {"label": "NDRC1"}],
    )

    assert '<span aria-current="page">NDRC1</span>' in html
    assert '<a href="/c/">Classes</a>' in html


def test_tabs_mark_the_active_one_and_count():
    html = draw(
        "{% tabs items=items label='Filtres' %}",
        items=[
            {"label": "Tous", "url": "?", "active": True, "count": 0},
            {"label": "Moi", "url": "?a"},
        ],
    )

    assert html.count("aria-current") == 1
    assert words(html) == "Tous 0 Moi"


def test_paging_keeps_the_other_parameters():
    html = draw("{% paginate page=page %}", page=Paginator(range(30), 10).page(2))

    assert 'href="?q=azur&amp;page=1"' in html
    assert 'href="?q=azur&amp;page=3"' in html
    assert words(html) == "Précédente Page 2 sur 3 Suivante"


def test_a_single_page_needs_no_paging():
    assert draw("{% paginate page=page %}", page=Paginator([1], 10).page(1)) == ""


def test_a_table_names_itself_and_hides_what_only_some_need():
    html = draw(
        "{% table caption='Signatures' head='Nom|#Heures|-Action' %}<tr></tr>{% endtable %}"
    )

    assert '<caption class="visually-hidden">Signatures</caption>' in html
    assert '<th scope="col" class="tt-num">Heures</th>' in html
    assert '<th scope="col"><span class="visually-hidden">Action</span></th>' in html


def test_the_journal_gives_the_moment_in_paris():
    html = draw(
        "{% timeline entries=entries %}",
        entries=[
            {
                "when": datetime(2026, 11, 17, 17, 2, tzinfo=UTC),
                "what": "Convention signée",
                "who": "Inès",
                "party": "student",
            }
        ],
    )

    assert words(html) == "Convention signée Inès · le 17 nov. à 18\u00a0h\u00a002"


def test_the_placement_line_says_every_step_in_words():
    steps = [
        {"label": "Recherche", "state": "done", "note": "12 oct."},
        {"label": "Cadrage", "state": "late", "party": "host", "anchor": "cadrage"},
        {"label": "Convention"},
    ]

    html = draw("{% placement_line steps=steps %}", steps=steps)

    assert words(html) == (
        "1\u00a0étape faite sur 3. Recherche : fait. 12 oct. ! Cadrage : en retard. "
        "À qui de jouer : Accueil 3 Convention : à venir."
    )
    assert html.count('aria-current="step"') == 1
    assert '<a href="#cadrage">Cadrage</a>' in html


def test_the_placement_line_refuses_a_state_it_does_not_know():
    with pytest.raises(ValueError, match="step: 'lost' is none of"):
        draw("{% placement_line steps=steps %}", steps=[{"label": "x", "state": "lost"}])


def test_the_turn_card_names_the_party_and_its_one_action():
    html = draw(
        "{% capture as go %}<a href='/r/'>Relancer</a>{% endcapture %}"
        "{% turn_card party='host' who='Maison Azur' due='dans 3 j' actions=go %}"
        "Le tuteur n’a pas signé.{% endturn_card %}"
    )

    assert words(html) == "À qui de jouer ? Maison Azur dans 3 j Le tuteur n’a pas signé. Relancer"


def test_the_turn_card_may_name_nobody():
    html = draw("{% turn_card %}Le dossier est clos.{% endturn_card %}")

    assert words(html) == "À qui de jouer ? Le dossier est clos."


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% stat label='Prêts' value=1 note='sur 9' total=9 %}", "Prêts 1 sur 9 1 sur 9"),
        ("{% stat label='Retards' value=2 tone='late' %}", "Retards 2"),
        ("{% gauge label='Semaines' value=4 total=16 %}", "Semaines 4 sur 16"),
        ("{% gauge label='Heures' value=3.5 total=7 text='la moitié' %}", "Heures la moitié"),
    ],
)
def test_figures_are_said_in_words(source, expected):
    assert words(draw(source)) == expected


def test_the_bar_of_a_gauge_takes_numbers_in_machine_form():
    html = draw("{% gauge label='Heures' value=3.5 total=7 %}")

    assert '<progress value="3.5" max="7"' in html


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% cell state='done' about='Inès, cadrage' %}", "Inès, cadrage :"),
        ("{% cell state='now' label='4 / 5' %}", "en cours, 4 / 5"),
        ("{% cell state='late' label='à trouver' %}", "à trouver"),
        ("{% cell state='todo' %}", "· à venir"),
    ],
)
def test_a_cell_of_the_board_does_not_speak_by_colour_alone(source, expected):
    assert words(draw(source)) == expected


@pytest.mark.parametrize(("state", "word"), [("done", "fait"), ("late", "en retard")])
def test_the_icon_of_a_cell_is_named(state, word):
    assert f'aria-label="{word}"' in draw("{% cell state=state %}", state=state)


def test_the_coverage_is_a_table_grouped_by_pole():
    html = draw(
        "{% coverage caption='Couverture' columns=columns rows=rows %}",
        columns=["P1", "P2"],
        rows=[
            {"group": "Pôle 1", "label": "Vente", "cells": [{"depth": 1}, {"depth": 0}]},
            {"group": "Pôle 1", "label": "Veille", "cells": [{"depth": 4}, {"depth": 2}]},
        ],
    )

    assert words(html) == ("Couverture Activité P1 P2 Pôle 1 Vente prévu rien Veille prouvé fait")
    assert 'colspan="3"' in html


def test_a_day_of_presence_is_read_with_its_date():
    days = [{"date": datetime(2027, 1, 4, tzinfo=UTC), "state": "present", "label": "7 h"}]

    html = draw(
        "{% presence_calendar caption='Présence' weeks=weeks %}",
        weeks=[{"label": "Semaine 1", "total": "7 h", "days": [*days, None]}],
    )

    assert words(html).endswith("Semaine 1 lundi 4 janvier 2027 : 4 présent 7 h 7 h")
    assert html.count('class="tt-day out"') == 1


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "409", "500"])
def test_an_error_page_says_what_to_do_and_needs_no_request(name):
    html = render_to_string(f"{name}.html", {"sentence": "La convention est déjà scellée."})

    assert 'href="/"' in html
    assert len(re.findall(r"<h1>[^<]+</h1>", html)) == 1


@pytest.mark.parametrize(("demo", "status"), [(True, 200), (False, 404)])
def test_the_gallery_is_shown_in_a_demonstration_only(client, settings, demo, status):
    settings.DEMO = demo

    response = client.get(reverse("core:gallery"))

    assert response.status_code == status


def test_every_component_is_in_the_gallery():
    pages = ("core/gallery.html", "core/_gallery_main.html", "core/_gallery_side.html")
    source = "".join(Path(get_template(p).origin.name).read_text() for p in pages)

    # These three are drawn by the components that hold them.
    held = {"heat", "error_summary", "capture"}
    missing = {t for t in ui.register.tags if not re.search(rf"{{% {t}[ %]", source)} - held

    assert missing == set()


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_reset_password",
        "account_reset_password_done",
    ],
)
@pytest.mark.django_db
def test_the_doors_of_the_product_are_drawn_in_its_own_face(client, name):
    html = client.get(reverse(name)).content.decode()

    assert '<body class="tt-bare">' in html
    assert len(re.findall(r"<h1>[^<]+</h1>", html)) == 1


@pytest.mark.django_db
def test_a_spent_password_link_offers_another(client):
    url = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "abc"})

    html = client.get(url).content.decode()

    assert "Ce lien ne vaut plus" in html
    assert f'href="{reverse("account_reset_password")}"' in html


def test_an_e_mail_says_the_same_in_both_its_forms():
    message = Message(
        kind="signature_asked",
        to="p.rossi@example.org",
        to_name="Paul Rossi",
        subject="Signer la convention d’Inès",
        paragraphs=("Le lycée vous demande de signer l’accord.",),
        button=Button("Lire et signer", "https://example.org/l/abc"),
        code="123456",
        small=("Le lien vaut 30 jours.",),
        school_name="Lycée <d’essai>",
    )

    text = render_to_string("emails/message.txt", {"message": message})
    html = render_to_string("emails/message.html", {"message": message})

    said = (
        "Bonjour Paul Rossi,",
        "Le lycée vous demande de signer l’accord.",
        "123456",
        "Lire et signer",
        "https://example.org/l/abc",
        "Le lien vaut 30 jours.",
    )
    assert [s for s in said if s not in text or s not in html] == []
    assert "Lycée <d’essai>" in text
    assert "Lycée &lt;d’essai&gt;" in html


def test_the_style_sheets_are_where_the_pages_look_for_them():
    folders = dict(settings.STATICFILES_DIRS)

    assert (Path(folders["tabler"]) / "css/tabler.min.css").is_file()
    assert (Path(folders["inter"]) / "index.css").is_file()
    assert (Path(folders["htmx"]) / "htmx.min.js").is_file()
