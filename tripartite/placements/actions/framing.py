"""Writing the framing and its missions; nothing that two people write at once is lost."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from tripartite.accounts.journal import Actor, record
from tripartite.core import clock
from tripartite.core.fr import count_of, long_day
from tripartite.curriculum.models import ExpectedResult, Task
from tripartite.placements.access import DISCUSSERS, PREPARERS, writes_framing_now
from tripartite.placements.actions.handing import take_back
from tripartite.placements.actions.moving import locked
from tripartite.placements.domain import Party, PlacementError, Relation, State
from tripartite.placements.domain.framing import (
    TEXTS,
    Headings,
    MissionDetails,
    ObjectiveDetails,
    fingerprint_of,
)
from tripartite.placements.models import (
    Framing,
    Mission,
    Objective,
    Placement,
    PromisedInformation,
)
from tripartite.placements.queries import (
    competences_of_placement,
    details_of,
    framing_of,
    headings_of,
    last_writer,
    objectives_of,
    tasks_of,
)


class FramingConflictError(PlacementError):
    """Somebody saved other headings since the page was shown: ``framing`` holds them."""

    def __init__(self, framing: Framing, who: str) -> None:
        super().__init__(
            "framing_conflict",
            f"{who or 'Quelqu’un'} a enregistré ce cadrage pendant que vous écriviez. Rien n’est "
            "perdu : votre texte est dans les champs, l’autre est affiché dessous. Reprenez ce "
            "qu’il faut, puis enregistrez.",
        )
        self.framing = framing


class MissionConflictError(PlacementError):
    """Somebody changed the mission since the page was shown: ``mission`` holds the new words."""

    def __init__(self, mission: Mission) -> None:
        super().__init__(
            "mission_conflict",
            "Cette mission a été modifiée pendant que vous écriviez. Rien n’est perdu : votre "
            "texte est dans les champs, l’autre est affiché à côté. Reprenez ce qu’il faut, puis "
            "enregistrez.",
        )
        self.mission = mission


class ObjectivesConflictError(PlacementError):
    """Somebody saved other objectives since the page was shown: ``objectives`` holds them."""

    def __init__(self, objectives: list[Objective]) -> None:
        super().__init__(
            "objectives_conflict",
            "Les objectifs ont été modifiés pendant que vous écriviez. Rien n’est perdu : les "
            "vôtres sont dans les champs, les autres sont affichés dessous. Reprenez ce qu’il "
            "faut, puis enregistrez.",
        )
        self.objectives = objectives


@transaction.atomic
def save_headings(*, placement: Placement, headings: Headings, version: int, by: Actor) -> Framing:
    """Write the five headings; ``version`` is the one the page was shown with (0: none yet).

    The same words written twice are one save. Raises FramingConflictError when somebody saved
    other words meanwhile, PlacementError when the placement may no longer be written.
    """
    placement = _writing(placement, by)
    framing = framing_of(placement)
    kept = headings_of(framing)
    if kept == headings:
        return framing
    if framing.version != version:
        raise FramingConflictError(framing, last_writer(placement))
    changed = [name for name, text in asdict(headings).items() if getattr(kept, name) != text]
    for name in changed:
        if name in TEXTS:
            setattr(framing, name, getattr(headings, name))
    if "gratification_rate" in changed:
        placement.gratification_rate = Decimal(headings.gratification_rate or 0)
        placement.save(update_fields=["gratification_rate"])
    framing.version += 1
    framing.updated_at = clock.now()
    framing.save()
    keep_promises(placement, headings.promises)
    titles = (TEXTS[n][0].lower() if n in TEXTS else "gratification" for n in changed)
    sentence = f"Cadrage écrit : {', '.join(titles)}"
    _tell_story(placement, "framing.saved", sentence, by, changed=changed, version=framing.version)
    return framing


@transaction.atomic
def save_objectives(
    *, placement: Placement, objectives: Sequence[ObjectiveDetails], seen: str, by: Actor
) -> None:
    """Write the competences aimed at, in order; ``seen`` is the fingerprint that was shown.

    Raises ObjectivesConflictError when somebody wrote other objectives meanwhile.
    """
    placement = _writing(placement, by)
    kept = objectives_of(placement)
    if kept == list(objectives):
        return
    if fingerprint_of(kept) != seen:
        rows = placement.objectives.order_by("position").select_related("competence")
        raise ObjectivesConflictError(list(rows))
    wanted = {o.competence for o in objectives}
    known = competences_of_placement(placement).filter(pk__in=wanted)
    if known.count() != len(objectives):
        raise PlacementError(
            "foreign_competence",
            "Une des compétences n’est pas du référentiel de la classe, ou elle est choisie deux "
            "fois : cochez-les de nouveau.",
        )
    placement.objectives.all().delete()
    Objective.objects.bulk_create(
        Objective(placement=placement, competence_id=o.competence, position=n, wording=o.wording)
        for n, o in enumerate(objectives, start=1)
    )
    sentence = f"Objectifs écrits : {count_of(len(objectives), 'compétence')}"
    words = [o.wording for o in objectives]
    _tell_story(placement, "objectives.saved", sentence, by, objectives=words)


def keep_promises(placement: Placement, labels: tuple[str, ...]) -> None:
    """Make the rows follow the lines; a promise that stays keeps the day it was received."""
    known = {promise.label: promise for promise in placement.promises.all()}
    placement.promises.exclude(label__in=labels).delete()
    for position, label in enumerate(labels, start=1):
        promise = known.get(label) or PromisedInformation(placement=placement, label=label)
        promise.position = position
        promise.save()


@transaction.atomic
def receive_information(*, item: PromisedInformation, received_on: date | None, by: Actor) -> None:
    """Tick a promise of the host as received that day, or take the tick back (None).

    Raises PlacementError for who may not say so, for a day to come, or for a promise withdrawn.
    """
    placement = locked(item.placement)
    # A teacher of the class may visit in the référent's place, and tick what he is shown.
    if not placement.relations_of(by) & {*PREPARERS, Relation.TEACHER}:
        raise PlacementError("not_yours", "Ce n’est pas à vous d’écrire dans ce dossier.")
    if received_on is not None and received_on > clock.today():
        raise PlacementError(
            "received_later", "Une information ne peut pas être reçue à une date à venir."
        )
    kept = placement.promises.filter(pk=item.pk).first()
    if kept is None:
        raise PlacementError(
            "promise_gone",
            "Cette information a été retirée du cadrage entre-temps : la liste est à jour.",
        )
    if kept.received_on == received_on:
        return
    kept.received_on = received_on
    kept.save(update_fields=["received_on"])
    said = f"reçue le {long_day(received_on)}" if received_on else "pas encore reçue"
    record(
        by=by,
        school=placement.school,
        verb="information.received" if received_on else "information.awaited",
        sentence=f"Information promise {said} : {kept.label}",
        file=placement.file,
        promise=kept.label,
    )


@transaction.atomic
def add_mission(*, placement: Placement, details: MissionDetails, by: Actor) -> Mission:
    """Add a mission after the others."""
    placement = _writing(placement, by)
    tasks = _tasks(placement, details)
    last = placement.missions.aggregate(last=Max("position"))["last"] or 0
    mission = Mission.objects.create(
        placement=placement,
        position=last + 1,
        title=details.title,
        description=details.description,
        expected_result=details.expected_result,
    )
    mission.tasks.set(tasks)
    mission.results.set(_results(details, tasks))
    _tell_story(placement, "mission.added", f"Mission ajoutée : {details.title}", by)
    return mission


@transaction.atomic
def edit_mission(*, mission: Mission, details: MissionDetails, seen: str, by: Actor) -> Mission:
    """Rewrite a mission; ``seen`` is the fingerprint of what the page was showing.

    Raises MissionConflictError when somebody wrote something else meanwhile.
    """
    placement = _writing(mission.placement, by)
    mission = _mission(placement, mission)
    kept = details_of(mission)
    if kept == details:
        return mission
    if kept.fingerprint != seen:
        raise MissionConflictError(mission)
    tasks = _tasks(placement, details)
    mission.title = details.title
    mission.description = details.description
    mission.expected_result = details.expected_result
    mission.save(update_fields=["title", "description", "expected_result"])
    mission.tasks.set(tasks)
    mission.results.set(_results(details, tasks))
    _tell_story(placement, "mission.changed", f"Mission modifiée : {details.title}", by)
    return mission


@transaction.atomic
def remove_mission(*, mission: Mission, by: Actor) -> None:
    """Take a mission out of the framing; its words stay in the journal."""
    placement = _writing(mission.placement, by)
    mission = _mission(placement, mission)
    words = asdict(details_of(mission)) | {
        "tasks": [task.code for task in mission.tasks.all()],
        "results": [result.code for result in mission.results.all()],
    }
    mission.delete()
    sentence = f"Mission retirée : {mission.title}"
    _tell_story(placement, "mission.removed", sentence, by, mission=words)


def _mission(placement: Placement, mission: Mission) -> Mission:
    found = placement.missions.filter(pk=mission.pk).first()
    if found is None:
        raise PlacementError(
            "mission_gone",
            "Cette mission a été retirée entre-temps. Ajoutez-la de nouveau s’il le faut.",
        )
    return found


def _tasks(placement: Placement, details: MissionDetails) -> list[Task]:
    tasks = list(tasks_of(placement).filter(pk__in=details.tasks))
    if len(tasks) != len(details.tasks):
        raise PlacementError(
            "foreign_task",
            "Une des tâches cochées n’est pas du référentiel de la classe : cochez-les de nouveau.",
        )
    return tasks


def _results(details: MissionDetails, tasks: list[Task]) -> list[ExpectedResult]:
    """The results ticked, which must be those of the activities of the tasks."""
    activities = {task.activity_id for task in tasks}
    results = list(ExpectedResult.objects.filter(pk__in=details.results, activity__in=activities))
    if len(results) != len(details.results):
        raise PlacementError(
            "foreign_result",
            "Un des résultats cochés n’est pas d’une activité dont une tâche est cochée : cochez "
            "la tâche, ou décochez le résultat.",
        )
    return results


def _writing(placement: Placement, by: Actor) -> Placement:
    """The placement, locked, if this person may write in its framing now."""
    placement = locked(placement)
    if not placement.relations_of(by) & DISCUSSERS:
        raise PlacementError("not_yours", "Ce n’est pas à vous d’écrire dans ce dossier.")
    if not writes_framing_now(by, placement):
        raise PlacementError(
            "not_writable",
            f"Ce stage est « {placement.get_state_display()} » : son dossier ne se modifie plus. "
            "Demandez à l’enseignant référent de le renvoyer ou de le rouvrir.",
        )
    return placement


def _tell_story(placement: Placement, verb: str, sentence: str, by: Actor, **detail: Any) -> None:
    """Tell a change; the tutor who writes after having agreed has to agree again."""
    if placement.state == State.SUBMITTED:
        take_back(placement, Party.HOST)
    record(
        by=by, school=placement.school, verb=verb, sentence=sentence, file=placement.file, **detail
    )
