"""Hears the answers of a printed interview, whose paragraphs are by turns a question and an answer.

"* كيف بدأت الحكاية؟" and "- من القاهرة …": each answer is said by whoever the headline names before its colon. Or each
paragraph begins with the name of whoever speaks: "الميناء: كيف بدأت؟" and "سامي: من القاهرة …".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from builder.languages import topic
from builder.model import Block, BlockKind, Layout, Mode, Span, Statement
from builder.relate.quotations import trim
from builder.relate.roster import listed
from builder.relate.speakers import Cast
from builder.relate.words import bare


def answers(text: str, layout: Layout, cast: Cast) -> list[Statement]:
    """What the interviewed person answers, in the order of the text; nothing where it is no interview."""
    data = topic("speakers")["interview"]
    body = [block for block in layout.blocks if block.kind is BlockKind.BODY]
    if named := _named_answers(text, body, cast):
        return named
    asked = [at for at, block in enumerate(body) if _opens(text, block, data["asks"])]
    found = [body[at + 1] for at in asked if at + 1 < len(body) and _opens(text, body[at + 1], data["answers"])]
    questions = sum(any(mark in body[at].span.of(text) for mark in data["marks"]) for at in asked)
    if len(found) < data["least"] or questions < data["least"] - 1:
        return []
    speaker = _interviewed(text, layout.blocks, Span(body[0].span.start, body[asked[0]].span.start), cast)
    return [_answer(text, block.span, speaker, cast) for block in found] if speaker else []


def _named_answers(text: str, body: Sequence[Block], cast: Cast) -> list[Statement]:
    """The answers of a person whose name and a colon begin them, where such paragraphs and a questioner's alternate."""
    data = topic("speakers")["interview"]
    asking: Counter[str] = Counter()
    found: list[tuple[Span, str]] = []
    for block in body:
        label, colon, _ = block.span.of(text).partition(data["colon"])
        name = Span(block.span.start, block.span.start + len(label))
        person = next((m.entity for m in cast.within(name.start, name.end) if m.span == name), "") if colon else ""
        if person and cast.is_person(person):
            found.append((Span(name.end, block.span.end), person))
        elif colon:
            asking[label] += 1
    often = Counter(person for _, person in found)
    if max(asking.values(), default=0) < data["named"]:
        return []
    return [_answer(text, span, person, cast) for span, person in found if often[person] >= data["named"]]


def _opens(text: str, block: Block, signs: Sequence[str]) -> bool:
    """Whether a paragraph begins with one of the signs, which may be doubled, and goes on with words."""
    words = block.span.of(text).split()
    sign = words[0][:2] if words and words[0][:1] * 2 == words[0][:2] else words[0][:1] if words else ""
    return sign in signs and any(map(str.isalpha, "".join(words[1:])))


def _interviewed(text: str, blocks: Sequence[Block], lead: Span, cast: Cast) -> str:
    """The person whom the headline quotes: the only one before its colon, else the only one of the ``lead``."""
    title = next((block.span for block in blocks if block.kind is BlockKind.TITLE), None)
    colon = title.of(text).find(topic("speakers")["interview"]["colon"]) if title is not None else -1
    if title is None or colon < 0:
        return _introduced(text, lead, cast)
    for start, end in ((title.start, title.start + colon), (lead.start, lead.end)):
        named = {m.entity for m in cast.within(start, end) if cast.is_person(m.entity)}
        if named:
            return named.pop() if len(named) == 1 else ""
    return ""


def _introduced(text: str, lead: Span, cast: Cast) -> str:
    """Whoever is named first in a lead that tells of a talk with a newspaper ("he said in an interview")."""
    told = {bare(word) for word in lead.of(text).split()} & listed("talk", "speakers")
    people = [m.entity for m in cast.within(lead.start, lead.end) if cast.is_person(m.entity)]
    return people[0] if told and people else ""


def _answer(text: str, span: Span, speaker: str, cast: Cast) -> Statement:
    """An answer without the sign that opens it."""
    start = next(at for at in range(span.start, span.end) if text[at].isalnum())
    said = trim(text, Span(start, span.end))
    about = tuple(sorted({m.entity for m in cast.within(said.start, said.end)}))
    return Statement(said, span, speaker, Mode.DIRECT, "speech.answer", about=about)
