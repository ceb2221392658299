"""Finds the parties of an instrument: those named beside it, and those who sign, ratify, join or leave it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from builder.known import known
from builder.languages import topic
from builder.model import ClaimRecord, Factuality, Span
from builder.recognise.instruments_phrases import words
from builder.recognise.instruments_scene import BLOC, INSTRUMENT, PERSON, STATE, WORD, Token, movements, names
from builder.recognise.instruments_tails import list_goes_on, names_party, unknown
from builder.recognise.text import fold, strip_marks
from builder.relate.actor import own_country
from builder.relate.agents import of_members
from builder.relate.conditions import imperfect
from builder.relate.enlisted import enlisted
from builder.relate.implied import Event
from builder.relate.makers import makers, two_in_focus
from builder.relate.pairs import two
from builder.relate.provisions import agreed_parties
from builder.relate.scenes import Stage
from builder.relate.state_lists import subjects
from builder.relate.talks import TALKS
from builder.vocabulary import STATES

_BINDING = ("Signature", "Ratification", "Accession", "Withdrawal", "InstrumentExchange", "Termination", "Suspension")
"""Deeds that only a party, or one about to be, can do (VCLT 1969, articles 11, 54, 56, 57)."""
_GOING_ON = ("Extension", "Amendment")
"""Deeds that states do with their own treaty (VCLT 1969, articles 39 and 54), and bodies with that of others."""
_STANDING = (Factuality.ASSERTED, Factuality.PLANNED)
_PRESUPPOSING = ("Withdrawal", "Suspension")
"""Deeds that presuppose a party, done or not: who threatens to leave a treaty, or will not, is bound by it."""


def find(stage: Stage, events: Sequence[Event]) -> Iterator[ClaimRecord]:
    """Claims ``hasParty``; a participant that is denied to have ratified is no party by its signature."""
    refused = {
        (e.instrument, stage.state_of(p))
        for e in events
        for p, _ in e.participants
        if e.kind == "Ratification" and e.factuality is Factuality.DENIED
    }
    ratifying = [e for e in events if e.kind == "Ratification" and e.factuality is Factuality.ASSERTED]
    of_a_state = {e.instrument for e in ratifying if any(party_of(stage, p) is not None for p, _ in e.participants)}
    ratified = {e.instrument for e in ratifying} - of_a_state
    seen: set[tuple[str, str, Span]] = set()
    for instrument, party, span, truth, rule in (
        *_named(stage, ratified),
        *_agreeing(stage),
        *_belonging(stage),
        *((one, party, span, Factuality.ASSERTED, rule) for one, party, span, rule in enlisted(stage)),
        *_doing(stage, events),
        *_of_known_circle(stage),
    ):
        if (instrument, party) not in refused and (instrument, party, span) not in seen:
            seen.add((instrument, party, span))
            yield stage.claim(instrument, "hasParty", party, truth, span, rule)


Found = tuple[str, str, Span, Factuality, str]


def _agreeing(stage: Stage) -> Iterator[Found]:
    """Those who agree on something "within" an instrument."""
    for instrument, token in agreed_parties(stage):
        yield instrument, token.refs[0], stage.tokens_span([token]), Factuality.ASSERTED, "party-agreed"


def _belonging(stage: Stage) -> Iterator[Found]:
    """ "Jordan is a party to …": the states right before the word; not where it is denied or still to come."""
    data = topic("events")["belongs"]
    for number, tokens in enumerate(stage.scene.sentences):
        for at, token in enumerate(tokens[:-2] if names(tokens, INSTRUMENT) else ()):
            own = at > 0 and tokens[at - 1].text in topic("events")["own_country"]
            to = _belongs_to(tokens, at) if token.text in data["words"] else None
            before = tokens[max(at - data["reach"], 0) : at]
            if to is None or _unsettled(before):
                continue
            instrument = tokens[to]
            named = [(party_of(stage, actor.refs[0]), stage.tokens_span([actor])) for actor in _nearest(tokens, at)]
            mine = own_country(stage, number, at - 1) if own else []
            for party, span in [(one.key, one.span) for one in mine] or named or _both(stage, number, at):
                if party is not None:
                    yield instrument.refs[0], party, span, Factuality.ASSERTED, "party-belongs"


def _both(stage: Stage, number: int, at: int) -> list[tuple[str, Span]]:
    """The two states of "the two countries are parties to"."""
    tokens = stage.scene.sentences[number]
    both = next((i for i in range(at - 1, max(at - 3, -1), -1) if tokens[i].text in words("two_parties")), None)
    return (
        [(state, stage.tokens_span([tokens[both]])) for state in two(stage, number, both)] if both is not None else []
    )


def _unsettled(before: Sequence[Token]) -> bool:
    """Whether the words before "a party to" deny it, or leave it open; "that" with a verb behind it does."""
    data = topic("events")["belongs"]
    wished = any(t.text in data["that"] and n.tag == WORD and imperfect(n.text) for t, n in pairwise(before))
    return wished or not {t.text for t in before}.isdisjoint(data["not_with"])


def _belongs_to(tokens: Sequence[Token], at: int) -> int | None:
    """Where the instrument stands that "a party (of full standing) to" leads to; None where another thing does."""
    after = at + 1
    while after < len(tokens) - 1 and tokens[after].text in topic("parties")["full_standing"]["full"]:
        after += 1
    leads = tokens[after].text in topic("parties")["full_standing"]["to"]
    return after + 1 if leads and after + 1 < len(tokens) and tokens[after + 1].tag == INSTRUMENT else None


def _nearest(tokens: Sequence[Token], at: int) -> list[Token]:
    """The states right before a word, those that are joined to them too, as far as the word may be said of them."""
    found: list[Token] = []
    for back in range(at - 1, max(at - 1 - topic("parties")["full_standing"]["reach"], -1), -1):
        token = tokens[back]
        if token.tag in (STATE, BLOC) and not token.demonym:
            found.append(token)
        elif found and not list_goes_on(tuple(tokens), back):
            break
    return found


def _of_known_circle(stage: Stage) -> Iterator[Found]:
    """The states known to have concluded an instrument of a few, where the text names them in the same breath.

    Of a bilateral one the article need only name both states; its evidence is where each is named first.
    """
    for number, tokens in enumerate(stage.scene.sentences):
        for token in tokens if names(tokens, INSTRUMENT) else ():
            entity = known().by_iri(token.refs[0]) if token.tag == INSTRUMENT and len(token.refs) == 1 else None
            if entity is None or not 1 < len(entity.parties) <= topic("parties")["known_circle"]["most"]:
                continue
            pair = len(entity.parties) == 2
            near = stage.scene.sentences if pair else stage.scene.sentences[max(number - 1, 0) : number + 2]
            named: dict[str, Token] = {}
            for one in (t for sentence in near for t in sentence if t.tag == STATE and t.refs[0] in entity.parties):
                named.setdefault(one.refs[0], one)
            for state, one in named.items() if not pair or len(named) == 2 else ():
                yield entity.iri, state, stage.tokens_span([one]), Factuality.ASSERTED, "party-known"


def _doing(stage: Stage, events: Sequence[Event]) -> Iterator[Found]:
    """Parties by deed: the state that acts, or for which a person or ministry acts."""
    for event in events:
        if event.rule == TALKS:
            yield from _talking(stage, event)
            continue
        goes_on = event.kind in _GOING_ON and "-noun" not in event.rule
        reached = event.kind == "Negotiation" and event.rule.startswith("event-Negotiation-phrase")
        truth = event.factuality
        if event.kind in _PRESUPPOSING and truth not in _STANDING:
            truth = Factuality.ASSERTED
        if not (event.kind in _BINDING or goes_on or reached) or truth not in _STANDING:
            continue
        if reached and event.factuality is not Factuality.ASSERTED:
            continue
        for participant, span in event.participants:
            if reached and span < event.evidence[0] and not _of_several(stage, event, span):
                continue
            party = party_of(stage, participant)
            if party is not None and not (goes_on and stage.scene.entities[party].kind not in STATES):
                yield event.instrument, party, span, truth, f"party-{event.kind}"


def _of_several(stage: Stage, event: Event, subject: Span) -> bool:
    """Whether the verb is a dual or a plural, whose subject is named before it: "كانت تونس وليبيا قد توصلتا إلى"."""
    verb, named = (fold(span.of(stage.scene.article.text)) for span in (event.evidence[0], subject))
    reached = verb.split(" ")[0] in topic("parties")["reached_together"]["verb_forms"]
    return reached and named not in topic("instruments")["two_parties"]


def _talking(stage: Stage, event: Event) -> Iterator[Found]:
    """Those who negotiate an instrument will be its parties, where two of them are named."""
    found = {party: span for actor, span in event.participants if (party := party_of(stage, actor)) is not None}
    for party, span in found.items() if len(found) > 1 else ():
        yield event.instrument, party, span, event.factuality, "party-negotiates"


def party_of(stage: Stage, key: str) -> str | None:
    """The state that an actor is or acts for, or the organisation of states or movement that it is.

    A body that adopts what states then sign (the General Assembly), or an organ of one (a parliament), is no party.
    """
    if key in movements():
        return key
    entity = stage.scene.entities.get(key)
    if entity is not None and entity.kind == "InternationalOrganisation":
        label = strip_marks(fold(entity.label))
        bodies = (*topic("instruments")["resolution_bodies"], *topic("parties")["organs_of_bodies"])
        return None if any(body in label for body in bodies) else key
    return stage.state_of(key)


def _named(stage: Stage, ratified: set[str]) -> Iterator[Found]:
    """Parties by name, beside the instrument: between A and B; with A; as adjectives in its title."""
    data = topic("instruments")
    for instrument, state, span in stage.titled:
        yield instrument, state, span, Factuality.ASSERTED, "party-in-title"
    for number, tokens in enumerate(stage.scene.sentences):
        for at, token in enumerate(tokens if names(tokens, INSTRUMENT) else ()):
            if token.tag != INSTRUMENT or len(token.refs) != 1:
                continue
            one = token.refs[0]
            for party, span in _tail(stage, number, at, data["between"]):
                yield one, party, span, Factuality.ASSERTED, "party-between"
            for party, span, truth, rule in makers(stage, number, at):
                yield one, party, span, truth, rule
            others = list(_tail(stage, number, at, data["with"]))
            for party, span in [*others, *(_counterpart(stage, number, at, others, ratified) if others else ())]:
                yield one, party, span, Factuality.ASSERTED, "party-with"


def _tail(stage: Stage, number: int, at: int, cues: list[str]) -> Iterator[tuple[str, Span]]:
    """Actors listed after a cue that follows the instrument within a few words."""
    data = topic("instruments")
    tokens = stage.scene.sentences[number]
    about = any(t.text in data["about"] or t.text in data["fields"] for t in tokens[at + 1 : at + 3])
    reach = data["concerning_reach"] + 3 if about else 8
    start = next((i for i in range(at + 1, min(at + reach, len(tokens))) if tokens[i].text in cues), None)
    start = _joined_to_it(tokens, at + 1, reach) if start is None and cues == data["between"] else start
    between = tokens[at + 1 : start] if start is not None else ()
    apart = len(between) > 2 and not (about or any(t.text in data["before_parties"] for t in between))
    if start is None or apart or any(t.tag == INSTRUMENT or t.text in data["tail_breaks"] for t in between):
        return
    yield from _it_and(stage, number, at, start)
    for place in range(start + 1, min(start + 20, len(tokens))):
        token = tokens[place]
        if token.text in data["two_parties"]:
            yield from two_in_focus(stage, number, token, tokens[at].refs[0])
            return
        if token.text.removeprefix(data["and"][0]) in topic("events")["own_country"]:
            yield from ((one.key, one.span) for one in own_country(stage, number, place))
            continue
        side = token.demonym and tokens[place - 1].text in topic("parties")["signs_for"]["side"]
        if side or token.tag == PERSON or names_party(tokens, place):
            party = None if of_members(tokens, place) else party_of(stage, token.refs[0])
            if party is not None:
                yield party, stage.tokens_span([token])
        elif not list_goes_on(tokens, place) and not unknown(tokens, start, place):
            return


def _joined_to_it(tokens: Sequence[Token], first: int, reach: int) -> int | None:
    """Where "and between" stands behind "between it": "الموقعة بينها وبين إسرائيل"."""
    data = topic("parties")["it_and"]
    near = pairwise(tokens[first : first + reach])
    return next(
        (first + i + 1 for i, (a, b) in enumerate(near) if a.text in data["it"] and b.text in data["and"]), None
    )


def _it_and(stage: Stage, number: int, at: int, start: int) -> Iterator[tuple[str, Span]]:
    """The state that "between it and Israel" takes up: the last one before it that no preposition governs."""
    tokens = stage.scene.sentences[number]
    if tokens[start].text not in topic("parties")["it_and"]["and"]:
        return
    before = subjects(tokens[:at])
    if before and before[-1].refs[0] not in {ref for t in tokens[start:] for ref in t.refs}:
        yield before[-1].refs[0], stage.tokens_span([tokens[start - 1]])


def _possesses(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word says whose the instrument is: "لدى مصر اتفاق", and at the head of a clause "ولمصر اتفاق"."""
    data = topic("events")
    heads = at == 0 or tokens[at - 1].text in (*words("pause"), *data["ends"])
    return tokens[at].text in data["possessors"] or (heads and tokens[at].text in data["has"])


def _counterpart(
    stage: Stage, number: int, at: int, others: list[tuple[str, Span]], ratified: set[str]
) -> list[tuple[str, Span]]:
    """Who has an instrument "with B": its possessor ("لدى A"), or the state whose parliament ratifies it.

    Of a known instrument it is the state spoken of that is known to be its party. A parliament whose state is not told
    is that of the dateline, else of the other state that is spoken of first and most.

    Another actor of the sentence may only speak of it, or oppose it, and is no party.
    """
    taken = {party for party, _ in others}
    tokens = stage.scene.sentences[number]
    if at > 1 and tokens[at - 1].tag in (STATE, BLOC) and _possesses(tokens, at - 2):
        return [(tokens[at - 1].refs[0], stage.tokens_span([tokens[at - 1]]))]
    span = stage.tokens_span([tokens[at]])
    others_spoken = [state for state in stage.spoken_states() if state not in taken]
    home = stage.home
    entity = known().by_iri(tokens[at].refs[0])
    if entity is not None and len(entity.parties) == 2:
        own = next((s for s in others_spoken if {s, *taken} == set(entity.parties)), None)
        return [(own, span)] if own is not None else []
    most = [state for state in stage.states(len(stage.scene.sentences)) if state not in taken]
    own = home if home in others_spoken else most[0] if home is None and most[:1] == others_spoken[:1] != [] else None
    return [(own, span)] if tokens[at].refs[0] in ratified and own is not None else []
