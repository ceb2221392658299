"""What surrounds the entities of an article: whom else it names, which state it is about, and the very words."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from functools import cache

from builder.known import KnownEntity, known
from builder.languages import topic
from builder.model import Entity, Reading, Record, Span
from builder.recognise.lexicon import mark
from builder.resolve.keys import name_key, names_of, words_of

_WINDOW = 6
"""Words before or behind a mention that two articles share only where one has them from the other."""
_REACH = 90
"""Code points in which so many words are looked for; words cut in two at its end are not among the nearest six."""
_BEHIND = 12
"""Code points from a name to the place that it is said to be in: "in", "to the state of"."""
_SEVERAL = 3
_LEAD = 1.5
"""How many times as often as any other an article names the state that it is about."""
_ENOUGH, _FAR = 10, 2
"""Articles about one state, and how many times as many as about any other, before it is the readers' own."""


class Setting(Record, frozen=True):
    """The surroundings in one article.

    ``known``: the keys of the known entities it names. ``home``: the code of the state that it is about, if any;
    ``first``: of the one it names most often; ``leading``: of those that it names nearly as often; ``lands``: of those
    that it does not name by an adjective alone. ``sport``: whether it is about sport. ``nearest``: of an entity, the
    code of the state that is named nearest to it most often. ``hosts``: of an entity, the code of the state other than
    its own most often named in its sentences. ``inside``: of an entity, the code of the state that it is said to be in.
    ``printed``: of each entity the runs of words in which it is named.
    ``near``: the words around it, farther off too.
    """

    known: frozenset[str] = frozenset()
    home: str | None = None
    first: str | None = None
    leading: frozenset[str] = frozenset()
    lands: frozenset[str] = frozenset()
    sport: bool = False
    nearest: Mapping[str, str] = {}
    hosts: Mapping[str, str] = {}
    inside: Mapping[str, str] = {}
    printed: Mapping[str, frozenset[str]] = {}
    near: Mapping[str, frozenset[str]] = {}

    def state(self, entity: Entity) -> str | None:
        """The code of the state that an organisation most likely belongs to: its own, the article's, or the nearest."""
        return entity.facet("state") or self.home or self.nearest.get(entity.key) or self.first


def states_named(place: Setting) -> set[str]:
    """The codes of the states that an article names."""
    found = (known().by_iri(key) for key in place.known)
    return {code for entity in found if entity and entity.kind == "State" and (code := known().code_of(entity))}


def worldwide(place: Setting) -> bool:
    """Whether an article names an international organisation."""
    found = (known().by_iri(key) for key in place.known)
    return any(entity and entity.kind == "InternationalOrganisation" for entity in found)


def states_meant(place: Setting) -> set[str]:
    """The codes of the states that an article names, or of which it names a place, a body or who holds an office."""
    found = (known().by_iri(key) for key in place.known)
    return {code for entity in found if entity and (code := _known_code(entity))}


def readers_state(settings: Iterable[Setting]) -> str | None:
    """The code of the state that the newspapers are of, as far as it shows: far more articles are about it than any."""
    votes = Counter(place.home for place in settings if place.home).most_common(2)
    enough = votes and votes[0][1] >= _ENOUGH and (len(votes) == 1 or votes[0][1] >= _FAR * votes[1][1])
    return votes[0][0] if enough else None


def setting(reading: Reading, wanted: frozenset[str]) -> Setting:
    """The setting of an article; ``wanted``: the keys of the entities whose surroundings are asked for."""
    codes = {e.key: code for e in reading.entities if (code := _code(e))}
    codes |= _based(reading, set(codes.values()))
    places = sorted((m.span, codes[m.entity]) for m in reading.mentions if m.entity in codes)
    votes = Counter(code for _, code in places).most_common()
    clear = votes and (len(votes) == 1 or votes[0][1] >= _LEAD * votes[1][1])
    around = _around(reading, wanted, places)
    return Setting(
        frozenset(e.key for e in reading.entities if e.known),
        votes[0][0] if clear else None,
        votes[0][0] if votes else None,
        frozenset(code for code, times in votes if votes[0][1] < _LEAD * times),
        _lands(reading),
        _of_sport(reading.article.text),
        *around,
        *_printed(reading, wanted),
    )


def _based(reading: Reading, told: Container[str]) -> dict[str, str]:
    """The states of the parties and movements of one state that an article names, where it names that state otherwise.

    They act abroad, too: an article that names none of their state may be about another.
    """
    return {e.key: code for e in reading.entities if e.known and (code := _base(e.key)) and code in told}


@cache
def _base(key: str) -> str | None:
    found = known().by_iri(key)
    base = known().by_iri(found.base) if found and found.base and found.kind == "Organisation" else None
    return base.code if base else None


def _lands(reading: Reading) -> frozenset[str]:
    """The codes of the states that an article names by a noun: an adjective may only tell who comes from one."""
    states = {e.key: state.code for e in reading.entities if e.kind == "State" and (state := known().by_iri(e.key))}
    named = ((states[m.entity], m) for m in reading.mentions if m.entity in states)
    return frozenset(code for code, m in named if code and name_key(m.span.of(reading.article.text)) in names_of(code))


def _of_sport(text: str) -> bool:
    return sum(word in text for word in topic("identity")["sport"]) >= _SEVERAL


def _code(entity: Entity) -> str | None:
    """The one state that an entity is, lies in, belongs to or serves."""
    found = known().by_iri(entity.key) if entity.known else None
    if found is not None:
        return _known_code(found)
    states = set(entity.facet_values("state"))
    return min(states) if len(states) == 1 else None


@cache
def _known_code(entity: KnownEntity) -> str | None:
    code = known().code_of(entity)
    if code or entity.kind != "Person":
        return code
    served = {state for _, state in known().offices_of(entity) if state}
    return min(served) if len(served) == 1 else None


def _around(
    reading: Reading, wanted: frozenset[str], places: list[tuple[Span, str]]
) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Of each wanted entity the state nearest to it, the one other than its own in its sentences, and that it is in."""
    near: dict[str, Counter[str]] = defaultdict(Counter)
    other: dict[str, Counter[str]] = defaultdict(Counter)
    within: dict[str, Counter[str]] = defaultdict(Counter)
    preposition = (mark("bi"), mark("in"))
    own = {e.key: e.facet("state") for e in reading.entities if e.key in wanted}
    starts = [sentence.span.start for sentence in reading.layout.sentences]
    for mention in reading.mentions:
        at = bisect_left(starts, mention.span.start + 1) - 1
        if mention.entity not in wanted or at < 0:
            continue
        sentence = reading.layout.sentences[at].span
        first = bisect_left(places, (Span(sentence.start, sentence.start), ""))
        last = bisect_left(places, (Span(sentence.end, sentence.end), ""))
        inside = places[first:last]
        if inside:
            scene = inside[0] if _opens(reading.article.text[sentence.start : inside[0][0].start]) else None
            _, code = scene or min((max(s.start - mention.span.end, mention.span.start - s.end), c) for s, c in inside)
            near[mention.entity][code] += 1
        abroad = [(span, code) for span, code in inside if code != own[mention.entity]]
        behind = [(span, code) for span, code in abroad if 0 <= span.start - mention.span.end <= _BEHIND][:1]
        other[mention.entity].update({code: len(inside) for _, code in behind} or [code for _, code in abroad])
        for span, code in behind:
            if reading.article.text[mention.span.end : span.start].strip() in preposition:
                within[mention.entity][code] += 1
    return _most(near), _most(other), _most(within)


def _opens(before: str) -> bool:
    """Whether nothing stands before a state in its sentence but "in": what is told there happens in it."""
    return before.strip().removeprefix(mark("and")) == mark("in")


def _most(votes: dict[str, Counter[str]]) -> dict[str, str]:
    return {key: min(found, key=lambda code: (-found[code], code)) for key, found in votes.items() if found}


def _printed(reading: Reading, wanted: frozenset[str]) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Of each wanted entity the words next to each mention, with the mention; and all words near its mentions."""
    text = reading.article.text
    runs: dict[str, set[str]] = defaultdict(set)
    near: dict[str, set[str]] = defaultdict(set)
    for mention in reading.mentions:
        if mention.entity in wanted:
            start, end = mention.span.start, mention.span.end
            before, behind = words_of(text[max(start - _REACH, 0) : start]), words_of(text[end : end + _REACH])
            near[mention.entity].update(before[start > _REACH :], behind[: len(behind) - (end + _REACH < len(text))])
            name = " ".join(words_of(text[start:end]))
            if len(before) >= _WINDOW:
                runs[mention.entity].add(" ".join((*before[-_WINDOW:], name)))
            if len(behind) >= _WINDOW:
                runs[mention.entity].add(" ".join((name, *behind[:_WINDOW])))
            runs[mention.entity].update(_line(text, mention.span, name))
    return _frozen(runs), _frozen(near)


def _line(text: str, span: Span, name: str) -> list[str]:
    """The words of a short line with a name and more, as a byline or a caption is; none if the line is another."""
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    if (start == 0 and end < 0) or max(end, span.end) - start > _REACH:
        return []
    found = words_of(text[start : end if end >= 0 else len(text)])
    return [" ".join(found)] if len(name.split()) + 2 <= len(found) <= _WINDOW else []


def _frozen(found: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(values) for key, values in found.items()}
