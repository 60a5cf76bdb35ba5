"""What the gallery shows: invented, typical values for every component."""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Paginator

from tripartite.core.forms import DayInput

STEPS = (
    ("Recherche", "done", "12 oct.", "", ""),
    ("Accueil trouvé", "done", "6 nov.", "", ""),
    ("Cadrage", "done", "16 nov.", "", "cadrage"),
    ("Convention", "done", "17 nov.", "", "convention"),
    ("Signatures", "now", "3 sur 5", "host", "signatures"),
    ("Présence", "todo", "dès le 4 janv.", "student", ""),
    ("Échange", "todo", "à planifier", "school", ""),
    ("Évaluation conjointe", "todo", "", "", ""),
    ("Attestation", "todo", "", "", ""),
    ("Dossier d’épreuve", "todo", "", "", ""),
)
ACTIVITIES = (
    ("Pôle 1", "Développement de clientèle", (1, 3)),
    ("Pôle 1", "Négociation, vente", (0, 2)),
    ("Pôle 2", "Animation de la relation client", (1, 4)),
    ("Pôle 2", "Relation client à distance", (2, 0)),
    ("Pôle 3", "Réseaux de partenaires", (0, 0)),
)
BOARD = (
    ("Aïcha Traoré", "Maison Azur, Nice", "student", "dans 22 j", (*["done"] * 4, "now", "todo")),
    ("Camille Vidal", "—", "host", "en retard de 6 j", ("late", *["todo"] * 5)),
    ("Enzo Ferrari", "Cave des Orangers, Menton", "school", "dans 8 j", ("done", "done", "now")),
)
COLUMNS = ("Accueil", "Cadrage", "Convention", "Signatures", "Présence", "Échange")
JOURNAL = (
    (17, "Inès Moreau a signé la convention", "Inès Moreau", "student", ""),
    (
        16,
        "Le cadrage a été approuvé",
        "M. Fabre, référent",
        "school",
        "Missions ambitieuses et réalistes.",
    ),
    (14, "Le tuteur a relu les moyens mis à disposition", "P. Rossi, tuteur", "host", ""),
    (12, "Le dossier a été ouvert", "", "", ""),
)

ICONS = tuple(
    re.findall(
        r'symbol id="([a-z]+)"', (Path(__file__).parent / "static/core/icons.svg").read_text()
    )
)


class GalleryForm(forms.Form):
    """One field of each kind, to be seen empty and wrong."""

    organisation = forms.CharField(label="Nom de l’organisation", help_text="Tel qu’au registre.")
    start = forms.DateField(label="Premier jour", widget=DayInput)
    hours = forms.IntegerField(label="Heures par semaine", min_value=1, max_value=48)
    mail = forms.EmailField(label="Courriel du tuteur", required=False)
    form_of = forms.ChoiceField(
        label="Forme juridique",
        choices=[("", "Choisir…"), ("sarl", "SARL"), ("asso", "Association")],
    )
    meeting = forms.ChoiceField(
        label="Façon de l’échange",
        choices=[("site", "sur place"), ("video", "en visio"), ("phone", "au téléphone")],
        widget=forms.RadioSelect,
    )
    tools = forms.MultipleChoiceField(
        label="Outils employés",
        choices=[("crm", "GRC"), ("mail", "courriel"), ("net", "réseaux sociaux")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    paper = forms.FileField(label="Convention signée (PDF)", required=False)
    goals = forms.CharField(label="Objectifs", widget=forms.Textarea(attrs={"rows": 3}))
    agreed = forms.BooleanField(label="J’ai lu la convention et je l’approuve.")


def _weeks() -> list[dict[str, Any]]:
    monday = date(2027, 1, 4)
    states = ("present", "present", "absent", "present", "holiday", "off", "off")
    labels = ("7 h", "7 h", "justifiée", "3 h 30", "férié", "", "")
    return [
        {
            "label": f"Semaine {n + 1}",
            "total": "17 h 30" if n == 0 else "",
            "confirmed": "le 11 janv." if n == 0 else "",
            "days": [
                {
                    "date": monday + timedelta(days=7 * n + i),
                    "state": states[i] if n == 0 else ("off" if i > 4 else "todo"),
                    "label": labels[i] if n == 0 else "",
                }
                for i in range(7)
            ],
        }
        for n in range(4)
    ]


def context() -> dict[str, Any]:
    """Everything the gallery page prints."""
    keys = ("label", "state", "note", "party", "anchor")
    steps = [dict(zip(keys, step, strict=True)) for step in STEPS]
    late = [
        s | {"state": "late", "note": "en retard de 6 j"} if s["state"] == "now" else s
        for s in steps
    ]
    return {
        "steps": steps,
        "late_steps": late,
        "levels": ("info", "success", "warning", "danger"),
        "badges": ("neutral", "ok", "wait", "late", "info"),
        "parties": ("student", "host", "school"),
        "icons": ICONS,
        "crumbs": [
            {"label": "Classes", "url": "#"},
            {"label": "NDRC1", "url": "#"},
            {"label": "Inès Moreau"},
        ],
        "tabs": [
            {"label": "Tous", "url": "#", "active": True, "count": 34},
            {"label": "En retard", "url": "#", "count": 2},
            {"label": "À nous", "url": "#", "count": 7},
        ],
        "page": Paginator(range(100), 10).page(3),
        "board": [
            {
                "name": name,
                "host": host,
                "party": party,
                "due": due,
                "cells": [
                    {
                        "column": c,
                        "state": s,
                        "label": {"now": "4 / 5", "late": "à trouver"}.get(s, ""),
                    }
                    for c, s in zip_longest(COLUMNS, states, fillvalue="todo")
                ],
            }
            for name, host, party, due, states in BOARD
        ],
        "journal": [
            {
                "when": datetime(2026, 11, day, 17, 2, tzinfo=UTC),
                "what": what,
                "who": who,
                "party": party,
                "note": note,
            }
            for day, what, who, party, note in JOURNAL
        ],
        "activities": [
            {"group": group, "label": label, "cells": [{"depth": d} for d in depths]}
            for group, label, depths in ACTIVITIES
        ],
        "coverage_columns": ("P1", "P2"),
        "weeks": _weeks(),
        "form": GalleryForm(prefix="vide"),
        "wrong_form": GalleryForm(
            {"faux-organisation": "Maison Azur", "faux-hours": "90"}, prefix="faux"
        ),
        "today": date(2026, 11, 24),
        "due": date(2027, 1, 4),
        "end": date(2027, 1, 29),
    }
