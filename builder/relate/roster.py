"""The actors of an article by where they are mentioned, and the names that stand behind titles.

The mentions are those of an earlier stage; nothing is added here.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache

from builder.languages import topic
from builder.model import Entity, Form, Mention
from builder.recognise.words import WORDS
from builder.relate.punctuation import holds
from builder.relate.quotations import marks
from builder.relate.words import Word, readings, unjoined, word_set
from builder.vocabulary import STATES

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
_LONGEST_TITLE = 22
_LONGEST_APPOSITION = 8
_REMEMBERED = 80


@cache
def listed(name: str, of: str = "speakers") -> frozenset[str]:
    """The words of a list of the data (by default of the topic on speakers), bare."""
    return word_set(topic(of)[name])


@cache
def _closing() -> str:
    """What may stand between names that are joined: quotation marks and spaces."""
    return "".join(sorted(marks())) + " "


@lru_cache(maxsize=WORDS)
def is_title(word: str) -> bool:
    """Whether a bare word is a noun of rank, office or trade, so that a name may stand far behind it."""
    titles = listed("people") | listed("honorifics") | listed("titles")
    the: str = topic("speakers")["article"]
    return any(reading in titles or reading.removeprefix(the) in titles for reading in readings(word))


class Roster:
    """Where the actors of an article are mentioned."""

    def __init__(self, text: str, entities: tuple[Entity, ...], mentions: tuple[Mention, ...]) -> None:
        self.text = text
        self.entities = {entity.key: entity for entity in entities}
        self.mentions = sorted(
            (m for m in mentions if self.kind(m.entity) in ACTORS), key=lambda m: (m.span.start, -m.span.end, m.entity)
        )
        self._starts = [m.span.start for m in self.mentions]

    def before(self, place: int) -> list[Mention]:
        """The last mentions that begin before ``place``, in order."""
        high = bisect_left(self._starts, place)
        return self.mentions[max(0, high - _REMEMBERED) : high]

    def kind(self, key: str) -> str:
        """The class of the actor with this key, or nothing."""
        entity = self.entities.get(key)
        return entity.kind if entity is not None else ""

    def is_person(self, key: str) -> bool:
        """Whether the actor is a person."""
        return self.kind(key) == "Person"

    def is_media(self, key: str) -> bool:
        """Whether the speaker is a newspaper, an agency or the like."""
        return self.kind(key) == "MediaOrganisation"

    def is_body(self, key: str) -> bool:
        """Whether the actor is neither a person nor a state."""
        return self.kind(key) not in ("Person", *STATES)

    def clause(self, sequence: tuple[Word, ...], first: int, limit: int) -> int:
        """The number of the first word from ``first`` that a pause precedes, at most ``limit``."""
        for at in range(first + 1, limit):
            if sequence[at].bare in listed("relatives", "reporting"):
                return at
            if holds(self.text[sequence[at - 1].end : sequence[at].start], "comma", "semicolon", "colon", "final"):
                return at
        return limit

    def within(self, start: int, end: int) -> list[Mention]:
        """The actors mentioned from ``start`` to ``end``, in order."""
        low = bisect_left(self._starts, start)
        high = bisect_left(self._starts, end)
        return [m for m in self.mentions[low:high] if m.span.end <= end]

    def at(self, word: Word) -> Mention | None:
        """The longest mention that begins with ``word`` (behind a conjunction at most)."""
        first = word.start + min(0, word.slack)
        low = bisect_left(self._starts, first)
        if low == len(self._starts) or self._starts[low] > word.start + max(1, word.slack):  # as of most words
            return None
        offsets = (word.start, word.start + len(word.bare) - len(unjoined(word.bare)), word.start + word.slack)
        found = self.within(first, word.end + 200)
        return next((m for m in found if m.span.start in offsets), None)

    def behind(self, sequence: tuple[Word, ...], mention: Mention) -> int:
        """The number of the first word behind the mention."""
        return bisect_left(sequence, mention.span.end, key=lambda word: word.start)

    def _person(self, word: Word) -> Mention | None:
        """The person whose name begins with ``word``, without any proclitic."""
        mention = self.at(word)
        if mention is None or self.kind(mention.entity) != "Person" or mention.form is Form.NOMINAL:
            return None
        return mention if mention.span.start == word.start else None

    def classified(self, sequence: tuple[Word, ...], first: int, limit: int) -> Mention | None:
        """The name behind a noun that says what it names ("the agency X")."""
        naming = listed("naming", "quotation")
        if first + 1 >= limit or not readings(sequence[first].bare) & naming:
            return None
        told = first + 2 < limit and sequence[first + 1].bare in naming  # "the news agency X"
        mention = self.at(sequence[first + 1 + told])
        return mention if mention is not None and self.kind(mention.entity) not in ("Person", *STATES) else None

    def joined_names(self, sequence: tuple[Word, ...], behind: int, limit: int) -> tuple[int, tuple[str, ...]]:
        """The number of the first word behind a name and others that follow it; and those that are joined to it."""
        joined: list[str] = []
        while behind < limit and not self.text[sequence[behind - 1].end : sequence[behind].start].strip(_closing()):
            word = sequence[behind]
            conjunction = unjoined(word.bare) != word.bare
            mention = self._joined(sequence, behind, limit) if conjunction else self._person(word)
            own = mention is not None and conjunction and mention.span.start == word.start
            if mention is None or own or mention.span.start < word.start:
                break  # no other follows, or the letter of a conjunction is the name's own ("فيلق القدس")
            if conjunction and mention.span.start > word.start:
                joined.append(mention.entity)
            behind = max(behind + 1, self.behind(sequence, mention))
        return behind, tuple(dict.fromkeys(joined))

    def _joined(self, sequence: tuple[Word, ...], at: int, limit: int) -> Mention | None:
        """Whom the word at ``at``, which begins with a conjunction, joins to a name before it."""
        if unjoined(sequence[at].bare) in listed("counterparts"):
            return self.titled(sequence, at + 1, limit)
        titled = self.titled(sequence, at, limit) if is_title(sequence[at].bare) else None
        mention = titled or self.at(sequence[at]) or self.classified(sequence, at, limit)
        if mention is not None and self.has_name_after(sequence, mention, limit):
            return self._person(sequence[self.behind(sequence, mention)])
        return mention

    def has_name_after(self, sequence: tuple[Word, ...], mention: Mention, limit: int) -> bool:
        """Whether a person's name follows the mention at once: then it was part of the title."""
        behind = self.behind(sequence, mention)
        if self.kind(mention.entity) == "Person" and mention.form is not Form.NOMINAL:
            return False
        if behind >= limit:
            return False
        if holds(self.text[mention.span.end : sequence[behind].start], "comma", "semicolon", "colon", "final"):
            return False
        return self._person(sequence[behind]) is not None

    def name_follows(self, mention: Mention) -> bool:
        """Whether a person's name follows at once, so that the mention was part of their title."""
        end = mention.span.end
        after = self.within(end, end + 60)
        return any(
            self.kind(m.entity) == "Person" and not self.text[end : m.span.start].strip() and m.span.start > end
            for m in after
        )

    def titled(self, sequence: tuple[Word, ...], first: int, limit: int) -> Mention | None:
        """The person named behind a title that begins at ``first``."""
        for at in range(first, min(limit, first + _LONGEST_TITLE)):
            pause = self.text[sequence[at - 1].end : sequence[at].start] if at > first else ""
            if holds(pause, "semicolon", "colon", "final") and len(sequence[at - 1].bare) > 1:
                return None
            if holds(pause, "comma"):
                return self._apposed(sequence, at, limit)
            if self._bars(sequence, first, at):
                return None
            soft = sequence[at].bare in listed("soft") and self._person(sequence[at]) is None
            if soft and not is_title(sequence[first].bare):
                return None
            if at > first and unjoined(sequence[at].bare) in listed("honorifics") - {sequence[at].bare}:
                return None
            if self._speaks_for(sequence, first, at, limit):
                return None
            mention = self._person(sequence[at])
            if mention is not None:
                part = at > first and sequence[at - 1].bare in listed("name_joints")
                return None if part or self._anothers(sequence, first, at) else mention
        return None

    def apposition(self, sequence: tuple[Word, ...], last: int) -> int:
        """The number of the first word behind a person's name that says no more of who that is."""
        limit = min(len(sequence), last + _LONGEST_APPOSITION)
        for at in range(last, limit):
            gap = self.text[sequence[at - 1].end : sequence[at].start]
            if holds(gap, "semicolon", "colon", "final") or sequence[at].bare in listed("barriers"):
                return at
        return limit

    def governed(self, sequence: tuple[Word, ...], first: int, limit: int) -> Mention | None:
        """The state that "the government of X" or "the Indian authorities" speaks for."""
        if first + 1 >= limit or not readings(sequence[first].bare) & listed("governments"):
            return None
        mention = self.at(sequence[first + 1])
        if mention is None or self.kind(mention.entity) not in STATES or self.text[sequence[first].end] != " ":
            return None
        return mention

    def _speaks_for(self, sequence: tuple[Word, ...], first: int, at: int, limit: int) -> bool:
        """Whether someone unnamed speaks for an officer, who is named behind ("a spokesman for the minister X")."""
        whole = sequence[first].bare in listed("mouthpieces") and at + 1 < limit
        return whole and sequence[at].bare in listed("behalf") and is_title(sequence[at + 1].bare)

    def _apposed(self, sequence: tuple[Word, ...], at: int, limit: int) -> Mention | None:
        """The person whose name follows a comma at ``at``, behind honorifics at most."""
        while at < limit and self._leads(sequence[at]) and self._person(sequence[at]) is None:
            at += 1
        return self._person(sequence[at]) if at < limit else None

    def _bars(self, sequence: tuple[Word, ...], first: int, at: int) -> bool:
        """Whether the word ends the title from ``first``: no preposition behind which its bearer is posted, no name."""
        posted = sequence[at].bare in listed("posted") and is_title(sequence[first].bare)
        return sequence[at].bare in listed("barriers") and not posted and self._person(sequence[at]) is None

    def _leads(self, word: Word) -> bool:
        """Whether a word behind the comma only leads to a name: an honorific, a nationality ("the Qatari X")."""
        data = topic("speakers")
        nation = word.bare.startswith(data["article"]) and word.bare.endswith(tuple(data["adjectival"][:2]))
        return word.bare in listed("honorifics") or nation

    def _anothers(self, sequence: tuple[Word, ...], first: int, at: int) -> bool:
        """Whether a noun such as "lawyer of" makes the person named at ``at`` only its owner."""
        before = at - 1
        while before >= first and sequence[before].bare in listed("honorifics"):
            before -= 1
        if before < first:
            return False
        owner = sequence[before].bare
        joined = owner[1:] if owner[:1] in topic("quotation")["proclitics"] else owner
        return bool({owner, joined} & listed("relational"))
