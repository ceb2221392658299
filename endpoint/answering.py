"""Answers to queries: one that is kept, where the same was asked of the same state of the graph, else a worker's.

Kept is what was whole and short, and is no query that gives another answer each time, or asks other endpoints. The
state is in the key: a new build, or anything written, is another one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from endpoint.answers import Answer, Body
from endpoint.jobs import Job
from endpoint.negotiation import ROWS, TRIPLES, Offer
from endpoint.problems import not_acceptable
from endpoint.process import Begun
from endpoint.site import Site

# Such a query gives another answer each time: no validator may say that it has not changed, and it is not kept.
_FLEETING = re.compile(r"\b(now|rand|uuid|struuid|bnode)\b", re.IGNORECASE)
_LONGEST: Final = 1 << 18
"""Bytes of the longest answer that is kept."""


@dataclass(frozen=True)
class Asked:
    """A query, the formats in which its rows or its triples may be given, its dataset; ``head``: no body."""

    query: str
    rows: Offer | None
    triples: Offer | None
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    head: bool = False

    @cached_property
    def fleeting(self) -> bool:
        """Whether the same query may have another answer although the graph did not change."""
        return bool(_FLEETING.search(self.query))


@dataclass(frozen=True, slots=True)
class Given:
    """An answer: a stream has to be read or closed. ``age``: the seconds for which it was kept, None for a new one."""

    content_type: str
    body: bytes | Stream
    age: int | None = None

    def headers(self, site: Site) -> dict[str, str]:
        """What its headers tell of it (RFC 9211: whether it was kept) and of limits."""
        limits = {
            "Mithaq-Answer-Limit": str(site.settings.answer_size),
            "Mithaq-Row-Limit": str(site.settings.answer_rows or "none"),
        }
        if self.age is None:
            return limits
        return {**limits, "Age": str(self.age), "Cache-Status": "mithaq; hit"}


class Stream:
    """A longer answer as it comes. Closing it before its end kills the query; ``leave`` is called when it is closed."""

    def __init__(self, body: Body, leave: Callable[[], None], keep: Callable[[bytes], None] | None) -> None:
        self._body, self._leave, self._keep = body, leave, keep
        self._pieces: list[bytes] = []
        self._size = 0

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            piece = next(self._body)
        except StopIteration:
            self._leave()
            if self._keep is not None:
                self._keep(b"".join(self._pieces))
                self._keep = None
            raise
        if self._keep is not None:
            self._pieces.append(piece)
            self._size += len(piece)
            if self._size > _LONGEST:
                self._keep, self._pieces = None, []
        return piece

    def close(self) -> None:
        self._body.close()
        self._leave()


def tag_of(site: Site, asked: Asked) -> str:
    """What tells the answer from others at its address: the state of the graph and the formats."""
    rows, triples = (offer.name if offer else "" for offer in (asked.rows, asked.triples))
    return f"{site.view(site.graph()).name}-{rows}-{triples}"


def answered(site: Site, asked: Asked, client: str) -> Given:
    """The answer to a query. Raises what ``Pool.run`` raises, QueryError, or Problem (406, 429)."""
    question = Question(site, asked, client)
    return question.kept() or question.answer()


class Question:
    """A query on its way to its answer, which is kept already or comes from a worker.

    It is of the state of the graph at its beginning. Unless ``answer`` was called, ``close`` has to be.
    """

    def __init__(self, site: Site, asked: Asked, client: str) -> None:
        """Raises GraphError, or what ``Pool.run`` raises."""
        self.asked, self._site, self._client = asked, site, client
        self._graph = site.graph()
        self._key = (site.view(self._graph).name, asked)
        self._keeps = site.answers.most > 0 and not asked.head and not asked.fleeting
        self._job: Job | None = None
        self._leave: Callable[[], None] | None = None
        self.begun: Begun | None = None

    def kept(self) -> Given | None:
        """The answer that is kept."""
        found = self._site.answers.find(self._key) if self._keeps else None
        return None if found is None else Given(found.content_type, found.body, found.age)

    def begin(self) -> Begun | None:
        """Have a worker begin, if one is free now and may do it. Never waits. Raises as ``answered``."""
        job = self._enter()
        self.begun = None if job.network else self._site.pool.begin(job)
        return self.begun

    def answer(self) -> Given:
        """The answer of a worker. Raises as ``answered``."""
        try:
            job = self._enter()
            begun, self.begun = self.begun, None
            answer = self._site.pool.run(job, begun)
            content_type = _content_type(answer, self.asked)
        except BaseException:
            self.close()
            raise
        body = answer.body
        if isinstance(body, Body):
            return Given(content_type, Stream(body, self.close, self._keeper(job, content_type)))
        self.close()
        keep = self._keeper(job, content_type)
        if keep is not None:
            keep(body)
        return Given(content_type, body)

    def close(self) -> None:
        """Let the client have another query; ends what a worker does for this one. Once is enough."""
        begun, self.begun = self.begun, None
        if begun is not None:
            self._site.pool.replace(begun.worker)
        if self._leave is not None:
            self._leave()

    def _enter(self) -> Job:
        """The job for a worker; it counts among the client's from now on."""
        if self._job is None:
            asked = self.asked
            self._job = replace(
                self._site.job(self._graph, asked.query),
                rows=asked.rows.name if asked.rows else None,
                triples=asked.triples.name if asked.triples else None,
                default=asked.default,
                named=asked.named,
                head=asked.head,
                most_rows=self._site.settings.answer_rows,
            )
            self._leave = self._site.clients.enter(self._client)
        return self._job

    def _keeper(self, job: Job, content_type: str) -> Callable[[bytes], None] | None:
        """What keeps a whole answer; None where it is not to be kept."""
        if not self._keeps or job.network:
            return None
        return lambda body: self._site.answers.keep(self._key, self.asked.query, content_type, body)


def _content_type(answer: Answer, asked: Asked) -> str:
    triples = answer.kind == "triples"
    offer = asked.triples if triples else asked.rows
    if offer is None:
        raise not_acceptable(TRIPLES if triples else ROWS)
    return content_type(offer)


def content_type(offer: Offer) -> str:
    """The value of Content-Type for an offer."""
    return f"{offer.media}; charset=utf-8" if offer.media.startswith("text/") else offer.media
