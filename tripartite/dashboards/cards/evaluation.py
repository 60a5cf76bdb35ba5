"""The joint evaluation: who has spoken, who may speak, and the review of the welcome, apart."""

from typing import Any

from tripartite.dashboards.cards.file import File
from tripartite.evaluations.domain import EvaluationState
from tripartite.evaluations.domain.voices import VoiceState, speaker_of
from tripartite.evaluations.queries import evaluation_of, voices_of
from tripartite.placements.domain import Relation

R = Relation
#: Who reads what students say of a host: the team of the school, never the host nor a student.
TEAM = frozenset({R.OFFICE, R.HEAD, R.REFERENT, R.TEACHER})


def card(file: File) -> dict[str, Any]:
    evaluation = evaluation_of(file.placement)
    voices = voices_of(evaluation) if evaluation else {}
    speaker = speaker_of(file.relations)
    own = voices.get(speaker) if speaker else None
    draft = evaluation is None or evaluation.state == EvaluationState.DRAFT
    return {
        "evaluation": evaluation,
        "given_voices": sum(voice.state == VoiceState.GIVEN for voice in voices.values()),
        "speaks": speaker is not None and draft and (own is None or own.state != VoiceState.GIVEN),
        "remembers_host": bool(TEAM & file.relations),
        "reviews_welcome": Relation.STUDENT in file.relations and file.overview.facts.started,
    }
