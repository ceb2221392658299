"""What supersedes what, placed for a drawing: rows of instruments, the newest above, and arrows between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from endpoint.views.facts import Fact, facts
from endpoint.views.reader import Reader, Shown

_BOX: Final = (210, 74)
_GAP: Final = (26, 84)
_BEND: Final = 16
_LANE: Final = 14
_LETTERS: Final = 24
_MOST: Final = 40
_DIRECT: Final = "mq:directlySupersedes"


@dataclass(frozen=True, slots=True)
class Box:
    """An instrument in the drawing: its lines of text and corner in pixels."""

    thing: Shown
    lines: tuple[str, ...]
    year: str
    x: int
    y: int
    current: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """From the newer instrument to the one it replaced, as an SVG path; ``layer`` is facts, ontology or inferred."""

    new: Shown
    old: Shown
    layer: str
    why: str
    path: str


@dataclass(frozen=True, slots=True)
class Chain:
    """A drawing in pixels."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]

    @property
    def box(self) -> tuple[int, int]:
        """The width and height of a box."""
        return _BOX


def chain(reader: Reader, iri: str) -> Chain | None:
    """The instruments that direct supersession joins to one; None where there is no other."""
    links = _links(reader, iri)
    if not links:
        return None
    ranks = _ranks({(new, fact.shown.value) for new, fact in links})
    rows: dict[int, list[str]] = {}
    for name in sorted(ranks, key=lambda name: (ranks[name], _year(reader, name), name)):
        rows.setdefault(ranks[name], []).append(name)
    width = max(map(len, rows.values())) * (_BOX[0] + _GAP[0]) + _GAP[0]
    corners: dict[str, tuple[int, int]] = {}
    for rank, row in rows.items():
        left = (width - len(row) * (_BOX[0] + _GAP[0]) + _GAP[0]) // 2
        for place, name in enumerate(row):
            corners[name] = left + place * (_BOX[0] + _GAP[0]), 10 + rank * (_BOX[1] + _GAP[1])
    boxes = tuple(_box(reader, name, corner, name == iri) for name, corner in corners.items())
    arrows, lanes = [], 0
    for new, old in links:
        long = ranks[old.shown.value] - ranks[new] > 1
        lanes += long
        path = _path(corners[new], corners[old.shown.value], width + lanes * _LANE - _BEND if long else None)
        arrows.append(Arrow(reader.name(new), old.shown, old.layer, old.why, path))
    height = len(rows) * (_BOX[1] + _GAP[1]) - _GAP[1] + 20
    return Chain(width + lanes * _LANE, height, boxes, tuple(arrows))


def _links(reader: Reader, iri: str) -> list[tuple[str, Fact]]:
    """Every direct supersession within reach of an instrument, either way."""
    found: dict[tuple[str, str], tuple[str, Fact]] = {}
    queue, seen = [iri], {iri}
    for name in queue:  # grows while it is walked
        pairs = [(name, fact) for fact in facts(reader, name, _DIRECT)]
        for newer in reader.subjects(_DIRECT, name):
            pairs += [(newer, fact) for fact in facts(reader, newer, _DIRECT) if fact.shown.value == name]
        for new, fact in pairs:
            found[new, fact.shown.value] = new, fact
            for other in (new, fact.shown.value):
                if other not in seen and len(seen) < _MOST:
                    seen.add(other)
                    queue.append(other)
    return [found[pair] for pair in sorted(found) if {*pair} <= seen]


def _ranks(links: set[tuple[str, str]]) -> dict[str, int]:
    """How far below the newest each instrument stands: one more than the lowest of those that replaced it."""
    names = sorted({name for pair in links for name in pair})
    ranks = dict.fromkeys(names, 0)
    for _ in names:  # a cycle, which the shapes forbid, ends here too
        for new, old in sorted(links):
            ranks[old] = min(max(ranks[old], ranks[new] + 1), len(names) - 1)
    rows = {rank: place for place, rank in enumerate(sorted(set(ranks.values())))}
    return {name: rows[rank] for name, rank in ranks.items()}


def _year(reader: Reader, iri: str) -> str:
    return next((term.value[:4] for term in reader.objects(iri, "mq:signedOn")), "")


def _box(reader: Reader, iri: str, corner: tuple[int, int], current: bool) -> Box:
    thing = reader.name(iri)
    return Box(thing, _lines(thing.text), _year(reader, iri), *corner, current)


def _lines(text: str) -> tuple[str, ...]:
    """At most two lines of words."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) + 1 > _LETTERS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return tuple(lines) if len(lines) <= 2 else (lines[0], lines[1][: _LETTERS - 2].rstrip() + " …")


def _path(new: tuple[int, int], old: tuple[int, int], lane: int | None) -> str:
    """From the foot of the newer box to the head of the older; past rows between them, by a lane beside all boxes."""
    width, height = _BOX
    if lane is None:
        x1, y1, x2, y2 = new[0] + width // 2, new[1] + height, old[0] + width // 2, old[1] - 6
        middle = (y1 + y2) // 2
        return f"M{x1} {y1} C{x1} {middle} {x2} {middle} {x2} {y2}"
    y1, y2 = new[1] + height // 2, old[1] + height // 2
    down = f"H{lane - _BEND} Q{lane} {y1} {lane} {y1 + _BEND} V{y2 - _BEND} Q{lane} {y2} {lane - _BEND} {y2}"
    return f"M{new[0] + width} {y1} {down} H{old[0] + width + 6}"
