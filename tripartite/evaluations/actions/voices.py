"""The three are asked for their voices; each saves as he goes, then gives his for good."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse

from tripartite.accounts.journal import Actor, name_of
from tripartite.core import clock
from tripartite.core.workflow import TransitionError
from tripartite.evaluations import emails, queries
from tripartite.evaluations.actions.common import locked, prepared, tell
from tripartite.evaluations.actions.session import open_evaluation
from tripartite.evaluations.domain import EvaluationError, EvaluationState, Level
from tripartite.evaluations.domain.voices import (
    NOT_TOO_LATE,
    SPEAKER_LABELS,
    VOICE,
    Speaker,
    VoiceFacts,
    VoiceState,
    speaker_of,
)
from tripartite.evaluations.models import JointEvaluation, Voice, VoiceMark
from tripartite.mailing import outbox
from tripartite.placements.actions.links import link_for, link_url
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement


@dataclass(frozen=True, slots=True)
class Mark:
    """What was touched of a line; None leaves it as it is."""

    level: Level | None = None
    comment: str | None = None


@transaction.atomic
def save_marks(*, placement: Placement, marks: Mapping[str, Mark], by: Actor) -> Voice:
    """Keep what was touched, line by line; the rest stays as it is.

    Raises TransitionError for who has no voice, before the first day, once given or begun.
    """
    placement = locked(placement)
    voice = _voice(placement, by)
    known = queries.marks_of(voice)
    touched: list[VoiceMark] = []
    for line in queries.lines_of(voice.evaluation):
        if line.code not in marks:
            continue
        mark = known.get(line.code) or VoiceMark(voice=voice, line=line)
        typed = marks[line.code]
        mark.level = mark.level if typed.level is None else typed.level
        mark.comment = mark.comment if typed.comment is None else typed.comment.strip()
        touched.append(mark)
    VoiceMark.objects.bulk_create(mark for mark in touched if mark.pk is None)
    old = [mark for mark in touched if mark.line.code in known]
    VoiceMark.objects.bulk_update(old, ["level", "comment"])
    return voice


def _voice(placement: Placement, by: Actor) -> Voice:
    """The voice of this person, begun if need be, while it may still be written."""
    speaker = speaker_of(placement.relations_of(by))
    if speaker is None:
        raise TransitionError(
            "no_voice", "Seuls l’étudiant, le tuteur et l’enseignant référent donnent un avis."
        )
    if clock.today() < placement.starts_on:
        raise TransitionError(
            "too_early", "Le stage n’a pas commencé : votre avis se donne vers sa fin."
        )
    evaluation = prepared(placement, by)
    voice, _new = Voice.objects.get_or_create(
        evaluation=evaluation, speaker=speaker, defaults={"name": name_of(by)}
    )
    if voice.state == VoiceState.GIVEN:
        raise TransitionError(
            "voice_given",
            "Votre avis est donné : il ne change plus. Vous pourrez le nuancer pendant la séance.",
        )
    if evaluation.state != EvaluationState.DRAFT:
        raise TransitionError(NOT_TOO_LATE.code, NOT_TOO_LATE.sentence)
    voice.evaluation = evaluation
    return voice


@transaction.atomic
def give(*, placement: Placement, marks: Mapping[str, Mark], by: Actor) -> Voice:
    """Save, then give for good: from here the others' are read. Given twice it is given once.

    Raises TransitionError while a line has no level.
    """
    voice = save_marks(placement=placement, marks=marks, by=by)
    evaluation = voice.evaluation
    rated = voice.marks.exclude(level="").count()
    facts = VoiceFacts(
        unrated=evaluation.lines.count() - rated, evaluation=EvaluationState(evaluation.state)
    )
    voice.state = VOICE.target(
        "give", VoiceState(voice.state), evaluation.placement.relations_of(by), facts=facts
    )
    voice.given_at = clock.now()
    voice.save(update_fields=["state", "given_at"])
    label = SPEAKER_LABELS[Speaker(voice.speaker)].lower()
    tell(evaluation, by, "voice_given", f"Avis donné pour l’évaluation ({label})")
    return voice


@transaction.atomic
def ask_voices(*, placement: Placement, by: Actor) -> int:
    """Write to student and tutor who have not given theirs; how many were written to.

    Raises DomainError when there is nobody left to ask, or nobody with an address.
    """
    evaluation = open_evaluation(placement=placement, by=by)
    if evaluation.state != EvaluationState.DRAFT:
        raise EvaluationError(NOT_TOO_LATE.code, NOT_TOO_LATE.sentence)
    given = {
        speaker
        for speaker, voice in queries.voices_of(evaluation).items()
        if voice.state == VoiceState.GIVEN
    }
    told = 0
    for speaker, relation in (
        (Speaker.TUTOR, Relation.TUTOR),
        (Speaker.STUDENT, Relation.STUDENT),
    ):
        told += speaker not in given and invite(evaluation, relation)
    if not told:
        raise EvaluationError(
            "nobody_to_ask",
            "Personne à inviter : les avis sont donnés, ou les adresses électroniques manquent. "
            "Sans adresse, l’avis se dit pendant la séance.",
        )
    tell(evaluation, by, "voices_asked", "Avis demandés à l’étudiant et au tuteur")
    return told


def invite(evaluation: JointEvaluation, relation: Relation) -> bool:
    """Write to this person where his voice is given; False without an address."""
    placement = evaluation.placement
    link = link_for(placement=placement, relation=relation)
    if link is None:
        return False
    path = reverse("evaluations:voice", kwargs={"placement": placement.pk})
    outbox.send(emails.voice_asked(placement, link, link_url(link, path)), school=placement.school)
    return True
