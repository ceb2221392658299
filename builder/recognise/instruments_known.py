"""Finds the instruments that the ontology knows by name: ميثاق الأمم المتحدة, سايكس بيكو."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

import ahocorasick
import regex

from builder.known import KnownEntity, known
from builder.languages import topic
from builder.recognise.gazetteer import Gazetteer
from builder.recognise.instruments_phrases import Phrase, heads, words
from builder.recognise.instruments_scene import STATE, Scene
from builder.recognise.instruments_titles import stem
from builder.recognise.text import fold, plain, strip_marks
from builder.vocabulary import INSTRUMENTS, STATES

_LONGEST_PROCLITIC = 3
_LOOSE = ("document", "memo", "declaration", "communique", "plan", "deal")
"""Kinds that share the name of their place with another instrument: the document of Montevideo is no convention."""
_COMPUTING = "protocol"
"""What computers speak by as well, by names in the same letters."""
_BRACKETS = regex.compile(r'\s*\(\s*"?([^()"\n]{2,40})"?\s*\)')


@cache
def _gazetteer() -> Gazetteer[KnownEntity]:
    entities = known().of_kind(*INSTRUMENTS)
    return Gazetteer(((label, entity) for entity in entities for label in _own_names(entity)), together=True)


def _own_names(entity: KnownEntity) -> Iterator[str]:
    """Its Arabic names that no other bears, those of several words by the other words for a treaty too."""
    shared = {fold(name) for name in entity.ambiguous}
    for label in entity.labels("ar"):
        if fold(label) in shared:
            continue
        yield label
        head, *rest = fold(label).split(" ")
        if len(rest) > 1 and head in words("exchanged"):
            others = (" ".join((other, *rest)) for other in sorted(words("exchanged")) if other != head)
            yield from (other for other in others if other not in _all_names())


@cache
def _all_names() -> frozenset[str]:
    """Every Arabic name as the ontology gives it, folded."""
    return frozenset(fold(name) for entity in known().of_kind(*INSTRUMENTS) for name in entity.labels("ar"))


@cache
def _heads() -> ahocorasick.Automaton:
    """Any head noun of the kinds that may stand alone, the resolutions and the truces."""
    data = topic("instruments")
    kinds = [forms for kind, forms in data["heads"].items() if kind in data["telling"]]
    telling = {word for forms in kinds for group in forms.values() for word in group}
    automaton = ahocorasick.Automaton()
    for word in sorted({*telling, *data["resolution_bodies"], *data["resolution_cues"], data["truce"]["noun"]}):
        automaton.add_word(word, True)
    automaton.make_automaton()
    return automaton


def promising(text: str) -> bool:
    """Whether a text may speak of an instrument at all; cheap, so that most articles are done with it."""
    return next(_heads().iter(plain(text)), None) is not None or _gazetteer().within(text)


def named(scene: Scene, phrases: list[Phrase]) -> list[Phrase]:
    """``phrases`` and the known names that none of them holds; a phrase that is a known name says whose."""
    hits = list(_hits(scene, _gazetteer()))
    marked = [_marked(scene, phrase, hits) for phrase in phrases]
    free = [h for h in hits if not any(p.start < h.end and h.start < p.end for p in phrases)]
    sure = {p.known for p in (*marked, *free) if p.known}
    shared = [h for h in _hits(scene, _shared_names()) if h.known in sure] if sure else []
    marked = [_marked(scene, phrase, shared) if phrase.known is None else phrase for phrase in marked]
    return sorted([*marked, *free], key=lambda p: (p.start, p.end))


@cache
def _shared_names() -> Gazetteer[KnownEntity]:
    """Names that are other instruments' too: they count where the text also gives a name of its own."""
    return Gazetteer((name, entity) for entity in known().of_kind(*INSTRUMENTS) for name in entity.ambiguous)


def _hits(scene: Scene, names: Gazetteer[KnownEntity]) -> Iterator[Phrase]:
    """Known names in the sentences, as phrases."""
    for span, entity in names.find(scene.article.text):
        start, end = scene.at(span.start), scene.at(span.end)
        for number in scene.sentences.numbers_from(start, end):
            tokens = scene.sentences[number]
            inside = [i for i, t in enumerate(tokens) if start < t.end <= end]
            if inside and start - _LONGEST_PROCLITIC <= tokens[inside[0]].start <= start + 2:
                head = scene.text[start:end].split(" ")[0]
                yield Phrase(
                    start,
                    end,
                    end,
                    "declaration" if entity.kind == "PoliticalDeclaration" else "agreement",
                    head,
                    "one",
                    False,
                    number,
                    inside[0],
                    inside[-1] + 1,
                    named=True,
                    proper=scene.text[start:end],
                    known=entity.iri,
                )


@dataclass(frozen=True, slots=True)
class _Short:
    """A known name without the states in it: "الاتفاق النووي" of "الاتفاق النووي الإيراني"."""

    head: str
    title: frozenset[str]
    states: frozenset[str]
    iri: str


@cache
def _states() -> dict[str, str]:
    """Folded name or adjective of a state, in one word and without article -> its IRI."""
    table: dict[str, str] = {}
    feminine = topic("instruments")["feminine_ending"]
    for state in known().of_kind(*STATES):
        adjectives = [fold(word) for word in state.demonyms]
        names = [fold(word) for word in state.labels("ar")]
        for word in (*names, *adjectives, *(a + feminine for a in adjectives)):
            table.setdefault(stem(word), state.iri)
    return table


def states_of_title(title: Iterable[str]) -> frozenset[str]:
    """The states that a title names, where it names nothing else: "الاتفاق الأميركي - التركي"; else nothing."""
    found = [_states().get(word) for word in title]
    return frozenset(state for state in found if state is not None) if None not in found else frozenset()


@cache
def own_states(iri: str) -> frozenset[str]:
    """The states that a known instrument is between, as its names and its list of parties say."""
    entity = known().by_iri(iri)
    names = frozenset(state for short in _short_names() if short.iri == iri for state in short.states)
    return names | frozenset(entity.parties if entity is not None else ())


def _general(head: str) -> str:
    """The head noun without its gender, and the most general of those that call one and the same thing."""
    return str(topic("instruments")["alike_heads"].get(head, head))


def _ungendered(word: str) -> str:
    """A word of a title without the ending that it takes after a feminine head."""
    ending = topic("instruments")["relation"]["feminine"]
    return word[: -len(topic("instruments")["feminine_ending"])] if word.endswith(ending) else word


@cache
def _short_names() -> tuple[_Short, ...]:
    found = []
    joins = words("with") | words("between") | words("about") | words("joins")
    for entity in known().of_kind(*INSTRUMENTS):
        for label in entity.labels("ar"):
            head, *rest = (stem(word) for word in strip_marks(fold(label)).split(" "))
            states = frozenset(_states()[word] for word in rest if word in _states())
            title = frozenset(_ungendered(word) for word in rest if word not in _states() and word not in joins)
            if states and title and not any(word[:4].isdigit() for word in title):
                found.append(_Short(_general(head), title, states, entity.iri))
    return tuple(found)


def _shortened(scene: Scene, phrase: Phrase) -> str | None:
    """The known instrument whose name this is but for its states, where the words around name them all."""
    if not phrase.title or not phrase.named or phrase.years or phrase.number or phrase.count != "one":
        return None
    head, title = _general(phrase.head), {_ungendered(word) for word in phrase.title if word not in _states()}
    titled = [s for s in _short_names() if s.head == head and s.title == title]
    near = _named_near(scene, phrase) if titled else frozenset()
    if phrase.parties and len(near) < 2:
        near |= {key for key, entity in scene.entities.items() if entity.kind in STATES}
    fits = {s.iri for s in titled if s.states <= near and _may_be_between(scene, phrase, s)}
    return fits.pop() if len(fits) == 1 else None


def _may_be_between(scene: Scene, phrase: Phrase, short: _Short) -> bool:
    """Whether it is known to be between the states of the phrase's title, and one that is named as a party."""
    own = short.states | own_states(short.iri)
    entities = (scene.entities[party] for party in phrase.parties if party in scene.entities)
    parties = {entity.key for entity in entities if entity.kind in STATES}
    titled = {_states()[word] for word in phrase.title if word in _states()}
    return titled <= own and (not parties or bool(parties & own))


def _named_near(scene: Scene, phrase: Phrase) -> frozenset[str]:
    """The states of a phrase's sentence and of those beside it."""
    near = scene.sentences[max(phrase.sentence - 1, 0) : phrase.sentence + 2]
    return frozenset(ref for tokens in near for token in tokens if token.tag == STATE for ref in token.refs)


def _marked(scene: Scene, phrase: Phrase, hits: list[Phrase]) -> Phrase:
    """The phrase as that of a known instrument, where the known name is all of its title or more."""
    for hit in hits:
        apart = hit.start - phrase.start
        inside = phrase.kind == "document" and 0 < apart <= len(phrase.head) + _LONGEST_PROCLITIC
        if (abs(apart) <= 2 or inside) and hit.end >= phrase.core - 1:
            end = max(phrase.end, hit.end)
            return replace(phrase, known=hit.known, core=max(phrase.core, hit.end), end=end, named=True)
    other = (
        _quoted(phrase)
        or _quoted_behind(scene, phrase)
        or _of_several(scene, phrase)
        or _bracketed(scene, phrase)
        or _begun(scene, phrase, hits)
        or _shortened(scene, phrase)
    )
    return replace(phrase, known=other) if other else phrase


def _begun(scene: Scene, phrase: Phrase, hits: list[Phrase]) -> str | None:
    """The only known instrument that the text also calls by a longer name of this beginning: "اتفاقية فيينا ل…"."""
    name = scene.text[phrase.start : phrase.core]
    longer = {hit.known for hit in hits if scene.text[hit.start : hit.end].startswith(f"{name} ")}
    return longer.pop() if len(longer) == 1 and phrase.places and not (phrase.years or phrase.parties) else None


@cache
def _names() -> dict[str, frozenset[str]]:
    """Every name in any language, folded and in small letters, whole and without its head noun -> whose it is."""
    table: dict[str, set[str]] = {}
    for entity in known().of_kind(*INSTRUMENTS):
        for _, labels in entity.names:
            for label in labels:
                name = strip_marks(fold(label)).casefold()
                head, _, rest = name.partition(" ")
                for key in (name, rest if stem(head) in heads() else name):
                    table.setdefault(key, set()).add(entity.iri)
    return {name: frozenset(iris) for name, iris in table.items()}


def _only(name: str) -> str | None:
    """Whose name it is, where it is the name of one instrument alone."""
    iris = _names().get(name.strip().casefold(), frozenset())
    return next(iter(iris)) if len(iris) == 1 else None


def _quoted(phrase: Phrase) -> str | None:
    """The instrument whose name stands in quotation marks behind the head: معاهدة "ستارت الجديدة"."""
    if phrase.proper is None or phrase.kind in _LOOSE:
        return None
    if not phrase.quoted and (phrase.kind == _COMPUTING or not phrase.proper.isascii()):
        return None
    return _only(phrase.proper)


def _quoted_behind(scene: Scene, phrase: Phrase) -> str | None:
    """The instrument whose name, a place's too, stands in quotation marks behind the head: اتفاقية «كامب ديفيد»."""
    if phrase.title or phrase.proper is not None or phrase.kind in _LOOSE:
        return None
    found = _QUOTED.match(scene.text, phrase.end)
    if found is None:
        return None
    return _only(f"{scene.text[phrase.start : phrase.end]} {found.group(1)}") or _only(found.group(1))


_QUOTED = regex.compile(r' ?[«"“] ?(\w+(?: \w+){0,3}) ?[»"”]')


def _of_several(scene: Scene, phrase: Phrase) -> str | None:
    """The instrument whose place or proper name stands behind a dual or plural: "اتفاقيتي كامب ديفيد"."""
    if phrase.count == "one" or phrase.kind not in words("sets") or not phrase.places:
        return None
    _, _, name = scene.text[phrase.start : phrase.core].partition(" ")
    return _only(name)


def _bracketed(scene: Scene, phrase: Phrase) -> str | None:
    """The instrument whose short name follows in brackets: اتفاقية التجارة الحرة (NAFTA)."""
    found = _BRACKETS.match(scene.text, phrase.end)
    return _only(found.group(1)) if found else None
