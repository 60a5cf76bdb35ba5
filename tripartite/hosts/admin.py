"""Hosts for the operator: to look up, to mend a name or an address."""

from typing import Any, ClassVar

from django.contrib import admin

from tripartite.hosts.models import Contact, Host, Site


class SiteInline(admin.TabularInline):  # type: ignore[type-arg]  # not generic at run time
    model = Site
    extra = 0


class ContactInline(admin.TabularInline):  # type: ignore[type-arg]  # not generic at run time
    model = Contact
    extra = 0


@admin.register(Host)
class HostAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("name", "trade_name", "identifier", "country", "school")
    list_filter = ("school", "country", "legal_form")
    list_select_related = ("school",)
    search_fields = ("name", "trade_name", "identifier")
    readonly_fields = ("school",)
    inlines: ClassVar[list[Any]] = [SiteInline, ContactInline]

    def has_add_permission(self, _request: Any) -> bool:
        """Hosts come from declarations, which journal them."""
        return False
