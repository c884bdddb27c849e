"""Imports run one way: lib ← units, history ← criteria ← assessments ← plans ← reports."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = [
    ("parindex.lib",),
    ("parindex.db",),
    ("parindex.units", "parindex.history"),
    ("criteria",),
    ("assessments",),
    ("plans",),
    ("reports",),
]
ABOVE_ALL = ("parindex.demo", "parindex.urls", "parindex.navigation", "parindex.settings")
"""What composes the apps stands above them; nothing in a layer imports it."""
PURE = ["parindex/lib", "criteria/rules", "assessments/workflow.py"]


def layer_of(module: str) -> int | None:
    for rank, names in enumerate(LAYERS):
        if any(module == name or module.startswith(f"{name}.") for name in names):
            return rank
    return None


def imports_of(path: Path) -> set[str]:
    """Every module that the file imports, wherever in it the import stands."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return names


def sources() -> list[Path]:
    folders = ["parindex", "criteria", "assessments", "plans", "reports"]
    found = [p for f in folders for p in (ROOT / f).rglob("*.py") if "migrations" not in p.parts]
    assert len(found) > 50
    return found


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(ROOT)))
def test_it_imports_only_downwards(path: Path) -> None:
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    own = layer_of(module)
    if own is None:
        return
    for imported in imports_of(path):
        other = layer_of(imported)
        assert other is None or other <= own, f"{module} imports {imported}"
        assert not imported.startswith(ABOVE_ALL), f"{module} imports {imported}"


@pytest.mark.parametrize("place", PURE)
def test_the_pure_core_imports_nothing_of_django(place: str) -> None:
    path = ROOT / place
    files = [path] if path.is_file() else list(path.rglob("*.py"))
    assert files
    for file in files:
        assert not any(name.split(".")[0] == "django" for name in imports_of(file)), file


def test_no_float_touches_a_score() -> None:
    """float() in these rooms would be a rounding error waiting."""
    for place in ("criteria", "assessments", "parindex/lib", "parindex/db"):
        for path in (ROOT / place).rglob("*.py"):
            calls = {
                node.func.id
                for node in ast.walk(ast.parse(path.read_text()))
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            }
            assert "float" not in calls, path


def test_tasks_are_sent_only_after_the_commit() -> None:
    """A task that starts before its row is committed finds nothing."""
    for path in sources():
        text = path.read_text()
        for number, line in enumerate(text.splitlines(), start=1):
            if ".delay(" in line or ".apply_async(" in line:
                nearby = "\n".join(text.splitlines()[max(0, number - 4) : number + 6])
                assert "on_commit" in nearby, f"{path}:{number}"
