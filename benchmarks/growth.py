"""Draws how reasoning grows with the graph: ``python benchmarks/growth.py docs/growth.svg``.

Each size is one process of ``reasoning.py``, from a file of N-Triples to a file of what is new. Processor seconds, so
that a busy machine tells the same as an idle one; both axes are logarithmic, so that what grows in proportion is a
line as steep as the dashed one.
"""

from __future__ import annotations

import argparse
import math
import tempfile
from pathlib import Path

import generate_graph
from reasoning import in_process

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
WIDTH, HEIGHT, EDGE = 640, 400, 60
GRID = 'stroke="#ddd"'
Point = tuple[int, float]


def measure(sizes: list[int]) -> tuple[list[Point], list[Point]]:
    """Processor seconds and megabytes of each size, printed as a table too."""
    seconds, megabytes = [], []
    print("| triples | new | processor s | MB |\n| ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = Path(folder) / f"{size}.nt"
            triples = generate_graph.write("treaty", size, path)
            done = in_process("measure", path)
            seconds.append((triples, done["processor"]))
            megabytes.append((triples, done["megabytes"]))
            print(f"| {triples:,} | {done['new']:,} | {done['processor']:.2f} | {done['megabytes']:.0f} |", flush=True)
            path.unlink()
            path.with_suffix(".new.nt").unlink()
    return seconds, megabytes


class Axes:
    """Places points on logarithmic axes from one power of ten to another."""

    def __init__(self, points: list[Point]) -> None:
        across, up = [x for x, _ in points], [y for _, y in points]
        self.across = range(math.floor(math.log10(min(across))), math.ceil(math.log10(max(across))) + 1)
        self.up = range(math.floor(math.log10(min(up))), math.ceil(math.log10(max(up))) + 1)

    def place(self, x: float, y: float) -> str:
        """The place of a point, as ``x,y``."""
        right = (math.log10(x) - self.across[0]) / (self.across[-1] - self.across[0])
        above = (math.log10(y) - self.up[0]) / (self.up[-1] - self.up[0])
        return f"{EDGE + right * (WIDTH - 2 * EDGE):.1f},{HEIGHT - EDGE - above * (HEIGHT - 2 * EDGE):.1f}"


def text(place: str, words: str, anchor: str = "middle") -> str:
    """Words at a place."""
    x, y = place.split(",")
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{words}</text>'


def line(points: str, look: str) -> str:
    """A line through places."""
    return f'<polyline points="{points}" fill="none" {look}/>'


def drawing(seconds: list[Point], megabytes: list[Point]) -> str:
    """The SVG of both curves."""
    axes = Axes([*seconds, *megabytes])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'font-family="sans-serif" font-size="12">',
        "<title>Processor seconds and megabytes of reasoning, by triples</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
    ]
    low, high, left, right = (10.0**power for power in (axes.up[0], axes.up[-1], axes.across[0], axes.across[-1]))
    for power in axes.across:
        foot = axes.place(10.0**power, low)
        parts.append(line(f"{foot} {axes.place(10.0**power, high)}", GRID))
        parts.append(text(f"{foot.split(',')[0]},{HEIGHT - EDGE + 18}", f"{10**power:,}"))
    for power in axes.up:
        start = axes.place(left, 10.0**power)
        parts.append(line(f"{start} {axes.place(right, 10.0**power)}", GRID))
        parts.append(text(f"{EDGE - 6},{start.split(',')[1]}", f"{10.0**power:g}", "end"))
    for points, colour, name in ((seconds, "#0b5394", "processor s"), (megabytes, "#a64d00", "MB")):
        parts.append(line(" ".join(axes.place(*point) for point in points), f'stroke="{colour}" stroke-width="2"'))
        x, y = axes.place(*points[-1]).split(",")
        parts.append(f'<g fill="{colour}">{text(f"{float(x) - 8:.1f},{float(y) - 8:.1f}", name, "end")}</g>')
    (few, _), (many, end) = seconds[0], seconds[-1]
    ideal = f"{axes.place(few, max(end * few / many, low))} {axes.place(many, end)}"
    parts.append(line(ideal, 'stroke="#666" stroke-dasharray="4"'))
    parts.append(text(f"{WIDTH / 2},{HEIGHT - 12}", "triples"))
    return "\n".join([*parts, "</svg>", ""])


def main() -> None:
    """Measures, prints the table and writes the drawing."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("drawing", type=Path)
    options.add_argument("sizes", nargs="*", type=int, default=SIZES)
    given = options.parse_args()
    given.drawing.write_text(drawing(*measure(sorted(given.sizes))), "utf-8")


if __name__ == "__main__":
    main()
