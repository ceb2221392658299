"""An answer as a graph: its things placed by springs (Fruchterman and Reingold, 1991), the same each time."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from builder.vocabulary import RDFS, SKOS
from endpoint.cells import Cell
from endpoint.views.answers import Answer, Term, edges

_MOST: Final = 40
_ROUNDS: Final = 140
_WIDTH: Final = 1000
_LETTERS: Final = 26
_LETTER: Final = 7.2
_LINE: Final = 46.0
_RELAXED: Final = 40
_STYLES: Final = 4
"""How many kinds of lines are told apart; the rest look alike."""
_NAMES: Final = frozenset({RDFS + "label", SKOS + "altLabel", SKOS + "prefLabel"})


Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Node:
    """A thing: its cell, what is written for it, its place in pixels."""

    cell: Cell
    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Edge:
    """From one place to another as an SVG path, in the style of its kind, with all that joins the two."""

    text: str
    path: str
    style: int


@dataclass(frozen=True, slots=True)
class Network:
    """A drawing in pixels; ``kinds``: what each style stands for; ``left`` things had no room."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    kinds: tuple[str, ...]
    left: int


def network(answer: Answer) -> Network | None:
    """The things of an answer and what joins them; None where it joins none."""
    found = dict(_links(answer))
    if not found:
        return None
    cells = _cells(answer)
    names, left = _chosen(found)
    links = {pair: sorted(texts) for pair, texts in found.items() if {*pair} <= {*names}}
    height = min(900, 260 + 22 * len(names))
    corners = _spread(_placed(names, list(links)), {name: _short(cells[name]) for name in names}, height)
    nodes = tuple(Node(cells[name], _short(cells[name]), *corners[name]) for name in names)
    counted = Counter(text for texts in links.values() for text in texts)
    kinds = sorted(counted, key=lambda text: (-counted[text], text))[:_STYLES]
    drawn = tuple(_edge(corners[one], corners[other], texts, kinds) for (one, other), texts in sorted(links.items()))
    return Network(_WIDTH, height, nodes, drawn, tuple(kinds), left)


def _chosen(pairs: Iterable[tuple[str, str]]) -> tuple[list[str], int]:
    """Which things are drawn, and how many are not: from the one with most links on to those that it is joined to."""
    joined: dict[str, set[str]] = {}
    for one, other in pairs:
        joined.setdefault(one, set()).add(other)
        joined.setdefault(other, set()).add(one)
    ordered = sorted(joined, key=lambda name: (-len(joined[name]), name))
    rank = {name: place for place, name in enumerate(ordered)}
    names: dict[str, None] = {}
    for start in ordered:
        queue = [start]
        for name in queue:  # grows while it is walked
            if name not in names and len(names) < _MOST:
                names[name] = None
                queue += sorted(joined[name] - names.keys(), key=rank.__getitem__)[:_MOST]
    return list(names), len(ordered) - len(names)


def _links(answer: Answer) -> Iterator[tuple[tuple[str, str], set[str]]]:
    """Each pair of things that a row joins, with the words for it; pairs come once."""
    columns = edges(answer)
    if columns is None:
        return
    start, property, ends = columns
    found: dict[tuple[str, str], set[str]] = {}
    for terms, cells in zip(answer.terms, answer.cells, strict=True):
        if property is not None and (said := terms[property]) is not None and said["value"] in _NAMES:
            continue
        for end in ends:
            one, other = terms[start], terms[end]
            if one is None or other is None or one == other:
                continue
            text = answer.names[end] if property is None else cells[property].label or cells[property].text
            found.setdefault((_key(one), _key(other)), set()).add(text)
    yield from found.items()


def _key(term: Term) -> str:
    return "\t".join((term["type"], term["value"], term.get("xml:lang", "")))


def _cells(answer: Answer) -> dict[str, Cell]:
    return {
        _key(term): cell
        for terms, cells in zip(answer.terms, answer.cells, strict=True)
        for term, cell in zip(terms, cells, strict=True)
        if term is not None
    }


def _short(cell: Cell) -> str:
    text = " ".join((cell.label or cell.text).split())
    return text if len(text) <= _LETTERS else text[: _LETTERS - 1].rstrip() + "…"


def _edge(one: Place, other: Place, texts: list[str], kinds: list[str]) -> Edge:
    """A line bent a little, so that it and the one back can be told apart; it ends before the dot."""
    (x1, y1), (x2, y2) = one, other
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    bend = min(26.0, length / 8) / length
    xm, ym = (x1 + x2) / 2 + (y2 - y1) * bend, (y1 + y2) / 2 + (x1 - x2) * bend
    back = math.hypot(x2 - xm, y2 - ym) or 1.0
    xe, ye = x2 - (x2 - xm) / back * 11, y2 - (y2 - ym) / back * 11
    style = min((kinds.index(text) for text in texts if text in kinds), default=_STYLES)
    return Edge(" · ".join(texts), f"M{x1:.1f} {y1:.1f} Q{xm:.1f} {ym:.1f} {xe:.1f} {ye:.1f}", style)


def _spread(places: dict[str, Place], texts: dict[str, str], height: int) -> dict[str, Place]:
    """Places in pixels, moved until no name lies on another where that can be had."""
    spots = {name: [90 + x * (_WIDTH - 180), 30 + y * (height - 80)] for name, (x, y) in places.items()}
    wide = {name: _LETTER * len(text) / 2 + 6 for name, text in texts.items()}
    names = sorted(spots)
    for _ in range(_RELAXED):
        for place, one in enumerate(names):
            for other in names[place + 1 :]:
                _part(spots[one], spots[other], wide[one] + wide[other])
        for name in names:
            x, y = spots[name]
            spots[name] = [min(max(x, wide[name]), _WIDTH - wide[name]), min(max(y, 24.0), height - 40.0)]
    return {name: (round(x, 1), round(y, 1)) for name, (x, y) in spots.items()}


def _part(one: list[float], other: list[float], room: float) -> None:
    """Move two names apart, across or down, whichever is less."""
    across, down = other[0] - one[0], other[1] - one[1]
    need, drop = room - abs(across), _LINE - abs(down)
    if need <= 0 or drop <= 0:
        return
    axis, size = (0, need) if need < drop else (1, drop)
    sign = 1 if (across, down)[axis] >= 0 else -1
    one[axis] -= sign * size / 2
    other[axis] += sign * size / 2


def _placed(names: list[str], links: list[tuple[str, str]]) -> dict[str, Place]:
    """Where each stands, in a square of side 1; they start on a circle, in their order."""
    count = len(names)
    index = {name: place for place, name in enumerate(names)}
    pairs = [(index[one], index[other]) for one, other in links]
    angles = [2 * math.pi * place / count for place in range(count)]
    xs, ys = [math.cos(angle) for angle in angles], [math.sin(angle) for angle in angles]
    ideal = 2.0 / math.sqrt(count)
    for turn in range(_ROUNDS):
        heat = 0.25 * (1 - turn / _ROUNDS) + 0.005
        _step(xs, ys, pairs, ideal, heat)
    return {name: (_share(xs, place), _share(ys, place)) for name, place in index.items()}


def _step(xs: list[float], ys: list[float], pairs: list[tuple[int, int]], ideal: float, heat: float) -> None:
    """Move all once: each pushes those near it away, each link pulls its ends together, none goes beyond heat."""
    count, square = len(xs), ideal * ideal
    dx, dy = [-x * 0.6 for x in xs], [-y * 0.6 for y in ys]
    for one in range(count):
        for other in range(one + 1, count):
            ax, ay = xs[one] - xs[other], ys[one] - ys[other]
            gap = ax * ax + ay * ay
            if gap > 9 * square:
                continue
            push = square / (gap + 1e-6)
            dx[one] += ax * push
            dy[one] += ay * push
            dx[other] -= ax * push
            dy[other] -= ay * push
    for one, other in pairs:
        ax, ay = xs[one] - xs[other], ys[one] - ys[other]
        pull = math.hypot(ax, ay) / ideal
        dx[one] -= ax * pull
        dy[one] -= ay * pull
        dx[other] += ax * pull
        dy[other] += ay * pull
    for place in range(count):
        length = math.hypot(dx[place], dy[place]) or 1.0
        step = min(length, heat) / length
        xs[place] += dx[place] * step
        ys[place] += dy[place] * step


def _share(values: list[float], place: int) -> float:
    low, high = min(values), max(values)
    return (values[place] - low) / (high - low) if high - low > 1e-9 else 0.5
