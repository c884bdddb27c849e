"""The checks know nothing of Django, and no figure passes through floating point."""

import ast
from pathlib import Path

ROOM = Path(__file__).resolve().parents[3] / "reports" / "figure_check"


def modules() -> dict[str, ast.Module]:
    found = {path.name: ast.parse(path.read_text()) for path in ROOM.glob("*.py")}
    assert len(found) > 15
    return found


def imported(module: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def test_the_checks_import_only_plain_helpers() -> None:
    for name, module in modules().items():
        for source in imported(module):
            assert source.split(".")[0] != "django", name
            if source.startswith(("parindex", "reports")):
                assert source.startswith(("parindex.lib", "reports.figure_check")), name


def test_no_figure_is_made_a_float() -> None:
    for name, module in modules().items():
        calls = {
            n.func.id
            for n in ast.walk(module)
            if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
        }
        assert "float" not in calls, name
