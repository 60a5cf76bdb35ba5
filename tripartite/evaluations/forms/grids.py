"""The grid of a programme on one page: reword, reorder, remove, add."""

from collections.abc import Iterable
from itertools import count
from typing import Any

from django import forms

from tripartite.evaluations.domain import GridItem

#: Empty lines offered under the grid.
SPARE = 3
#: What the code of a line of the school begins with; no competence leads to it: it is always there.
OWN = "ETAB"


class ItemForm(forms.Form):
    """One line; without words it is not there."""

    code = forms.CharField(required=False, widget=forms.HiddenInput)
    rank = forms.IntegerField(
        label="Rang",
        required=False,
        min_value=0,
        max_value=999,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    section = forms.CharField(label="Partie", max_length=200, required=False)
    label = forms.CharField(
        label="Ligne", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    always = forms.BooleanField(label="Toujours", required=False)
    removed = forms.BooleanField(label="Retirer", required=False)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("label") and not told.get("section"):
            self.add_error("section", "Dites sous quelle partie cette ligne se range.")
        if told.get("code") and not told.get("label") and not told.get("removed"):
            self.add_error("label", "Cette ligne n’a plus de texte : écrivez-la ou retirez-la.")
        return told


Items = forms.formset_factory(ItemForm, extra=SPARE, max_num=120)


def items_of(
    lines: Iterable[ItemForm], known: Iterable[GridItem], used: Iterable[str] = ()
) -> list[GridItem]:
    """The lines that stay, by rank; a line that is not of ``known`` is new and gets our code.

    ``used`` are the codes of older versions: a code that an evaluation bears never means another
    line.
    """
    last = 1000  # more than the highest rank that may be typed
    kept = [
        told
        for told in (line.cleaned_data for line in lines)
        if told.get("label") and not told["removed"]
    ]
    kept.sort(key=lambda told: last if told["rank"] is None else told["rank"])
    ours = {item.code for item in known}
    gone = ours | set(used)
    fresh = (code for n in count(1) if (code := f"{OWN}{n}") not in gone)
    found, taken = [], set[str]()
    for told in kept:
        is_known = told["code"] in ours - taken
        code = told["code"] if is_known else next(fresh)
        taken.add(code)
        always = told["always"] or code.startswith(OWN)
        found.append(GridItem(told["section"], code, told["label"], always))
    return found


class SeenForm(forms.Form):
    """The version that was on the screen."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
