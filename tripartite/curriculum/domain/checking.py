"""What must hold in a référentiel, whatever it was read from."""

from collections import Counter

from tripartite.curriculum.domain.model import CurriculumData, CurriculumError, ElementKind


def check(data: CurriculumData) -> None:
    """Refuse, with a sentence, data whose codes clash or whose references lead nowhere."""
    elements = {element.code: element for element in data.elements()}
    _check_codes(data)
    _check_labels(data)
    _check_poles(data)
    _check_ties(data)
    for correction in data.corrections:
        element = elements.get(correction.code)
        if element is None or element.label != correction.official:
            raise CurriculumError(
                "correction",
                f"La correction de « {correction.code} » ne correspond à aucun libellé : "
                "reprenez le code et le libellé officiel.",
            )


def _check_codes(data: CurriculumData) -> None:
    codes = Counter(element.code for element in data.elements())
    twice = [code for code, count in codes.items() if count > 1]
    if twice:
        raise CurriculumError(
            "duplicate-code",
            f"Le code « {twice[0]} » sert deux fois : donnez un code propre à chaque élément.",
        )
    for element in data.elements():
        # Competences are numbered through their block, whatever the group: B1.C5 is in B1.G2.
        in_group = element.kind is ElementKind.COMPETENCE
        above = element.parent.rpartition(".")[0] if in_group else element.parent
        if above and not element.code.startswith(f"{above}."):
            raise CurriculumError(
                "code",
                f"Le code « {element.code} » doit commencer par « {above}. », le code de ce qui "
                "le contient.",
            )


def _check_labels(data: CurriculumData) -> None:
    for activity in data.activities:
        for items in (activity.tasks, activity.results):
            labels = Counter(item.label.casefold() for item in items)
            if any(count > 1 for count in labels.values()):
                raise CurriculumError(
                    "duplicate-label",
                    f"L’activité « {activity.label} » porte deux fois le même libellé : "
                    "retirez le doublon.",
                )


def _check_poles(data: CurriculumData) -> None:
    blocks = {block.code for block in data.blocks}
    for pole in data.poles:
        if pole.block not in blocks:
            raise CurriculumError(
                "block",
                f"Le pôle « {pole.code} » renvoie au bloc « {pole.block} », qui n’existe pas : "
                "corrigez le renvoi ou ajoutez le bloc.",
            )
    if sorted(blocks) != sorted(pole.block for pole in data.poles):
        raise CurriculumError(
            "block",
            "Chaque bloc de compétences doit répondre à un pôle et à un seul : "
            "reprenez les renvois des pôles.",
        )


def _check_ties(data: CurriculumData) -> None:
    block_of_task = {
        task.code: pole.block
        for pole in data.poles
        for activity in pole.activities
        for task in activity.tasks
    }
    block_of_competence = {
        competence.code: block.code
        for block in data.blocks
        for group in block.groups
        for competence in group.competences
    }
    for tie in data.ties:
        block = block_of_task.get(tie.task)
        if block is None or block != block_of_competence.get(tie.competence):
            raise CurriculumError(
                "tie",
                f"La tâche « {tie.task} » ne peut pas être rattachée à « {tie.competence} » : "
                "choisissez une compétence du bloc de son pôle.",
            )
    if len(set(data.ties)) != len(data.ties):
        raise CurriculumError(
            "duplicate-tie",
            "Un rattachement de tâche à compétence est écrit deux fois : retirez le doublon.",
        )
