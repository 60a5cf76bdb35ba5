"""A school, its programmes and its first people."""

from typing import Any

from django.db import transaction

from tripartite.accounts.actions import ADDRESS_TAKEN, AccountError, give_role, make_account
from tripartite.accounts.domain import Role
from tripartite.accounts.journal import Actor, record
from tripartite.accounts.models import School, User
from tripartite.core.errors import DomainError
from tripartite.curriculum.models import Curriculum
from tripartite.school.domain.names import same_name
from tripartite.school.models import Programme


class SchoolError(DomainError):
    """The school cannot be made or changed so."""


@transaction.atomic
def create_school(*, name: str, by: Actor = None, **fields: Any) -> School:
    """A new school; ``fields`` are those of School. Raises SchoolError when it exists already."""
    if School.objects.filter(name=name, city=fields.get("city", "")).exists():
        raise SchoolError("school_twice", f"Un établissement « {name} » existe déjà à cet endroit.")
    school = School.objects.create(name=name, **fields)
    record(
        by=by,
        school=school,
        verb="school.created",
        sentence=f"Établissement {school} créé",
        file=f"school:{school.pk}",
    )
    return school


@transaction.atomic
def change_school(*, school: School, by: User, **values: Any) -> bool:
    """Write the settings that differ; False when none does. Papers already issued stay as is."""
    school = School.objects.select_for_update(of=("self",), no_key=True).get(pk=school.pk)
    new = {name: value for name, value in values.items() if value != getattr(school, name)}
    if not new:
        return False
    for name, value in new.items():
        setattr(school, name, value)
    school.save(update_fields=list(new))
    record(
        by=by,
        school=school,
        verb="school.changed",
        sentence="Réglages de l’établissement modifiés",
        file=f"school:{school.pk}",
        fields=sorted(new),
    )
    return True


@transaction.atomic
def create_programme(
    *,
    school: School,
    curriculum: Curriculum,
    name: str,
    short_name: str,
    by: Actor = None,
    **fields: Any,
) -> Programme:
    """A course of the school. Raises SchoolError when one bears the same short name."""
    if Programme.objects.filter(school=school, short_name=short_name).exists():
        raise SchoolError("programme_twice", "Une formation porte déjà cet intitulé court.")
    programme = Programme.objects.create(
        school=school, curriculum=curriculum, name=name, short_name=short_name, **fields
    )
    record(
        by=by,
        school=school,
        verb="programme.created",
        sentence=f"Formation {programme} créée",
        file=f"school:{school.pk}",
    )
    return programme


@transaction.atomic
def add_member(
    *, school: School, email: str, first_name: str, last_name: str, role: Role, by: Actor = None
) -> User:
    """Somebody of the team, with or without an account so far; nothing is sent.

    An address already in use is taken for the same person only when the names agree. Raises
    AccountError otherwise.
    """
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        user = make_account(first_name=first_name, last_name=last_name, email=email)
    elif not (
        user.is_active
        and same_name(user.first_name, first_name)
        and same_name(user.last_name, last_name)
    ):
        raise AccountError("address_taken", ADDRESS_TAKEN)
    give_role(user=user, school=school, role=role, by=by)
    return user
