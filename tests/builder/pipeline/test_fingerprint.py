"""Readings are kept under a digest of all that they depend on, and of nothing that works after them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from builder.pipeline import fingerprint
from builder.resources import folder

LOADED = """
import sys, pathlib
from builder import read
from builder.extract import extract
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
for article in read.articles([pathlib.Path(sys.argv[1])]):
    extract(article)
    break
modules = [m.__file__ for m in sys.modules.values() if m.__name__.startswith("builder") and m.__file__]
print("\\n".join(modules + [name for name in opened if name.endswith(".yaml")]))
"""


def test_everything_that_reading_loads_is_part_of_it(seeds: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", LOADED, str(seeds)], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    loaded = {Path(line).resolve() for line in run.stdout.split("\n") if line}
    assert len([path for path in loaded if path.suffix == ".yaml"]) > 10
    covered = {path for _, path in fingerprint.files()}
    assert loaded <= covered
    assert set((folder("ontology") / "entities").glob("*.ttl")) <= covered


def test_what_works_after_reading_is_no_part_of_it() -> None:
    names = [name for name, _ in fingerprint.files()]
    assert names == sorted(names)
    assert not [name for name in names if "/validate/" in name or name.startswith("ontology/rules/")]


def test_a_changed_rule_changes_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = fingerprint.fingerprint.__wrapped__()
    changed = tmp_path / "rule.yaml"
    changed.write_text("a: 1")
    files = [*fingerprint.files(), ("builder/languages/ar/rule.yaml", changed)]
    monkeypatch.setattr(fingerprint, "files", lambda: iter(files))
    after = fingerprint.fingerprint.__wrapped__()
    assert after != before
    changed.write_text("a: 2")
    assert fingerprint.fingerprint.__wrapped__() != after
