"""The article as the rules on relations see it: a scene whose instruments are tokens beside its actors and dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from msgspec.structs import replace

from builder.known import known
from builder.languages import topic
from builder.model import (
    VOICE,
    Article,
    ClaimRecord,
    Concept,
    DateMention,
    Entity,
    Factuality,
    Layout,
    Mention,
    Span,
    Statement,
    Value,
)
from builder.recognise.hits import touched
from builder.recognise.instruments_scene import (
    INSTRUMENT,
    ORGAN,
    PERSON,
    STATE,
    Scene,
    Sentences,
    Token,
    is_adjective_of_state,
    scene,
)
from builder.recognise.text import fold, strip_marks
from builder.vocabulary import DATA, INSTRUMENTS, STATES


@dataclass(frozen=True, slots=True)
class Stage:
    """A scene, and who says what in it. ``titled``: an instrument, a state in its title, and where.

    ``home``: the state of the dateline.
    """

    scene: Scene
    statements: tuple[Statement, ...]
    titled: tuple[tuple[str, str, Span], ...] = ()
    home: str | None = None

    def spoken(self, key: str) -> int:
        """How often an instrument is named in the article."""
        return sum(key in token.refs for tokens in self.scene.sentences for token in tokens)

    def cited(self, key: str) -> bool:
        """Whether an instrument is only called upon through its articles ("المادة 51 من …"), and so no topic."""
        words = topic("clauses")
        for tokens in self.scene.sentences:
            for at, token in enumerate(tokens):
                before = {t.text for t in tokens[max(at - 4, 0) : at]}
                if key in token.refs and not before & set(words["article"]):
                    return False
        return True

    def spoken_states(self) -> list[str]:
        """The states of the article in the order of their first mention."""
        tokens = (token for sentence in self.scene.sentences for token in sentence)
        named = (self.state_of(t.refs[0]) for t in tokens if t.refs and t.tag == STATE)
        return list(dict.fromkeys(state for state in named if state is not None))

    def states(self, until: int) -> list[str]:
        """The states of the sentences up to ``until`` (included), those most spoken of first."""
        counts: dict[str, int] = {}
        for tokens in self.scene.sentences[: until + 1]:
            for token in tokens:
                state = self.state_of(token.refs[0]) if token.refs and token.tag != PERSON else None
                if state is not None:
                    counts[state] = counts.get(state, 0) + 1
        return sorted(counts, key=lambda key: -counts[key])

    def holder(self, span: Span) -> str:
        """Who holds what these words say: the innermost speaker, or the article itself."""
        covering = [s for s in self.statements if s.span.covers(span)]
        return min(covering, key=lambda s: len(s.span)).speaker if covering else VOICE

    def tokens_span(self, tokens: Sequence[Token]) -> Span:
        """From the first to the last token."""
        return self.scene.span(min(t.start for t in tokens), max(t.end for t in tokens))

    def claim(
        self,
        subject: str,
        predicate: str,
        value: str | Value | Concept,
        factuality: Factuality,
        evidence: Span,
        rule: str,
    ) -> ClaimRecord:
        """A claim on the words ``evidence``, held by whoever says them."""
        return ClaimRecord(subject, predicate, value, self.holder(evidence), factuality, (evidence,), rule)

    def state_of(self, key: str) -> str | None:
        """The key of the state that an actor is or acts for: of a leader, a ministry, a state itself."""
        entity = self.scene.entities.get(key)
        if entity is None:
            return None
        if entity.kind in STATES:
            return key
        code = entity.facet("state") or _known_state(key)
        return f"{DATA}state/{code}" if code else None


def _known_state(key: str) -> str | None:
    """The code of the one state that a known person has held office for; None where there are more or none."""
    entity = known().by_iri(key)
    codes = {code for _, code in known().offices_of(entity) if code} if entity is not None else set()
    return codes.pop() if len(codes) == 1 else None


def stage(
    article: Article,
    layout: Layout,
    entities: Sequence[Entity],
    mentions: Sequence[Mention],
    dates: Sequence[DateMention],
    statements: Sequence[Statement],
) -> Stage:
    """Prepare an article for the rules; ``entities`` and ``mentions`` hold its actors and its instruments."""
    kinds = {entity.key: entity.kind for entity in entities}
    deeds = [m for m in mentions if kinds.get(m.entity) in INSTRUMENTS]
    actors = [m for m in mentions if kinds.get(m.entity) not in INSTRUMENTS]
    cores = [replace(m, span=core(article.text, m.span)) for m in deeds]
    closed = touched(len(article.text), [c.span for c in cores])
    outside = [a for a in actors if 1 not in closed[a.span.start : a.span.end]]
    titled = tuple(
        (c.entity, a.entity, a.span)
        for c in cores
        for a in (actors if len(outside) < len(actors) else ())
        if c.span.covers(a.span)
        and is_adjective_of_state(fold(a.span.of(article.text)), a)
        and kinds.get(a.entity) in STATES
    )
    free = [d for d in dates if 1 not in closed[d.span.start : d.span.end]]
    view = scene(article, layout, entities, [*cores, *outside], free)
    return Stage(view, tuple(statements), titled, _home(article, layout))


def plain(article: Article, layout: Layout, entities: Sequence[Entity], statements: Sequence[Statement]) -> Stage:
    """A stage without words, for an article that names no instrument."""
    return Stage(Scene(article, layout, "", (), Sentences("", (), ()), {e.key: e for e in entities}), tuple(statements))


def _home(article: Article, layout: Layout) -> str | None:
    """The state that the dateline begins with, by itself or by a place of it."""
    words = strip_marks(fold(layout.dateline.of(article.text))).split() if layout.dateline is not None else []
    leads = (" ".join(words[:count]).strip(_SEPARATORS) for count in range(min(len(words), _LONGEST_NAME), 0, -1))
    return next((_states_by_place()[lead] for lead in leads if lead in _states_by_place()), None)


_SEPARATORS = "،,:-–—ـ/()"
_LONGEST_NAME = 3
"""So many words at most has the name of a place of a dateline."""


@cache
def _states_by_place() -> dict[str, str]:
    """The states of which places with a name are, and those of the name itself, by the folded name."""
    entities = (*known().of_kind("State"), *known().of_kind("Place"))
    named = ((name, entity.state or entity.iri) for entity in entities for name in entity.labels())
    return {strip_marks(fold(name)): state for name, state in named}


def core(text: str, span: Span) -> Span:
    """An instrument's mention without the year and the parties that may follow its title."""
    data = topic("instruments")
    stops = {*data["between"], *data["with"], *data["year_words"]}
    words = span.of(fold(text)).split(" ")
    at = span.start
    for number, word in enumerate(words):
        if number and (strip_marks(word) in stops or word[:4].isdigit()):
            return Span(span.start, at - 1)
        at += len(word) + 1
    return span


__all__ = ["INSTRUMENT", "ORGAN", "PERSON", "STATE", "Stage", "core", "stage"]
