"""Placements for the operator: to look up; what a workflow writes is only read."""

from typing import Any

from django.contrib import admin

from tripartite.placements.models import Placement


@admin.register(Placement)
class PlacementAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("student", "period", "site", "state", "referent", "school")
    list_filter = ("school", "state")
    list_select_related = (
        "enrolment__student__user",
        "period",
        "site__host",
        "referent",
        "school",
    )
    search_fields = (
        "enrolment__student__user__last_name",
        "enrolment__student__user__email",
        "site__host__name",
    )

    def has_add_permission(self, _request: Any) -> bool:
        """A placement is declared, which is journalled."""
        return False

    def has_change_permission(self, _request: Any, _obj: Placement | None = None) -> bool:
        """Acts write placements; the operator reads."""
        return False

    def has_delete_permission(self, _request: Any, _obj: Placement | None = None) -> bool:
        return False
