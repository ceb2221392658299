"""Decides which names in one article are one organisation, and what "the ministry" refers to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from builder.known import known
from builder.languages import topic
from builder.model import Entity, Form, Layout, Mention, Span
from builder.recognise.bylines import publisher
from builder.recognise.hits import Hit, touched
from builder.recognise.lexicon import behind_prefixes, listed, mark, stem
from builder.recognise.organisation_aliases import other_names
from builder.recognise.organisation_words import head_of, heads
from builder.recognise.words import WORDS, Word, bare, places, words


@dataclass(slots=True)
class Body:
    """One organisation of the article while its mentions are gathered. ``stems``: of the words of its fullest name."""

    hit: Hit
    stems: frozenset[str]
    head: str
    mentions: list[tuple[Span, Form, str]] = field(default_factory=list)


def resolve(
    text: str, layout: Layout, hits: list[Hit], sequences: list[tuple[Word, ...]]
) -> tuple[list[Entity], list[Mention]]:
    """The organisations of an article, its publisher among them, and every mention of them."""
    bodies: list[Body] = []
    aliases = other_names(text, hits)
    again = [hit for hit in hits if _called_again(text, hit)]
    given = [hit for hit in hits if hit not in again and hit not in aliases]
    for hit in sorted([*given, *publisher(text, layout)], key=lambda hit: (hit.key is None, -len(hit.span), hit.span)):
        _give(text, bodies, hit)
    for alias, hit in sorted(aliases.items(), key=lambda pair: pair[0].span):
        _name_again(bodies, alias, hit)
    bodies.sort(key=lambda body: min(span for span, _, _ in body.mentions))
    for hit in again:
        states = {other.state for other in again if other.head == hit.head}
        _call(text, bodies, hit, alone=len(states) == 1)
    _again(bodies, sequences, touched(len(text), (hit.span for hit in hits)))
    entities: list[Entity] = []
    mentions: list[Mention] = []
    for body in bodies:
        entity = _entity(text, body)
        entities.append(entity)
        mentions += [Mention(span, entity.key, form, rule) for span, form, rule in sorted(set(body.mentions))]
    return entities, mentions


def _name_again(bodies: list[Body], alias: Hit, hit: Hit) -> None:
    """Gives another name of an organisation, told right behind the first, to the same body."""
    body = next((b for b in bodies if any(span == hit.span for span, _, _ in b.mentions)), None)
    if body is not None:
        body.mentions.append((alias.span, alias.form, alias.rule))


def _called_again(text: str, hit: Hit) -> bool:
    """Whether a built name is but a definite head and a nationality, which may call a body named otherwise again."""
    built = hit.key is None and hit.state is not None and hit.rule == "organisation-head"
    named = words(text, hit.span) if built else ()
    # "The Saudi foreign (ministry)" names its field and calls no other ministry again.
    return len(named) == 2 and head_of(named[0].text)[0] == hit.head


def _call(text: str, bodies: list[Body], hit: Hit, alone: bool) -> None:
    """Gives "the Korean agency" to the agency last named before that may be Korean; else it is a body itself.

    ``alone``: the article speaks of the like of one state only; then it is what is called by its noun alone, too
    ("البرلمان" before or behind "البرلمان المصري").
    """
    bare_ones = [body for body in bodies if body.hit.rule == "named-institution" and len(body.stems) == 1]
    fitting = [body for body in bodies if body.hit.state in (None, hit.state) or _stems(text, hit.span) <= body.stems]
    body = _last([body for body in fitting if alone or body not in bare_ones], hit.head, hit.span.start)
    later = [body for body in bare_ones if body.head == hit.head] if alone and body is None else []
    if later:
        later[0].hit = hit
        later[0].mentions.append((hit.span, hit.form, hit.rule))
    elif body is not None:
        body.mentions.append((hit.span, Form.NOMINAL, "head-and-nationality"))
    elif hit.head not in listed("organisations", "described"):
        _give(text, bodies, hit)


def _stems(text: str, span: Span) -> frozenset[str]:
    return _stems_of(span.of(text))


@lru_cache(maxsize=WORDS)
def _stems_of(name: str) -> frozenset[str]:
    """The stems of the words of a name; kept, since the same bodies are named again and again."""
    return frozenset(stem(word.text) for word in words(name, Span(0, len(name))))


def _give(text: str, bodies: list[Body], hit: Hit) -> None:
    stems = _stems(text, hit.span)
    fitting = [b for b in bodies if _same(b, hit, stems)]
    body = min(fitting, key=lambda b: (b.hit.state != hit.state, b.stems != stems), default=None)
    if body is None:
        first = stem(bare(hit.span.of(text).split()[0]))
        body = Body(hit, stems, hit.head or first)
        bodies.append(body)
    body.stems |= stems
    body.mentions.append((hit.span, hit.form, hit.rule))


def _same(body: Body, hit: Hit, stems: frozenset[str]) -> bool:
    """The same known organisation; or all words of the shorter name in the longer, and the same head."""
    if hit.key and body.hit.key:
        return hit.key == body.hit.key
    if hit.state and body.hit.state and hit.state != body.hit.state:
        return False
    if _of_ministry(hit) and body.hit.state and not hit.state and hit.span < min(body.mentions)[0]:
        # A ministry of which no state is said before another state's is named is the country's own.
        return False
    if stems == body.stems:
        return True
    same_head = (hit.head or "") == body.head or body.head in stems
    return same_head and (len(stems) > 1 or hit.rule == "quoted-name") and stems < body.stems


def _of_ministry(hit: Hit) -> bool:
    return hit.head == bare(topic("organisations")["ministry"])


def _again(bodies: list[Body], sequences: list[tuple[Word, ...]], taken: bytearray) -> None:
    """ "The ministry", "the agency": the organisation with that head last named before."""
    for sequence in sequences if bodies else ():
        for word in map(sequence.__getitem__, places(sequence, _behind_prefixes())):
            head = _definite_head(word.text)
            if not head or 1 in taken[word.start : word.end]:
                continue
            body = _last(bodies, head, word.start)
            if body is not None:
                start = word.end - len(head) - _article(word.text)
                body.mentions.append((Span(start, word.end), Form.NOMINAL, "head-again"))


@cache
def _behind_prefixes() -> frozenset[str]:
    return behind_prefixes(heads())


@lru_cache(maxsize=WORDS)
def _definite_head(word: str) -> str:
    """The head noun in a word with the article; "" for none."""
    head, has_article = head_of(word)
    return head if has_article else ""


def _article(word: str) -> int:
    return 1 if mark("li_article") in word[:3] else 2


def _last(bodies: list[Body], head: str, at: int) -> Body | None:
    ends = [
        (max(span.end for span, form, _ in body.mentions if form is Form.NAME and span.end <= at), index)
        for index, body in enumerate(bodies)
        if body.head == head and any(form is Form.NAME and span.end <= at for span, form, _ in body.mentions)
    ]
    return bodies[max(ends)[1]] if ends else None


def _entity(text: str, body: Body) -> Entity:
    named = sorted((span for span, form, _ in body.mentions if form is Form.NAME), key=lambda s: (-len(s), s))
    label = _label(text, named)
    entity = known().by_iri(body.hit.key) if body.hit.key else None
    names = sorted({span.of(text) for span in named if not _swallowed(text, span)} - {label})
    return Entity(
        key=entity.iri if entity else f"organisation:{min(named).start}",
        kind=entity.kind if entity else body.hit.kind,
        label=label,
        known=entity is not None,
        names=tuple(names),
        facets=tuple(_facets(body)),
    )


def _label(text: str, named: list[Span]) -> str:
    """The longest name; where it has lost its alef to a preposition (li-), with its article again."""
    longest = named[0]
    return str(topic("proclitics")["article"])[0] * _swallowed(text, longest) + longest.of(text)


def _swallowed(text: str, span: Span) -> bool:
    """Whether the name begins with the second lam of a preposition with the article."""
    return span.start > 0 and text[span.start - 1 : span.start + 1] == topic("proclitics")["swallowing"]


def _facets(body: Body) -> Iterator[tuple[str, str]]:
    if body.head and not body.hit.key:
        yield "head", body.head
    if body.hit.state:
        yield "state", body.hit.state


__all__ = ["Body", "resolve"]
