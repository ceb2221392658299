"""The habits of the house, checked: data flows one way, words of a language are data, modules stay small."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ARABIC = re.compile("[\u0600-\u06ff]{2,}")

ORDER = [
    *(
        "errors",
        "model",
        "vocabulary",
        "identifiers",
        "resources",
        "rulefile",
        "nquads",
        "rows",
        "memory",
        "giving_way",
        "children",
        "languages",
        "recognise.text",
    ),
    *("calendars", "ontology", "known", "read", "segment", "recognise", "resolve.keys", "relate", "resolve"),
    *(
        "extract",
        "kept",
        "assemble",
        "validate",
        "store",
        "reason",
        "table",
        "query",
        "describe",
        "scoring",
        "report",
        "annotate",
    ),
    *("pipeline", "commands", "cli"),
]
"""A module imports only from those that stand before its own place, or share it."""

MODULES = sorted(path for folder in ("builder", "endpoint") for path in (ROOT / folder).rglob("*.py"))


def name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imported(path: Path) -> Iterator[str]:
    """The modules of our own that a module imports, each by its whole name."""
    known = {name(module) for module in MODULES}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                if whole in known:
                    yield whole
                elif node.module in known:
                    yield node.module


def place(module: str) -> int | None:
    """Where a module of the builder stands; the longest name in ORDER that fits counts."""
    local = module.removeprefix("builder.")
    fitting = [entry for entry in ORDER if local == entry or local.startswith(entry + ".")]
    return ORDER.index(max(fitting, key=len)) if fitting else None


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_word_of_a_language_stands_in_a_module(path: Path) -> None:
    whole = tree(path)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(whole)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body
        if isinstance(node.body[0], ast.Expr)
    }
    words = [
        (node.lineno, node.value)
        for node in ast.walk(whole)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
        if ARABIC.search(node.value)
    ]
    assert not words


@pytest.mark.parametrize("path", [p for p in MODULES if name(p).startswith("builder.")], ids=name)
def test_a_module_imports_only_from_before_it(path: Path) -> None:
    own = place(name(path))
    assert own is not None, f"{name(path)} has no place in ORDER"
    wrong = [m for m in imported(path) if m.startswith("endpoint") or (place(m) or 0) > own]
    assert not wrong


def test_imports_have_no_cycle() -> None:
    arrows = {name(path): set(imported(path)) - {name(path)} for path in MODULES}
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " → ".join((*trail[trail.index(module) :], module))
        if module not in done:
            for other in sorted(arrows.get(module, ())):
                visit(other, (*trail, module))
            done.add(module)

    for module in sorted(arrows):
        visit(module, ())
    assert done >= set(arrows)


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_and_functions_stay_small(path: Path) -> None:
    assert path.read_text("utf-8").count("\n") <= 320
    long = [
        (node.name, (node.end_lineno or 0) - node.lineno + 1)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > 50
    ]
    assert not long


def test_tests_are_no_packages() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_the_project_speaks_of_itself_alone() -> None:
    """No path of the machine it is worked on, and no address of a package registry in the lock files."""
    paths = (f"{ROOT}/", f"{ROOT.parent}/shared", f"{Path.home()}/")
    kinds = (".py", ".md", ".yaml", ".ttl", ".rq", ".toml", ".lock", ".json", ".html", ".css", ".js")
    folders = ("builder", "endpoint", "ontology", "shapes", "docs", "tests", "benchmarks")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in kinds]
    files += [path for path in ROOT.iterdir() if path.suffix in kinds or path.name in ("Makefile", "NOTICE")]
    found = []
    for path in sorted(path for path in files if "node_modules" not in path.parts):
        text = path.read_text("utf-8", "replace")
        address = {".lock": "://", ".json": '"resolved":'}.get(path.suffix)
        if any(own in text for own in paths) or (address and address in text):
            found.append(str(path.relative_to(ROOT)))
    assert not found
