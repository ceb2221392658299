"""Says who speaks: finds the subject of a verb of saying, named, described or left out.

A speaker is an actor that an earlier stage found, or one described and not named ("Russian officials"), for whom
an entity is made here. Where the words leave it open, there is no speaker: a wrong one is worse than none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from builder.languages import topic
from builder.model import Entity, Form, Mention, Span
from builder.recognise.text import folded
from builder.relate import bearers, descriptions, papers, strangers
from builder.relate.agreement import Agreement
from builder.relate.nouns import (
    behind_quantity,
    cores_of,
    definite,
    female,
    indefinite,
    is_addressee,
    is_people,
    leads_office,
    plain_honorific,
)
from builder.relate.openers import reporting_words
from builder.relate.quotations import behind_quoted, with_closing
from builder.relate.roster import listed
from builder.relate.words import Word, bare, readings, unjoined

_SHORTEST_OFFICE = 2
_KEYS = {"ActorGroup": "group", "UnnamedSource": "source", "Person": "person"}
_DESCRIBED = ("UnnamedSource", "ActorGroup")
_SUREST_TITLE = 3
_REMEMBERED = 80


@dataclass(frozen=True, slots=True)
class Source:
    """A speaker's key, and the number of the first word behind the words that name it.

    ``apart``: a verb agrees with another word, a document that the speaker issued or "each of". ``others``: who speaks
    together with the speaker.
    """

    key: str
    next: int
    apart: bool = False
    others: tuple[str, ...] = ()


class Cast(Agreement):
    """The actors of one article, who was last heard, and the sources described but not named."""

    def __init__(self, text: str, entities: tuple[Entity, ...], mentions: tuple[Mention, ...]) -> None:
        super().__init__(text, entities, mentions)
        self.new: dict[str, tuple[Entity, Mention]] = {}
        self._labels: dict[str, str] = {}
        self._heads: list[tuple[frozenset[str], str]] = []

    # -- the subject after a verb

    def named(self, sequence: tuple[Word, ...], first: int, limit: int, gender: str = "") -> Source | None:
        """The speaker that the words from ``first`` to before ``limit`` name, or None."""
        first = self._skip(sequence, first, limit)
        if (
            first + 2 < limit
            and sequence[first].bare in listed("each")
            and sequence[first + 1].bare in listed("partitive")
        ):
            source = self.named(sequence, first + 2, limit)
            return replace(source, apart=True) if source is not None and source.others else None
        if first >= limit:
            return None
        head = sequence[first]
        if is_addressee(head.bare):
            return None
        if head.bare in listed("themselves"):
            honorific = plain_honorific(head.bare)
            people = self.honoured(head.start, honorific)
            spoke = next((key for _, key in reversed(self._heads) if key in people), None)
            spoke = spoke or (self._unnamed_holder(honorific) if len(people) > 1 else None)
            return Source(spoke or people[0], first + 1) if people else None
        mention = self.at(head)
        if mention is None or self.has_name_after(sequence, mention, limit):
            mention = self.titled(sequence, first, limit) or mention
        mention = mention or self.classified(sequence, first, limit)
        if mention is not None and self.kind(mention.entity) in _DESCRIBED:
            again = self._again(sequence, first, self.behind(sequence, mention))
            if again is not None:
                return again
        if mention is not None:
            behind, others = self.joined_names(sequence, self.behind(sequence, mention), limit)
            heard = self._heard(sequence, first, behind, mention.entity, gender or female(head.bare))
            alike = [key for key in others if self.is_person(key) == self.is_person(heard.key)]
            return replace(heard, others=tuple(key for key in alike if key != heard.key))
        state = self.governed(sequence, first, limit)
        if state is not None:
            heard = self._heard(sequence, first, self.behind(sequence, state), state.entity, gender)
            return replace(heard, apart=True)  # the verb agrees with "the side", not with the state
        first += leads_office(sequence, first, limit)
        return self._by_document(sequence, first, limit) or self._described(sequence, first, limit, gender)

    def empty(self, sequence: tuple[Word, ...], first: int, limit: int) -> bool:
        """Whether the words from ``first`` to before ``limit`` name no subject at all."""
        first = self._skip(sequence, first, limit)
        return (
            first >= limit
            or sequence[first].bare in reporting_words("circumstances", "saying_nouns", "own_words")
            or is_addressee(sequence[first].bare)
        )

    def _skip(self, sequence: tuple[Word, ...], first: int, limit: int) -> int:
        asides = reporting_words("asides")
        while first < limit and sequence[first].bare in asides and self.at(sequence[first]) is None:
            first += 1
        if first + 1 < limit and sequence[first].bare in listed("pointing") and definite(sequence[first + 1].bare):
            first += 1
        return self._behind_medium(sequence, first, limit)

    def _behind_medium(self, sequence: tuple[Word, ...], first: int, limit: int) -> int:
        """The number of the first word behind "to the newspaper X" at ``first``, or ``first`` itself."""
        to = bare(topic("speakers")["to"])
        alone = first + 1 < limit and sequence[first].bare == to
        mention = self.at(sequence[first + 1]) if alone else None
        if mention is None and first < limit and sequence[first].bare.startswith(to):
            mention = self.at(sequence[first].without_proclitic())
        if mention is None and alone:
            return behind_quoted(self.text, sequence, first, limit)
        if mention is None or not self.is_media(mention.entity):
            return first
        behind = self.behind(sequence, mention)
        return min(behind, limit)

    def _by_document(self, sequence: tuple[Word, ...], first: int, limit: int) -> Source | None:
        """Whoever issued the document that the words begin with."""
        if not readings(sequence[first].bare) & listed("documents"):
            return None
        last = self.clause(sequence, first, limit)
        is_definite = definite(unjoined(sequence[first].bare))
        issuer = papers.issuer(sequence, first, last, self.text, self.named_keys)
        if not issuer and is_definite and sequence[first].bare not in listed("places"):
            issuer = papers.earlier(self, sequence[first].start, sequence[first].bare, self.named_keys)
        if issuer:
            return Source(issuer[0], self._behind_key(sequence, issuer[-1], first, last), apart=True, others=issuer[1:])
        found = self.within(sequence[first].end, sequence[last - 1].end)
        if found and (not is_definite or sequence[first].bare in listed("places")):
            return self._heard(sequence, first, self.behind(sequence, found[0]), found[0].entity, "")
        if first + 1 < last and (again := self._again(sequence, first + 1, first + 2)) is not None:
            return again
        if not is_definite:
            return None
        last_heard = self._heads[-1][1] if self._heads else ""
        return Source(last_heard, first + 1) if last_heard and self.is_body(last_heard) else None

    def _unnamed_holder(self, honorific: str) -> str | None:
        """Whoever was heard last, if only by an office that has the honorific: "قال معالي الوزير …. وأفاد معاليه"."""
        heads, key = self._heads[-1] if self._heads else (frozenset(), "")
        held = not heads.isdisjoint(topic("speakers")["honoured"].get(honorific, ()))
        return key if held and self.kind(key) == "UnnamedSource" else None

    def _behind_key(self, sequence: tuple[Word, ...], key: str, first: int, last: int) -> int:
        """The number of the word behind the actor's mention from ``first`` to ``last``, or behind ``first``."""
        here = self.within(sequence[first].start, sequence[last - 1].end)
        here += [mention for _, mention in self.new.values()]
        found = [m for m in here if m.entity == key and sequence[first].start < m.span.start < sequence[last - 1].end]
        return max((self.behind(sequence, mention) for mention in found[:1]), default=first + 1)

    def named_keys(self, sequence: tuple[Word, ...], first: int, limit: int) -> tuple[str, ...]:
        """The keys of the speakers that the words from ``first`` to before ``limit`` name."""
        source = self.named(sequence, first, limit)
        return (source.key, *source.others) if source is not None else ()

    def _described(self, sequence: tuple[Word, ...], first: int, limit: int, gender: str) -> Source | None:
        last = descriptions.end(self, sequence, first, limit)
        again = self._again(sequence, first, last)
        if again is not None:
            return again
        at = behind_quantity(sequence, first, limit)
        last = last if at == first else descriptions.end(self, sequence, at, limit)
        head, cores = readings(sequence[at].bare), cores_of(sequence[at].bare)
        speaking = listed("people") | listed("groups")
        called = head.isdisjoint(speaking) and cores.isdisjoint(listed("documents"))
        if last - at >= _SHORTEST_OFFICE:  # "the cultural attaché"; one word would only call somebody again
            head |= cores - listed("documents")
        body = head.isdisjoint(speaking) and not any(is_people(word, at > first) for word in head)
        officer = (
            body
            and at == first
            and descriptions.ends(self, sequence, last)
            and descriptions.is_officer(self, sequence, first, last)
        )
        if body and at == first and head & listed("documents") and definite(unjoined(sequence[at].bare)):
            return self._heard(sequence, first, last, self._make(_span(sequence, first, last), "UnnamedSource"), gender)
        body = body and not officer
        if body and (at > first or not cores & listed("bodies")):
            return None
        if (body or head & listed("roles")) and last - at < _SHORTEST_OFFICE and not (body and definite(min(head))):
            return None
        one = at == first and not body and bool(head & listed("people"))
        found = self._whose(sequence, first, last, limit) if one else None
        if found is not None:
            return self._heard(sequence, first, found.next, found.key, gender)
        if one and called and not descriptions.ends_office(self, sequence, first, last):
            return None
        key = self._make(_span(sequence, first, last), "UnnamedSource" if officer or one else "ActorGroup")
        return self._heard(sequence, first, last, key, gender)

    def _whose(self, sequence: tuple[Word, ...], first: int, last: int, limit: int) -> Source | None:
        """Whose office the words from ``first`` to before ``last`` are, said before or by an unknown name behind it."""
        key = bearers.bearer(self, sequence, first, last, [key for _, key in self._heads])
        if key is not None:
            return Source(key, last)
        behind = strangers.behind_name(self.text, folded(self.text), sequence, last, limit)
        if behind - last < _SHORTEST_OFFICE or not strangers.near(self.text, sequence, last):
            return None
        return Source(self._make(Span(sequence[last].start, sequence[behind - 1].end), "Person"), behind)

    def _again(self, sequence: tuple[Word, ...], first: int, last: int) -> Source | None:
        """Who was heard before and is now called only by the kind of thing it is ("the source", "the agency")."""
        head = unjoined(sequence[first].bare)
        if not definite(head) and last - first < _SUREST_TITLE:
            return None
        if not descriptions.ends(self, sequence, last):
            return None
        rest = [word for word in sequence[first + 1 : last] if word.bare not in listed("same")]
        wanted = [cores_of(word.bare) for word in (sequence[first], *rest)]
        for heads, key in reversed(self._heads[-_REMEMBERED:]):
            if all(cores & heads for cores in wanted):
                return Source(key, last)
        if not definite(head):
            return None
        place = sequence[first].start
        if last_heard := self._same(sequence, first, last, wanted[0]):
            return Source(last_heard, last)
        for mention in reversed(self.before(place)):
            label = bare(mention.span.of(self.text)).split()
            named = {indefinite(word) for word in label}
            same = bool(label) and indefinite(label[0]) in wanted[0] and all(cores & named for cores in wanted)
            if same and self.is_body(mention.entity):
                return Source(mention.entity, last)
        return None

    def _same(self, sequence: tuple[Word, ...], first: int, last: int, head: frozenset[str]) -> str | None:
        """Whoever was heard last, where the words only say who speaks, or that the same one does ("المتحدث نفسه")."""
        same = any(word.bare in listed("same") for word in sequence[first + 1 : last + 1])
        alone = last == first + 1 and bool(head & listed("who_speaks"))
        if not (same or alone) or not self._heads or not head & listed("speaking"):
            return None
        key = self._heads[-1][1]
        return key if self.is_person(key) or self.kind(key) == "UnnamedSource" else None

    def stranger(self, sequence: tuple[Word, ...], first: int, limit: int, gender: str) -> Source | None:
        """Somebody named from ``first`` on of whom nothing else is known."""
        first = self._skip(sequence, first, limit)
        behind = strangers.behind_name(self.text, folded(self.text), sequence, first, limit)
        if behind == first:
            return None
        key = self._make(Span(sequence[first].start, sequence[behind - 1].end), "Person")
        return self._heard(sequence, first, behind, key, gender)

    def _make(self, span: Span, kind: str) -> str:
        span = with_closing(self.text, span)
        label = span.of(self.text)
        if bare(label) in self._labels:
            return self._labels[bare(label)]
        form = Form.NAME if kind == "Person" else Form.NOMINAL
        entity = Entity(f"{_KEYS[kind]}:{span.start}", kind, label)
        rule = "speaker.named" if kind == "Person" else "speaker.described"
        self.new[entity.key] = (entity, Mention(span, entity.key, form, rule))
        self.entities[entity.key] = entity
        self._labels[bare(label)] = entity.key
        return entity.key

    def _heard(self, sequence: tuple[Word, ...], first: int, behind: int, key: str, gender: str) -> Source:
        last = max(behind, first + 1)
        if self.kind(key) == "Person":
            last = self.apposition(sequence, last)
        heads = frozenset(core for word in sequence[first:last] for core in cores_of(word.bare))
        self._heads.append((heads, key))
        if gender:
            self._gender[key] = gender
        return Source(key, behind)

    def made(self, used: frozenset[str]) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
        """The entities made here whose keys are in ``used``, and their mentions, in the order of the text."""
        kept = sorted((pair for key, pair in self.new.items() if key in used), key=lambda pair: pair[1].span)
        return tuple(entity for entity, _ in kept), tuple(mention for _, mention in kept)


def _span(sequence: tuple[Word, ...], first: int, last: int) -> Span:
    """Where the words from ``first`` to before ``last`` stand."""
    return Span(sequence[first].start, sequence[last - 1].end)
