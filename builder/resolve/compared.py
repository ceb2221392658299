"""What speaks for two instruments of different articles being one, and what against it."""

from __future__ import annotations

from functools import cache

from builder.known import known
from builder.recognise.lexicon import stem
from builder.resolve import apart
from builder.resolve.keys import words
from builder.resolve.nearby import enough
from builder.resolve.profiles import Profile, of_place, subject
from builder.vocabulary import INSTRUMENTS

SHARED = 3
"""Known entities that both articles name: the two parties, and one more."""
_MANY_WORDS = 4
"""Words near two that tell by their number alone."""


def consistent(one: Profile, two: Profile) -> bool:
    """Whether nothing that is known of the two contradicts their being one instrument."""
    return not contradiction(one, two)


def contradiction(one: Profile, two: Profile) -> str:
    """What is known of the two that contradicts their being one instrument; "" for nothing."""
    if one.families != two.families:
        return apart.KINDS
    if one.numbers and two.numbers and not one.numbers & two.numbers:
        return apart.NUMBERS
    if one.years and two.years and not one.years & two.years:
        return apart.YEARS
    return "" if one.parties <= two.parties or two.parties <= one.parties else apart.PARTIES


def _parties_told(one: Profile, two: Profile) -> bool:
    """Whether the article of one names all known parties of the other, of which it has two or more."""
    return all(
        len(known_parties(a)) < 2 or known_parties(a) <= b.around | b.parties for a, b in ((one, two), (two, one))
    )


def known_parties(profile: Profile) -> frozenset[str]:
    """The states and organisations that are its parties, without the ministries that sign for them."""
    return frozenset(party for party in profile.parties if known().by_iri(party))


def titles_meet(one: Profile, two: Profile) -> bool:
    return any(len(a & b) >= 2 and (a <= b or b <= a) for a in one.titles for b in two.titles)


def alike(one: Profile, two: Profile) -> bool:
    """One title, and enough around it in common: less where both articles are about one state, more for a bare word.

    Treaties and agreements that are called after a place are many (Mecca): their articles must name one known treaty
    too; declarations need as much as for one word. For one word, having the same two parties is enough.
    Where the articles are not about one state, a word needs as many persons, bodies and instruments in common.
    """
    if not _parties_told(one, two):
        return False
    shared = len(one.around & two.around)
    same = one.titles & two.titles
    titles = {title for title in same if not of_place(title)}
    longer = any(len(title) >= 2 for title in titles)
    if longer or (titles and one.parties and one.parties == two.parties and one.homes & two.homes):
        return shared >= (2 if one.homes & two.homes else 4)
    if shared < SHARED or not (same or one.families == {"declaration"}):
        return False
    if not titles and one.families != {"declaration"}:
        return not _known_treaties(one).isdisjoint(_known_treaties(two))
    if titles and len(_likely_parties(one)) >= 2 and _likely_parties(one) == _likely_parties(two):
        return True
    telling = sum(not lies(key) for key in one.around & two.around)
    return one.families == {"declaration"} or bool(one.homes & two.homes) or telling >= SHARED


def _known_treaties(profile: Profile) -> frozenset[str]:
    """The known instruments that its articles name."""
    return frozenset(key for key in profile.around if (entity := known().by_iri(key)) and entity.kind in INSTRUMENTS)


def _likely_parties(profile: Profile) -> frozenset[str]:
    """Its known parties; "the treaty with Egypt" has as the other one the state that its article is about."""
    parties = known_parties(profile)
    if len(parties) > 1:
        return parties
    homes = (known().by_code(home) for home in profile.homes)
    return parties | {home.iri for home in homes if parties and home}


def same_subject(one: Profile, two: Profile) -> bool:
    """Whether a word of the title of one, no adjective of a state, stands near the other, which has no title."""
    told, bare = (one, two) if one.titles else (two, one)
    near = {stem(word) for word in bare.described}
    return not bare.titles and any(not near.isdisjoint(subject(title)) for title in told.titles)


@cache
def lies(key: str) -> bool:
    """Whether this is a state or a place, which the news is full of."""
    entity = known().by_iri(key)
    return entity is not None and entity.kind in ("State", "HistoricalState", "Place")


def described(one: Profile, two: Profile) -> bool:
    """Many of the same words near both; one fewer where the title is one, and one of these words a known person's."""
    shared = one.described & two.described
    named = bool(one.titles & two.titles) and not shared.isdisjoint(_persons())
    return len(shared) + named >= enough(_MANY_WORDS, one.described, two.described)


@cache
def _persons() -> frozenset[str]:
    """The last words of known persons' names."""
    return frozenset(words(name)[-1] for person in known().of_kind("Person") for name in person.labels())


def comparable(one: Profile, two: Profile) -> bool:
    return titles_meet(one, two) or not (one.named and two.named)


def barely(one: Profile, two: Profile) -> bool:
    """Whether nothing is told of the second but what is told of the first: its kind, its parties, perhaps its year."""
    more = two.titles - one.titles or two.years - one.years or two.numbers - one.numbers
    parties = known_parties(two)
    return one.families == two.families and not more and bool(parties) and parties <= known_parties(one)
