"""Says which actors may be the subject of a verb that names none: by gender, number and place in the sentence."""

from __future__ import annotations

from builder.languages import topic
from builder.model import Entity, Form, Mention
from builder.recognise.offices import heads_of_one
from builder.relate.nouns import cores_of
from builder.relate.roster import Roster, is_title, listed
from builder.relate.words import Word, bare, unjoined
from builder.vocabulary import STATES

_LONGEST_PREPOSITION = 8
_LONGEST_OFFICE = 12
_LONGEST_HONOURS = 90
_LONGEST_LEAD = 25


class Agreement(Roster):
    """The actors of one article, and the gender of the verbs that they were the subjects of.

    ``papers``: who issued the document that is named at a place.
    """

    def __init__(self, text: str, entities: tuple[Entity, ...], mentions: tuple[Mention, ...]) -> None:
        super().__init__(text, entities, mentions)
        self._gender: dict[str, str] = {}
        self._people: dict[str, str] = {}
        self.papers: dict[int, tuple[str, ...]] = {}

    def agrees(self, key: str, gender: str, many: bool) -> bool:
        """Whether a verb of this gender and number may have the actor as its subject that is left out."""
        kind = self.kind(key)
        if many:
            return kind in ("ActorGroup", "UnnamedSource")
        known = self._gender.get(key) or self._guess(key)
        return not gender or not known or known == gender

    def _guess(self, key: str) -> str:
        entity = self.entities[key]
        if entity.kind == "Person":
            return self._guess_person(entity)
        if entity.kind in STATES:
            # A masculine state may be called by its capital, and cities are feminine.
            return "" if key.rsplit("/", 1)[-1] in topic("speakers")["masculine_states"] else "f"
        head = (bare(entity.label).split() or [""])[0]
        if head in listed("masculine_heads"):
            return ""
        if head in listed("feminine_heads") or head[-1:] in topic("speakers")["feminine_endings"]:
            return "f"
        return ""

    def _guess_person(self, entity: Entity) -> str:
        """Of a person: f behind a feminine title, nothing where the given name may be a woman's, else m."""
        if entity.key not in self._people:
            offices = [bare(label).split()[0] for label in entity.facet_values("office-label")]
            named = next((m for m in self.mentions if m.entity == entity.key), None)
            lead = self.text[max(0, named.span.start - _LONGEST_LEAD) : named.span.start].split()[-2:] if named else []
            titles = [*offices, *(word for word in map(bare, lead) if is_title(word))]
            given = (bare(entity.label).split() or [""])[0]
            doubtful = given.endswith(tuple(topic("speakers")["womanly"])) and given not in listed("men")
            doubtful = doubtful or given in listed("women")
            woman = any(title.endswith(tuple(topic("speakers")["feminine_endings"])) for title in titles)
            self._people[entity.key] = "f" if woman else "" if doubtful else "m"
        return self._people[entity.key]

    def first_subject(self, mentions: list[Mention], gender: str, many: bool, but: tuple[str, ...] = ()) -> str | None:
        """The first of ``mentions`` that may be the subject of a verb behind them."""
        for mention in mentions:
            before = self.text[mention.span.start - 1] if mention.span.start else " "
            if before.isalpha() and before not in topic("quotation")["conjunctions"]:
                continue
            if self.kind(mention.entity) != "Person" and self.name_follows(mention):
                continue
            if self._governed(mention) or self._owned(mention):
                continue
            adjective = self.kind(mention.entity) in STATES and mention.form is Form.NOMINAL
            if mention.entity in but or adjective:
                continue
            if self.agrees(mention.entity, gender, many):
                return mention.entity
        return None

    def honoured(self, place: int, honorific: str) -> list[str]:
        """The persons spoken of before ``place``, the last first; those with the honorific where there are."""
        people = [m for m in self.before(place) if self.is_person(m.entity)]
        ends = [0, *(m.span.end for m in people)]
        leads = [self._lead(end, m.span.start) for end, m in zip(ends, people, strict=False)]
        wanted = {honorific, *topic("speakers")["honours"].get(honorific, ())}
        named = [m for m, lead in zip(people, leads, strict=True) if not wanted.isdisjoint(lead)]
        named = [m for m in named if m.form is not Form.NOMINAL]
        return [m.entity for m in reversed(named or people)]

    def _lead(self, start: int, end: int) -> frozenset[str]:
        """The words, without article, between a person before and the one named at ``end``."""
        lead = self.text[max(start, end - _LONGEST_HONOURS) : end]
        return frozenset(core for word in lead.split() for core in cores_of(bare(word)))

    def ending_at(self, sequence: tuple[Word, ...], number: int) -> str | None:
        """The actor whose mention ends right before the word with this number."""
        mention = self.mention_to(sequence, number)
        return mention.entity if mention is not None else None

    def mention_to(self, sequence: tuple[Word, ...], number: int) -> Mention | None:
        """The first mention that ends right before the word with this number."""
        if number < 1:
            return None
        end = sequence[number - 1].end
        return next((m for m in self.within(max(0, end - 80), end) if m.span.end == end), None)

    def _governed(self, mention: Mention) -> bool:
        """Whether a preposition right before the mention keeps it from being a subject."""
        before = self.text[max(0, mention.span.start - _LONGEST_PREPOSITION) : mention.span.start].split()
        return bool(before) and unjoined(bare(before[-1])) in listed("prepositions")

    def _owned(self, mention: Mention) -> bool:
        """Whether an office stands right before a body or a state, so that its bearer is the subject ("coach of X")."""
        before = self.text[max(0, mention.span.start - _LONGEST_OFFICE) : mention.span.start].split()
        office = unjoined(bare(before[-1])) if before and self.text[mention.span.start - 1].isspace() else ""
        return self.kind(mention.entity) != "Person" and (office in heads_of_one() or office in listed("trainers"))

    def disagrees(self, key: str, gender: str) -> bool:
        """Whether a state or a group stands behind a verb of the other gender, so that it cannot be its subject."""
        if self.kind(key) in STATES:
            return bool(gender) and self._guess(key) not in ("", gender)
        if gender == "f" and self.kind(key) == "ActorGroup":
            head = (bare(self.entities[key].label).split() or [""])[0]
            return head in listed("masculine_heads")
        return gender == "m" and self.kind(key) == "ActorGroup" and self._guess(key) == "f"
