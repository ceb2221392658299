"""The facts policy: which claims become plain triples, and why the others do not.

A claim is a *fact* when someone with standing asserts it and no one of higher standing denies it. Standing: a party
to the instrument, or its organ or officer, speaking of its own instrument (2); an article in its own voice (1).
*Pending*: someone with standing plans it, so that its fulfilment makes it a fact. *Contested*: asserted with
standing, but denied with a higher one. *Withheld*: all else; also what hangs on a node that is no fact itself, and
what the shapes reject.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace
from pyoxigraph import NamedNode, Quad, Triple

from builder.assemble.holdings import Holding
from builder.assemble.terms import Term, mq
from builder.model import Factuality

PARTY, OWN_VOICE, NONE = 2, 1, 0
FACT, PENDING, CONTESTED, WITHHELD = "fact", "pending", "contested", "withheld"
REJECTED, CONTRADICTS = "rejected-by-a-shape", "contradicts-an-axiom"
QUARANTINED = frozenset({REJECTED, CONTRADICTS})
"""The reasons of claims that validation or reasoning keeps out of the facts."""
_ANCHORS = frozenset({mq("ofInstrument"), mq("partOf")})
_SPEAKS_FOR = frozenset({mq("holdsOffice"), mq("ofState"), mq("organOf")})
_TELLING = _ANCHORS | _SPEAKS_FOR | {mq("hasParty"), mq("successorOf")}
"""The properties of claims that tell who may speak for what."""


class Decision(Struct, frozen=True, gc=False):
    """What the policy made of a claim, and the name of the reason."""

    claim: str
    subject: str
    predicate: NamedNode
    object: Term
    outcome: str
    reason: str


class Standing:
    """Who may speak for which instrument."""

    def __init__(self, held: Iterable[Holding], known: Iterable[Quad]) -> None:
        self._anchor: dict[str, str] = {}
        self._parties: dict[str, set[str]] = defaultdict(set)
        links: dict[str, set[str]] = defaultdict(set)
        self._successors: dict[str, set[str]] = defaultdict(set)
        for holding in held:
            if not isinstance(holding.object, NamedNode) or holding.factuality is Factuality.DENIED:
                continue
            self._note(holding.subject, holding.predicate, holding.object.value, links)
        for quad in known:
            property_ = quad.predicate
            if property_ in _TELLING and isinstance(quad.object, NamedNode) and isinstance(quad.subject, NamedNode):
                self._note(quad.subject.value, property_, quad.object.value, links)
        self._links = links

    def _note(self, subject: str, property_: NamedNode, obj: str, links: dict[str, set[str]]) -> None:
        if property_ in _ANCHORS:
            self._anchor[subject] = obj
        elif property_ == mq("hasParty"):
            self._parties[subject].add(obj)
        elif property_ in _SPEAKS_FOR:
            links[subject].add(obj)
        elif property_ == mq("successorOf"):
            self._successors[subject].add(obj)

    def instrument(self, subject: str) -> str:
        """The instrument that a subject (an event, a clause, an instrument) is about."""
        return self._anchor.get(subject, subject)

    def speaks_for(self, holder: str) -> set[str]:
        """The actors whose word a holder's word is: itself, the state whose organ or officer it is, its forerunner."""
        seen: set[str] = set()
        todo = [holder]
        while todo:
            at = todo.pop()
            if at not in seen:
                seen.add(at)
                todo += self._links.get(at, ())
                todo += self._successors.get(at, ())
        return seen

    def rank(self, holding: Holding) -> int:
        """How much a holder's word counts on this claim."""
        parties = self._parties.get(self.instrument(holding.subject))
        if parties and not parties.isdisjoint(self.speaks_for(holding.holder)):
            return PARTY
        return OWN_VOICE if holding.voice else NONE


def decide(held: Iterable[Holding], known: Iterable[Quad], rejected: frozenset[str] = frozenset()) -> list[Decision]:
    """The policy's decision on each claim, in the order of their IRIs; ``rejected``: nodes that the shapes refuse."""
    found: dict[str, list[Holding]] = defaultdict(list)
    for holding in held:
        found[holding.claim].append(holding)
    claims = [
        (found[claim], [h for h in found[claim] if h.attribution not in rejected] if rejected else found[claim])
        for claim in sorted(found)
    ]
    telling = (holding for _, stances in claims if stances and stances[0].predicate in _TELLING for holding in stances)
    standing = Standing(telling, known)
    decisions = [
        _decide(stances, standing, rejected) if stances else _decision(every[0], WITHHELD, REJECTED)
        for every, stances in claims
    ]
    anchored = {stances[0].subject for _, stances in claims if stances and stances[0].predicate in _ANCHORS}
    return _without_the_rootless(decisions, anchored)


def withhold(decisions: Iterable[Decision], triples: Iterable[Triple], reason: str = REJECTED) -> list[Decision]:
    """The decisions, with those turned down whose plain triple the shapes, or the reasoner, keep out of the facts."""
    refused = set(triples)
    if not refused:
        return list(decisions)
    return [
        replace(d, outcome=WITHHELD, reason=reason)
        if Triple(NamedNode(d.subject), d.predicate, d.object) in refused
        else d
        for d in decisions
    ]


def _decision(holding: Holding, outcome: str, reason: str) -> Decision:
    return Decision(holding.claim, holding.subject, holding.predicate, holding.object, outcome, reason)


def _decide(stances: list[Holding], standing: Standing, rejected: frozenset[str]) -> Decision:
    first = stances[0]
    if rejected:
        value = first.object.value if isinstance(first.object, NamedNode) else ""
        if not rejected.isdisjoint((first.claim, first.subject, value)):
            return _decision(first, WITHHELD, REJECTED)
    asserted, denied = _highest(stances, Factuality.ASSERTED, standing), NONE
    if asserted > NONE:
        if len(stances) > 1:
            denied = _highest(stances, Factuality.DENIED, standing)
        if denied > asserted:
            return _decision(first, CONTESTED, "denied-with-higher-standing")
        return _decision(first, FACT, "asserted-by-a-party" if asserted == PARTY else "asserted-in-own-voice")
    if _highest(stances, Factuality.PLANNED, standing) > NONE:
        return _decision(first, PENDING, "planned-with-standing")
    if any(h.factuality is Factuality.ASSERTED for h in stances):
        return _decision(first, WITHHELD, "asserted-without-standing")
    return _decision(first, WITHHELD, "not-asserted")


def _highest(stances: Iterable[Holding], factuality: Factuality, standing: Standing) -> int:
    """How much the word counts of those who take a stance, as far as any does."""
    found = NONE
    for holding in stances:
        if holding.factuality is factuality and found < PARTY:
            found = max(found, standing.rank(holding))
    return found


def _without_the_rootless(decisions: list[Decision], anchored: set[str]) -> list[Decision]:
    """Withholds what is said of an event or a clause (``anchored``) whose own instrument is no fact of it."""
    rootless = anchored - {d.subject for d in decisions if d.predicate in _ANCHORS and d.outcome == FACT}
    if not rootless:
        return decisions

    def hangs(decision: Decision) -> bool:
        return decision.subject in rootless or getattr(decision.object, "value", "") in rootless

    return [
        replace(d, outcome=WITHHELD, reason="of-a-node-that-is-no-fact") if d.outcome == FACT and hangs(d) else d
        for d in decisions
    ]
