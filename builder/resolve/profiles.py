"""What is known of an instrument that helps to tell whether another article speaks of the same one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache

from msgspec.structs import replace

from builder.known import known
from builder.languages import topic
from builder.model import ClaimRecord, Concept, Factuality, Reading, Record, Value
from builder.resolve.keys import demonyms, telling, words
from builder.resolve.settings import Setting
from builder.vocabulary import INSTRUMENTS, STATES

Ref = tuple[str, str]
"""An article's identifier and the key of one of its entities."""

_HELD = frozenset(Factuality) - {Factuality.DENIED, Factuality.ALLEGED}


class Profile(Record, frozen=True):
    """The identifying traits of an instrument (or of several taken as one): every field is a set.

    ``printed``: the runs of words in which it is named. ``around``: the keys of the known entities that its articles
    name. ``homes``: the codes of the states that they are about. ``described``: the telling words near its mentions.
    """

    refs: frozenset[Ref]
    families: frozenset[str]
    numbers: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    titles: frozenset[frozenset[str]] = frozenset()
    parties: frozenset[str] = frozenset()
    signatories: frozenset[str] = frozenset()
    obligations: frozenset[str] = frozenset()
    replaces: frozenset[Ref] = frozenset()
    linked: frozenset[Ref] = frozenset()
    printed: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    homes: frozenset[str] = frozenset()
    described: frozenset[str] = frozenset()

    @property
    def named(self) -> bool:
        """Whether it has a title of at least two words that say something."""
        return any(len(title) >= 2 for title in self.titles)


def combine(profiles: Iterable[Profile]) -> Profile:
    """One profile with all the traits of several."""
    parts = list(profiles)

    def union(field: str) -> frozenset[object]:
        return frozenset().union(*(getattr(part, field) for part in parts))

    return Profile(**{field: union(field) for field in Profile.__struct_fields__})  # type: ignore[arg-type]


def title_words(title: str) -> frozenset[str]:
    """The words of a title that tell it from others: folded, without the article and filler words."""
    rules = topic("titles")
    kept = set()
    for word in words(title):
        bare = next((word[len(p) :] for p in rules["prefixes"] if word.startswith(p) and len(word) - len(p) > 2), word)
        if bare not in rules["fillers"] and not bare.isdigit():
            kept.add(bare)
    return frozenset(kept)


def _of_states(title: frozenset[str]) -> bool:
    """Whether a title has no word, or none but states' names and adjectives: its parties again, and no title."""
    return title <= _adjectives() or title in _states()


def subject(title: frozenset[str]) -> frozenset[str]:
    """The words of a title without the adjectives of states."""
    return title - _adjectives()


def of_place(title: frozenset[str]) -> bool:
    """Whether a title is the name of a known place."""
    return title in _places()


@cache
def _places() -> frozenset[frozenset[str]]:
    return frozenset(title_words(name) for place in known().of_kind("Place") for name in place.labels())


@cache
def _states() -> frozenset[frozenset[str]]:
    return frozenset(title_words(name) for state in known().of_kind("State") for name in state.labels())


@cache
def _adjectives() -> frozenset[str]:
    return frozenset(word for state in known().of_kind(*STATES) for word in demonyms(state))


def _family(kind: str | None) -> str:
    families: dict[str, str] = topic("titles")["families"]
    return families.get(kind or "", "treaty")


def placed(profile: Profile, scene: Setting, iri: Callable[[str], str]) -> Profile:
    """A profile with what surrounds it in its article; ``iri`` maps an actor's key to its IRI."""
    return replace(
        profile,
        parties=frozenset(map(iri, profile.parties)),
        signatories=frozenset(map(iri, profile.signatories)),
        printed=frozenset[str]().union(*(scene.printed.get(key, ()) for _, key in profile.refs)),
        around=scene.known,
        homes=frozenset([scene.home] if scene.home else []),
        described=frozenset(word for _, key in profile.refs for word in scene.near.get(key, ()) if telling(word)),
    )


def profiles(reading: Reading) -> list[Profile]:
    """A profile of each instrument in an article that is no known one, with the keys of actors for their IRIs."""
    article = reading.article.identifier
    about: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    instruments = {e.key: e for e in reading.entities if e.kind in INSTRUMENTS}
    if not instruments:
        return []
    owner = _owners(reading.claims)
    for claim in reading.claims:
        if claim.factuality in _HELD:
            _note(about, owner, claim, instruments.keys())
    found = []
    for key, entity in sorted(instruments.items()):
        if entity.known:
            continue
        traits = about[key]
        found.append(
            Profile(
                refs=frozenset({(article, key)}),
                families=frozenset({_family(entity.facet("kind"))}),
                numbers=frozenset(entity.facet_values("number")),
                years=frozenset(entity.facet_values("year")) | frozenset(traits["year"]),
                titles=frozenset(t for t in map(title_words, entity.facet_values("title")) if not _of_states(t)),
                parties=frozenset(traits["party"]),
                signatories=frozenset(traits["signatory"]),
                obligations=frozenset(traits["obligation"]),
                replaces=frozenset((article, other) for other in traits["replaces"]),
                linked=frozenset((article, other) for other in traits["linked"]),
            )
        )
    return found


def _owners(claims: Iterable[ClaimRecord]) -> dict[str, tuple[str, str]]:
    """Event or clause key to its instrument's key and the event's kind ("" for a clause)."""
    kinds = {c.subject: c.object.lexical for c in claims if c.predicate == "rdf:type" and isinstance(c.object, Value)}
    return {
        c.subject: (c.object, kinds.get(c.subject, ""))
        for c in claims
        if c.predicate in ("ofInstrument", "partOf") and isinstance(c.object, str)
    }


def _note(
    about: dict[str, dict[str, set[str]]],
    owner: dict[str, tuple[str, str]],
    claim: ClaimRecord,
    instruments: Iterable[str],
) -> None:
    """Adds what one claim says to the traits of the instrument it is about."""
    subject, value = claim.subject, claim.object
    instrument, kind = owner.get(subject, (subject, ""))
    traits = about[instrument]
    if claim.predicate == "hasParty" and isinstance(value, str):
        traits["party"].add(value)
    elif claim.predicate == "signedBy" and isinstance(value, str):
        traits["signatory"].add(value)
    elif claim.predicate == "date" and kind == "Signature" and isinstance(value, Value):
        traits["year"].add(value.lexical[:4])
    elif claim.predicate == "obligationType" and isinstance(value, Concept):
        traits["obligation"].add(value.name)
    elif claim.predicate == "directlySupersedes" and isinstance(value, str) and value in instruments:
        about[subject]["linked"].add(value)
        about[value]["linked"].add(subject)
        if claim.factuality is Factuality.ASSERTED:
            about[subject]["replaces"].add(value)
