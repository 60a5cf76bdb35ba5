import re
from html.parser import HTMLParser

import pytest
from django import forms
from django.template import engines

from tripartite.core.forms import DayInput


class Sample(forms.Form):
    name = forms.CharField(label="Nom", help_text="Tel qu’au registre.")
    day = forms.DateField(label="Jour", widget=DayInput, required=False)
    kind = forms.ChoiceField(
        label="Forme", choices=[("a", "Appel"), ("v", "Visite")], widget=forms.RadioSelect
    )
    size = forms.ChoiceField(label="Taille", choices=[("s", "petite")])
    agreed = forms.BooleanField(label="J’approuve")
    token = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        if self.data.get("name") == "tous":
            raise forms.ValidationError("Aucune place ne reste.")


class Tags(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def by_id(self, name):
        return next(attrs for _, attrs in self.found if attrs.get("id") == name)


def test_a_field_ties_its_help_and_its_error_to_the_control():
    html = Sample({"kind": "a"})["name"].as_field_group()

    control = Tags(html).by_id("id_name")

    assert control["aria-describedby"] == "id_name_helptext id_name_error"
    assert control["aria-invalid"] == "true"
    assert control["class"] == "form-control is-invalid"
    assert re.search(r'id="id_name_helptext">\s*Tel qu’au registre\.\s*<', html)


@pytest.mark.parametrize(
    ("field", "css"),
    [("name", "form-control"), ("size", "form-select"), ("agreed", "form-check-input")],
)
def test_a_control_wears_the_class_of_its_kind(field, css):
    html = Sample()[field].as_field_group()

    assert Tags(html).by_id(f"id_{field}")["class"] == css


def test_radio_buttons_are_a_fieldset_with_a_legend_and_a_target():
    tags = Tags(Sample()["kind"].as_field_group()).found

    assert tags[0] == ("fieldset", {"class": "tt-field", "id": "id_kind"})
    assert [a["id"] for t, a in tags if t == "input"] == ["id_kind_0", "id_kind_1"]


def test_a_date_is_asked_and_given_in_iso_form():
    html = Sample(initial={"day": "2027-01-04"})["day"].as_field_group()

    control = Tags(html).by_id("id_day")

    assert (control["type"], control["value"]) == ("date", "2027-01-04")
    assert "(facultatif)" in html


def test_the_whole_form_begins_with_a_summary_that_takes_the_focus():
    html = str(Sample({"name": "tous", "kind": "a", "size": "s"}))

    tags = Tags(html)

    summary = tags.by_id("erreurs")
    assert (summary["role"], summary["tabindex"], "autofocus" in summary) == ("alert", "-1", True)
    assert [a["href"] for t, a in tags.found if t == "a"] == ["#id_agreed"]
    assert "Aucune place ne reste." in html
    assert html.index("Aucune place ne reste.") < html.index('id="id_name"')


def test_a_form_without_fault_has_no_summary():
    assert 'id="erreurs"' not in str(Sample())


def test_what_was_typed_is_kept():
    html = str(Sample({"name": "Maison <Azur>"}))

    assert Tags(html).by_id("id_name")["value"] == "Maison <Azur>"


def test_each_row_of_a_formset_is_numbered():
    rows = forms.formset_factory(Sample, extra=2)()

    html = engines["django"].from_string("{{ rows }}").render({"rows": rows})

    assert [f"Ligne {n}" in html for n in (1, 2, 3)] == [True, True, False]
