"""Reads one article whole: from its text to all that is said in it, without looking at any other article."""

from __future__ import annotations

from collections.abc import Iterable

from builder.errors import UnsuitableError
from builder.model import Article, Entity, Mention, Reading
from builder.recognise import actors, dates
from builder.recognise.relevance import relevant
from builder.relate import deixis, relations, statements
from builder.resolve import instruments
from builder.segment import layout, readable


def extract(article: Article, *, deep: bool = False) -> Reading:
    """The reading of an article. Raises UnsuitableError where it holds nothing but furniture.

    An article none of whose words names an instrument (``builder.recognise.relevance``) is laid out as far as its first
    sentence: the article, its title, publisher and own date are recorded, and neither actors nor statements are looked
    for. ``deep``: read such an article whole too.
    """
    deep = deep or relevant(article.text)
    plan = layout(article, None if deep else 1)
    readable(article, plan)
    if not plan.sentences:
        raise UnsuitableError(f"{article.source}: no sentence to read; the article's text is missing from the file")
    if not deep:
        return Reading(article=article, layout=plan)
    found = actors.find(article, plan)
    said = statements.find(article, plan, found)
    days = deixis.unquoted(dates.find(article, plan), said.statements)
    deeds = instruments.find(article, plan, found, days)
    related = relations.find(article, plan, found, days, deeds, said.statements)
    parts = (found, deeds, said, related)
    return Reading(
        article=article,
        layout=plan,
        entities=_entities(entity for part in parts for entity in part.entities),
        mentions=_mentions(mention for part in parts for mention in part.mentions),
        dates=days,
        statements=said.statements,
        clauses=related.clauses,
        claims=related.claims,
        unaccounted=tuple(sorted((*deeds.unaccounted, *related.unaccounted), key=lambda u: (u.span, u.rule))),
    )


def _entities(found: Iterable[Entity]) -> tuple[Entity, ...]:
    """One record a key: the first stage that knows an entity describes it."""
    kept: dict[str, Entity] = {}
    for entity in found:
        kept.setdefault(entity.key, entity)
    return tuple(kept[key] for key in sorted(kept))


def _mentions(found: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions in the order of the text, each span of an entity once."""
    kept: dict[tuple[int, int, str], Mention] = {}
    for mention in found:
        kept.setdefault((mention.span.start, mention.span.end, mention.entity), mention)
    return tuple(kept[key] for key in sorted(kept))
