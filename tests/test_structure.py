"""Imports go one way."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "harnvm"

#: Each may import only from those in earlier rows, and from itself. `sessions` is narrower still.
ORDER = [
    ["version", "source", "errors", "files", "suggest", "resources"],
    ["syntax"],
    ["types"],
    ["resolve"],
    ["format", "lint"],
    ["values"],
    ["bytecode"],
    ["compiler"],
    ["policy"],
    ["vm"],
    ["tier2"],
    ["sessions"],
    ["regexes"],
    ["schema", "templates", "net"],
    ["llm"],
    ["builtins"],
    ["preflight"],
    ["host"],
    ["bench", "testing", "viz", "watching"],
    ["repl"],
    ["cli"],
]
NARROW = {"sessions": {"source", "errors", "values"}}
ROW = {name: row for row, names in enumerate(ORDER) for name in names}


def part_of(module: str) -> str:
    """Return the part of the package a module belongs to."""
    return module.split(".")[1] if module.count(".") else ""


def imported_modules(tree: ast.AST) -> Iterator[str]:
    """Yield what a module imports at run time, late imports included."""
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            skipped.update(n for child in node.body for n in ast.walk(child))
        if node in skipped:
            continue
        if isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "harnvm":
                yield from (f"harnvm.{alias.name}" for alias in node.names)
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def modules() -> list[Path]:
    """Return the files of all parts."""
    return [p for p in sorted(PACKAGE.rglob("*.py")) if p.parent != PACKAGE or p.stem in ROW]


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    """A module imports only from parts that stand before its own."""
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    for module in imported_modules(ast.parse(path.read_text(encoding="utf-8"))):
        if not module.startswith("harnvm"):
            continue
        other = part_of(module)
        if other in ("", own):
            continue
        allowed = NARROW.get(own)
        earlier = other in allowed if allowed is not None else ROW[other] < ROW[own] or other in ORDER[0]
        assert earlier, f"{path.relative_to(PACKAGE)} imports {module}"


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_modules_say_what_they_are(path: Path) -> None:
    """Every module opens with a docstring."""
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_the_map_names_every_part() -> None:
    """Each package and module has a row in the map."""
    page = (PACKAGE / "README.md").read_text(encoding="utf-8")
    rows = "".join(line.split("|")[1] for line in page.splitlines() if line.startswith("| `"))
    parts = [p.name for p in PACKAGE.glob("*.py")]
    parts += [f"{p.parent.name}/" for p in PACKAGE.glob("*/__init__.py")]
    assert [part for part in parts if f"`{part}`" not in rows] == []
