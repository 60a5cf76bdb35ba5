"""The three voices: each rates apart, line by line."""

from django.db import models
from django.db.models import Q

from tripartite.evaluations.domain import LEVEL_LABELS, Level
from tripartite.evaluations.domain.voices import (
    SPEAKER_LABELS,
    VOICE_STATE_LABELS,
    Speaker,
    VoiceState,
)
from tripartite.evaluations.models.evaluation import EvaluationLine, JointEvaluation


class Voice(models.Model):
    """What one of the three says of the whole grid."""

    evaluation = models.ForeignKey(JointEvaluation, models.PROTECT, related_name="voices")
    speaker = models.CharField("voix", max_length=10, choices=SPEAKER_LABELS.items())
    name = models.CharField("nom", max_length=150)
    state = models.CharField(
        "état",
        max_length=10,
        choices=VOICE_STATE_LABELS.items(),
        default=VoiceState.WRITING,
    )
    given_at = models.DateTimeField("donné le", null=True, blank=True)

    class Meta:
        verbose_name = "avis"
        verbose_name_plural = "avis"
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "speaker"], name="voice_once"),
            models.CheckConstraint(condition=Q(speaker__in=list(Speaker)), name="voice_known"),
            models.CheckConstraint(
                condition=Q(state=VoiceState.WRITING, given_at=None)
                | Q(state=VoiceState.GIVEN, given_at__isnull=False),
                name="voice_given_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"avis de {self.name}"


class VoiceMark(models.Model):
    """What this voice says of one line; saved as soon as it is touched."""

    voice = models.ForeignKey(Voice, models.CASCADE, related_name="marks")
    line = models.ForeignKey(EvaluationLine, models.PROTECT, related_name="marks")
    level = models.CharField("niveau", max_length=2, choices=LEVEL_LABELS.items(), blank=True)
    comment = models.CharField("commentaire", max_length=500, blank=True)

    class Meta:
        verbose_name = "niveau d’un avis"
        verbose_name_plural = "niveaux des avis"
        constraints = [
            models.UniqueConstraint(fields=["voice", "line"], name="mark_once"),
            models.CheckConstraint(condition=Q(level__in=["", *Level]), name="mark_level_known"),
        ]

    def __str__(self) -> str:
        return f"{self.line} : {self.level}"
