"""Writes the outputs that the documentation shows anew, from the graph of the seeds.

    python tests/docs/refresh.py

Outputs that still fit stay as they are; so does what is left out of them. Names with hashes that have changed are
changed in commands and prose too. Read the diff: a page may say in words what an output no longer shows.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import shown


def main() -> int:
    """Refreshes every page; 1 where a command fails."""
    failed = 0
    names: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        workspace = shown.Workspace(Path(folder))
        for page in shown.pages():
            failed += _refresh(page, workspace, names)
    for page in shown.pages():
        page.write_text(_renamed(page.read_text(encoding="utf-8"), names), encoding="utf-8")
    return 1 if failed else 0


def _refresh(page: Path, workspace: shown.Workspace, names: dict[str, str]) -> int:
    """Refreshes one page, adds to ``names`` what got a new name, and returns how many commands failed."""
    lines, failed = page.read_text(encoding="utf-8").splitlines(), 0
    replacements: list[tuple[shown.Shown, list[str]]] = []
    for item in shown.shown(page):
        try:
            actual = item.printed(workspace.run(_renamed(item.command, names)))
        except shown.CommandError as error:
            print(f"{item}: {error}", file=sys.stderr)
            failed += 1
            continue
        if not shown.matches(item.output, actual):
            names |= shown.renamed(item.output, actual)
            replacements.append((item, shown.refreshed(item.output, actual)))
            print(f"{item}: refreshed")
    for item, output in reversed(replacements):
        blank = [""] if lines[item.first : item.end][-1:] == [""] else []
        lines[item.first : item.end] = [*output, *blank]
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return failed


def _renamed(text: str, names: dict[str, str]) -> str:
    for before, after in sorted(names.items()):
        text = text.replace(before, after)
    return text


if __name__ == "__main__":
    try:
        sys.exit(main())
    except shown.CommandError as failure:
        sys.exit(str(failure))
