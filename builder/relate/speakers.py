"""Says who speaks: finds the subject of a verb of saying, named, described or left out.

A speaker is an actor that an earlier stage found, or one described and not named ("Russian officials"), for whom
an entity is made here. Where the words leave it open, there is no speaker: a wrong one is worse than none.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cache

from builder.languages import topic
from builder.model import Entity, Form, Mention, Span
from builder.relate.words import Word, bare, unjoined, word_set

ACTORS = frozenset(
    {
        "State",
        "HistoricalState",
        "Organisation",
        "InternationalOrganisation",
        "StateOrgan",
        "MediaOrganisation",
        "Person",
        "ActorGroup",
        "UnnamedSource",
    }
)
_STATES = ("State", "HistoricalState")
_LONGEST_DESCRIPTION = 6


@dataclass(frozen=True, slots=True)
class Source:
    """A speaker's key, and the number of the first word behind the words that name it."""

    key: str
    next: int


@cache
def _list(name: str, of: str = "speakers") -> frozenset[str]:
    return word_set(topic(of)[name])


@cache
def article() -> str:
    """The definite article, bare."""
    return bare(topic("speakers")["article"])


def indefinite(word: str) -> str:
    """A bare word without its definite article."""
    return word[len(article()) :] if word.startswith(article()) and len(word) > len(article()) + 2 else word


def _is_adjective(word: str) -> bool:
    """Whether a bare word may go on describing a definite noun."""
    return word.startswith(article()) and word.endswith(tuple(topic("speakers")["adjectival"]))


class Cast:
    """The actors of one article, who was last heard, and the sources described but not named."""

    def __init__(self, text: str, entities: tuple[Entity, ...], mentions: tuple[Mention, ...]) -> None:
        self.text = text
        self.entities = {entity.key: entity for entity in entities}
        self.mentions = sorted(
            (m for m in mentions if self._kind(m.entity) in ACTORS), key=lambda m: (m.span.start, -m.span.end)
        )
        self._starts = [m.span.start for m in self.mentions]
        self.new: dict[str, tuple[Entity, Mention]] = {}
        self._gender: dict[str, str] = {}
        self._heads: list[tuple[frozenset[str], str]] = []

    def _kind(self, key: str) -> str:
        entity = self.entities.get(key)
        return entity.kind if entity is not None else ""

    def is_media(self, key: str) -> bool:
        """Whether the speaker is a newspaper, an agency or the like."""
        return self._kind(key) == "MediaOrganisation"

    def within(self, start: int, end: int) -> list[Mention]:
        """The actors mentioned from ``start`` to ``end``, in order."""
        low = bisect_left(self._starts, start)
        high = bisect_left(self._starts, end)
        return [m for m in self.mentions[low:high] if m.span.end <= end]

    def at(self, word: Word) -> Mention | None:
        """The longest mention that begins with ``word`` (behind a conjunction at most)."""
        found = self.within(word.start, word.end + 200)
        offsets = (word.start, word.start + len(word.bare) - len(unjoined(word.bare)), word.start + word.slack)
        return next((m for m in found if m.span.start in offsets), None)

    # -- the subject after a verb

    def named(self, sequence: tuple[Word, ...], first: int, limit: int, gender: str = "") -> Source | None:
        """The speaker that the words from ``first`` to before ``limit`` name, or None."""
        first = self._skip(sequence, first, limit)
        if first >= limit:
            return None
        head = sequence[first]
        mention = self.at(head)
        if mention is None or self._has_name_after(sequence, mention, limit):
            mention = self._titled(sequence, first, limit) or mention
        mention = mention or self._classified(sequence, first, limit)
        if mention is not None:
            behind = self._joined_names(sequence, self._behind(sequence, mention), limit)
            return self._heard(sequence, first, behind, mention.entity, gender)
        return self._by_document(sequence, first, limit) or self._described(sequence, first, limit, gender)

    def empty(self, sequence: tuple[Word, ...], first: int, limit: int) -> bool:
        """Whether the words from ``first`` to before ``limit`` name no subject at all."""
        first = self._skip(sequence, first, limit)
        return first >= limit or sequence[first].bare in _list("circumstances", "reporting")

    def _skip(self, sequence: tuple[Word, ...], first: int, limit: int) -> int:
        asides = _list("asides", "reporting")
        while first < limit and sequence[first].bare in asides and self.at(sequence[first]) is None:
            first += 1
        return first

    def _behind(self, sequence: tuple[Word, ...], mention: Mention) -> int:
        return bisect_left([word.start for word in sequence], mention.span.end)

    def _classified(self, sequence: tuple[Word, ...], first: int, limit: int) -> Mention | None:
        """The name behind a noun that says what it names ("the agency X")."""
        if unjoined(sequence[first].bare) not in _list("naming", "quotation") or first + 1 >= limit:
            return None
        mention = self.at(sequence[first + 1])
        return mention if mention is not None and self._kind(mention.entity) not in ("Person", *_STATES) else None

    def _joined_names(self, sequence: tuple[Word, ...], behind: int, limit: int) -> int:
        """The number of the first word behind a name, and behind others that follow it or are joined to it."""
        while behind < limit and not self.text[sequence[behind - 1].end : sequence[behind].start].strip():
            word = sequence[behind]
            mention = self._person(word) if unjoined(word.bare) == word.bare else self.at(word)
            if mention is None or mention.span.start < word.start:
                return behind
            behind = max(behind + 1, self._behind(sequence, mention))
        return behind

    def _has_name_after(self, sequence: tuple[Word, ...], mention: Mention, limit: int) -> bool:
        """Whether a person's name follows the mention at once: then it was part of the title."""
        behind = self._behind(sequence, mention)
        if self._kind(mention.entity) == "Person" and mention.form is not Form.NOMINAL:
            return False
        if behind >= limit or any(c in "،,.:؛" for c in self.text[mention.span.end : sequence[behind].start]):
            return False
        return self._person(sequence[behind]) is not None

    def _titled(self, sequence: tuple[Word, ...], first: int, limit: int) -> Mention | None:
        """The person named behind a title that begins at ``first``."""
        for at in range(first, min(limit, first + 22)):
            pause = self.text[sequence[at - 1].end : sequence[at].start] if at > first else ""
            if any(c in ".:؛" for c in pause):
                return None
            if any(c in "،," for c in pause):
                return self._apposed(sequence, at, limit)
            if sequence[at].bare in _list("barriers"):
                return None
            mention = self._person(sequence[at])
            if mention is not None:
                return None if self._anothers(sequence, first, at) else mention
        return None

    def _person(self, word: Word) -> Mention | None:
        """The person whose name begins with ``word``, without any proclitic."""
        mention = self.at(word)
        if mention is None or self._kind(mention.entity) != "Person" or mention.form is Form.NOMINAL:
            return None
        return mention if mention.span.start == word.start else None

    def _apposed(self, sequence: tuple[Word, ...], at: int, limit: int) -> Mention | None:
        """The person whose name follows a comma at ``at``, behind honorifics at most."""
        while at < limit and sequence[at].bare in _list("honorifics") and self._person(sequence[at]) is None:
            at += 1
        return self._person(sequence[at]) if at < limit else None

    def _anothers(self, sequence: tuple[Word, ...], first: int, at: int) -> bool:
        """Whether a noun such as "lawyer of" makes the person named at ``at`` only its owner."""
        before = at - 1
        while before >= first and sequence[before].bare in _list("honorifics"):
            before -= 1
        return before >= first and sequence[before].bare in _list("relational")

    def _by_document(self, sequence: tuple[Word, ...], first: int, limit: int) -> Source | None:
        """Whoever issued the document that the words begin with."""
        if unjoined(sequence[first].bare) not in _list("documents"):
            return None
        last = self._clause(sequence, first, limit)
        found = self.within(sequence[first].end, sequence[last - 1].end)
        if found:
            return self._heard(sequence, first, self._behind(sequence, found[0]), found[0].entity, "")
        if first + 1 < last and (issuer := self._again(sequence, first + 1, first + 2)) is not None:
            return issuer
        if not unjoined(sequence[first].bare).startswith(article()):
            return None
        issuers = (key for _, key in reversed(self._heads) if self._kind(key) not in ("Person", *_STATES))
        key = next(issuers, None)
        return Source(key, first + 1) if key is not None else None

    def _clause(self, sequence: tuple[Word, ...], first: int, limit: int) -> int:
        """The number of the first word from ``first`` that a pause precedes, at most ``limit``."""
        for at in range(first + 1, limit):
            if sequence[at].bare in _list("relatives", "reporting"):
                return at
            if any(c in "،,.:؛" for c in self.text[sequence[at - 1].end : sequence[at].start]):
                return at
        return limit

    def _described(self, sequence: tuple[Word, ...], first: int, limit: int, gender: str) -> Source | None:
        last = self._description(sequence, first, limit)
        again = self._again(sequence, first, last)
        if again is not None:
            return again
        head = sequence[first].bare
        people, groups = _list("people"), _list("groups")
        if head not in people | groups | {unjoined(head)} & (people | groups):
            return None
        if head in _list("roles") and last - first < 2:
            return None
        group = head in groups and head not in people
        key = self._make(
            Span(sequence[first].start, sequence[last - 1].end), "ActorGroup" if group else "UnnamedSource"
        )
        return self._heard(sequence, first, last, key, gender)

    def _description(self, sequence: tuple[Word, ...], first: int, limit: int) -> int:
        stops = _list("circumstances", "reporting") - _list("inside") | _list("asides", "reporting") | _list("barriers")
        limit = min(self._clause(sequence, first, limit), first + _LONGEST_DESCRIPTION)
        definite = unjoined(sequence[first].bare).startswith(article())
        for at in range(first + 1, limit):
            word = sequence[at].bare
            if word in _list("inside"):
                definite = False
            elif (
                word in stops
                or indefinite(word) in _list("contents", "reporting")
                or (definite and not _is_adjective(word))
            ):
                return at
        return limit

    def _again(self, sequence: tuple[Word, ...], first: int, last: int) -> Source | None:
        """Who was heard before and is now called only by the kind of thing it is ("the source", "the agency")."""
        head = unjoined(sequence[first].bare)
        if not head.startswith(article()):
            return None
        rest = {word.bare for word in sequence[first + 1 : last]} - _list("same")
        wanted = {indefinite(head)} | {indefinite(word) for word in rest}
        for heads, key in reversed(self._heads):
            if wanted <= heads:
                return Source(key, last)
        if rest:
            return None
        place = sequence[first].start
        for mention in reversed(self.mentions[: bisect_left(self._starts, place)]):
            label = bare(mention.span.of(self.text)).split()
            if label and indefinite(label[0]) == indefinite(head) and self._kind(mention.entity) != "Person":
                return Source(mention.entity, last)
        return None

    def _make(self, span: Span, kind: str) -> str:
        label = span.of(self.text)
        for entity, _ in self.new.values():
            if bare(entity.label) == bare(label):
                return entity.key
        word = "group" if kind == "ActorGroup" else "source"
        entity = Entity(f"{word}:{span.start}", kind, label)
        self.new[entity.key] = (entity, Mention(span, entity.key, Form.NOMINAL, "speaker.described"))
        self.entities[entity.key] = entity
        return entity.key

    def _heard(self, sequence: tuple[Word, ...], first: int, behind: int, key: str, gender: str) -> Source:
        heads = frozenset(indefinite(unjoined(word.bare)) for word in sequence[first : max(behind, first + 1)])
        self._heads.append((heads, key))
        if gender:
            self._gender[key] = gender
        return Source(key, behind)

    # -- the subject left out

    def agrees(self, key: str, gender: str, many: bool) -> bool:
        """Whether a verb of this gender and number may have the actor as its subject that is left out."""
        kind = self._kind(key)
        if many:
            return kind in ("ActorGroup", "UnnamedSource")
        known = self._gender.get(key) or self._guess(key)
        return not gender or not known or known == gender

    def _guess(self, key: str) -> str:
        entity = self.entities[key]
        if entity.kind == "Person":
            return "m"
        if entity.kind in _STATES:
            return "m" if key.rsplit("/", 1)[-1] in topic("speakers")["masculine_states"] else "f"
        head = (bare(entity.label).split() or [""])[0]
        if head in _list("feminine_heads") or head[-1:] in topic("speakers")["feminine_endings"]:
            return "f"
        return ""

    def first_subject(self, start: int, end: int, gender: str, many: bool) -> str | None:
        """The first actor mentioned from ``start`` to ``end`` that may be the subject of a verb at ``end``."""
        for mention in self.within(start, end):
            before = self.text[mention.span.start - 1] if mention.span.start else " "
            if before.isalpha() and before not in topic("quotation")["conjunctions"]:
                continue
            if self._kind(mention.entity) != "Person" and self._name_follows(mention):
                continue
            if self.agrees(mention.entity, gender, many):
                return mention.entity
        return None

    def _name_follows(self, mention: Mention) -> bool:
        """Whether a person's name follows at once, so that the mention was part of their title."""
        end = mention.span.end
        after = self.within(end, end + 60)
        return any(
            self._kind(m.entity) == "Person" and not self.text[end : m.span.start].strip() and m.span.start > end
            for m in after
        )

    def made(self, used: frozenset[str]) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
        """The entities made here whose keys are in ``used``, and their mentions, in the order of the text."""
        kept = sorted((pair for key, pair in self.new.items() if key in used), key=lambda pair: pair[1].span)
        return tuple(replace(entity) for entity, _ in kept), tuple(mention for _, mention in kept)
