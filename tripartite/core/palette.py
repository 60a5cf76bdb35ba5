"""The few words and kinds that the components know."""

#: The three parties, with the word printed beside their colour.
PARTIES = {"student": "Étudiant", "host": "Accueil", "school": "Équipe"}
#: The states of a step, with the word a screen reader says.
STATES = {"done": "fait", "now": "en cours", "late": "en retard", "todo": "à venir"}
#: The icon of a level of alert and the word that goes with it.
LEVELS = {
    "info": ("info", "Information"),
    "success": ("check", "C’est fait"),
    "warning": ("alert", "Attention"),
    "danger": ("alert", "Erreur"),
}
BADGES = frozenset({"neutral", "ok", "wait", "late", "info"})
BUTTONS = {
    "default": "btn",
    "primary": "btn btn-primary",
    "danger": "btn btn-danger",
    "quiet": "btn tt-btn-quiet",
}
#: The state of a day of presence, with the word a screen reader says before its hours.
DAYS = {
    "present": "présent",
    "absent": "absent",
    "holiday": "jour férié",
    "off": "repos",
    "todo": "à venir",
}
#: How deep a task was worked on, lightest first: the four blues of the coverage.
DEPTHS = ("", "prévu", "fait", "observé", "prouvé")
