"""Says how far the words reach that describe a speaker who is not named ("a senior official of the ministry")."""

from __future__ import annotations

from functools import cache, lru_cache

from builder.languages import topic
from builder.recognise.offices import heads_of_one
from builder.recognise.words import WORDS
from builder.relate import quotations
from builder.relate.nouns import (
    cores_of,
    definite,
    describes,
    indefinite,
    is_adjective,
    is_owned,
    is_told,
    opener_beginnings,
    opens_construct,
    plain,
)
from builder.relate.openers import proclitic, reporting_words
from builder.relate.roster import Roster, listed
from builder.relate.words import Word, bare, readings, unjoined
from builder.vocabulary import STATES

_LONGEST = 6
_SHORTEST_OFFICE = 2


def end(roster: Roster, sequence: tuple[Word, ...], first: int, limit: int) -> int:
    """The number of the first word behind a description that begins at ``first``, at most ``limit``."""
    limit = min(roster.clause(sequence, first, limit), first + _LONGEST)
    is_definite = definite(unjoined(sequence[first].bare))
    owner = roster.at(sequence[first + 1]) if first + 1 < limit and not is_definite else None
    construct = bool(readings(sequence[first].bare) & listed("roles")) or opens_construct(sequence, first, limit)
    if owner is not None and owner.span.start == sequence[first + 1].start and not roster.is_person(owner.entity):
        return min(limit, roster.behind(sequence, owner))
    behind = _behind_post(roster, sequence, first, limit)
    for at in range(behind, limit):
        word = sequence[at].bare
        if word in listed("inside"):
            is_definite, construct = False, True
        elif (
            _stops(word)
            or _adds_nothing(roster, sequence, at)
            or (not (is_definite or construct) and not (describes(word) or describes(plain(word))))
            or _marked(roster, sequence, at)
            or (construct and definite(word) and definite(sequence[at - 1].bare) and not is_adjective(word))
            or (is_definite and not is_adjective(word))
        ):
            return at
    return limit


def _behind_post(roster: Roster, sequence: tuple[Word, ...], first: int, limit: int) -> int:
    """The number of the word behind the body in which somebody of an office is ("a member in the party")."""
    within = first + 2 < limit and sequence[first + 1].bare == bare(topic("speakers")["within"])
    if not within or not readings(sequence[first].bare) & listed("roles"):
        return first + 1
    body = roster.at(sequence[first + 2])
    if body is not None and not roster.is_person(body.entity):
        return min(limit, roster.behind(sequence, body))
    inner = sequence[first + 2].bare
    construct = first + 3 < limit and not definite(inner) and definite(sequence[first + 3].bare)
    return first + 3 + construct if definite(inner) or construct else first + 1


@lru_cache(maxsize=WORDS)
def _stops(word: str) -> bool:
    """Whether a bare word belongs to no description: a circumstance, an aside, who is told, what is said."""
    said = indefinite(word) in reporting_words("contents")
    return word in _stop_words() or word in reporting_words("resumed") or is_told(word) or is_owned(word) or said


@cache
def _stop_words() -> frozenset[str]:
    return reporting_words("circumstances") - listed("inside") | reporting_words("asides") | listed("barriers")


def _adds_nothing(roster: Roster, sequence: tuple[Word, ...], at: int) -> bool:
    """Whether the word cannot go on with a description: "to" alone, or indefinite behind a definite word."""
    word, before = sequence[at].bare, sequence[at - 1].bare
    to = bare(topic("speakers")["to"])
    plain_noun = not definite(word) and unjoined(word) == word and not word.startswith(to) and not describes(word)
    return word == to or (plain_noun and definite(before) and roster.at(sequence[at]) is None)


def _marked(roster: Roster, sequence: tuple[Word, ...], at: int) -> bool:
    """Whether a quotation mark stands right before the word."""
    return any(c in quotations.marks() for c in roster.text[sequence[at - 1].end : sequence[at].start])


def ends(roster: Roster, sequence: tuple[Word, ...], at: int) -> bool:
    """Whether the words before the one numbered ``at`` name somebody whole: no name or complement follows."""
    if at >= len(sequence) or roster.text[sequence[at - 1].end : sequence[at].start].strip():
        return True
    word = sequence[at].bare
    return word in _behind_names() or word.startswith(opener_beginnings())


@cache
def _behind_names() -> frozenset[str]:
    """The words that may stand behind the whole name or description of a speaker, and are no complement of it."""
    reporting = reporting_words("circumstances", "asides", "contents", "saying_nouns")
    return (reporting | listed("barriers") | listed("same")) - listed("complements")


def ends_office(roster: Roster, sequence: tuple[Word, ...], first: int, at: int) -> bool:
    """Whether the words up to the one numbered ``at`` are an office and may be nobody's that the article names.

    No name of its bearer follows, at most what it is an office of ("of the company"); an honorific and a surname are
    somebody's, and so may be an office of a state of which the article names an officer.
    """
    state = _state(roster, sequence, first, at)
    if state is not None and _has_officer(roster, state):
        return False
    if ends(roster, sequence, at):
        return state is not None or at - first > _SHORTEST_OFFICE or sequence[first].bare not in listed("honorifics")
    return sequence[at].bare.startswith((bare(topic("speakers")["to"]), proclitic()))


def is_officer(roster: Roster, sequence: tuple[Word, ...], first: int, last: int) -> bool:
    """Whether the words are an office of a state that the article gives nobody ("the Egyptian president")."""
    if last - first < _SHORTEST_OFFICE or not cores_of(sequence[first].bare) & heads_of_one():
        return False
    state = _state(roster, sequence, first, last)
    return state is not None and not _has_officer(roster, state)


def _state(roster: Roster, sequence: tuple[Word, ...], first: int, last: int) -> str | None:
    """The state that is named in the words behind ``first`` and before ``last``."""
    named = (m.entity for m in roster.within(sequence[first].end, sequence[last - 1].end))
    return next((key for key in named if roster.kind(key) in STATES), None)


def _has_officer(roster: Roster, state: str) -> bool:
    """Whether a person of the article holds an office of the state."""
    code = state.rsplit("/", 1)[-1]
    return any(entity.kind == "Person" and code in entity.facet_values("state") for entity in roster.entities.values())


def behind_title(roster: Roster, sequence: tuple[Word, ...], key: str, first: int) -> int:
    """The number of the word behind a title in apposition to the person ``key`` named before ``first``.

    "X, head of the parliament, announced his withdrawal"; what one is accused of or called makes the title an object.
    """
    if not roster.is_person(key) or first >= len(sequence) or sequence[first].bare not in heads_of_one():
        return first
    if roster.text[sequence[first - 1].end : sequence[first].start] != " ":
        return first
    if sequence[first].bare in listed("counterparts"):
        return first
    last = end(roster, sequence, first, len(sequence))
    many = (listed("groups") | listed("people")) - heads_of_one()
    last = next((at for at in range(first + 1, last) if sequence[at].bare in many), last)
    named = last < len(sequence) and (mention := roster.at(sequence[last])) and roster.is_person(mention.entity)
    after = sequence[last].bare if last < len(sequence) else ""
    object_ = not after or after.startswith((proclitic(), bare(topic("speakers")["to"])))
    return first if object_ or named or after in reporting_words("circumstances") else last
