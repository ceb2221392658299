"""Commands and outputs that the documentation shows: finds them, runs them, compares and refreshes them.

A fenced block ``console`` holds commands, each after ``$ `` (``> `` goes on), and under each what it prints. Any other
block is the output of the command in the comment above it, ``<!-- $ command -->``, of Turtle without its prefixes. A
line ``…`` (or ``# …``) stands for any number of lines, ``…`` within a line for any characters.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MORE = "…"
LINKED = ("docs", "ontology", "seeds", "shapes")
_FENCE = re.compile(r"^```(?P<info>\S*)\s*$")
_COMMENT = re.compile(r"^<!-- \$ (?P<command>.+) -->$")
_HASHED = re.compile(r"\b(?P<kind>[a-z]+)/(?P<hash>[0-9a-f]{8,16})\b")
_HASHED_NAME = re.compile(r"\b(?P<kind>[a-z]+):(?P<hash>[0-9a-f]{8,16})\b")


class CommandError(Exception):
    """A command of the documentation failed; its text is the command and what it printed."""


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its page, language, and its lines from ``first`` to before ``end`` (counted from 0)."""

    page: Path
    language: str
    first: int
    end: int
    lines: tuple[str, ...]
    above: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A command and the output that a page shows for it, from line ``first`` to before ``end`` (counted from 0)."""

    page: Path
    language: str
    first: int
    end: int
    command: str
    output: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.page.name}:{self.first + 1}"

    def printed(self, text: str) -> list[str]:
        """The lines of what the command prints that a page shows: of Turtle, all but its prefixes."""
        if self.language != "turtle":
            return text.splitlines()
        return text[text.rfind("@prefix") :].partition("\n")[2].strip("\n").splitlines()


def pages() -> list[Path]:
    """Every page of the documentation, in the order of reading."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page."""
    lines = page.read_text(encoding="utf-8").splitlines()
    start, language = None, ""
    for number, line in enumerate(lines):
        fence = _FENCE.match(line)
        if fence and start is None:
            start, language = number, fence["info"]
        elif fence and start is not None:
            above = next((text for text in reversed(lines[:start]) if text.strip()), "")
            yield Block(page, language, start + 1, number, tuple(lines[start + 1 : number]), above)
            start = None


def shown(page: Path) -> Iterator[Shown]:
    """The commands of a page with their outputs."""
    for block in blocks(page):
        above = _COMMENT.match(block.above)
        if block.language == "console":
            yield from _console(block)
        elif above:
            yield Shown(page, block.language, block.first, block.end, above["command"], block.lines)


def _console(block: Block) -> Iterator[Shown]:
    starts = [at for at, line in enumerate(block.lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(block.lines)], strict=True):
        size = 1
        while start + size < end and block.lines[start + size].startswith("> "):
            size += 1
        command = "\n".join(line[2:] for line in block.lines[start : start + size])
        output = block.lines[start + size : end]
        yield Shown(block.page, "console", block.first + start + size, block.first + end, command, output)


class Workspace:
    """A folder like a fresh checkout with the graph of the seeds in ``graph``; commands run there, each once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._outputs: dict[str, str] = {}
        for name in LINKED:
            (folder / name).symlink_to(ROOT / name)
        self.run("mithaq build seeds -o graph")

    def run(self, command: str) -> str:
        """What a command prints, errors among it. Raises CommandError where it fails."""
        if command not in self._outputs:
            path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
            done = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", command],
                cwd=self._folder,
                env={**os.environ, "PATH": path, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                check=False,
            )
            if done.returncode:
                raise CommandError(f"{command}\nended with exit code {done.returncode} and printed\n{done.stdout}")
            self._outputs[command] = done.stdout
        return self._outputs[command]


def is_gap(line: str) -> bool:
    """Whether a line stands for lines left out."""
    return line.strip() in (MORE, f"# {MORE}")


def matches(expected: Sequence[str], actual: Sequence[str]) -> bool:
    """Whether an output is what a page shows, lines left out aside; blanks at line ends do not count."""
    pattern = "".join(r"(?:.*\n)*" if is_gap(line) else f"{_pattern(line)}\n" for line in _trimmed(expected))
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in _trimmed(actual))) is not None


def refreshed(expected: Sequence[str], actual: Sequence[str]) -> list[str]:
    """The new output, shortened as the old was: as many lines before, between and after what is left out."""
    lines = _trimmed(actual)
    parts = _parts(_trimmed(expected))
    if len(parts) == 1 or len(lines) <= sum(map(len, parts)):
        return [_kept(line, expected) for line in lines]
    gap = next(line for line in expected if is_gap(line))
    head, tail = len(parts[0]), len(parts[-1])
    chosen, at = list(lines[:head]), head
    for part in parts[1:-1]:
        found = _find(part, lines, at)
        chosen += [gap, *lines[found : found + len(part)]] if found is not None else []
        at = found + len(part) if found is not None else at
    chosen += [gap, *lines[len(lines) - tail :]]
    return [_kept(line, expected) for line in chosen]


def renamed(expected: Sequence[str], actual: Sequence[str]) -> dict[str, str]:
    """The names with hashes that stand in the new output where others stood in the old one."""
    old, new = ([line for line in _trimmed(lines) if _names(line)] for lines in (expected, actual))
    found: dict[str, str] = {}
    matcher = SequenceMatcher(None, [*map(_masked, old)], [*map(_masked, new)], autojunk=False)
    for match in matcher.get_matching_blocks():
        for one, two in zip(old[match.a :][: match.size], new[match.b :][: match.size], strict=True):
            for before, after in zip(_names(one), _names(two), strict=True):
                found.setdefault(before, after)
    return {before: after for before, after in found.items() if before != after}


def _trimmed(lines: Sequence[str]) -> list[str]:
    stripped = [line.rstrip() for line in lines]
    while stripped and not stripped[-1]:
        stripped.pop()
    return stripped


def _pattern(line: str) -> str:
    return ".*".join(map(re.escape, line.split(MORE)))


def _kept(line: str, expected: Sequence[str]) -> str:
    """A line of the old output with characters left out, where it still fits, else the line."""
    open_ = (old.rstrip() for old in expected if MORE in old and not is_gap(old))
    return next((old for old in open_ if re.fullmatch(_pattern(old), line)), line)


def _parts(lines: Sequence[str]) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for line in lines:
        if is_gap(line):
            parts.append([])
        else:
            parts[-1].append(line)
    return parts


def _find(part: Sequence[str], lines: Sequence[str], at: int) -> int | None:
    """Where a part begins in the new output: its first line, hashes aside."""
    wanted = _masked(part[0])
    return next((place for place in range(at, len(lines)) if _masked(lines[place]) == wanted), None)


def _masked(line: str) -> str:
    return _HASHED_NAME.sub(r"\g<kind>:", _HASHED.sub(r"\g<kind>/", line))


def _names(line: str) -> list[str]:
    return [match["hash"] for match in (*_HASHED.finditer(line), *_HASHED_NAME.finditer(line))]
