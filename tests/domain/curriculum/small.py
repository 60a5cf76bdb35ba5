"""A référentiel of one of each, to break in one place at a time."""

TOML = """
code = "bts-essai"
version = "1"
title = "BTS Essai"
short_title = "Essai"
diploma = "BTS"
level = "5"
language = "fr"
effective_from = 2026-09-01

[source]
creator = "Ministère"
label = "Arrêté"
note = ""

[counts]
poles = 1
activities = 1
tasks = 2
results = 1
blocks = 1
groups = 1
competences = 1
criteria = 1

[[context]]
kind = "service"
heading = "Applications web"
items = [{ code = "SER1", label = "CRM" }]

[[poles]]
code = "P1"
block = "B1"
label = "Vendre"
description = "On vend."
functional_links = "Avec tous."

[[poles.activities]]
code = "P1.A1"
label = "Vente"
tasks = [{ code = "P1.A1.T1", label = "Vente" }, { code = "P1.A1.T2", label = "Suivi" }]
results = [{ code = "P1.A1.R1", label = "Des ventes" }]

[[blocks]]
code = "B1"
unit = "U4"
label = "Vendre"
criteria = [{ code = "B1.K1", label = "Aisance" }]

[[blocks.groups]]
code = "B1.G1"
label = "Vendre bien"
competences = [{ code = "B1.C1", label = "Savoir vendre" }]

[task_competences]
proposal = true
note = "Proposé."

[task_competences.ties]
"P1.A1.T1" = ["B1.C1"]

[[corrections]]
code = "P1.A1.T1"
where = "Tableau"
seed = "Ventte"
official = "Vente"
reason = "Faute de frappe."
"""
