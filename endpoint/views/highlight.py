"""A text with its spans marked, whatever way they overlap, and not one character added, lost or moved.

Marks become nested elements: a mark that crosses the end of another is cut there and goes on after it. The first
piece of each has the anchor ``c<start>-<end>``. Words of a mention are links to its note; a longer span has an empty
link at its end, whose sign the style sheet draws, so that the element's text stays the article's own.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from markupsafe import Markup, escape

MENTION: Final = "mention"
"""The class of marks whose words are links themselves."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A span (code points, end excluded), its CSS classes, and the title of its sign; no sign where that is empty."""

    start: int
    end: int
    classes: tuple[str, ...]
    title: str = ""
    first: bool = True
    origin: tuple[int, int] = (0, 0)


def highlight(text: str, marks: Iterable[Mark]) -> Markup:
    """The text as HTML; each span has at most one mark. Marks outside the text are left out."""
    inside = (mark for mark in marks if 0 <= mark.start < mark.end <= len(text))
    queue = [_entry(replace(mark, origin=(mark.start, mark.end))) for mark in inside]
    heapq.heapify(queue)
    return Markup("").join(_walk(text, queue))


_Entry = tuple[int, int, int, Mark]


def _entry(mark: Mark) -> _Entry:
    """The outer mark first; of two pieces of the same width the one that began earlier."""
    return mark.start, -mark.end, mark.origin[0], mark


def _walk(text: str, queue: list[_Entry]) -> Iterable[Markup]:
    stack: list[Mark] = []
    place = 0
    while queue or stack:
        begin = queue[0][0] if queue else len(text)
        if stack and stack[-1].end <= begin:
            yield _run(text[place : stack[-1].end], stack)
            place = stack[-1].end
            yield _close(stack.pop())
            continue
        mark = heapq.heappop(queue)[3]
        if stack and mark.end > stack[-1].end:
            heapq.heappush(queue, _entry(replace(mark, start=stack[-1].end, first=False)))
            mark = replace(mark, end=stack[-1].end)
        yield _run(text[place : mark.start], stack)
        place = mark.start
        stack.append(mark)
        yield _open(mark)
    yield _text(text[place:])


def _open(mark: Mark) -> Markup:
    name = f"{mark.origin[0]}-{mark.origin[1]}"
    anchor = Markup(' id="c{}"').format(name) if mark.first else Markup("")
    return Markup('<span{} class="{}">').format(anchor, " ".join(mark.classes))


def _close(mark: Mark) -> Markup:
    if not mark.title or mark.end != mark.origin[1]:
        return Markup("</span>")
    name = f"{mark.origin[0]}-{mark.origin[1]}"
    sign = Markup('<a class="sign" href="#f{}" title="{}" aria-label="{}"></a>')
    return sign.format(name, mark.title, mark.title) + Markup("</span>")


def _run(text: str, stack: list[Mark]) -> Markup:
    """Words, linked to the note of the innermost mention around them; blanks alone need no link."""
    around = next((mark for mark in reversed(stack) if MENTION in mark.classes), None)
    if not text.strip() or around is None:
        return _text(text)
    return Markup('<a href="#f{}-{}">{}</a>').format(*around.origin, _text(text))


def _text(text: str) -> Markup:
    """Escaped, and with carriage returns that a parser of HTML keeps (HTML Standard, 13.2.3.5)."""
    return Markup(str(escape(text)).replace("\r", "&#13;"))
