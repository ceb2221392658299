"""Puts together what is said of the instruments of an article: parties, events, supersession, clauses and more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder.model import Article, ClaimRecord, Clause, DateMention, Entity, Layout, Mention, Statement, Unaccounted
from builder.recognise.instruments import Instruments
from builder.recognise.instruments_scene import Named
from builder.relate import characterisations, clauses, offices, parties, supersession
from builder.relate import events as lifecycle
from builder.relate.provisions import find as clauses_found
from builder.relate.scenes import plain, stage


@dataclass(frozen=True, slots=True)
class Relations:
    """What the relations of one article add to its actors, instruments and statements."""

    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[ClaimRecord, ...] = ()
    clauses: tuple[Clause, ...] = ()
    unaccounted: tuple[Unaccounted, ...] = ()


def find(
    article: Article,
    layout: Layout,
    actors: Named,
    dates: Sequence[DateMention],
    instruments: Instruments,
    statements: Sequence[Statement],
) -> Relations:
    """All relations of an article; ``actors`` are its actors and places."""
    if not instruments.entities:
        tenures, posts = offices.find(plain(article, layout, actors.entities, statements))
        return Relations(tuple(tenures), (), tuple(posts))
    everyone = [*actors.entities, *instruments.entities]
    view = stage(article, layout, everyone, [*actors.mentions, *instruments.mentions], dates, statements)
    provisions = clauses_found(view)
    replacements = supersession.find(view)
    events = lifecycle.find(view, clauses.spans(provisions), [r.verb for r in replacements])
    calls, invoked = clauses.invoked(view, provisions)
    tenures, posts = offices.find(view)
    found = [
        *lifecycle.claims(view, events),
        *parties.find(view, events),
        *supersession.claims(view, replacements),
        *clauses.claims(view, provisions),
        *calls,
        *characterisations.find(view),
        *posts,
    ]
    made = [*lifecycle.entities(view, events), *clauses.entities(view, provisions), *invoked, *tenures]
    return Relations(
        tuple(made), (), tuple(found), tuple(p.clause for p in provisions), tuple(lifecycle.unresolved(view))
    )
