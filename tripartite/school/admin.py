"""The operator's view of classes and students: to search and to repair."""

from django.contrib import admin

from tripartite.school.models import Cohort, Enrolment, Period, Programme, Student, Teaching


@admin.register(Programme)
class ProgrammeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("short_name", "school", "curriculum")
    list_select_related = ("school", "curriculum")
    search_fields = ("name", "short_name", "school__name")


@admin.register(Cohort)
class CohortAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("name", "year", "programme")
    list_select_related = ("programme",)
    search_fields = ("name", "programme__school__name")
    autocomplete_fields = ("programme",)


@admin.register(Student)
class StudentAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("user", "school", "birth_date")
    list_select_related = ("user", "school")
    search_fields = ("user__last_name", "user__first_name", "ine")
    readonly_fields = ("user", "school")


@admin.register(Enrolment)
class EnrolmentAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("student", "cohort", "left_on")
    list_select_related = ("student__user", "cohort")
    search_fields = ("student__user__last_name", "cohort__name")
    readonly_fields = ("student", "cohort")


@admin.register(Teaching)
class TeachingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("teacher", "cohort")
    list_select_related = ("teacher", "cohort")
    search_fields = ("teacher__last_name", "cohort__name")
    autocomplete_fields = ("teacher", "cohort")


@admin.register(Period)
class PeriodAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("cohort", "number", "starts_on", "ends_on")
    list_select_related = ("cohort",)
    search_fields = ("cohort__name",)
    readonly_fields = ("cohort",)
