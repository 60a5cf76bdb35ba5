"""The missions of an amendment, as rows of its form: kept, rewritten, taken out or added."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME

from tripartite.placements.domain.terms import AgreedMission, Terms
from tripartite.placements.forms import MissionForm
from tripartite.placements.models import Placement
from tripartite.placements.queries import grouped, results_of, tasks_of

#: So many can be added at once; another amendment, or another check, adds more.
ADDED = 2
PREFIX = "missions"


class MissionRow(MissionForm):
    """One mission; without a ``key`` it is a new one, left aside while nothing is written in it."""

    key = forms.IntegerField(required=False, widget=forms.HiddenInput)

    field_order = ("key",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["seen"]

    def agreed(self, key: int) -> AgreedMission:
        """What was written; only of a valid form."""
        said = self.details()
        return AgreedMission(
            key=key,
            title=said.title,
            description=said.description,
            expected_result=said.expected_result,
            tasks=tuple(sorted(said.tasks)),
            results=tuple(sorted(said.results)),
        )


class _Rows(forms.BaseFormSet):  # type: ignore[type-arg]  # not generic at run time
    """The rows; one that is taken out is not checked."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            form.fields[DELETION_FIELD_NAME].label = "Retirer cette mission"


_FormSet = forms.formset_factory(
    MissionRow,
    formset=_Rows,
    extra=ADDED,
    can_delete=True,
    can_delete_extra=False,
    max_num=30,
    absolute_max=30,
)


class MissionRows:
    """The rows over the missions in force; ``agreed`` once valid."""

    def __init__(
        self, data: Mapping[str, Any] | None, *, terms: Terms, placement: Placement
    ) -> None:
        self.terms = terms
        self.placement = placement
        initial = [mission.as_json() | {"key": mission.key} for mission in terms.missions]
        self.formset = _FormSet(
            data, initial=initial, prefix=PREFIX, form_kwargs={"placement": placement}
        )

    def is_valid(self) -> bool:
        return bool(self.formset.is_valid())

    @property
    def agreed(self) -> tuple[AgreedMission, ...]:
        """The missions that are wanted, in order; those in force keep their key."""
        known = {mission.key for mission in self.terms.missions}
        fresh = min((0, *known)) - 1
        found = []
        for form in self.formset.forms:
            if form in self.formset.deleted_forms or not form.cleaned_data.get("title"):
                continue
            key = form.cleaned_data.get("key")
            if key not in known:
                key, fresh = fresh, fresh - 1
            known.discard(key)
            found.append(form.agreed(key))
        return tuple(found)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each row with the tasks and results of the référentiel to tick, activity by activity."""
        poles = grouped(list(tasks_of(self.placement)), Counter())
        official = results_of(self.placement)
        return [
            {"form": form, "new": not form["key"].value(), "boxes": form.boxes(poles, official)}
            for form in self.formset.forms
        ]
