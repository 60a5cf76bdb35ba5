"""The operator's view of schools and people: to search and to repair, never to act for them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from tripartite.accounts.models import (
    Invitation,
    JournalEntry,
    Membership,
    PersonalLink,
    School,
    User,
)


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    """Rows written by actions only."""

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002  # Django's signature
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002  # Django's signature
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002  # Django's signature
        return False


@admin.register(School)
class SchoolAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("name", "city", "country", "is_demo")
    search_fields = ("name", "uai", "city")
    readonly_fields = ("is_demo",)


@admin.register(User)
class UserAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("last_name", "first_name", "email", "is_active", "is_staff")
    search_fields = ("last_name", "first_name", "email")
    fields = ("email", "first_name", "last_name", "is_active", "is_staff", "last_login")
    readonly_fields = ("last_login", "is_staff")

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002  # Django's signature
        return False


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("user", "school", "role")
    list_select_related = ("user", "school")
    search_fields = ("user__last_name", "user__email", "school__name")
    autocomplete_fields = ("user", "school")


@admin.register(Invitation)
class InvitationAdmin(ReadOnly):
    list_display = ("user", "school", "sent_at", "accepted_at")
    list_select_related = ("user", "school")
    search_fields = ("user__last_name", "user__email", "school__name")


@admin.register(PersonalLink)
class PersonalLinkAdmin(ReadOnly):
    list_display = ("name", "school", "created_at", "opened_at", "revoked_at")
    list_select_related = ("school",)
    search_fields = ("name", "email", "school__name")
    exclude = ("key",)


@admin.register(JournalEntry)
class JournalEntryAdmin(ReadOnly):
    list_display = ("at", "actor_name", "sentence", "file", "school")
    list_select_related = ("school",)
    search_fields = ("sentence", "actor_name", "file", "school__name")
