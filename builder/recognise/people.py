"""Decides which names in one article are one person, and to whom short names and offices refer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from builder.languages import topic
from builder.model import Entity, Form, Mention, Span
from builder.recognise import given_surnames
from builder.recognise.hits import touched
from builder.recognise.holders import holders, title_span
from builder.recognise.lexicon import common, definite, given, joins, listed, listed_common, mark, stem, weak
from builder.recognise.name_forms import same, skeleton, tokens
from builder.recognise.named import Named, Untitled
from builder.recognise.offices import COUNTERPART, Title
from builder.recognise.words import WORDS, Word, bare, places


@dataclass(slots=True)
class Person:
    """One person of the article while its mentions are gathered."""

    names: list[Named]
    key: str | None = None
    titles: list[tuple[Title, Span]] = field(default_factory=list)
    mentions: list[tuple[Span, Form, str]] = field(default_factory=list)

    @property
    def first(self) -> int:
        """Where the person is first named."""
        return min(name.span.start for name in self.names)

    @property
    def spans(self) -> list[Span]:
        """Where the article names the person, short names included."""
        return [span for span, form, _ in self.mentions if form is not Form.NOMINAL]

    def holds(self, slug: str, state: str | None) -> bool:
        """Whether a title in the article gives this person the office (of the state, where one is asked for)."""
        return any(t.slug == slug and (state is None or t.state == state) for t, _ in self.titles)


def resolve(
    text: str, named: list[Named], alone: list[Untitled], sentences: list[tuple[Word, ...]], blocked: list[Span]
) -> tuple[list[Entity], list[Mention]]:
    """The persons of an article and every mention of them, in order.

    ``named`` and ``alone``: what was found in the sentences, in order. ``blocked``: spans of other actors, where no
    short name of a person is looked for.
    """
    named, alone = _with_counterparts(named, alone)
    people = _people(named)
    taken = [name.span for name in named]
    _short_names(text, people, sentences, [*taken, *blocked])
    _given_surnames(people, sentences, [*taken, *blocked])
    for person, span in holders(text, people, alone, taken):
        person.mentions.append((span, Form.NOMINAL, "office-nominal"))
    entities: list[Entity] = []
    mentions: list[Mention] = []
    for person in sorted(people, key=lambda p: p.first):
        entity = _entity(text, person)
        entities.append(entity)
        mentions += [Mention(span, entity.key, form, rule) for span, form, rule in sorted(set(person.mentions))]
    return entities, sorted(mentions, key=lambda mention: mention.span)


def _with_counterparts(named: list[Named], alone: list[Untitled]) -> tuple[list[Named], list[Untitled]]:
    """The names and titles with "his counterpart" made the office that stands before it in the text."""
    places = [(span, t) for name in named for t, span in name.titles]
    places += [(untitled.span, untitled.title) for untitled in alone]
    slugs: dict[int, str] = {}
    last, until = "", 0
    for span, title in sorted(places, key=lambda place: (place[0].start, -place[0].end)):
        if title.slug == COUNTERPART:
            slugs[span.start] = last
        elif title.slug and span.end > until:  # of "deputy prime minister" the inner title is nobody's here
            last, until = title.slug, span.end
    named = [replace(n, titles=tuple((_of(t, slugs.get(s.start)), s) for t, s in n.titles)) for n in named]
    return named, [replace(u, title=_of(u.title, slugs.get(u.span.start))) for u in alone]


def _of(title: Title, slug: str | None) -> Title:
    return title if slug is None else replace(title, slug=slug)


def _people(named: list[Named]) -> list[Person]:
    """The persons of the full names; then the names of one word, each given to the person that bears it."""
    people: list[Person] = []
    full = [name for name in named if len(tokens(name.words)) > 1]
    for name in sorted(full, key=lambda n: (n.key is None, -len(n.words), n.span)):
        person = next((p for p in people if any(same(name, other) for other in p.names)), None)
        _give(people, person, name)
    people.sort(key=lambda person: person.first)
    for name in named:
        if len(tokens(name.words)) == 1:
            bearer = _bearer(people, name)
            if bearer is not None or _stands_alone(name):
                _give(people, bearer, name)
    return people


def _stands_alone(name: Named) -> bool:
    """Whether a single word that no full name of the article holds is a name: a usual one, or behind a clear title."""
    word = name.words[0]
    if name.key:
        return True
    if len(word) < 3:
        return any(t.kind == "office" for t, _ in name.titles)
    if word in given() or word in weak():
        return True
    vague = listed("offices", "vague")
    clear = any(t.kind == "office" or t.head not in vague for t, _ in name.titles)
    return clear and not definite(word) and word[0] not in mark("clitics")


def _give(people: list[Person], person: Person | None, name: Named) -> None:
    if person is None:
        person = Person([])
        people.append(person)
    person.names.append(name)
    person.key = person.key or name.key
    person.titles += [title for title in name.titles if title not in person.titles]
    form = Form.NAME if len(tokens(name.words)) > 1 or len(person.names) == 1 else Form.SHORT
    person.mentions.append((name.span, form, name.rule))


def _bearer(people: list[Person], name: Named) -> Person | None:
    """The person whose name holds the one word of ``name``, by the title before it where several do."""
    word = skeleton(tokens(name.words)[0])
    bearers = [p for p in people if any(word in map(skeleton, tokens(n.words)) for n in p.names)]
    if not bearers and name.titles and not definite(name.words[0]):
        # A family name may lose its article behind a title: "السفير قطان" is أحمد القطان.
        bearers = [p for p in people if any(word == skeleton(stem(tokens(n.words)[-1])) for n in p.names)]
    for title, _ in name.titles:
        fitting = [p for p in bearers if title.slug and p.holds(title.slug, title.state)]
        if fitting:
            return fitting[0]
    # A usual given name behind a title that nobody of the name bears is somebody else's.
    heads = {stem(t.head) for t, _ in name.titles}
    if heads and name.words[0] in given():
        bearers = [p for p in bearers if not p.titles or any(stem(t.head) in heads for t, _ in p.titles)]
    return _likeliest(bearers)


def _likeliest(bearers: list[Person]) -> Person | None:
    """Of persons who share a name: one with an office, the one most often named, the one named first."""
    if not bearers:
        return None
    return min(bearers, key=lambda p: (not any(t.kind == "office" for t, _ in p.titles), -len(p.names), p.first))


def _aliases(person: Person) -> Iterator[tuple[str, ...]]:
    """The short names by which a person may be called: words of the name that are no usual given names."""
    for name in person.names:
        words = name.words
        for index, word in enumerate(words):
            before = words[index - 1] if index else ""
            if before in listed("names", "servant") or (before in joins() and index == len(words) - 1):
                yield (before, word)
            elif _calls(word, index if len(words) > 1 else 1):
                yield (word,)


def _calls(word: str, index: int) -> bool:
    """Whether a word of a name may stand for the whole."""
    if word in joins() or len(word) < 3:
        return False
    if word in listed("names", "syllables"):
        return index == 0 or len(word) > 4
    if index == 0 or word in given() or word in listed("names", "completions"):
        return False
    # In a name, a letter that elsewhere were a proclitic is none (كيري is not "as he sees").
    return not (common(word) if definite(word) else listed_common(word))


def _short_names(text: str, people: list[Person], sentences: list[tuple[Word, ...]], taken: list[Span]) -> None:
    owners: dict[tuple[str, ...], list[Person]] = {}
    for person in people:
        for alias in dict.fromkeys(_aliases(person)):
            owners.setdefault(alias, []).append(person)
    if not owners:
        return
    closed = touched(len(text), taken)
    beginnings = frozenset(clitic + alias[0] for alias in owners for clitic in _clitics())
    for sequence in sentences:
        for index in places(sequence, beginnings):
            for length in (2, 1):
                found = _alias_at(sequence, index, length, owners)
                if found and 1 not in closed[found[0].start : found[0].end]:
                    bearer = _likeliest(owners[found[1]])
                    if bearer is not None:
                        bearer.mentions.append((found[0], Form.SHORT, "short-name"))
                    break


def _given_surnames(people: list[Person], sentences: list[tuple[Word, ...]], taken: list[Span]) -> None:
    """The short names that are usual given names too, where no other person of the article bears them."""
    for person in people:
        word = given_surnames.surname(name.words for name in person.names)
        others = (other for other in people if other is not person)
        if not word or any(word in name.words for other in others for name in other.names):
            continue
        for span in given_surnames.find(sentences, word):
            if not any(span.overlaps(other) for other in taken):
                person.mentions.append((span, Form.SHORT, "given-surname"))


def _alias_at(
    sequence: tuple[Word, ...], index: int, length: int, owners: dict[tuple[str, ...], list[Person]]
) -> tuple[Span, tuple[str, ...]] | None:
    if index + length > len(sequence):
        return None
    words = tuple(word.text for word in sequence[index : index + length])
    first = sequence[index]
    end = sequence[index + length - 1].end
    for clitic, rest in _cuts(words[0]):
        alias = (rest, *words[1:])
        if alias in owners and not given_surnames.is_adjective(sequence, index, alias):
            start = first.span.start + clitic
            return Span(start, end), alias
    return None


@lru_cache(maxsize=WORDS)
def _cuts(word: str) -> tuple[tuple[int, str], ...]:
    """The word without each proclitic that it may begin with, and how many letters that has."""
    return tuple((len(c), word[len(c) :]) for c in _clitics() if word.startswith(c) and len(word) > len(c) + 1)


@cache
def _clitics() -> tuple[str, ...]:
    """Nothing, and the proclitics, the longest first."""
    found = {bare(word) for word in topic("proclitics")["before_names"]}
    return ("", *sorted(found, key=lambda clitic: (-len(clitic), clitic)))


def _entity(text: str, person: Person) -> Entity:
    names = sorted(person.names, key=lambda n: (-len(n.words), n.span))
    full = [n for n in person.names if len(tokens(n.words)) > 1] or person.names
    first = min(full, key=lambda n: n.span)
    spoken = {name.span.of(text) for name in names} | {
        span.of(text) for span, form, _ in person.mentions if form is Form.SHORT
    }
    label = names[0].span.of(text)
    return Entity(
        key=person.key or f"person:{first.span.start}",
        kind="Person",
        label=label,
        known=person.key is not None,
        names=tuple(sorted(spoken - {label})),
        facets=tuple(sorted(set(_facets(text, person)))),
    )


def _facets(text: str, person: Person) -> Iterator[tuple[str, str]]:
    for title, span in person.titles:
        if title.state:
            yield "state", title.state
        if title.kind == "office" and title.slug:
            words = title_span(text, span)
            yield "office", title.slug
            yield "office-label", words.of(text)
            yield "office-span", f"{words.start}-{words.end}"
            yield "tenure", f"{title.slug}|{title.state or ''}|{words.start}-{words.end}"
