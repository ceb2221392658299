"""The clusters that phrases are gathered into, one an instrument."""

from __future__ import annotations

from dataclasses import dataclass, field

from builder.recognise.instruments_evidence import Evidence
from builder.recognise.instruments_phrases import Phrase, words


@dataclass(slots=True)
class Cluster:
    """The phrases of one instrument, each with the rule that put it there. Grows while an article is read."""

    key: str
    phrases: list[tuple[Phrase, str]] = field(default_factory=list)
    title: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    number: str | None = None
    parties: tuple[str, ...] = ()
    evidence: list[Evidence] = field(default_factory=list)
    new: bool = False
    background: bool = False
    aside: bool = False
    known: bool = False
    linked: bool = False
    replaced: bool = False

    def take(self, phrase: Phrase, evidence: Evidence, rule: str) -> None:
        """Add a phrase, and what it tells of the instrument."""
        self.phrases.append((phrase, rule))
        self.evidence.append(evidence)
        if rule in ("instrument-description", "instrument-part"):
            return
        if len(phrase.title) > len(self.title):
            self.title = phrase.title
        self.years = tuple(dict.fromkeys((*self.years, *phrase.years)))
        self.number = self.number or phrase.number
        self.parties = tuple(dict.fromkeys((*self.parties, *phrase.parties)))
        self.new = self.new or "new" in phrase.qualities

    @property
    def names(self) -> list[Phrase]:
        """The phrases that name it, and not those that only say what it is; all where there is no such phrase."""
        naming = [p for p, rule in self.phrases if rule not in ("instrument-description", "instrument-part")]
        return naming or [p for p, _ in self.phrases]

    @property
    def anonymous(self) -> bool:
        """Whether nothing yet tells it from others."""
        return not (self.title or self.years or self.number)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds by which the text calls it, those of a name first."""
        ranked = sorted(self.names, key=lambda p: (not p.named, p.start))
        return tuple(dict.fromkeys(p.kind for p in ranked))

    @property
    def heads(self) -> frozenset[str]:
        """The head nouns by which the text calls it."""
        return frozenset(p.head for p, _ in self.phrases)

    @property
    def found_by(self) -> str:
        """The rule that found it first."""
        return self.phrases[0][1]

    @property
    def private(self) -> bool:
        """Whether those who are no states made it; not where states are seen to: companies may only gain by it."""
        public = any(e.parties or ((e.named or (e.signed and e.joint)) and not e.private) for e in self.evidence)
        return any(e.private for e in self.evidence) and not public

    @property
    def weak(self) -> bool:
        """Whether a state stands in a sentence that speaks of it."""
        return any(e.weak for e in self.evidence)

    @property
    def interstate(self) -> bool:
        """Whether it is an instrument between states or bodies of states."""
        if self.known or self.number or self.linked or any("body" in p.qualities for p, _ in self.phrases):
            return True
        if self.private:
            return False
        if self.kinds and self.kinds[0] in words("guarded_kinds"):
            deed = self.kinds[0] == "memorandum" and not self.private
            return any(e.parties or e.named or e.joint or (deed and e.strong and e.signed) for e in self.evidence)
        treaty = "treaty" in self.kinds and any(p.named or p.years for p, _ in self.phrases)
        named = any(p.named or p.years for p, _ in self.phrases)
        return any(e.strong for e in self.evidence) or (named and self.weak) or treaty

    @property
    def klass(self) -> str:
        """Its class: what binds politically only, what an organ adopts, and, all else, a treaty."""
        kind = self.kinds[0]
        return {
            "declaration": "PoliticalDeclaration",
            "communique": "PoliticalDeclaration",
            "code": "PoliticalDeclaration",
            "resolution": "Instrument",
        }.get(kind, "Treaty")

    def last_sentence(self) -> int:
        """The sentence that spoke of it last."""
        return self.phrases[-1][0].sentence


def of_others(mine: set[str], theirs: set[str]) -> bool:
    """Whether two are between others: the parties told have none in common, or each has one that the other lacks.

    The second only where two or more are told of each: "مع كينيا" may leave one out, "بين مصر والعراق" does not.
    """
    both = len(mine) > 1 and len(theirs) > 1 and not (mine <= theirs or theirs <= mine)
    return bool(mine and theirs) and (both or mine.isdisjoint(theirs))
