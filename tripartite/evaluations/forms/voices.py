"""One voice, line by line: what is absent was not touched."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from tripartite.evaluations.actions.voices import Mark
from tripartite.evaluations.domain import LEVEL_LABELS, Level
from tripartite.evaluations.models import EvaluationLine, VoiceMark

LEVELS = [(level, f"{level} – {name}") for level, name in LEVEL_LABELS.items()]


class VoiceForm(forms.Form):
    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        lines: Iterable[EvaluationLine],
        marks: Mapping[str, VoiceMark],
    ) -> None:
        super().__init__(data)
        self.lines = list(lines)
        self.said = marks
        for line in self.lines:
            mark = marks.get(line.code)
            self.fields[f"level_{line.code}"] = forms.TypedChoiceField(
                label=line.label,
                choices=LEVELS,
                coerce=Level,
                empty_value=None,
                required=False,
                initial=mark.level if mark else None,
                widget=forms.RadioSelect,
            )
            self.fields[f"comment_{line.code}"] = forms.CharField(
                label=f"Commentaire, {line.label}",
                max_length=500,
                required=False,
                initial=mark.comment if mark else "",
                widget=forms.Textarea(attrs={"rows": 1}),
            )

    def parts(self) -> Iterator[dict[str, Any]]:
        """Each line with its two bound fields, under the first line of each part its title."""
        last = ""
        for line in self.lines:
            title = line.section if line.section != last else ""
            last = line.section
            yield {
                "title": title,
                "level": self[f"level_{line.code}"],
                "comment": self[f"comment_{line.code}"],
            }

    def marks(self) -> dict[str, Mark]:
        """What was sent and is good, by code of line."""
        found = {}
        for line in self.lines:
            level, comment = f"level_{line.code}", f"comment_{line.code}"
            mark = Mark(
                level=self.cleaned_data.get(level) if level in self.data else None,
                comment=self.cleaned_data.get(comment) if comment in self.data else None,
            )
            if mark != Mark():
                found[line.code] = mark
        return found
