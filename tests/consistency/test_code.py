"""Rules about the code itself. Each names the convention it defends."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "tripartite"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
LAYERS = next(c["layers"] for c in CONTRACTS["contracts"] if c["name"] == "Apps are layered")
RANK = {app.strip(): -i for i, line in enumerate(LAYERS) for app in line.split("|")}

MODULES = [p for p in PACKAGE.rglob("*.py") if "migrations" not in p.parts]
TEMPLATES = list(PACKAGE.rglob("templates/**/*.html"))
OUR_MODELS = [m for m in apps.get_models() if m.__module__.startswith("tripartite.")]


def lines_of(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def names_of(paths: list[Path]) -> list[str]:
    return [str(p.relative_to(ROOT)) for p in paths]


def test_foreign_keys_point_down():
    """Tables follow the same order as imports."""
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in OUR_MODELS
        for field in model._meta.get_fields()
        if field.is_relation
        and field.concrete
        and field.related_model in OUR_MODELS
        and RANK[field.related_model._meta.app_label] > RANK[model._meta.app_label]
    ]

    assert wrong == []


def may_write_states(path: Path) -> bool:
    return path.name == "actions.py" or "actions" in path.parts


def test_state_is_written_by_actions_only():
    """Nobody moves a workflow but the actions."""
    wrong = []
    for path in MODULES:
        if may_write_states(path):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Assign | ast.AugAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                wrong += [
                    f"{path.relative_to(ROOT)}:{node.lineno}"
                    for target in targets
                    if isinstance(target, ast.Attribute) and target.attr == "state"
                ]

    assert wrong == []


def test_modules_stay_small():
    """400 lines at most: a longer one holds two subjects."""
    long = [p for p in MODULES if len(p.read_text().splitlines()) > 400]

    assert names_of(long) == []


def test_test_modules_stay_readable():
    long = [p for p in (ROOT / "tests").rglob("*.py") if len(p.read_text().splitlines()) > 600]

    assert names_of(long) == []


def test_templates_stay_small():
    long = [p for p in TEMPLATES if len(p.read_text().splitlines()) > 120]

    assert names_of(long) == []


def test_model_classes_stay_small():
    wrong = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in MODULES
        if path.name == "models.py" or path.parent.name == "models"
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.ClassDef) and lines_of(node) > 150
    ]

    assert wrong == []


def is_view(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef) and any(
        isinstance(d, ast.Call)
        and isinstance(d.func, ast.Name)
        and d.func.id in {"public", "allow", "allow_on"}
        for d in node.decorator_list
    )


def test_views_stay_small():
    """25 lines at most, decorators apart: form, one action, answer."""
    wrong = [
        f"{path.relative_to(ROOT)}: {node.name} ({lines_of(node)})"
        for path in MODULES
        for node in ast.parse(path.read_text()).body
        if is_view(node) and lines_of(node) > 25
    ]

    assert wrong == []


def test_every_template_is_used():
    """A template that nothing names is dead."""
    everything = "\n".join(p.read_text() for p in [*MODULES, *TEMPLATES])
    by_framework = re.compile(r"^(account|allauth|mfa|django|usersessions)/|^\d{3}(_csrf)?\.html$")
    unused = []
    for path in TEMPLATES:
        name = str(path).split("/templates/", 1)[1]
        stem = name.removeprefix("ui/").removesuffix(".html")
        named = f'"{name}"' in everything or (name.startswith("ui/") and f'"{stem}"' in everything)
        if not named and not by_framework.match(name) and not name.startswith("ui/forms/"):
            unused.append(name)

    assert unused == []


def test_nothing_of_shared_material_is_needed():
    """The product stands alone."""
    pattern = re.compile(r"\.\./shared|/work/|/tmp/")
    wrong = [p for p in MODULES if pattern.search(p.read_text())]

    assert names_of(wrong) == []


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda m: m._meta.label)
def test_no_model_orders_itself(model):
    """A list says its order where it is read."""
    assert list(model._meta.ordering) == []


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda m: m._meta.label)
def test_every_row_belongs_to_a_school_or_to_nobody(model):
    """Each table leads to a school by its foreign keys, or is shared by all, with the reason."""
    shared = {
        "accounts.User": "a person may work in two schools; memberships say which",
        "accounts.OneTimeCode": "bound to a subject, without content",
    }
    assert model._meta.label in shared or leads_to_school(model, set())


def leads_to_school(model, seen: set) -> bool:
    label = model._meta.label
    if label == "accounts.School" or model._meta.app_label == "curriculum":
        return True
    if model in seen:
        return False
    seen.add(model)
    return any(
        leads_to_school(f.related_model, seen)
        for f in model._meta.get_fields()
        if f.is_relation and f.concrete and not f.many_to_many and f.related_model
    )
